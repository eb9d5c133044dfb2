"""The README's own commands, run as they stand there against the example stories."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def commands() -> Iterator[list[str]]:
    for language, block in BLOCKS:
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if language == "sh" and words[:1] == ["kg"]:
                yield words[1:]


LOCAL = [
    words
    for words in commands()
    if words[0] in ("query", "sparql", "why", "export", "stats", "diff") and "--neo4j" not in words
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example stories as `news/`, and the graph built of them."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "news").symlink_to(ROOT / "scripts" / "examples")
    done = run(folder, ["build", "news/"])
    assert (done.returncode, done.stdout) == (0, "")
    return folder


def run(folder: Path, words: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("words", LOCAL, ids=" ".join)
def test_command_works_and_has_something_to_say(place: Path, words: list[str]) -> None:
    done = run(place, words)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    if words[0] == "export":
        assert (place / words[words.index("-o") + 1]).stat().st_size > 1000
    else:
        assert len(done.stdout.splitlines()) > 3


def test_python_passage_works(place: Path) -> None:
    (passage,) = (block for language, block in BLOCKS if language == "python")
    script = f"{passage}\nassert len(people) > 20 and kin and rows and len(triples) > 1000\n"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=place, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_every_file_it_links_to_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_script_it_names_is_there() -> None:
    named = {name for name in re.findall(r"scripts/[\w/]+", README) if not name.startswith("scripts/examples")}
    assert len(named) > 5
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.slow
def test_demo_goes_through() -> None:
    done = subprocess.run(["sh", "scripts/demo"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    for shown in ("read 16 articles", "representedBy", "Leyla Karimzade", "Tobias Renner", "exports/demo.ttl"):
        assert shown in done.stdout
