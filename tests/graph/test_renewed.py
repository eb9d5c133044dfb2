"""After a change only what it touches is derived anew, and all is as if it had been made from nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.graph import assemble
from kg.model import Article, Decision, Extraction, Judgement
from kg.store import kept
from kg.store.sqlite import SqliteStore, open_existing
from kg.text.shingles import signature
from tests.graph import test_kept
from tests.graph.test_kept import exported
from tests.records import BERGEN, NORWAY, OSLO, Page

ARTICLES, VERSIONS = 4, 3
DAYS = ("2024-03-04", "2023-01-01", None)
PLACES = {"Oslo": OSLO, "Bergen": BERGEN, "Norway": NORWAY, "Christiania": OSLO}
PEOPLE = ("Ann Ode", "ANN ODE", "Ode", "Bo Rask")


def article(at: int, version: int) -> Extraction:
    """One of some articles about the same few people and places, as one of its versions has it; the last are copies."""
    one, other = PEOPLE[(at + version) % 4], PEOPLE[(at + 2 * version + 1) % 4]
    town, country = list(PLACES)[(at + version) % 4], list(PLACES)[(at * version + 2) % 4]
    what = f"{one} met {other} in {town}, {country}, on 2024-0{1 + version}-0{1 + at}. "
    trade = f"{one} is a {('baker', 'smith', 'judge')[at % 3]}, says {other}."
    page = Page(Article(f"a{at}", what + trade, published=DAYS[(at + version) % 3]))
    local = {name: page.named("Person", name) for name in (one, other)}
    local |= {name: page.named("Place", name, same_as=(PLACES[name],)) for name in (town, country)}
    event = page.event("Meeting" if version else "Visit", "met")
    for role, name in (("agent", one), ("target", other), ("place", town)):
        page.says(what, event, role, object=local[name])
    page.says(what, event, "date", value=what[-12:-2], datatype="date")
    page.says(trade, local[one], "hasOccupation", value=trade.split(" is a ")[1].split(",")[0])
    page.says(trade, local[one], "relative", object=local[other], stance="alleged", speaker=local[other])
    made = page.extraction()
    return replace(made, signature=signature("the same")) if version == VERSIONS - 1 else made


MADE = {(at, version): article(at, version) for at in range(ARTICLES + 1) for version in range(VERSIONS)}
LOCALS = {
    class_: sorted({each.id for made in MADE.values() for each in made.entities if each.class_ in class_.split()})
    for class_ in ("Person", "Place", "Meeting Visit", "Person Place Meeting Visit")
}
SAID = sorted({each.id for made in MADE.values() for each in made.statements})
BY = st.sampled_from(["kg/resolve", "ann", "bo"])
ALIKE = st.sampled_from(["same", "same", "same", "different", "unsure"])

pairs = st.one_of(
    [st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True).map(sorted) for ids in LOCALS.values()]
)
puts = st.tuples(st.just("put"), st.integers(0, ARTICLES - 1), st.integers(0, VERSIONS - 1))
removals = st.tuples(st.just("forget"), st.integers(0, ARTICLES - 1))
judgements = st.tuples(
    st.just("judge"), pairs, ALIKE, BY, st.sampled_from([0.8, 0.9, 1.0]), st.sampled_from(["2023", "2024"])
)
withdrawals = st.tuples(st.just("withdraw"), pairs, BY)
decisions = st.tuples(st.just("decide"), st.sampled_from(SAID), st.sampled_from(["wrong", "wrong", "right", "undone"]))
changes = st.one_of(judgements, judgements, withdrawals, decisions, puts, removals)


def change(store: SqliteStore, what: tuple[Any, ...]) -> None:
    match what:
        case "put", at, version:
            run = store.begin("hand@1", {})
            store.put(MADE[at, version], f"/news/{at}", "content", "hand@1", run)
        case "forget", at:
            store.forget([f"/news/{at}"], [], store.begin("hand@1", {}))
        case "judge", (left, right), verdict, by, score, at:
            store.judge([Judgement(left, right, verdict, by, score, (), None if by == "kg/resolve" else at)])
        case "withdraw", pair, by:
            store.withdraw([tuple(pair)], by)
        case "decide", statement, verdict:
            store.decide([Decision(statement, verdict, "ann", "2024")])


def derived(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the kept tables hold, but for the numbers of clusters: these are told apart by their ids."""
    with open_existing(path) as store, assemble(store):
        pass
    database = sqlite3.connect(kept.place(str(path)))
    queries = {
        "link": "SELECT article, link.id, canonical, cluster.id, class, name FROM link "
        "LEFT JOIN cluster USING (number) LEFT JOIN called USING (number)",
        "said": "SELECT said.*, one.id, other.id FROM said LEFT JOIN cluster AS one ON one.number = source "
        "LEFT JOIN cluster AS other ON other.number = target",
        **{table: f"SELECT * FROM {table}" for table in ("entity", "renamed", "copy", "namesake")},
        **{table: f"SELECT * FROM {table}" for table in ("statements_at", "mentions_at")},
        "clusters": "SELECT id FROM cluster",
        "called": "SELECT cluster.id, class, name FROM called LEFT JOIN cluster USING (number)",
    }
    found = {name: database.execute(query).fetchall() for name, query in queries.items()}
    database.close()
    numbers = {"said": slice(12, 14)}
    for name, which in numbers.items():
        found[name] = [row[: which.start] + row[which.stop :] for row in found[name]]
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


