"""What a Neo4j database of kg holds besides data: constraints, indexes, and the hash that says what an item is."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from kg import ids, ontology
from kg.export import columns
from kg.graph import Node, Property, Relationship, claims
from kg.text import edtf

_VERSION = "2"  # of what is written for the same properties


def roots() -> list[str]:
    """The most general labels, one of which every node has."""
    known = ontology.load()
    return sorted({known.root(term) for term in known.classes} | {claims.LABEL})


def types() -> list[str]:
    """The types of relationships."""
    named = {term for term, predicate in ontology.load().predicates.items() if not predicate.literal}
    return sorted(named | set(claims.TYPES))


def schema() -> Iterator[tuple[str, str]]:
    """Name and statement of each constraint and of the full-text index on names."""
    for root in roots():
        name = f"kg_{root}_id"
        yield name, f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR (n:{quoted(root)}) REQUIRE n.id IS UNIQUE"
    for type_ in types():
        name = f"kg_{type_}_id"
        yield (
            name,
            f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR ()-[r:{quoted(type_)}]-() REQUIRE r.id IS UNIQUE",
        )
    labels = "|".join(map(quoted, roots()))
    yield "kg_names", f"CREATE FULLTEXT INDEX kg_names IF NOT EXISTS FOR (n:{labels}) ON EACH [n.name, n.aliases]"


def quoted(term: str) -> str:
    """A label, type or name as Cypher takes it, whatever is in it."""
    return "`" + term.replace("`", "``") + "`"


def node_hash(node: Node) -> str:
    """The hash that the property `kg_content` of a node holds."""
    return _hash([*node.labels], node.properties)


def edge_hash(edge: Relationship) -> str:
    """The hash that the property `kg_content` of a relationship holds."""
    return _hash([edge.type, edge.start, edge.end], edge.properties)


def days(properties: Mapping[str, Property]) -> dict[str, date]:
    """The first and last day of each date (EDTF) by the name of a property beside it, where there is telling."""
    found = {}
    for key in dated():
        value = properties.get(key)
        if isinstance(value, str):
            for end, day in zip(("earliest", "latest"), edtf.days(value), strict=True):
                if day is not None:
                    found[f"{key}_{end}"] = day
    return found


@cache
def dated() -> tuple[str, ...]:
    """The properties of nodes that hold dates."""
    return tuple(key for key, kind in columns.of_nodes().items() if kind == "date")


def _hash(place: list[str], properties: Mapping[str, object]) -> str:
    return ids.digest(_VERSION, *place, json.dumps(dict(properties), sort_keys=True, ensure_ascii=True))
