"""What people say of whom names mean."""

import re
from collections.abc import Iterator

import pytest

from kg.errors import QueryError, UsageError
from kg.graph import assemble
from kg.ids import entity_id
from kg.merges import merge, split, undo
from kg.model import Article
from kg.store.sqlite import SqliteStore
from tests import records
from tests.records import COPY_ID, Page

VINDAL = "Tarek Vindal"  # in three articles
ARTICLES = {"visit.txt", COPY_ID, "protest.txt"}


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with records.fill(SqliteStore()) as made:
        yield made


def called(store: SqliteStore, *names: str) -> list[set[str]]:
    """The articles of each entity that has one of these names."""
    graph = assemble(store)
    return [
        {graph.locals[member].article for member in entity.members}
        for entity in graph.entities.values()
        if {entity.name, *entity.aliases} & set(names)
    ]


def test_two_become_one_and_two_again(store: SqliteStore) -> None:
    before = assemble(store).canonical
    told = merge(store, VINDAL, "Oona Rask", by="ann", reason="one passport")
    assert told.startswith(f"one from now on: {VINDAL} (Person, e")
    assert called(store, VINDAL, "Oona Rask") == [ARTICLES]
    (row,) = [row for row in assemble(store).judgements if row.reasons == ("one passport",)]
    assert (row.by, row.verdict, row.at is not None) == ("ann", "same", True)
    assert undo(store, "Oona Rask", by="bob") == "taken back: 1 judgement on Oona Rask"
    assert assemble(store).canonical == before


def test_an_article_means_another_one_and_after_all_the_same(store: SqliteStore) -> None:
    before = assemble(store).canonical
    assert called(store, VINDAL) == [ARTICLES]
    split(store, VINDAL, "protest.txt", by="ann")
    assert sorted(called(store, VINDAL), key=len) == [{"protest.txt"}, {"visit.txt", COPY_ID}]
    merge(store, entity_id("protest.txt", "Person", VINDAL), entity_id("visit.txt", "Person", VINDAL), by="ann")
    assert called(store, VINDAL) == [ARTICLES]
    split(store, VINDAL, "protest.txt", by="ann")
    undo(store, VINDAL, by="ann")
    assert assemble(store).canonical == before


def test_what_people_say_outlives_that_the_article_is_read_again(store: SqliteStore) -> None:
    split(store, VINDAL, "protest.txt", by="ann")
    run = store.begin("other", {})
    store.put(records.protest(), "/news/protest.txt", "content", "other", run)
    store.finish(run, {})
    assert len(called(store, VINDAL)) == 2


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("Zzyzx", VINDAL, "nobody and nothing in the graph is called 'Zzyzx'"),
        (VINDAL, "Vindal", f"these are one already: {VINDAL} (Person, e"),
        (VINDAL, "Oslo", "one is of the kind Person, the other Place: "),
    ],
)
def test_what_cannot_be_one_is_told_and_nothing_is_written(
    store: SqliteStore, one: str, other: str, message: str
) -> None:
    held = list(store.judgements())
    with pytest.raises(QueryError, match=f"^{re.escape(message)}"):
        merge(store, one, other, by="ann")
    assert list(store.judgements()) == held


def test_a_name_of_several_asks_for_the_id(store: SqliteStore) -> None:
    page = Page(Article("other.txt", "Oona Rask sang."))
    page.named("Person", "Oona Rask")
    run = store.begin("other", {})
    store.put(page.extraction(), "/news/other.txt", "content", "other", run)
    with pytest.raises(
        QueryError, match=r"^'Oona Rask' may be any of these; give the id: Oona Rask \(Person, e.*, Oona"
    ):
        merge(store, VINDAL, "Oona Rask", by="ann")


def test_splits_that_would_part_nothing(store: SqliteStore) -> None:
    with pytest.raises(QueryError, match=r"is named in protest\.txt; name one of several of them, not 'protest\.txt'"):
        split(store, "Oona Rask", "protest.txt", by="ann")
    with pytest.raises(QueryError, match="not 'nowhere'"):
        split(store, VINDAL, "nowhere", by="ann")
    with pytest.raises(QueryError, match="nobody has merged or split 'Oona Rask', so there is nothing to undo"):
        undo(store, "Oona Rask", by="ann")


def test_the_program_is_no_person(store: SqliteStore) -> None:
    with pytest.raises(UsageError, match="'kg/resolve' is no name of a person"):
        merge(store, VINDAL, "Oona Rask", by="kg/resolve")
