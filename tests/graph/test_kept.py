"""What is derived stays beside the store and is brought up to date; the graph is always that of a fresh store."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.export import Options
from kg.export.jsonl import JsonLines
from kg.export.neo4j_csv import Neo4jCsv
from kg.export.rdf import NQuads
from kg.graph import assemble
from kg.model import Decision, Judgement
from kg.store import kept
from kg.store.sqlite import SqliteStore, open_existing
from tests import records

Change = Callable[[SqliteStore], object]


@pytest.fixture(autouse=True)
def however_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST", 0)
    monkeypatch.setattr(kept, "SHARE", 100.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store" / "kg.db"
    path.parent.mkdir()
    with SqliteStore(path) as store:
        records.fill(store)
    return path


def exported(path: Path, folder: Path) -> dict[str, bytes]:
    """What three exports write, by file."""
    with open_existing(path) as store, assemble(store) as graph:
        NQuads().write(graph, folder / "kg.nq", Options())
        JsonLines().write(graph, folder / "jsonl", Options())
        Neo4jCsv().write(graph, folder / "neo4j", Options())
    return {str(each.relative_to(folder)): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}


def afresh(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The same where nothing is kept."""
    with monkeypatch.context() as patched:
        patched.setattr(kept, "LEAST", 1 << 40)
        return exported(path, folder)


def state(path: Path) -> dict[str, tuple[int, int]]:
    """The files beside the store, with their inodes and times."""
    return {each.name: (each.stat().st_ino, each.stat().st_mtime_ns) for each in path.parent.iterdir()}


def undone(store: SqliteStore) -> None:
    """A person's merge, and its undoing."""
    pair = sorted(each.id for each in store.entities() if each.class_ == "Person")[:2]
    store.judge([Judgement(pair[0], pair[1], "same", "ann", 1.0, ("I know them",), "2024")])
    with assemble(store) as graph:
        assert graph.canonical[pair[0]] == graph.canonical[pair[1]]
    store.withdraw([(pair[0], pair[1])], "ann")


def changed(store: SqliteStore) -> None:
    old = records.visit()
    new = replace(old, article=replace(old.article, published="2031-01-01"), statements=old.statements[:2])
    store.put(new, "/news/visit.txt", "other content", "hand@1", store.begin("hand@1", {}))


def judged(store: SqliteStore) -> None:
    pair = sorted(each.id for each in store.entities() if each.class_ == "Organization")[:2]
    store.judge([Judgement(pair[0], pair[1], "same", "kg/resolve", 0.9, ("alike",))])


