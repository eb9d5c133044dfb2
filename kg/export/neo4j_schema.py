"""What a Neo4j database of kg holds besides data: constraints, indexes, and the hash that says what an item is."""

from collections.abc import Iterable, Iterator, Mapping

from kg import ids, ontology
from kg.graph import claims

RESOURCE, URI = "Resource", "uri"
"""The label and the property of neosemantics."""
LOCK = "KgLoad"
"""The label of the node that a load locks and never leaves behind."""
_VERSION = "3"  # of what is written for the same properties


def roots() -> list[str]:
    """The most general labels, one of which every node has."""
    known = ontology.load()
    return sorted({known.root(term) for term in known.classes} | {claims.LABEL})


def types() -> list[str]:
    """The types of relationships."""
    named = {term for term, predicate in ontology.load().predicates.items() if not predicate.literal}
    return sorted(named | set(claims.TYPES))


def schema(*, neosemantics: bool = False) -> Iterator[tuple[str, str]]:
    """Name and statement of each constraint and of the full-text index on names."""
    yield lock_schema()
    for root in roots():
        yield _unique(root)
    if neosemantics:
        name = "n10s_unique_uri"  # the name that neosemantics asks for
        yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{RESOURCE}) REQUIRE n.{URI} IS UNIQUE"
    for type_ in types():
        name = f"kg_{type_}_id"
        yield (
            name,
            f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR ()-[r:{quoted(type_)}]-() REQUIRE r.id IS UNIQUE",
        )
    labels = "|".join(map(quoted, roots()))
    yield "kg_names", f"CREATE FULLTEXT INDEX kg_names IF NOT EXISTS FOR (n:{labels}) ON EACH [n.name, n.aliases]"


def lock_schema() -> tuple[str, str]:
    """The same for the one constraint that a load needs before all others."""
    return _unique(LOCK)


def _unique(label: str) -> tuple[str, str]:
    name = f"kg_{label}_id"
    return name, f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE"


def quoted(term: str) -> str:
    """A label, type or name as Cypher takes it, whatever is in it."""
    return "`" + term.replace("`", "``") + "`"


def node_content(labels: Iterable[str], cells: Mapping[str, str]) -> str:
    """The hash that the property `kg_content` of a node holds, given the cells of its properties in their order."""
    return ids.short(",".join([_VERSION, *labels, *cells, *cells.values()]))


def edge_content(roots: tuple[str, str], row: str) -> str:
    """The hash that the property `kg_content` of a relationship holds, given its cells as a row."""
    return ids.short(f"{_VERSION},{roots[0]},{roots[1]},{row}")
