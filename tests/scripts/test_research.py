"""The figures of scripts/research: each draws the invented stories, hostile ones and nothing, and says what it drew."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the figures need matplotlib: pip install '.[research]'")

from matplotlib.text import Text

import kg
from kg.query.answer import Answer
from kg.store.sqlite import SqliteStore
from research.figure import labels, page, save, short
from research.main import FIGURES, main
from tests import records

ROOT = Path(__file__).parents[2]
every_figure = pytest.mark.parametrize("name", FIGURES)

# Some rows of each table, which the stories bear out.
ROWS: dict[str, set[tuple[object, ...]]] = {
    "actors": {("Tobias Renner", "Person", 10, 0.311), ("Harbour Party", "Organization", 11, 0.183)},
    "timeline": {
        ("2031-05-05", "Detention", "Detention: Sanna Ekdal, Idris Okonjo", "Bergen"),
        ("2031-06-10", "Release", "Release: Mirela Dusan", ""),
    },
    "places": {
        ("Oslo", "city", "NO", 59.913, 10.746, 4, 3),
        ("Nigeria", "country", "NG", 7.916, 5.967, 1, 0),
    },
    "quotations": {("Tobias Renner", "Sanna Ekdal", 2), ("Claire Whitcombe", "Idris Okonjo", 1)},
    "sources": {("Meridian", 4, 12, 1), ("Ledger Weekly", 4, 22, 1), ("Fjord Post", 2, 2, 0)},
}


def drawn(name: str, store: Path) -> tuple[list[str], Answer]:
    """What is written in a figure, and its table."""
    figure, answer = import_module(f"research.{name}").draw(kg.open(store))
    figure.draw_without_rendering()
    return [text.get_text() for text in figure.findobj(Text)], answer


@every_figure
def test_it_writes_the_figure_and_prints_the_table(
    name: str, stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{name}.png"
    assert main([name, "--store", str(stories), "-o", str(path)]) == 0
    assert path.read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out.splitlines()[0].split("  ")[0] == drawn(name, stories)[1].columns[0]


@every_figure
def test_the_table_is_borne_out_by_the_stories(name: str, stories: Path) -> None:
    texts, answer = drawn(name, stories)
    assert ROWS[name] <= set(answer.rows)
    assert any("12 articles, 5 outlets, 2029-03-12 to 2031-06-10." in text for text in texts)
    for row in ROWS[name]:
        assert any(str(row[0]) in text for text in texts)


def test_what_is_denied_or_planned_is_not_drawn(stories: Path) -> None:
    _, timeline = drawn("timeline", stories)
    names = {str(row[2]) for row in timeline.rows}
    assert not {name for name in names if "Oona Rask" in name or name == "Meeting: Nadia Hallum, Ingrid Halvorsen"}
    assert "Protest: Open Press League" not in names


def test_fewer_are_shown_on_demand(stories: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "--store", str(stories), "--top", "3", "-o", str(tmp_path / "x.svg")]) == 0
    assert "(3 rows)" in capsys.readouterr().out
    assert (tmp_path / "x.svg").read_text(encoding="utf-8").startswith("<?xml")


@every_figure
@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")
def test_hostile_names_and_an_empty_store(name: str, tmp_path: Path) -> None:
    hostile, empty = tmp_path / "hostile.db", tmp_path / "empty.db"
    for path in (hostile, empty):
        with SqliteStore(path) as store:
            if path == hostile:
                records.fill(store)
    texts, _ = drawn(name, hostile)
    assert not [text for text in texts if any(ord(each) < 32 and each != "\n" for each in text)]
    assert drawn(name, empty)[1].rows == ()


def test_names_that_cannot_be_drawn_and_long_ones() -> None:
    assert short("$x_1$ \x1b[2J\x00\n\u202ebob") == "$x_1$ ␛[2J␀ �bob"
    assert short("a" * 99, 10) == "aaaaaaaaa…"


def test_labels_stay_apart(tmp_path: Path) -> None:
    figure, axes = page("Title", "note")
    points = [(x / 10, y / 10, 3.0, f"Name {x}{y} $_") for x in range(10) for y in range(10)]
    axes.scatter([x for x, *_ in points], [y for _, y, *_ in points])
    boxes = labels(axes, points)
    assert 40 < len(boxes) <= 100
    assert all(box.count_overlaps(boxes) == 1 for box in boxes)  # itself
    save(figure, tmp_path / "labels.svg")


def test_the_page_shows_every_figure() -> None:
    folder = ROOT / "scripts" / "research"
    text = (folder / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert [link for link in links if not (folder / link).exists()] == []
    assert {f"figures/{name}.png" for name in FIGURES} | {f"{name}.py" for name in FIGURES} <= set(links)


def test_without_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "--store", str(tmp_path / "none.db"), "-o", str(tmp_path / "x.png")]) == 1
    assert "none.db" in capsys.readouterr().err
    assert not (tmp_path / "x.png").exists()


@pytest.mark.slow
def test_the_same_store_gives_the_same_bytes(stories: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        for name in FIGURES:
            output = tmp_path / f"{name}{seed}.svg"
            command = [sys.executable, "scripts/figure", name, "--store", str(stories), "-o", str(output)]
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    for name in FIGURES:
        assert (tmp_path / f"{name}1.svg").read_bytes() == (tmp_path / f"{name}2.svg").read_bytes(), name
