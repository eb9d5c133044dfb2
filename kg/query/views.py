"""The graph as other Python libraries know it."""

from typing import Any

import networkx as nx
import pyoxigraph as ox
import rdflib

from kg.graph import Graph, nodes, relationships
from kg.graph.rdf import BASE, Iris, quads


def to_networkx(graph: Graph) -> "nx.MultiDiGraph[str]":
    """The property graph: nodes by id with `labels` and their properties, edges by id as key with `type` and theirs.

    Lists are tuples, as in `kg.graph.Node`.
    """
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes(graph):
        found.add_node(node.id, labels=node.labels, **node.properties)
    for edge in relationships(graph):
        found.add_edge(edge.start, edge.end, key=edge.id, type=edge.type, **edge.properties)
    return found


def to_rdflib(graph: Graph, base: str = BASE) -> rdflib.Dataset:
    """The RDF view: a named graph for what each article asserts; asked without a graph, it answers from all of them."""
    iris = Iris(base)
    found = rdflib.Dataset(default_union=True)
    for name, space in iris.prefixes().items():
        found.bind(name, space, override=True, replace=True)
    for quad in quads(graph, iris):
        named = isinstance(quad.graph_name, ox.NamedNode)
        where = found.graph(_term(quad.graph_name)) if named else found.default_graph
        where.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return found


def _term(term: Any) -> Any:
    if isinstance(term, ox.Literal):
        type_ = None if term.language else rdflib.URIRef(term.datatype.value)
        plain = type_ == rdflib.XSD.string
        return rdflib.Literal(term.value, lang=term.language, datatype=None if plain else type_, normalize=False)
    return rdflib.URIRef(term.value)
