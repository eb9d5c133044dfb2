"""What differs between two graphs of a store, and what is said to have caused it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.graph import Graph, assemble
from kg.graph.changes import ArticleChange, Changes, DecisionChange, EntityChange, FactChange, JudgementChange
from kg.ids import entity_id
from kg.model import Judgement
from kg.store.sqlite import SqliteStore
from tests import records
from tests.records import COPY_ID, HOSTILE_ID

Between = Callable[[int | None, int | None], Changes]


@pytest.fixture(scope="module")
def store() -> Iterator[SqliteStore]:
    with records.grow(SqliteStore()) as made:
        yield made


@pytest.fixture(scope="module")
def between(store: SqliteStore) -> Between:
    return lambda since, until: Changes(assemble(store, since), assemble(store, until))


def told(graph: Graph, change: FactChange) -> tuple[str, str, str, str]:
    subject, predicate, filler, _ = change.fact
    name = graph.entities[filler].name if filler in graph.entities else filler
    return change.what, graph.entities[subject].name, predicate, name


def by_name(changes: Changes) -> dict[tuple[str, str], EntityChange]:
    return {(each.what, each.entity.name): each for each in changes.entities()}


class TestArticles:
    def test_new_and_gone(self, between: Between) -> None:
        changes = between(1, 2)
        expected = {"protest.txt": "new", COPY_ID: "new", HOSTILE_ID: "new", "quiet.txt": "gone"}
        assert {id_: each.what for id_, each in changes.articles.items()} == expected
        causes = {cause for fact in changes.facts() for cause in fact.why}
        assert causes >= {ArticleChange("protest.txt", "new"), ArticleChange(COPY_ID, "new")}

    def test_a_fact_that_another_reader_does_not_see(self, between: Between) -> None:
        changes = between(2, 3)
        (fact,) = changes.facts()
        assert told(changes.before, fact) == ("removed", "Petra Ohm", "worksFor", "Norrland Oil")
        assert [each.quote for each in fact.before] == ["Petra Ohm works for Norrland Oil."]
        assert fact.supported == ((0.9, 1), None)
        assert fact.why == (ArticleChange("company.txt", "reread"),)
        assert list(changes.entities()) == []

    def test_a_copy_is_no_source_of_its_own(self, between: Between) -> None:
        changes = between(1, 4)
        (fact,) = (each for each in changes.facts() if each.fact[1] == "hasOccupation" and each.what == "changed")
        assert fact.supported == ((0.9, 1), (0.9, 1))
        assert set(fact.why) >= {ArticleChange(COPY_ID, "copy", "visit.txt"), ArticleChange(COPY_ID, "new")}


class TestJudgements:
    def test_who_became_one_is_told_once(self, between: Between) -> None:
        changes = between(3, 4)
        found = by_name(changes)
        oil = found["merged", "Norrland Oil"]
        (by_ann,) = [each for each in oil.why if isinstance(each, JudgementChange)]
        assert by_ann.before is None
        assert by_ann.after is not None
        assert by_ann.after.by == "ann"
        assert [(each.name, each.id == oil.entity.id) for each in oil.others] == [("Norrland Oil", False)]
        assert {what for what, _ in found} == {"merged"}
        # the facts of those who were joined are not new
        assert {told(changes.after, fact)[0] for fact in changes.facts()} <= {"changed"}

    def test_who_parted_again(self) -> None:
        with records.grow(SqliteStore()) as store:
            oil = sorted(
                entity_id(article, "Organization", "Norrland Oil") for article in ("protest.txt", "company.txt")
            )
            store.judge([Judgement(oil[0], oil[1], "different", "bob", 1.0, ("two registers",), "2024-05-03")])
            changes = Changes(assemble(store, 4), assemble(store))
            (split,) = (each for each in changes.entities() if each.what == "split")
            assert [each.name for each in split.others] == ["Norrland Oil"]
            (judged,) = split.why
            assert isinstance(judged, JudgementChange)
            assert judged.after is not None
            assert judged.after.reasons == ("two registers",)
            moved = {told(changes.after, each)[0]: each for each in changes.facts() if judged in each.why}
            assert set(moved) == {"added", "removed"}


class TestDecisions:
    def test_what_people_struck_out(self, between: Between) -> None:
        changes = between(4, None)
        (fact,) = changes.facts()
        assert told(changes.after, fact) == ("removed", "Norrland Oil", "founder", "Petra Ohm")
        (why,) = fact.why
        assert isinstance(why, DecisionChange)
        assert why.before is None
        assert why.after is not None
        assert why.after.verdict == "wrong"


@pytest.mark.parametrize("run", [1, 2, 3, 4, None])
def test_nothing_is_different_from_itself(run: int | None, between: Between) -> None:
    changes = between(run, run)
    nothing: list[Any] = [*changes.articles, *changes.judgements, *changes.decisions]
    assert [*nothing, *changes.facts(), *changes.entities()] == []


@pytest.mark.parametrize(("since", "until"), [(1, 2), (2, 3), (3, 4), (1, None), (None, 1), (4, 2)])
def test_every_fact_that_differs_is_told(since: int | None, until: int | None, between: Between) -> None:
    """Facts before, carried over to heirs, without the removed ones and with the added ones, are the facts after."""
    changes = between(since, until)

    def facts(graph: Graph) -> set[tuple[str, ...]]:
        return {
            (each.subject, each.predicate, each.object or each.value or "", each.stance) for each in graph.statements()
        }

    known = changes.before.entities
    before = {
        tuple((changes.heir(part) or part) if part in known else part for part in fact)
        for fact in facts(changes.before)
    }
    told_ = {what: {each.fact for each in changes.facts() if each.what == what} for what in ("added", "removed")}
    assert before - told_["removed"] | told_["added"] == facts(changes.after)
    assert all(fact.why for fact in changes.facts())
    assert all(entity.why for entity in changes.entities())
