"""The RDF view of `schemas/profile.md`: one module for each kind of resource, and `view`, which puts them in order."""

from kg.graph.rdf.iris import BASE, Iris
from kg.graph.rdf.resource import Profile
from kg.graph.rdf.view import named_graphs, quads, resources

__all__ = ["BASE", "Iris", "Profile", "named_graphs", "quads", "resources"]
