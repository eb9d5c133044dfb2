"""The graph: entities and edges assembled from statements and judgements; derived, and never stored."""

from kg.graph.assemble import Graph, assemble, support
from kg.graph.properties import Node, Property, Relationship, nodes, relationships

__all__ = ["Graph", "Node", "Property", "Relationship", "assemble", "nodes", "relationships", "support"]
