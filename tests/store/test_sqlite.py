"""What only the SQLite file can get wrong: foreign files, locks, permissions, sudden death."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import assemble
from kg.model import Decision, Judgement
from kg.store import connection, kept
from kg.store.schema import APPLICATION, VERSION
from kg.store.sqlite import SqliteStore, open_existing
from tests.invented import extraction


def fill(path: Path, *ids: str) -> None:
    with SqliteStore(path) as store:
        run = store.begin("reader", {})
        for id_ in ids:
            store.put(extraction(id_), f"/news/{id_}", "content", "reader", run)


def ids(path: Path) -> list[str]:
    with open_existing(path) as store:
        return [article.id for article in store.articles()]


@pytest.mark.parametrize("open_", [SqliteStore, open_existing])
class TestForeignFiles:
    def test_no_database(self, tmp_path: Path, open_: Callable[[Path], SqliteStore]) -> None:
        path = tmp_path / "kg.db"
        path.write_text("Dear diary, " * 100)
        with pytest.raises(StoreError, match=r"kg\.db is not a store of kg"):
            open_(path)
        assert path.read_text().startswith("Dear diary")

    def test_database_of_another_program(self, tmp_path: Path, open_: Callable[[Path], SqliteStore]) -> None:
        path = tmp_path / "kg.db"
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE articles (id)")
        other.close()
        with pytest.raises(StoreError, match="another program"):
            open_(path)

    def test_newer_format(self, tmp_path: Path, open_: Callable[[Path], SqliteStore]) -> None:
        path = tmp_path / "kg.db"
        fill(path, "a1")
        newer = sqlite3.connect(path)
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
        newer.close()
        with pytest.raises(StoreError, match=f"newer kg \\(format {VERSION + 1}"):
            open_(path)

    def test_folder(self, tmp_path: Path, open_: Callable[[Path], SqliteStore]) -> None:
        with pytest.raises(StoreError, match="is a folder"):
            open_(tmp_path)

    def test_a_format_that_never_was(self, tmp_path: Path, open_: Callable[[Path], SqliteStore]) -> None:
        path = tmp_path / "kg.db"
        fill(path, "a1")
        odd = sqlite3.connect(path)
        odd.execute("PRAGMA user_version = 0")
        odd.close()
        with pytest.raises(StoreError, match="is damaged; restore a copy"):
            open_(path)

    @pytest.mark.parametrize("value", [b"\xff\xfe", b"[1, 2"])
    def test_damage_that_sqlite_does_not_notice(
        self, tmp_path: Path, open_: Callable[[Path], SqliteStore], value: bytes
    ) -> None:
        path = tmp_path / "kg.db"
        fill(path, "a1")
        odd = sqlite3.connect(path)
        odd.execute("UPDATE articles SET authors = CAST(? AS TEXT)", (value,))
        odd.commit()
        odd.close()
        with pytest.raises(StoreError, match="is damaged; restore a copy"), open_(path) as store:
            list(store.articles())

    def test_damaged(self, tmp_path: Path, open_: Callable[[Path], SqliteStore]) -> None:
        path = tmp_path / "kg.db"
        fill(path, *(f"a{number}" for number in range(50)))
        data = path.read_bytes()
        path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
        with pytest.raises(StoreError, match="damaged"), open_(path) as store:
            list(store.articles())


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        SqliteStore(tmp_path / "none" / "kg.db")


def test_existing_only(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run kg build first"):
        open_existing(tmp_path / "kg.db")
    assert not (tmp_path / "kg.db").exists()
    (tmp_path / "kg.db").touch()
    with pytest.raises(StoreError, match="run kg build first"):
        open_existing(tmp_path / "kg.db")


def test_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "kg.db").touch()
    fill(tmp_path / "kg.db", "a1")
    assert ids(tmp_path / "kg.db") == ["a1"]


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?.db", "#1.db", "ñ🦊.db", "-x.db", "a;b'c.db"])
def test_any_file_name(tmp_path: Path, name: str) -> None:
    fill(tmp_path / name, "a1")
    assert ids(tmp_path / name) == ["a1"]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_marks_and_mode(tmp_path: Path) -> None:
    fill(tmp_path / "kg.db", "a1")
    raw = sqlite3.connect(tmp_path / "kg.db")
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.01)
    path = tmp_path / "kg.db"
    fill(path, "a1")
    with SqliteStore(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another process"):
            store.remove(["a1"])
        assert ids(path) == ["a1"]
        other.close()
        assert store.remove(["a1"]) == 1


def test_reading_goes_on_beside_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with SqliteStore(path) as writer:
        run = writer.begin("reader", {})
        writer.put(extraction("a1"), "/news/a1", "content", "reader", run)
        with open_existing(path) as reader:
            seen = reader.articles()
            assert next(seen).id == "a1"
            writer.put(extraction("a2"), "/news/a2", "content", "reader", run)
            assert list(seen) == []
            assert [article.id for article in reader.articles()] == ["a1", "a2"]


def test_opened_for_reading_refuses_to_write(tmp_path: Path) -> None:
    fill(tmp_path / "kg.db", "a1")
    with open_existing(tmp_path / "kg.db") as store, pytest.raises(StoreError, match="cannot be written"):
        store.remove(["a1"])
    with open_existing(tmp_path / "kg.db", write=True) as store:
        assert store.remove(["a1"]) == 1


def test_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "kg.db", "a1")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert ids(tmp_path / "kg.db") == ["a1"]


def test_closed_store_says_so(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "kg.db")
    store.close()
    with pytest.raises(StoreError, match="closed"):
        list(store.articles())


def test_log_can_only_grow(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with SqliteStore(path) as store:
        store.judge([Judgement("e1", "e2", "same", "Ann Ode", 1.0), Judgement("e1", "e2", "unsure", "Ann Ode", 0.5)])
        store.decide([Decision("s1", "wrong", "Ann Ode", "2024"), Decision("s1", "undone", "Ann Ode", "2025")])
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT seq, verdict FROM decisions").fetchall() == [(1, "wrong"), (2, "undone")]
    assert raw.execute("SELECT seq, verdict FROM judgements").fetchall() == [(1, "same"), (2, "unsure")]
    for log in ("judgements", "decisions"):
        for change in (f"UPDATE {log} SET verdict = verdict", f"DELETE FROM {log}"):
            with pytest.raises(sqlite3.IntegrityError, match=f"{log} are never"):
                raw.execute(change)
    raw.close()


def test_what_is_held_already_is_not_written_twice(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    held = Judgement("e1", "e2", "same", "kg/resolve", 0.1 + 0.2, ("names agree",))
    with SqliteStore(path) as store:
        for _ in range(3):
            store.judge([held])
        for _ in range(3):
            store.withdraw([("e1", "e2"), ("e3", "e4")], "kg/resolve")
    raw = sqlite3.connect(path)
    assert [verdict for (verdict,) in raw.execute("SELECT verdict FROM judgements")] == ["same", "withdrawn"]
    raw.close()


def test_a_decision_that_changes_nothing_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with SqliteStore(path) as store:
        for by in ("Ann", "Ann", "Bo"):
            store.decide([Decision("s1", "right", by, "2024")])
        for by in ("Ann", "Bo"):
            store.decide([Decision("s1", "undone", by, "2025"), Decision("s2", "undone", by, "2025")])
    raw = sqlite3.connect(path)
    written = raw.execute("SELECT statement, verdict, by FROM decisions").fetchall()
    assert written == [("s1", "right", "Ann"), ("s1", "right", "Bo"), ("s1", "undone", "Ann")]
    raw.close()


class TestOlderFormat:
    """Stores of formats that had no decisions (1), no history (2), no mark (3), no log of its changes (4)."""

    @pytest.fixture(params=[1, 2, 3, 4])
    def older(self, request: pytest.FixtureRequest) -> int:
        return int(request.param)

    @pytest.fixture
    def path(self, older: int, tmp_path: Path) -> Path:
        path = tmp_path / "kg.db"
        fill(path, "a1")
        raw = sqlite3.connect(path)
        marking = raw.execute("SELECT name FROM sqlite_schema WHERE name LIKE '%_marked'").fetchall()
        raw.executescript(
            "".join(f"DROP TRIGGER {name};" for (name,) in marking) + "DROP TABLE changes; DROP INDEX judgements_right;"
        )
        if older == 4:
            raw.executescript("""
                CREATE TABLE state (mark BLOB NOT NULL);
                INSERT INTO state VALUES (x'6d61726b');
                CREATE TRIGGER decisions_insert_marked AFTER INSERT ON decisions
                  BEGIN UPDATE state SET mark = randomblob(16); END;
            """)
        if older < 3:
            raw.executescript("""
                ALTER TABLE articles DROP COLUMN run;
                ALTER TABLE runs DROP COLUMN judgements;
                ALTER TABLE runs DROP COLUMN decisions;
                DROP TABLE history;
                UPDATE runs SET finished = started;
            """)
        if older == 1:
            raw.execute("DROP TABLE decisions")
        raw.execute(f"PRAGMA user_version = {older}")
        raw.close()
        return path

    def test_it_is_read_and_stays_as_it_is(self, older: int, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kept, "LEAST", 0)
        with open_existing(path) as store:
            assert list(store.decisions()) == []
            assert store.counts()["decisions"] == {}
            assert [article.id for article in store.articles()] == ["a1"]
            if older < 3:
                with pytest.raises(StoreError, match="what run 1 left behind is not known any more"):
                    store.snapshot(1)
            with assemble(store) as graph:
                assert (len(graph.entities), graph.shared() is not None) == (2, older == 4)
        assert self.format(path) == older

    def test_it_is_brought_up_to_date_where_it_is_written(self, path: Path) -> None:
        with SqliteStore(path) as store:
            said = next(store.statements()).id
            store.decide([Decision(said, "right", "Ann Ode", "2024")])
            assert [held.statement for held in store.decisions()] == [said]
        assert self.format(path) == VERSION
        assert ids(path) == ["a1"]

    def format(self, path: Path) -> int:
        raw = sqlite3.connect(path)
        ((found,),) = raw.execute("PRAGMA user_version").fetchall()
        raw.close()
        return int(found)


_WRITER = """
import sys
from kg.store.sqlite import SqliteStore
from tests.invented import extraction
with SqliteStore(sys.argv[1]) as store:
    run = store.begin("reader", {})
    for number in range(100_000):
        store.put(extraction(f"a{number:06}"), "/news", "content", "reader", run)
        print(number, flush=True)
"""


def test_kill_at_any_moment_leaves_whole_articles(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with subprocess.Popen([sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        written = [int(line) for line, _ in zip(child.stdout, range(30), strict=False)]
        child.send_signal(signal.SIGKILL)
    with SqliteStore(path) as store:
        articles = [article.id for article in store.articles()]
        assert articles[: len(written)] == [f"a{number:06}" for number in written]
        assert len(list(store.statements())) == 2 * len(articles)
        assert [run.finished for run in store.runs()] == [None]
        store.put(extraction("b"), "/news", "content", "reader", 1)
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()
