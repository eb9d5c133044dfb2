"""The RDF view: which facts are plain triples, and what every statement says about itself."""

import pyoxigraph as ox
import pytest

from kg import ontology
from kg.graph import Graph
from kg.graph.rdf import Profile, quads
from kg.graph.rdf.iris import KG, SCHEMA, Iris
from tests.rdf import term
from tests.records import COPY_ID, HOSTILE_ID

IRIS = Iris()
TYPE = term("rdf:type")


def schema(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{SCHEMA}{name}")


def kg(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{KG}{name}")


@pytest.fixture(scope="module")
def found(world: Graph) -> ox.Dataset:
    return ox.Dataset(quads(world, IRIS))


def named(world: Graph, name: str) -> ox.NamedNode:
    return IRIS.of("entity", next(entity.id for entity in world.entities.values() if entity.name == name))


def values(found: ox.Dataset, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
    facts = found.quads_for_subject(subject)
    return sorted(str(getattr(fact.object, "value", "")) for fact in facts if fact.predicate == predicate)


def test_asserted_facts_are_plain_triples_in_the_graph_of_their_article(world: Graph, found: ox.Dataset) -> None:
    fact = (named(world, "Petra Ohm"), schema("worksFor"), named(world, "Norrland Oil"))
    assert [quad.graph_name for quad in found if quad.triple == ox.Triple(*fact)] == [IRIS.of("article", "company.txt")]


def test_denied_and_alleged_facts_are_no_plain_triples(world: Graph, found: ox.Dataset) -> None:
    fact = ox.Triple(named(world, "Tarek Vindal"), schema("worksFor"), named(world, "Norrland Oil"))
    assert not [quad for quad in found if quad.triple == fact]
    assert not [quad for quad in quads(world, IRIS, Profile("reification")) if quad.triple == fact]


def test_plain_triples_are_the_asserted_edges(world: Graph) -> None:
    predicates = {predicate.iri for predicate in ontology.load().predicates.values()} - {f"{SCHEMA}mentions"}
    merged = [quad for quad in quads(world, IRIS, Profile("reification")) if quad.predicate.value in predicates]
    plain = {(quad.subject, quad.object) for quad in merged if isinstance(quad.object, ox.NamedNode)}
    asserted = [edge for edge in world.edges if edge.stance == "asserted"]
    assert plain == {(IRIS.of("entity", edge.subject), IRIS.of("entity", edge.object)) for edge in asserted}
    assert len(merged) == len({str(quad) for quad in merged})


def test_a_statement_carries_its_receipt(world: Graph, found: ox.Dataset) -> None:
    statement = next(statement for statement in world.statements() if statement.stance == "denied")
    subject = IRIS.of("statement", statement.id)
    assert values(found, subject, TYPE) == [term("rdf:Statement").value, schema("Claim").value]
    assert values(found, subject, kg("stance")) == ["denied"]
    assert values(found, subject, kg("quote")) == ["Vindal denied that he works for Norrland Oil."]
    assert values(found, subject, term("sem:accordingTo")) == [named(world, "Tarek Vindal").value]
    assert values(found, subject, term("prov:wasQuotedFrom")) == [IRIS.of("article", "protest.txt").value]
    assert values(found, subject, term("rdf:predicate")) == [f"{SCHEMA}worksFor"]
    assert values(found, subject, kg("confidence")) == ["0.75"]
    assert values(found, subject, kg("start")) == [str(statement.start)]
    assert values(found, subject, kg("objectEnd")) == [str(statement.object_span[1])]


def test_every_statement_is_there_once(world: Graph, found: ox.Dataset) -> None:
    typed = [quad.subject for quad in found if quad.object == schema("Claim")]
    assert sorted(map(str, typed)) == sorted(str(IRIS.of("statement", each.id)) for each in world.statements())


def test_events_have_their_superclass_and_dates_are_edtf(world: Graph, found: ox.Dataset) -> None:
    march = named(world, "Protest: Tarek Vindal")
    assert values(found, march, TYPE) == [term("sem:Event").value, f"{KG}Protest", f"{SCHEMA}Event"]
    dates = [quad.object for quad in found.quads_for_subject(march) if quad.predicate == kg("date")]
    assert dates == [ox.Literal("2024-04", datatype=term("edtf:EDTF"))]


def test_places_are_the_ones_of_geonames(found: ox.Dataset) -> None:
    oslo = IRIS.of("entity", "gn3143244")
    same = term("owl:sameAs")
    assert values(found, oslo, same) == ["https://sws.geonames.org/3143244/"]
    assert values(found, oslo, term("wgs:lat")) == ["59.913"]


def test_articles(found: ox.Dataset) -> None:
    copy, hostile = IRIS.of("article", COPY_ID), IRIS.of("article", HOSTILE_ID)
    assert values(found, copy, schema("isBasedOn")) == [IRIS.of("article", "visit.txt").value]
    assert values(found, copy, schema("url")) == ["https://mirror.example/visit"]
    assert values(found, copy, schema("publisher")) == [IRIS.of("publisher", "Northern Courier").value]
    assert values(found, hostile, schema("url")) == []
    assert values(found, hostile, kg("statedUrl")) == ["javascript:alert('x') <b>"]
    assert values(found, hostile, schema("identifier")) == [HOSTILE_ID]
    published = [quad.object for quad in found if quad.predicate == schema("datePublished")]
    types = {str(date.datatype.value).rpartition("#")[2] for date in published if isinstance(date, ox.Literal)}
    assert types == {"date", "dateTime", "gYear"}


def test_no_blank_nodes_and_every_own_property_is_in_the_ontology(found: ox.Dataset) -> None:
    described = {
        triple.subject.value
        for triple in ox.parse(path=ontology.schemas() / "ontology.ttl")
        if isinstance(triple.subject, ox.NamedNode)
    }
    for quad in found:
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
        for each in (quad.predicate, quad.object):
            if isinstance(each, ox.NamedNode) and each.value.startswith(KG):
                assert each.value in described
