"""The graph as a view over statements and judgements."""

from dataclasses import replace

import pytest

from kg.graph import Graph, assemble, nodes, relationships, support
from kg.graph.rdf import quads
from kg.graph.rdf.iris import Iris
from kg.model import Decision, Judgement, Ruling, Statement
from kg.store.sqlite import SqliteStore
from tests import records
from tests.records import COPY_ID


def entity(graph: Graph, name: str) -> str:
    (found,) = [each.id for each in graph.entities.values() if each.name == name]
    return found


def test_the_order_of_filling_does_not_matter(world: Graph) -> None:
    with records.fill(SqliteStore(), reverse=True) as store:
        assert assemble(store) == world


def test_nothing_canonical_is_stored() -> None:
    with records.fill(SqliteStore()) as store:
        canonical = set(assemble(store).canonical.values())
        local = {each.id for each in store.entities()}
        assert {each.subject for each in store.statements()} <= local
        assert "gn3143244" in canonical - local


def test_statements_that_say_the_same_are_one_edge_for_each_stance(world: Graph) -> None:
    oil = [(e.stance, len(e.statements)) for e in world.edges if e.object == entity(world, "Norrland Oil")]
    assert sorted(oil) == [("alleged", 1), ("asserted", 1), ("denied", 1)]


def test_a_copy_is_no_second_source(world: Graph) -> None:
    (held,) = [e for e in world.edges if e.predicate == "holdsPosition"]
    assert {statement.article for statement in held.statements} == {"visit.txt", COPY_ID}
    assert held.sources == 1
    assert held.confidence == max(statement.confidence for statement in held.statements)


def test_a_persons_split_takes_a_merge_back() -> None:
    with records.fill(SqliteStore()) as store:
        merged = assemble(store)
        oil = [m for e in merged.entities.values() if e.name == "Norrland Oil" for m in e.members]
        assert len(oil) == 2
        store.judge([Judgement(min(oil), max(oil), "different", "bob", 1.0, ("two firms",), "2024-06-01T00:00:00Z")])
        split = assemble(store)
    assert len([e for e in split.entities.values() if e.name == "Norrland Oil"]) == 2
    assert len(list(split.statements())) == len(list(merged.statements()))


def test_denied_and_alleged_facts_are_no_properties(world: Graph) -> None:
    said = [s for s in world.literals if s.stance == "asserted"]
    assert said
    doubtful = replace(said[0], stance="denied")
    assert doubtful not in world.literals
    oil = world.entities[entity(world, "Norrland Oil")]
    assert oil.properties["foundingDate"] == "1971"


def test_places_bring_their_coordinates(world: Graph) -> None:
    oslo = world.entities["gn3143244"]
    assert (oslo.properties["latitude"], oslo.properties["country"]) == (59.913, "NO")


def decide(store: SqliteStore, predicate: str, verdict: Ruling) -> set[str]:
    """Decide on every statement with this predicate; gives their ids."""
    ids = {statement.id for statement in store.statements() if statement.predicate == predicate}
    store.decide([Decision(id_, verdict, "bob", "2024-06-01T00:00:00+00:00") for id_ in sorted(ids)])
    return ids


def test_what_was_struck_out_is_kept_and_is_in_no_view(world: Graph) -> None:
    (struck,) = [s for s in world.all_statements() if s.predicate == "founder"]
    assert world.struck == {struck.id}
    assert world.decisions[struck.id].by == "ann"
    assert len(list(world.all_statements())) == len(list(world.statements())) + 1
    assert "founder" not in {s.predicate for s in world.statements()} | {e.predicate for e in world.edges}
    assert struck.id not in str(list(quads(world, Iris())))


def test_a_confirmed_statement_is_as_sure_as_before(world: Graph) -> None:
    (edge,) = [e for e in world.edges if e.predicate == "headquarters"]
    assert world.decisions[edge.statements[0].id].verdict == "right"
    assert edge.confidence == edge.statements[0].confidence == 0.9


def test_an_edge_keeps_what_was_not_struck_out() -> None:
    with records.fill(SqliteStore()) as store:
        (held,) = [e for e in assemble(store).edges if e.predicate == "holdsPosition"]
        struck = held.statements[0]
        store.decide([Decision(struck.id, "wrong", "bob", "2024")])
        (left,) = [e for e in assemble(store).edges if e.predicate == "holdsPosition"]
    assert (left.id, left.statements) == (held.id, held.statements[1:])


@pytest.mark.parametrize("predicate", ["foundingDate", "hasOccupation", "date"])
def test_a_literal_that_was_struck_out_is_no_property(predicate: str) -> None:
    with records.fill(SqliteStore()) as store:
        assert any(predicate in entity.properties for entity in assemble(store).entities.values())
        struck = decide(store, predicate, "wrong")
        graph = assemble(store)
    assert not any(predicate in entity.properties for entity in graph.entities.values())
    assert not struck & {statement.id for statement in graph.literals}


def test_an_event_is_not_called_after_those_who_were_struck_out() -> None:
    with records.fill(SqliteStore()) as store:
        decide(store, "target", "wrong")
        graph = assemble(store)
    assert {e.name for e in graph.entities.values() if e.class_ == "Meeting"} == {"Meeting: Tarek Vindal"}


def test_what_is_undone_is_as_if_it_had_never_been_decided(world: Graph) -> None:
    with records.fill(SqliteStore()) as store:
        decide(store, "agent", "wrong")
        assert list(relationships(assemble(store))) != list(relationships(world))
        decide(store, "agent", "undone")
        assert assemble(store) == world


def test_a_decision_holds_when_the_article_is_read_again() -> None:
    with records.fill(SqliteStore()) as store:
        before = assemble(store)
        for _ in range(2):
            run = store.begin("hand@2", {})
            store.put(records.company(), "/news/company.txt", "new", "hand@2", run)
            assert assemble(store) == before
            store.remove(["company.txt"])
            assert not assemble(store).decisions
            assert not [each for each in nodes(assemble(store)) if each.id == "company.txt"]


@pytest.mark.parametrize(
    ("confidences", "certainty", "sources"),
    [
        ({"a": 0.5}, 0.5, 1),
        ({"a": 0.5, "b": 0.5}, 0.75, 2),
        ({"a": 0.9, "copy": 0.8}, 0.9, 1),
        ({"a": 0.9, "b": 0.9, "c": 0.9}, 0.99, 3),
    ],
)
def test_independent_sources_add_up_and_never_to_certainty(
    world: Graph, confidences: dict[str, float], certainty: float, sources: int
) -> None:
    first: Statement = next(world.statements())
    group = [replace(first, article=article, confidence=value) for article, value in confidences.items()]
    assert support(group, {"copy": "a"}) == (certainty, sources)
