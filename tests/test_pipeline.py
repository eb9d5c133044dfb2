"""The whole way: incremental, repeatable, the same in any order, and going on after any end."""

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg import workers
from kg.errors import InputError
from kg.pipeline import Options, build
from kg.store import Store, kept
from kg.store.sqlite import SqliteStore, open_existing
from kg.summary import Report

assemble = importlib.import_module("kg.graph.assemble")  # the package has a function of this name
FAKE = Options(workers=1, extractor="tests.fakes:Fake", resolver="tests.fakes:resolve")


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with SqliteStore() as made:
        yield made


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("Mira", "Ode", "Bo"):
        (folder / f"{name.lower()}.txt").write_text(f"{name} spoke in Tellmark for a while.\n", encoding="utf-8")
    return folder


def texts(store: Store) -> dict[str, str]:
    return {article.id: article.text for article in store.articles()}


def contents(store: Store) -> list[object]:
    return [list(store.articles()), list(store.entities()), list(store.mentions()), list(store.statements())]


def lines(path: Path, *records: dict[str, str]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def told(report: Report, *kinds: str) -> tuple[int, ...]:
    return tuple(report.counts[kind] for kind in kinds)


class TestIncremental:
    def test_first_build(self, store: SqliteStore, news: Path) -> None:
        report = build(store, [str(news)], FAKE)
        assert told(report, "read", "new", "changed", "unchanged", "rejected", "removed") == (3, 3, 0, 0, 0, 0)
        assert sorted(entity.name for entity in store.entities()) == ["Bo", "Mira", "Ode", *["Tellmark"] * 3]
        assert set(store.signatures()) == {"bo.txt", "mira.txt", "ode.txt"}

    def test_second_build_only_reads(self, store: SqliteStore, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        build(store, [str(news)], FAKE)
        before = contents(store)
        monkeypatch.setattr(workers, "extract", None)
        report = build(store, [str(news)], FAKE)
        assert told(report, "read", "new", "changed", "unchanged") == (3, 0, 0, 3)
        assert contents(store) == before

    def test_changed_new_and_removed_equals_from_scratch(self, store: SqliteStore, news: Path) -> None:
        build(store, [str(news)], FAKE)
        (news / "mira.txt").write_text("Mira Oduya left Tellmark.\n", encoding="utf-8")
        (news / "ann.txt").write_text("Ann arrived.\n", encoding="utf-8")
        (news / "bo.txt").unlink()
        report = build(store, [str(news)], FAKE)
        assert told(report, "new", "changed", "unchanged", "removed") == (1, 1, 1, 1)
        assert [article.id for article in report.removed] == ["bo.txt"]
        with SqliteStore() as scratch:
            build(scratch, [str(news)], FAKE)
            assert contents(store) == contents(scratch)

    def test_the_graph_of_a_large_store_is_left_ready(
        self, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "kg.db"
        with SqliteStore(path) as store:
            build(store, [str(news)], FAKE)
            assert not kept.place(str(path)).exists()
            monkeypatch.setattr(kept, "LEAST", 0)
            build(store, [str(news)], FAKE)
            monkeypatch.setattr(assemble, "_derive", None)
            with assemble.assemble(store) as graph:
                assert graph.shared()
                assert [each.name for each in graph.entities.values() if each.name == "Mira"] == ["Mira"]

    def test_another_model_reads_all_again(self, store: SqliteStore, news: Path) -> None:
        build(store, [str(news)], FAKE)
        report = build(store, [str(news)], replace(FAKE, model="better"))
        assert told(report, "changed", "unchanged") == (3, 0)
        assert {known.reader for known in store.known().values()} == {run.reader for run in store.runs() if run.id == 2}

    def test_lines_that_move_are_the_same_articles(self, store: SqliteStore, tmp_path: Path) -> None:
        one, two = {"id": "1", "text": "Mira spoke."}, {"id": "2", "text": "Ode spoke."}
        build(store, [lines(tmp_path / "n.jsonl", one, two)], FAKE)
        report = build(store, [lines(tmp_path / "n.jsonl", {"id": "0", "text": "Bo spoke."}, two)], FAKE)
        assert told(report, "new", "unchanged", "removed") == (1, 1, 1)
        assert texts(store) == {"0": "Bo spoke.", "2": "Ode spoke."}


class TestRemoval:
    def test_only_under_the_inputs_of_this_run(self, store: SqliteStore, news: Path, tmp_path: Path) -> None:
        other = lines(tmp_path / "other.jsonl", {"id": "1", "text": "Ann spoke."})
        build(store, [str(news), other], FAKE)
        (news / "bo.txt").unlink()
        Path(other).write_text("")
        assert [gone.id for gone in build(store, [str(news)], FAKE).removed] == ["bo.txt"]
        assert set(texts(store)) == {"1", "mira.txt", "ode.txt"}

    def test_keep(self, store: SqliteStore, news: Path) -> None:
        build(store, [str(news)], FAKE)
        (news / "bo.txt").unlink()
        report = build(store, [str(news)], replace(FAKE, keep=True))
        assert (told(report, "removed", "kept"), [each.id for each in report.kept]) == ((0, 1), ["bo.txt"])
        assert "bo.txt" in texts(store)
        assert [gone.id for gone in build(store, [str(news)], FAKE).removed] == ["bo.txt"]

    def test_a_damaged_file_keeps_its_articles(self, store: SqliteStore, news: Path) -> None:
        build(store, [str(news)], FAKE)
        (news / "bo.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
        (news / "ode.txt").unlink()
        report = build(store, [str(news)], FAKE)
        assert [gone.id for gone in report.removed] == ["ode.txt"]
        assert [each.id for each in report.kept] == ["bo.txt"]
        assert set(texts(store)) == {"bo.txt", "mira.txt"}

    def test_a_cut_off_download_keeps_what_it_held(self, store: SqliteStore, tmp_path: Path) -> None:
        path = tmp_path / "n.jsonl"
        given = lines(path, *({"id": str(n), "text": f"Mira spoke {n} times."} for n in range(9)))
        build(store, [given], FAKE)
        path.write_bytes(path.read_bytes()[:200])
        for _ in range(2):
            report = build(store, [given], FAKE)
            assert report.counts["rejected"] == 1
            assert len(report.kept) == len(texts(store)) - report.counts["unchanged"] > 0
            assert len(texts(store)) == 9

    def test_an_article_that_moved_within_the_input_stays(self, store: SqliteStore, tmp_path: Path) -> None:
        record = {"id": "1", "text": "Mira spoke."}
        (tmp_path / "n").mkdir()
        old = lines(tmp_path / "n" / "old.jsonl", record)
        build(store, [str(tmp_path / "n")], FAKE)
        lines(tmp_path / "n" / "new.jsonl", record)
        Path(old).unlink()
        assert told(build(store, [str(tmp_path / "n")], FAKE), "unchanged", "removed") == (1, 0)
        assert store.known()["1"].origin == f"{tmp_path / 'n' / 'new.jsonl'}#1"

    def test_an_article_that_another_input_holds_too_stays(self, store: SqliteStore, tmp_path: Path) -> None:
        record, other = {"id": "1", "text": "Mira spoke."}, {"id": "2", "text": "Ode spoke."}
        one, two = lines(tmp_path / "a.jsonl", record, other), lines(tmp_path / "b.jsonl", record)
        report = build(store, [one, two], FAKE)
        assert told(report, "read", "new", "repeated") == (3, 2, 1)
        lines(tmp_path / "a.jsonl", other)
        assert build(store, [one], FAKE).removed == ()
        assert store.known()["1"].origin == f"{two}#1"

    def test_missing_input_changes_nothing(self, store: SqliteStore, news: Path, tmp_path: Path) -> None:
        build(store, [str(news)], FAKE)
        with pytest.raises(InputError, match="No such file"):
            build(store, [str(news), str(tmp_path / "gone")], FAKE)
        assert len(texts(store)) == 3


class TestSameIdTwice:
    def test_other_content_is_rejected_the_same_way_in_any_order(self, tmp_path: Path) -> None:
        one = lines(tmp_path / "a.jsonl", {"id": "1", "text": "Mira spoke."})
        two = lines(tmp_path / "b.jsonl", {"id": "1", "text": "Ode spoke."})
        outcomes = []
        for inputs in ([one, two], [two, one]):
            with SqliteStore() as store:
                report = build(store, inputs, FAKE)
                assert told(report, "read", "new", "rejected") == (2, 1, 1)
                again = build(store, inputs, FAKE)
                assert told(again, "new", "changed", "unchanged", "rejected") == (0, 0, 1, 1)
                outcomes.append((contents(store), list(store.rejected()), store.known()))
        assert outcomes[0] == outcomes[1]
        (rejected,) = outcomes[0][1]
        assert "has the same id '1' but other content" in rejected.why


class TestRejected:
    def test_counted_and_shown_once(self, store: SqliteStore, news: Path) -> None:
        (news / "bad.bin").write_bytes(b"\x00\x01\x02\xff" * 100)
        for _ in range(2):
            report = build(store, [str(news)], FAKE)
            assert report.counts["rejected"] == 1
            assert [each.where for each in store.rejected()] == [str(news / "bad.bin")]
        (news / "bad.bin").unlink()
        build(store, [str(news)], FAKE)
        assert list(store.rejected()) == []

    def test_empty_input_says_so(self, store: SqliteStore, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").touch()
        report = build(store, [str(tmp_path / "empty.txt")], FAKE)
        assert next(report.lines()) == "no article was found in the input"
        assert list(store.rejected()) != []


class TestOrderAndWorkers:
    def test_store_is_the_same(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workers, "CHUNK", 200)
        records = [{"id": f"a{n}", "text": f"Mira met Ode{'e' * n} in Tellmark. " * (1 + n % 5)} for n in range(40)]
        orders = {"forward": records, "backward": records[::-1], "odd": records[1::2] + records[::2]}
        outcomes = []
        for (name, order), count in zip(orders.items(), (1, 2, 1), strict=True):
            with SqliteStore() as store:
                build(store, [lines(tmp_path / f"{name}.jsonl", *order)], replace(FAKE, workers=count))
                outcomes.append(contents(store))
        assert outcomes[0] == outcomes[1] == outcomes[2]

    def test_dead_worker_rejects_its_article_and_keeps_its_old_text(
        self, store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(workers, "CHUNK", 40)
        records = [{"id": str(n), "text": f"Mira met Ode {n} times over."} for n in range(6)]
        path = lines(tmp_path / "n.jsonl", *records)
        deadly = replace(FAKE, workers=2, extractor="tests.fakes:Deadly")
        build(store, [path], deadly)
        for record in records:
            record["text"] += " So it was."
        records[3]["text"] = "Bo met Ann and said KILL."
        report = build(store, [lines(tmp_path / "n.jsonl", *records)], deadly)
        assert told(report, "unchanged", "changed", "rejected", "removed") == (0, 5, 1, 0)
        assert texts(store)["3"] == "Mira met Ode 3 times over."
        assert [each.where for each in store.rejected()] == [f"{path}#4"]


class TestLedger:
    def test_settings_and_counts(self, store: SqliteStore, news: Path) -> None:
        report = build(store, [str(news)], replace(FAKE, model="m"))
        (run,) = store.runs()
        assert run.id == report.run
        assert (run.settings["model"], json.loads(run.settings["inputs"])) == ("m", [str(news)])
        assert run.counts == report.counts

    def test_a_run_that_died_stays_unfinished(self, store: SqliteStore, news: Path) -> None:
        with pytest.raises(ZeroDivisionError):
            build(store, [str(news)], FAKE, progress=Interrupting(after=2))
        assert len(texts(store)) == 2
        build(store, [str(news)], FAKE)
        assert [run.finished is None for run in store.runs()] == [True, False]
        assert len(texts(store)) == 3


class Interrupting:
    """A progress that fails after so many articles, as a key press would."""

    def __init__(self, after: int) -> None:
        self._left = after

    def stage(self, name: str) -> None: ...

    def note(self, line: str) -> None: ...

    def advance(self, count: int = 1) -> None:
        self._left -= count
        if not self._left:
            raise ZeroDivisionError


_CHILD = """
import sys, time
from kg.pipeline import Options, build
from kg.store.sqlite import SqliteStore

class Slow:
    def stage(self, name): ...
    def advance(self, count=1): time.sleep(0.002)

if __name__ == "__main__":
    with SqliteStore(sys.argv[1]) as store:
        options = Options(workers=int(sys.argv[3]), extractor="tests.fakes:Fake", resolver="tests.fakes:resolve")
        build(store, [sys.argv[2]], options, Slow())
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_in_the_middle_it_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    news = many(tmp_path)
    done = _kill_after(100, tmp_path / "kg.db", [news, "1"], how)
    assert 100 <= done < 600
    with SqliteStore(tmp_path / "kg.db") as store, SqliteStore() as scratch:
        report = build(store, [news], FAKE)
        assert told(report, "new", "unchanged") == (600 - done, done)
        build(scratch, [news], FAKE)
        assert contents(store) == contents(scratch)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="lists processes through /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_do_not_outlive_their_build(tmp_path: Path, how: signal.Signals) -> None:
    workers_seen: set[int] = set()
    assert _kill_after(1, tmp_path / "kg.db", [many(tmp_path, "Mira met Ode. " * 500), "2"], how, workers_seen) < 600
    assert len(workers_seen) >= 2
    _wait(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers_seen), "the workers live on")


def many(folder: Path, text: str = "Mira met Ode.") -> str:
    return lines(folder / "n.jsonl", *({"id": f"a{n:04}", "text": f"{text} {n} times."} for n in range(600)))


def _kill_after(
    count: int, path: Path, arguments: list[str], how: signal.Signals, children: set[int] | None = None
) -> int:
    """Kill a child process once it has stored so many articles; gives how many there are in the end."""
    SqliteStore(path).close()
    command = [sys.executable, "-c", _CHILD, str(path), *arguments]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as child, open_existing(path) as store:
        _wait(lambda: len(store.known()) >= count, "the child stores nothing")
        if children is not None:
            children |= set(map(int, Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()))
        os.kill(child.pid, how)
    with open_existing(path) as store:
        return len(store.known())


def _wait(done: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.01)
