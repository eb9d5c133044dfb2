"""The mark of a store, by which what was derived from it is known to be still right."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.model import Decision, Judgement
from kg.store.marks import MARK, REMEMBERED
from kg.store.sqlite import SqliteStore
from tests import records

TABLES = ("articles", "entities", "mentions", "statements")
CHANGES = {
    **{
        f"{name} {table}": change.format(table)
        for table in TABLES
        for name, change in {
            "insert": "INSERT INTO {0} SELECT * FROM copied_{0}",
            "delete": "DELETE FROM {0} WHERE id = (SELECT max(id) FROM {0})",
            "update": "UPDATE {0} SET id = id WHERE id = (SELECT max(id) FROM {0})",
        }.items()
    },
    "judge": "INSERT INTO judgements (left, right, verdict, by, machine, score, reasons) "
    "VALUES ('a', 'b', 'same', 'ann', 0, 1.0, '[]')",
    "decide": "INSERT INTO decisions (statement, verdict, by, at) VALUES ('s', 'right', 'ann', '2024')",
}


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The file itself, so that no row takes others along."""
    with SqliteStore(tmp_path / "kg.db") as store:
        records.fill(store)
    raw = sqlite3.connect(tmp_path / "kg.db", isolation_level=None)
    for table in TABLES:
        raw.execute(f"CREATE TEMP TABLE copied_{table} AS SELECT * FROM {table} LIMIT 1")
        raw.execute(f"UPDATE copied_{table} SET id = 'another'")
    yield raw
    raw.close()


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_gives_another_mark(name: str, raw: sqlite3.Connection) -> None:
    marks = [raw.execute(MARK).fetchone()]
    raw.execute("BEGIN")
    raw.execute(CHANGES[name])
    marks.append(raw.execute(MARK).fetchone())
    raw.execute("ROLLBACK")
    assert raw.execute(MARK).fetchone() == marks[0]
    assert marks[0] != marks[1]


@pytest.mark.parametrize(
    "change", ["UPDATE articles SET run = run + 1", "UPDATE runs SET finished = 'later'", "DELETE FROM origins"]
)
def test_what_is_no_part_of_the_graph_gives_none(change: str, raw: sqlite3.Connection) -> None:
    mark = raw.execute(MARK).fetchone()
    raw.execute(change)
    assert raw.execute(MARK).fetchone() == mark


LOG = (
    "SELECT article, judgement, decision FROM changes WHERE seq > (SELECT seq FROM changes WHERE mark = ?) ORDER BY seq"
)


def test_what_changed_since_a_mark_is_told(tmp_path: Path) -> None:
    """Whatever follows, also another change of the same article, a mark that a reader has seen is still found."""
    visit = ("visit.txt", None, None)
    changes: list[tuple[Callable[[SqliteStore], object], set[tuple[str | None, int | None, int | None]]]] = [
        (put, {visit}),
        (put, {visit}),
        (lambda store: store.judge([Judgement("a", "b", "same", "ann", 1.0, (), "2024")]), {(None, 1, None)}),
        (lambda store: store.withdraw([("a", "b")], "ann"), {(None, 2, None)}),
        (lambda store: store.decide([Decision("s", "wrong", "ann", "2024")]), {(None, None, 1)}),
        (lambda store: store.remove(["visit.txt"]), {visit}),
        (put, {visit}),
    ]
    with SqliteStore(tmp_path / "kg.db") as store, sqlite3.connect(tmp_path / "kg.db") as raw:
        put(store)
        marks = [raw.execute(MARK).fetchone()]
        for change, _ in changes:
            change(store)
            marks.append(raw.execute(MARK).fetchone())
        told = [set(raw.execute(LOG, mark)) for mark in marks]
    assert told == [set().union(*(found for _, found in changes[at:])) for at in range(len(marks))]


def put(store: SqliteStore) -> None:
    store.put(records.visit(), "/news/visit.txt", "content", "hand@1", store.begin("hand@1", {}))


def test_what_nobody_can_tell_is_said(raw: sqlite3.Connection) -> None:
    mark = raw.execute(MARK).fetchone()
    raw.execute("UPDATE statements SET confidence = 0.5")
    assert set(raw.execute(LOG, mark)) == {(None, None, None)}


def test_the_log_does_not_grow_for_ever(raw: sqlite3.Connection) -> None:
    row = "INSERT INTO decisions (statement, verdict, by, at) VALUES (?, 'wrong', 'ann', '2024')"
    raw.execute("BEGIN")
    raw.executemany(row, ((str(at),) for at in range(REMEMBERED + 10)))
    assert raw.execute("SELECT count(*) FROM changes").fetchone()[0] == REMEMBERED
