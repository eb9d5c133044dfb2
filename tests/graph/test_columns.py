"""The columns that exports declare hold all that nodes and relationships have."""

from collections.abc import Mapping

import pytest

from kg import ontology
from kg.graph import Graph, Property, columns, nodes, relationships

TYPES = {"text": str, "date": str, "texts": tuple, "integer": int, "decimal": float}


def check(properties: Mapping[str, Property], known: columns.Columns) -> None:
    for name, value in properties.items():
        assert isinstance(value, TYPES[known[name]]), (name, value)


@pytest.mark.parametrize("graph", ["world", "hostile"])
def test_every_property_has_a_column_of_its_type(graph: str, request: pytest.FixtureRequest) -> None:
    found: Graph = request.getfixturevalue(graph)
    for node in nodes(found):
        check(node.properties, columns.of_nodes())
    for edge in relationships(found):
        check(edge.properties, columns.of_relationships())


def test_a_literal_predicate_of_the_ontology_is_a_column() -> None:
    for term, predicate in ontology.load().predicates.items():
        if predicate.literal:
            assert columns.of_nodes()[term] == ("date" if ontology.DATE in predicate.range else "text")
            assert columns.of_nodes()[f"{term}_all"] == "texts"
