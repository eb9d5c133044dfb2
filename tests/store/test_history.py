"""What a run left behind, whatever became of it since; each test runs on each store."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.model import Decision, Extraction, Judgement
from kg.store import Store
from kg.store.sqlite import SqliteStore
from tests.invented import extraction


def build(store: Store, *extractions: Extraction, removed: tuple[str, ...] = (), reader: str = "reader") -> int:
    """A run that stores these articles and forgets those."""
    run = store.begin(reader, {})
    for each in extractions:
        store.put(each, f"/news/{each.article.id}.txt", f"content of {each.article.text}", reader, run)
    store.forget([f"/news/{id_}.txt" for id_ in removed], [], run)
    store.finish(run, {})
    return run


def about(id_: str, text: str = "", signature: bytes = b"\x00\xff" * 8) -> Extraction:
    made = extraction(id_)
    return replace(made, article=replace(made.article, text=made.article.text + text), signature=signature)


def contents(store: Store, run: int | None = None) -> list[object]:
    """All that a snapshot has, before and after linking."""
    snapshot = store.snapshot(run)
    found: list[object] = [
        snapshot.signatures(),
        *map(
            list,
            (snapshot.articles(), snapshot.readings(), snapshot.locals(), snapshot.judgements(), snapshot.decisions()),
        ),
    ]
    count = snapshot.number()
    found += [list(snapshot.judged()), list(snapshot.identified())]
    snapshot.link(range(count), {}, {})
    found += map(list, (snapshot.links(), snapshot.statements(), snapshot.mentions(), snapshot.members()))
    snapshot.close()
    return found


class TestWhatARunLeft:
    def test_it_stays_when_articles_are_replaced_removed_and_added(self, store: Store) -> None:
        first = build(store, about("a1"), about("a2"))
        then = contents(store)
        second = build(store, about("a1", " More."), about("a3"), removed=("a2",))
        now = contents(store)
        assert contents(store, first) == then
        assert contents(store, second) == contents(store) == now
        assert then != now

    def test_judgements_and_decisions_are_those_of_then(self, store: Store) -> None:
        first = build(store, about("a1"), about("a2"))
        left, right = sorted(entity.id for entity in store.entities() if entity.class_ == "Person")
        said = next(store.statements()).id
        then = contents(store)
        store.judge([Judgement(left, right, "same", "Ann Ode", 1.0, (), "2024-05-01")])
        store.decide([Decision(said, "wrong", "Ann Ode", "2024-05-01")])
        assert contents(store) != then
        assert contents(store, first) == then

    def test_what_is_judged_comes_back_with_its_article(self, store: Store) -> None:
        build(store, about("a1"), about("a2"))
        left, right = sorted(entity.id for entity in store.entities() if entity.class_ == "Person")
        store.judge([Judgement(left, right, "same", "kg/resolve", 1.0, ())])
        second = build(store)
        then = contents(store)
        build(store, removed=("a2",))
        assert list(store.judgements()) == []
        assert contents(store, second) == then

    def test_an_article_removed_by_hand_is_gone_from_the_next_run_on(self, store: Store) -> None:
        first = build(store, about("a1"), about("a2"))
        then = contents(store)
        assert store.remove(["a2", "nobody"]) == 1
        assert contents(store, first) == then
        second = build(store)
        assert contents(store, second) == contents(store) != then

    def test_an_article_that_comes_back(self, store: Store) -> None:
        build(store, about("a1"))
        build(store, removed=("a1",))
        build(store, about("a1"))
        assert [len(contents(store, run)[1]) for run in (1, 2, 3)] == [1, 0, 1]  # type: ignore[arg-type]

    def test_a_copy_is_known_as_one(self, store: Store) -> None:
        first = build(store, about("a1", signature=b"\x01" * 16))
        build(store, about("a1", signature=b"\x02" * 16))
        assert store.snapshot(first).signatures() == {"a1": b"\x01" * 16}

    @settings(deadline=None)
    @given(
        st.lists(
            st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["", " X.", " Y."]) | st.none()),
            max_size=6,
        )
    )
    def test_whatever_runs_do(self, runs: list[dict[str, str | None]]) -> None:
        with SqliteStore() as store:
            seen = {}
            for made in runs:
                texts = [about(id_, text) for id_, text in made.items() if text is not None]
                run = build(store, *texts, removed=tuple(id_ for id_, text in made.items() if text is None))
                seen[run] = contents(store)
            for run, found in seen.items():
                assert contents(store, run) == found


class TestNotKnown:
    def test_a_run_that_never_was(self, store: Store) -> None:
        build(store, about("a1"))
        with pytest.raises(StoreError, match="there is no run 7; kg stats --json lists the runs"):
            store.snapshot(7)

    def test_a_run_that_did_not_finish(self, store: Store) -> None:
        run = store.begin("reader", {})
        with pytest.raises(StoreError, match=f"run {run} did not finish"):
            store.snapshot(run)


class TestPurge:
    def test_all(self, store: Store) -> None:
        build(store, about("a1"), about("a2"))
        build(store, about("a1", " More."), removed=("a2",))
        third = build(store, about("a3"))
        then = contents(store)
        assert store.purge() == 2
        assert contents(store) == contents(store, third) == then
        with pytest.raises(StoreError, match="what run 1 left behind is not known any more: kg purge"):
            store.snapshot(1)

    def test_one_article(self, store: Store) -> None:
        build(store, about("a1"))
        build(store, about("a2"))
        build(store, about("a1", " More."), removed=("a2",))
        assert store.purge(["a2"]) == 1
        assert len(contents(store, 1)[1]) == 1  # type: ignore[arg-type]
        with pytest.raises(StoreError, match="what run 2 left behind"):
            store.snapshot(2)
        assert store.purge(["a1"]) == 1
        assert store.purge(["a1"]) == 0

    def test_an_article_that_never_was_there_is_told_and_nothing_is_dropped(self, store: Store) -> None:
        build(store, about("a1"))
        build(store, about("a1", " More."))
        with pytest.raises(StoreError, match="no article 'a7' is or was in the store; nothing"):
            store.purge(["a1", "a7"])
        assert store.purge(["a1"]) == 1

    def test_nothing_of_it_is_left_in_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "kg.db"
        with SqliteStore(path) as store:
            build(store, about("a1", " Xylophone."))
            build(store, removed=("a1",))
            store.purge()
        assert b"Xylophone" not in path.read_bytes()
        assert not path.with_name("kg.db-wal").exists()


def test_what_says_the_same_is_not_kept_twice(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "kg.db") as store:
        build(store, about("a1"))
        build(store, about("a1"), reader="a newer one")
        assert [reader for _, _, reader in store.snapshot(1).readings()] == ["a newer one"]
        build(store, about("a1", " More."))
    raw = sqlite3.connect(tmp_path / "kg.db")
    assert raw.execute("SELECT first, until FROM history").fetchall() == [(1, 3)]
    raw.close()
