"""Terms of the RDF view as tests compare them."""

import pyoxigraph as ox

from kg.graph.rdf import resource


def term(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name, as `schema:name`."""
    return ox.NamedNode(resource.term(name)[1:-1])
