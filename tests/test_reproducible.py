"""Same articles, same bytes: whatever their order, the number of processes and the number of runs."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.export import Options as Format
from kg.export.jsonl import JsonLines
from kg.graph import assemble
from kg.pipeline import Options, build
from kg.store.sqlite import SqliteStore

EXAMPLES = sorted(str(path) for path in (Path(__file__).parents[1] / "scripts" / "examples").iterdir())
FILES = ("articles", "entities", "judgements", "mentions", "statements")


def records(store: SqliteStore, folder: Path) -> dict[str, bytes]:
    JsonLines().write(assemble(store), folder, Format())
    return {name: (folder / f"{name}.jsonl").read_bytes() for name in FILES}


def built(folder: Path, *runs: Sequence[str], workers: int = 1) -> dict[str, bytes]:
    with SqliteStore(folder / "kg.db") as store:
        for inputs in runs:
            build(store, inputs, Options(workers=workers))
        return records(store, folder / "records")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("once"), EXAMPLES)


def test_there_is_something_to_compare(once: dict[str, bytes]) -> None:
    assert all(content.count(b"\n") > 10 for content in once.values())


def test_the_order_of_articles_does_not_matter(once: dict[str, bytes], tmp_path: Path) -> None:
    assert built(tmp_path, EXAMPLES[::-1]) == once


def test_articles_that_come_later_change_nothing_but_what_they_say(once: dict[str, bytes], tmp_path: Path) -> None:
    assert built(tmp_path, EXAMPLES[5:], EXAMPLES) == once


def test_articles_that_go_leave_nothing_behind(tmp_path: Path) -> None:
    short = EXAMPLES[3:]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with SqliteStore(tmp_path / "a" / "kg.db") as store:
        build(store, EXAMPLES, Options(workers=1))
        gone = [
            article.id for article in store.known().values() if any(name in article.origin for name in EXAMPLES[:3])
        ]
        assert len(gone) > 2
        store.remove(gone)
        build(store, short, Options(workers=1))
        left = records(store, tmp_path / "a" / "records")
    assert left == built(tmp_path / "b", short)


@pytest.mark.slow
def test_the_number_of_processes_does_not_matter(
    once: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.workers.CHUNK", 2000)  # characters: small tasks, so that both processes get some
    assert built(tmp_path, EXAMPLES, workers=2) == once