@contextmanager
def nothing_afresh() -> Iterator[None]:
    """Whoever makes all anew fails."""
    making = kept.making

    def renewing(path: str, *, renew: bool = False) -> object:
        assert renew, "what was kept was not brought up to date"
        return making(path, renew=renew)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept, "making", renewing)
        yield


def afresh(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The same as `derived`, made from nothing; what was kept stays as it was."""
    file = kept.place(str(path))
    aside = file.with_suffix(".aside")
    file.rename(aside)
    try:
        return derived(path)
    finally:
        aside.replace(file)


@pytest.fixture(autouse=True, scope="module")
def however_small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kept, "LEAST", 0)
        patched.setattr(kept, "SHARE", 100.0)
        yield


histories = st.tuples(
    st.lists(st.integers(0, VERSIONS - 1), min_size=ARTICLES, max_size=ARTICLES),
    st.lists(st.one_of(judgements, judgements, decisions), max_size=24),
    st.lists(st.lists(changes, min_size=1, max_size=3), min_size=1, max_size=5),
)


def lived(path: Path, history: tuple[list[int], list[tuple[Any, ...]], list[list[tuple[Any, ...]]]]) -> Iterator[None]:
    """Fill a store and change it, round by round; what is kept is brought up to date after each."""
    versions, before, rounds = history
    with SqliteStore(path) as store:
        for at, version in enumerate([*versions, 0]):  # the last one stays
            change(store, ("put", at, version))
        for each in before:
            change(store, each)
    derived(path)
    for some in rounds:
        with SqliteStore(path) as store:
            for each in some:
                change(store, each)
        with nothing_afresh():
            derived(path)
        yield


PERSON = {
    (at, each.name): each.id for at in range(ARTICLES) for each in MADE[at, 0].entities if each.class_ == "Person"
}
# "Ode" of an earlier article stays who he is, but has a better name now: so has the event that he takes part in
NAMED: Any = (
    [0] * ARTICLES,
    [],
    [[("judge", sorted((PERSON[1, "Ode"], PERSON[3, "Ann Ode"])), "same", "ann", 1.0, "2024")]],
)


@settings(max_examples=150, deadline=None)
@example(NAMED)
@given(histories)
def test_whatever_changes_it_is_as_made_from_nothing(history: Any) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kg.db"
        for _ in lived(path, history):
            assert derived(path) == afresh(path)


@settings(max_examples=15, deadline=None)
@given(histories)
def test_whatever_changes_exports_are_the_same_bytes(history: Any) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        path = Path(folder) / "kg.db"
        for at, _ in enumerate(lived(path, history)):
            found = exported(path, Path(folder) / f"{at}")
            assert found == test_kept.afresh(path, Path(folder) / f"{at} afresh", patched)
