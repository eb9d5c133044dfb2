"""The graph in NetworkX and rdflib."""

import networkx as nx
import pytest
import rdflib
from rdflib.namespace import RDFS, SDO

from kg.graph import Graph, nodes, relationships
from kg.graph.rdf import quads
from kg.graph.rdf.iris import Iris
from kg.query.views import to_networkx, to_rdflib
from tests.records import HOSTILE_ID

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def test_networkx_has_every_node_and_relationship(world: Graph) -> None:
    found = to_networkx(world)
    assert isinstance(found, nx.MultiDiGraph)
    assert set(found) == {node.id for node in nodes(world)}
    assert set(found.edges(keys=True)) == {(each.start, each.end, each.id) for each in relationships(world)}
    assert found.nodes["gn3143244"]["labels"] == ("Place",)
    assert found.nodes["gn3143244"]["latitude"] == 59.913
    assert found.nodes[HOSTILE_ID]["class"] == "Article"


def test_networkx_keeps_stances_apart(world: Graph) -> None:
    found = to_networkx(world)
    names = {data["name"]: node for node, data in found.nodes(data=True)}
    between = found.get_edge_data(names["Tarek Vindal"], names["Norrland Oil"])
    assert between is not None
    assert sorted(edge["stance"] for edge in between.values()) == ["alleged", "denied"]
    assert {edge["type"] for edge in between.values()} == {"worksFor"}


def test_rdflib_has_every_quad(world: Graph) -> None:
    found = to_rdflib(world)
    assert len(list(found.quads())) == len(set(quads(world, Iris())))
    assert (None, RDFS.label, rdflib.Literal("Norrland Oil")) in found


def test_rdflib_answers_from_all_graphs(world: Graph) -> None:
    found = to_rdflib(world)
    ask = "SELECT ?n { ?p <https://schema.org/worksFor> ?o . ?p <https://schema.org/name> ?n } ORDER BY ?n"
    names = [str(row[0]) for row in found.query(ask) if isinstance(row, tuple)]
    assert names[1:] == ["Petra Ohm"]
    assert SDO.name in set(found.predicates())
