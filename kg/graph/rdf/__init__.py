"""The RDF view of `schemas/profile.md`: one module for each kind of resource, and `view`, which puts them in order."""

from kg.graph.rdf.iris import BASE, Iris
from kg.graph.rdf.resource import Profile
from kg.graph.rdf.view import Part, View, lines, named_graphs, quads

__all__ = ["BASE", "Iris", "Part", "Profile", "View", "lines", "named_graphs", "quads"]
