"""What people say of whom names mean: two entities are one, or an article means somebody else.

It goes to the log of judgements, where a person's word comes before the program's; no statement is touched, and all of
it can be taken back.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import product

from kg import ontology
from kg.decisions import person
from kg.errors import QueryError
from kg.graph import Graph, assemble
from kg.model import Entity, Judgement, Verdict
from kg.query.lookup import find
from kg.store import Store

Pair = tuple[str, str]


def merge(store: Store, name: str, other: str, *, by: str | None = None, reason: str | None = None) -> str:
    """Write down that two entities are one; gives what was done.

    `QueryError` where a name is unknown or may mean several, or where the two are of different kinds.
    """
    who, graph = person(by), assemble(store)
    one, two = _only(graph, name), _only(graph, other)
    if one.id == two.id:
        raise QueryError(f"these are one already: {_called(one)}")
    kinds = [ontology.load().root(each.class_) for each in (one, two)]
    if kinds[0] != kinds[1]:
        raise QueryError(f"one is of the kind {kinds[0]}, the other {kinds[1]}: {_called(one)}, {_called(two)}")
    ones, others = set(one.members), set(two.members)
    apart = [
        (row.left, row.right)
        for row in store.judgements(by_people=True)
        if row.verdict == "different"
        and ((row.left in ones and row.right in others) or (row.left in others and row.right in ones))
    ]
    store.withdraw(apart, who)
    _judge(store, [_pair(one.members[0], two.members[0])], "same", who, reason)
    return f"one from now on: {_called(one)}, {_called(two)}"


def split(store: Store, name: str, article: str, *, by: str | None = None, reason: str | None = None) -> str:
    """Write down that an article means somebody else by a name; gives what was done.

    `QueryError` where the name is unknown or may mean several, or where it is not in that article, or in no other.
    """
    who, graph = person(by), assemble(store)
    entity = _only(graph, name)
    parted = [each for each in entity.members if graph.locals[each].article == article]
    rest = [each for each in entity.members if each not in parted]
    if not parted or not rest:
        articles = ", ".join(dict.fromkeys(graph.locals[each].article for each in entity.members))
        raise QueryError(f"{_called(entity)} is named in {articles}; name one of several of them, not {article!r}")
    _judge(store, [_pair(*both) for both in product(parted, rest)], "different", who, reason)
    return f"another one from now on: {_called(entity)} in {article}"


def undo(store: Store, name: str, *, by: str | None = None) -> str:
    """Take back all that people said of whom a name means; gives what was done. `QueryError` where that is nothing."""
    who, graph = person(by), assemble(store)
    members = {member for entity in find(graph, name) for member in entity.members}
    held = [
        (row.left, row.right) for row in store.judgements(by_people=True) if row.left in members or row.right in members
    ]
    if not held:
        raise QueryError(f"nobody has merged or split {name!r}, so there is nothing to undo")
    store.withdraw(held, who)
    return f"taken back: {len(held):,} judgement{'s' if len(held) != 1 else ''} on {name}"


def _judge(store: Store, pairs: Iterable[Pair], verdict: Verdict, who: str, reason: str | None) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    reasons = (reason,) if reason else ()
    store.judge([Judgement(left, right, verdict, who, 1.0, reasons, at) for left, right in pairs])


def _only(graph: Graph, name: str) -> Entity:
    found = find(graph, name)
    if len(found) > 1:
        raise QueryError(f"{name!r} may be any of these; give the id: {', '.join(map(_called, found))}")
    return found[0]


def _pair(left: str, right: str) -> Pair:
    return min(left, right), max(left, right)


def _called(entity: Entity) -> str:
    return f"{' '.join(entity.name.split())} ({entity.class_}, {entity.id})"
