"""What a Neo4j database of kg holds besides data: constraints, indexes, and the hash that says what an item is."""

import json
from collections.abc import Iterator, Mapping

from kg import ids, ontology
from kg.graph import Node, Relationship, claims

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


def _hash(place: list[str], properties: Mapping[str, object]) -> str:
    return ids.digest(_VERSION, *place, json.dumps(dict(properties), sort_keys=True, ensure_ascii=True))
