"""The graph: entities and edges assembled from statements and judgements; derived from them whenever they change."""

from kg.graph.assemble import Graph, assemble, assemble_again, assemble_ahead
from kg.graph.properties import Node, Property, Relationship, nodes, relationships
from kg.graph.support import support

__all__ = [
    "Graph",
    "Node",
    "Property",
    "Relationship",
    "assemble",
    "assemble_again",
    "assemble_ahead",
    "nodes",
    "relationships",
    "support",
]