CHANGES: dict[str, Change] = {
    "a new article": lambda store: store.put(records.visit("new.txt"), "/n", "c", "hand@1", store.begin("hand@1", {})),
    "an article that says something else": changed,
    "an article that is gone": lambda store: store.remove(["visit.txt"]),
    "a forgotten article": lambda store: store.forget(["/news"], [], store.begin("hand@1", {})),
    "a person's decision": lambda store: store.decide([Decision(next(store.statements()).id, "wrong", "ann", "2024")]),
    "the program's judgement": judged,
    "a merge that was undone": undone,
    "a new run that changes nothing": lambda store: store.finish(store.begin("hand@1", {}), {}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_it_is_the_graph_of_a_fresh_store(
    name: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(path, tmp_path / "before")
    assert kept.place(str(path)).is_file()
    with SqliteStore(path) as store:
        CHANGES[name](store)
    found = exported(path, tmp_path / "after")
    assert found == afresh(path, tmp_path / "fresh", monkeypatch)
    assert exported(path, tmp_path / "again") == found


AFRESH: dict[str, Change] = {
    "an article that the log does not name": lambda store: raw(store, "UPDATE articles SET title = 'Other'"),
    "more changes than the log remembers": lambda store: raw(store, "DELETE FROM changes"),
}


def raw(store: SqliteStore, statement: str) -> None:
    """Do what no method of the store does."""
    database = sqlite3.connect(store.path, isolation_level=None)
    database.execute(statement)
    database.close()


@pytest.mark.parametrize("name", AFRESH)
def test_where_nobody_knows_what_changed_all_is_made_afresh(
    name: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[bool]
) -> None:
    exported(path, tmp_path / "before")
    with SqliteStore(path) as store:
        AFRESH[name](store)
        CHANGES["a person's decision"](store)
    found = exported(path, tmp_path / "after")
    assert made == [False, False]
    assert found == afresh(path, tmp_path / "fresh", monkeypatch)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of every file that is kept: whether it was an earlier one, brought up to date."""
    found, making = list[bool](), kept.making

    @contextmanager
    def noted(where: str, *, renew: bool = False) -> Iterator[Path]:
        with making(where, renew=renew) as part:
            yield part
        found.append(renew)

    monkeypatch.setattr(kept, "making", noted)
    return found


@pytest.mark.parametrize(
    "name", ["a new article", "an article that says something else", "a person's decision", "the program's judgement"]
)
def test_after_a_change_it_is_brought_up_to_date(name: str, path: Path, tmp_path: Path, made: list[bool]) -> None:
    exported(path, tmp_path / "before")
    with SqliteStore(path) as store:
        CHANGES[name](store)
    exported(path, tmp_path / "after")
    assert made == [False, True]


@pytest.mark.parametrize(
    "name", ["a person's decision", "the program's judgement", "an article that says something else"]
)
def test_where_much_changed_all_is_made_afresh(
    name: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[bool]
) -> None:
    monkeypatch.setattr(kept, "SHARE", 0.0)
    exported(path, tmp_path / "before")
    with SqliteStore(path) as store:
        CHANGES[name](store)
    found = exported(path, tmp_path / "after")
    assert made == [False, name == "a person's decision"]
    assert found == afresh(path, tmp_path / "fresh", monkeypatch)


def test_what_cannot_be_brought_up_to_date_is_made_afresh(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[bool]
) -> None:
    exported(path, tmp_path / "before")
    broken = sqlite3.connect(kept.place(str(path)))
    broken.execute("DROP TABLE said")
    broken.close()
    with SqliteStore(path) as store:
        CHANGES["the program's judgement"](store)
    found = exported(path, tmp_path / "after")
    assert made == [False, False]
    assert found == afresh(path, tmp_path / "fresh", monkeypatch)


def test_an_earlier_copy_of_the_store_in_its_place_is_seen(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[bool]
) -> None:
    """What was derived after one decision must not be taken for what was derived before another one."""
    earlier = tmp_path / "earlier.db"
    shutil.copy(path, earlier)
    with SqliteStore(path) as store:
        CHANGES["a person's decision"](store)
    exported(path, tmp_path / "before")
    shutil.copy(earlier, path)
    with SqliteStore(path) as store:
        last = list(store.statements())[-1]
        store.decide([Decision(last.id, "wrong", "ann", "2024")])
    found = exported(path, tmp_path / "after")
    assert made == [False, False]
    assert found == afresh(path, tmp_path / "fresh", monkeypatch)


_KILLED = """
import os, signal, sys
from kg.graph import assemble
from kg.store import kept
from kg.store.snapshot import SqliteSnapshot
from kg.store.sqlite import open_existing
kept.LEAST, kept.SHARE = 0, 100.0
step = getattr(SqliteSnapshot, sys.argv[2])
def killed(*given):
    step(*given)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(SqliteSnapshot, sys.argv[2], killed)
with open_existing(sys.argv[1]) as store:
    assemble(store)
"""


@pytest.mark.parametrize("step", ["number", "link", "keep", "rename", "_finish"])
def test_killed_while_it_brings_it_up_to_date(
    step: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(path, tmp_path / "before")
    before = state(path)["kg.db-derived"]
    with SqliteStore(path) as store:
        CHANGES["the program's judgement"](store)
        CHANGES["an article that says something else"](store)
    assert subprocess.run([sys.executable, "-c", _KILLED, path, step]).returncode == -signal.SIGKILL
    assert state(path)["kg.db-derived"] == before
    assert exported(path, tmp_path / "after") == afresh(path, tmp_path / "fresh", monkeypatch)


def test_a_second_export_writes_nothing_beside_the_store(path: Path, tmp_path: Path) -> None:
    first = exported(path, tmp_path / "first")
    before = state(path)
    assert set(before) == {"kg.db", "kg.db-derived"}
    assert exported(path, tmp_path / "second") == first
    assert state(path) == before


def test_a_run_that_changes_nothing_keeps_it(path: Path, tmp_path: Path) -> None:
    exported(path, tmp_path / "first")
    before = state(path)["kg.db-derived"]
    with SqliteStore(path) as store:
        run = store.begin("hand@1", {})
        store.see([("visit.txt", "/elsewhere")], run)
        store.finish(run, {})
    exported(path, tmp_path / "second")
    assert state(path)["kg.db-derived"] == before


def test_what_is_rolled_back_changes_no_mark(path: Path, tmp_path: Path) -> None:
    exported(path, tmp_path / "first")
    before = state(path)["kg.db-derived"]
    broken = records.company()
    broken = replace(broken, statements=(*broken.statements, replace(broken.statements[0], quote="\ud800")))
    with SqliteStore(path) as store:
        run = store.begin("hand@1", {})
        with pytest.raises(StoreError, match="lone surrogates"):  # after the old version was deleted
            store.put(broken, "/news/company.txt", "content", "hand@1", run)
    exported(path, tmp_path / "second")
    assert state(path)["kg.db-derived"] == before


@pytest.mark.parametrize("name", ["nothing", "no database", "another database", "cut off"])
def test_another_file_in_its_place_is_replaced(name: str, path: Path, tmp_path: Path) -> None:
    first = exported(path, tmp_path / "first")
    file = kept.place(str(path))
    whole = file.read_bytes()
    contents = {
        "nothing": b"",
        "no database": b"x" * 9000,
        "another database": path.read_bytes(),
        "cut off": whole[:4096],
    }
    file.write_bytes(contents[name])
    assert exported(path, tmp_path / "second") == first
    assert file.stat().st_size == len(whole)


def test_what_another_program_made_is_made_anew(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exported(path, tmp_path / "first")
    before = state(path)["kg.db-derived"]
    monkeypatch.setattr(sys.modules["kg.graph.assemble"], "maker", lambda: "a newer one")
    exported(path, tmp_path / "second")
    assert state(path)["kg.db-derived"] != before


def test_another_store_in_its_place_is_seen(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.db"
    with SqliteStore(other) as store:
        records.fill(store)
        store.remove(["visit.txt"])
    exported(path, tmp_path / "first")
    path.unlink()
    shutil.copy(other, path)
    assert exported(path, tmp_path / "second") == afresh(other, tmp_path / "other", monkeypatch)


def test_a_folder_that_cannot_be_written(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    assert exported(path, tmp_path / "found") == afresh(path, tmp_path / "fresh", monkeypatch)
    assert set(state(path)) == {"kg.db"}


def test_a_full_disk(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with open_existing(path) as store, assemble(store) as graph:
            assert len(graph.entities) > 0
            assert graph.shared() is None
    assert set(state(path)) == {"kg.db"}


def test_a_writer_in_between_is_noticed(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever derives in another transaction must not keep what the snapshot does not see, nor see what it does not."""
    making = kept.making

    def write_first(where: str, *, renew: bool = False) -> object:
        with SqliteStore(path) as store:
            store.remove(["visit.txt"])
        return making(where, renew=renew)

    monkeypatch.setattr(kept, "making", write_first)
    before = exported(path, tmp_path / "found")
    assert b"visit.txt" in before["jsonl/articles.jsonl"]
    assert not kept.place(str(path)).exists()


def test_several_at_once(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[int, dict[str, bytes]] = {}
    threads = [
        threading.Thread(target=lambda at=at: found.update({at: exported(path, tmp_path / str(at))})) for at in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fresh = afresh(path, tmp_path / "fresh", monkeypatch)
    assert [found[at] == fresh for at in range(6)] == [True] * 6
    assert set(state(path)) == {"kg.db", "kg.db-derived"}


def test_what_a_run_left_behind_is_not_kept(path: Path) -> None:
    with open_existing(path) as store, assemble(store, 1) as graph:
        assert graph.shared() is None
    assert not kept.place(str(path)).exists()


@pytest.mark.parametrize("name", ["purge", "remove"])
def test_names_of_who_is_gone_do_not_stay(name: str, path: Path, tmp_path: Path) -> None:
    exported(path, tmp_path / "first")
    with SqliteStore(path) as store:
        store.purge() if name == "purge" else store.remove(["visit.txt"])
    assert not kept.place(str(path)).exists()


def test_what_a_killed_process_left_goes(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = path.with_name("kg.db-derived.x.part")
    left.touch()
    exported(path, tmp_path / "first")
    assert left.exists()
    kept.place(str(path)).unlink()
    monkeypatch.setattr(kept, "_STALE", -1.0)
    exported(path, tmp_path / "second")
    assert set(state(path)) == {"kg.db", "kg.db-derived"}


def test_small_stores_have_none(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    afresh(path, tmp_path / "fresh", monkeypatch)
    assert set(state(path)) == {"kg.db"}
