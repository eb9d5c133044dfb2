"""The figures of a store."""

import json

from kg.model import Decision, Extraction, Rejected
from kg.stats import stats
from kg.store.sqlite import SqliteStore
from kg.text.shingles import signature
from tests.invented import article, extraction

STORY = "Mira Oduya, mayor of Tellmark, opened the new bridge over the Ode river on Monday morning. " * 3


def filled() -> SqliteStore:
    store = SqliteStore()
    run = store.begin("reader", {})
    for id_ in ("a1", "a2"):
        store.put(extraction(id_), f"/n/{id_}", "c", "reader", run)
    for id_ in ("b1", "b2", "b3"):
        store.put(Extraction(article(id_, STORY), signature(STORY)), f"/n/{id_}", "c", "reader", run)
    store.reject([Rejected("line", f"/n/x#{n}", f"it is {n} MB, in 'file {n}'") for n in range(5)], run)
    store.reject([Rejected("file", "/n/y", "it is binary\n\x1b[2J")], run)
    store.finish(run, {"new": 5, "changed": 0})
    store.begin("reader", {})
    return store


def test_totals() -> None:
    figures = stats(filled())
    assert figures.totals == {
        "articles": 5,
        "near-copies": 3,  # of b1, and a2 of a1
        "items": 10,
        "entities": 4,
        "mentions": 4,
        "statements": 4,
        "rejected": 6,
    }


def test_groups_are_ranked() -> None:
    counts = stats(filled()).counts
    assert counts["languages"] == {"en-GB": 5}
    assert counts["removed"] == {"language:ar": 5, "separator": 5}
    assert list(counts["statements"].items()) == [("hasOccupation", 2), ("leaderOf", 2)]
    assert counts["stances"] == {"alleged": 4}


def test_rejections_by_reason_whatever_their_particulars() -> None:
    many, one = stats(filled()).rejected
    assert (many.why, many.count) == ("line: it is 0 MB, in 'file 0'", 5)
    assert many.where == [f"/n/x#{n}" for n in range(5)]
    assert (one.count, one.where) == (1, ["/n/y"])


def test_text_shows_all_of_it() -> None:
    shown = stats(filled()).text().splitlines()
    assert "          5  articles" in shown
    assert "          4  entities, each article's own" in shown
    assert "          5  line: it is 0 MB, in 'file 0'" in shown
    assert "             /n/x#1: it is 1 MB, in 'file 1'" in shown, "the first one's words are not those of all"
    assert "             /n/y" in shown
    assert "             and 2 more (--json names them all)" in shown
    assert "          1  file: it is binary \x1b[2J" in shown
    assert sum("unfinished" in line for line in shown) == 1
    assert any(line.endswith("5 new") for line in shown)


def test_decisions_by_what_was_said() -> None:
    store = filled()
    one, two, three, _ = (statement.id for statement in store.statements())
    store.decide([Decision(id_, "wrong", "ann", "2024") for id_ in (one, two)])
    store.decide([Decision(three, "right", "ann", "2024"), Decision("s0", "right", "ann", "2024")])
    figures = stats(store)
    assert figures.counts["decisions"] == {"struck out": 2, "confirmed": 1, "of statements that are gone": 1}
    assert figures.totals["statements"] == 4
    assert "          2  struck out" in figures.text().splitlines()


def test_empty_store() -> None:
    with SqliteStore() as store:
        figures = stats(store)
    assert set(figures.totals.values()) == {0}
    assert "0  articles" in figures.text()


def test_json_holds_the_same() -> None:
    figures = stats(filled())
    read = json.loads(figures.json())
    assert read["totals"] == figures.totals
    assert read["entities"] == {"Person": 2, "Place": 2}
    assert read["rejected"][0]["count"] == 5
    assert [run["finished"] is None for run in read["runs"]] == [False, True]
