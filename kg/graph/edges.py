"""Relations between two canonical entities, each made of the statements behind it."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import attrgetter

from kg import ids
from kg.graph.lazy import grouped
from kg.graph.support import support
from kg.model import Edge, Stance, Statement
from kg.store import Snapshot

Key = tuple[str, str, str, Stance]
"""Subject, predicate, object and stance: two statements on the same in the same stance are one edge."""
_KEY: Callable[[Statement], Key] = attrgetter("subject", "predicate", "object", "stance")


def edges(snapshot: Snapshot, struck: AbstractSet[str], copies: Mapping[str, str]) -> Iterator[Edge]:
    """Every edge, in the order of subjects, predicates, objects and stances."""
    statements = (each for each in snapshot.relations() if each.id not in struck)
    for key, group in grouped(statements, _KEY):
        yield _edge(key, tuple(group), copies)


def edge_id(subject: str, predicate: str, object_: str, stance: str) -> str:
    """The id of the edge of a statement."""
    return "r" + ids.digest("edge", subject, predicate, object_, stance)


def _edge(key: Key, group: tuple[Statement, ...], copies: Mapping[str, str]) -> Edge:
    confidence, sources = support(group, copies)
    return Edge(edge_id(*key), *key, confidence=confidence, sources=sources, statements=group)
