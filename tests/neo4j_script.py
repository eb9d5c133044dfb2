"""scripts/neo4j, as tests run it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.bolt import Server

SCRIPT = Path(__file__).parents[1] / "scripts" / "neo4j"
MISSING = 3


def script(*arguments: str, path: Path = SCRIPT) -> "subprocess.CompletedProcess[str]":
    """Run scripts/neo4j."""
    command = [sys.executable, str(path), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)


def needed(done: "subprocess.CompletedProcess[str]") -> str:
    """The URI that `scripts/neo4j start` printed; skips where Java or Maven is missing, except in CI."""
    if done.returncode == MISSING and not os.environ.get("CI"):
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@contextmanager
def altered(folder: Path, old: str, new: str) -> Iterator[Server]:
    """A server of its own with another setting; the jars are those of this checkout."""
    own = folder / "scripts" / "neo4j"
    own.parent.mkdir()
    text = SCRIPT.read_text("utf-8")
    assert old in text
    own.write_text(text.replace(old, new), "utf-8")
    shutil.copytree(SCRIPT.with_name("maven"), own.with_name("maven"))
    (folder / ".cache").symlink_to(SCRIPT.parents[1] / ".cache")
    home = ("--home", str(folder / "home"))
    try:
        yield Server(needed(script("start", "--port", "0", *home, path=own)))
    finally:
        script("stop", *home, path=own)
