"""Relations between two canonical entities, each made of the statements behind it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import itemgetter

from kg import ids
from kg.graph.lazy import grouped
from kg.graph.support import support
from kg.model import Edge, Statement
from kg.store import Keys, Snapshot


def edges(snapshot: Snapshot, struck: AbstractSet[str], copies: Mapping[str, str]) -> Iterator[Edge]:
    """Every edge, in the order of ids."""
    rows = (row for row in snapshot.relations(edge_id) if row[1].id not in struck)
    for id_, group in grouped(rows, itemgetter(0)):
        yield _edge(id_, tuple(statement for _, statement in group), copies)


def edge_id(subject: str, predicate: str, object_: str, stance: str) -> str:
    """The id of the edge of a statement: two statements on the same in the same stance are one edge."""
    return "r" + ids.digest("edge", subject, predicate, object_, stance)


def edge_ranges(count: int) -> list[Keys]:
    """All ids of edges in so many ranges, of about as many edges each."""
    firsts = ["", *(f"r{(at << 64) // count:016x}" for at in range(1, count))]
    return list(zip(firsts, [*firsts[1:], None], strict=True))


def _edge(id_: str, group: tuple[Statement, ...], copies: Mapping[str, str]) -> Edge:
    first = group[0]
    confidence, sources = support(group, copies)
    return Edge(
        id=id_,
        subject=first.subject,
        predicate=first.predicate,
        object=first.object or "",
        stance=first.stance,
        confidence=confidence,
        sources=sources,
        statements=group,
    )
