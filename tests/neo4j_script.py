"""scripts/neo4j, as tests run it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
