"""What a database is to hold, item by item, without a server."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from kg.export.neo4j_content import Content, Item
from kg.export.neo4j_schema import schema
from kg.graph import Graph, assemble, claims, nodes, relationships
from kg.graph.rdf import BASE, Iris, quads
from kg.store.sqlite import SqliteStore
from tests import records

OURS = Iris("https://monitor.example/kg/")


@pytest.fixture(params=["world", "hostile"])
def graph(request: pytest.FixtureRequest) -> Graph:
    found: Graph = request.getfixturevalue(request.param)
    return found


def test_it_is_the_property_graph(graph: Graph) -> None:
    content = Content(graph)
    assert [(item.id, item.place, item.properties) for item in content.nodes()] == [
        (node.id, node.labels, node.properties) for node in nodes(graph)
    ]
    assert [(item.id, item.term, item.ends) for item in content.relationships()] == [
        (edge.id, edge.type, (edge.start, edge.end)) for edge in relationships(graph)
    ]


@pytest.mark.parametrize("evidence", [False, True])
def test_places_of_relationships_are_those_of_their_ends(graph: Graph, evidence: bool) -> None:
    content = Content(graph, evidence=evidence)
    roots = {item.id: item.term for item in content.nodes()}
    assert all(item.place[:2] == tuple(map(roots.get, item.ends)) for item in content.relationships())


def test_statements_come_on_top(graph: Graph) -> None:
    flat, evidence = Content(graph), Content(graph, evidence=True)
    assert list(evidence.nodes())[: len(list(flat.nodes()))] == list(flat.nodes())
    added = Counter(item.term for item in evidence.nodes()) - Counter(item.term for item in flat.nodes())
    assert added == {claims.LABEL: sum(1 for _ in graph.statements())}


@pytest.mark.parametrize("base", [BASE, OURS.base])
def test_the_iris_of_neosemantics_are_those_of_rdf(graph: Graph, base: str) -> None:
    iris = Iris(base)
    known = {quad.subject.value for quad in quads(graph, iris) if hasattr(quad.subject, "value")}
    content = Content(graph, evidence=True, iris=iris)
    found = {str(item.properties["uri"]) for item in content.nodes() if "Resource" in item.place}
    assert found <= known
    assert len(found) + content.without_iri == sum(1 for _ in content.nodes())
    assert max(map(len, found)) < 8167  # bytes that an index of Neo4j takes


def test_neosemantics_labels_stand_before_the_root(world: Graph) -> None:
    for item, plain in zip(Content(world, iris=OURS).nodes(), Content(world).nodes(), strict=True):
        assert item.place == (*plain.place[:-1], "Resource", plain.term)
        assert item.content != plain.content
    names = dict(schema(neosemantics=True))
    assert names.keys() - dict(schema()).keys() == {"n10s_unique_uri"}
    assert names["n10s_unique_uri"].endswith("FOR (n:Resource) REQUIRE n.uri IS UNIQUE")


def _read(class_: str) -> tuple[str, list[Item]]:
    """The world where Norrland Oil is of this class: its id and all items."""
    with SqliteStore() as store:
        run = store.begin("hand@1", {})
        for each in records.extractions():
            read = [replace(e, class_=class_) if e.name == "Norrland Oil" else e for e in each.entities]
            store.put(replace(each, entities=tuple(read)), each.article.id, "content", "hand@1", run)
        store.judge(records.judgements())
        with assemble(store) as graph:
            (oil,) = (each for each in graph.entities.values() if each.name == "Norrland Oil")
            return oil.id, [*Content(graph).nodes(), *Content(graph).relationships()]


def test_content_tells_what_changed() -> None:
    (id_, before), (same_id, after) = _read("Organization"), _read("Place")
    assert id_ == same_id
    assert [item.id for item in before] == [item.id for item in after]
    changed = {one.id for one, other in zip(before, after, strict=True) if one.content != other.content}
    touching = {item.id for item in before if id_ in item.ends}
    assert changed == {id_, *touching}
    assert len(touching) > 2


def test_what_is_derived(world: Graph) -> None:
    found = {str(item.properties["name"]): item for item in Content(world).nodes()}
    oslo = found["Oslo"].derived()
    assert (oslo["point"].longitude, oslo["point"].latitude) == (
        found["Oslo"].properties["longitude"],
        found["Oslo"].properties["latitude"],
    )
    (march,) = (item.derived() for item in found.values() if item.properties.get("date") == "2024-04")
    assert (march["date_earliest"], march["date_latest"]) == (date(2024, 4, 1), date(2024, 4, 30))
    assert all(item.derived() == {"kg_content": item.content} for item in Content(world).relationships())
