"""Positions: one title of one country, place or body; a title alone only where the same person holds it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.resolve.court import Court, Proposal
from kg.resolve.facts import Facts, Subject
from kg.text import places
from kg.text.folding import key

_SAME_SCOPE = 0.97
_SAME_HOLDER = 0.9
_COUNTRY, _PLACE, _BODY = "country ", "place ", "body "


@dataclass(frozen=True, slots=True)
class _Office:
    """A position with all that statements say of it: clusters of its places and bodies, and of its holders."""

    id: str
    title: str
    key: str
    scope: frozenset[str]
    holders: frozenset[str]


def resolve(facts: Facts, court: Court) -> None:
    """Judge all positions; people, places and organizations must be judged before."""
    offices = _offices(facts, court)
    court.hear(_same_scope(offices, court), clash)
    court.hear(_same_holder(offices, court), clash)


def clash(left: frozenset[str], right: frozenset[str]) -> str | None:
    """Offices of different countries, or of different places."""
    for kind, words in ((_COUNTRY, "different countries"), (_PLACE, "different places")):
        one, other = ({trait for trait in traits if trait.startswith(kind)} for traits in (left, right))
        if one and other and not one & other:
            names = (", ".join(sorted(trait.removeprefix(kind) for trait in side)) for side in (one, other))
            return f"{words}: {'; '.join(names)}"
    return None


def _offices(facts: Facts, court: Court) -> list[_Office]:
    scopes: dict[str, set[str]] = {}
    holders: dict[str, set[str]] = {}
    for statement in facts.statements:
        other = facts.subjects.get(statement.object or "")
        if other is None or statement.subject not in facts.subjects:
            continue
        if statement.predicate == "holdsPosition":
            holders.setdefault(other.id, set()).add(court.partition.root(statement.subject))
        elif statement.predicate == "jurisdiction":
            scopes.setdefault(statement.subject, set()).update(_place_traits(other, court))
        elif statement.predicate == "ofOrganization":
            scopes.setdefault(statement.subject, set()).add(_BODY + _cluster(other, court))
    offices = []
    for subject in facts.by_root.get("Position", []):
        scope, held = frozenset(scopes.get(subject.id, ())), frozenset(holders.get(subject.id, ()))
        offices.append(_Office(subject.id, subject.name, key(subject.name), scope, held))
        court.mark(subject.id, scope)
    return offices


def _place_traits(place: Subject, court: Court) -> Iterator[str]:
    found = places.by_id(place.place) if place.place else None
    if found and found.country:
        yield _COUNTRY + found.country
    yield _PLACE + (f"{found.name} ({found.id})" if found else _cluster(place, court))


def _cluster(subject: Subject, court: Court) -> str:
    """The name of the smallest member: what the cluster is called may not depend on the order of joining."""
    return min(court.partition.members(subject.id))


def _same_scope(offices: Iterable[_Office], court: Court) -> Iterator[Proposal]:
    """The same title of the same place or body; the narrowest thing that both are of decides."""
    groups: dict[tuple[str, str], list[_Office]] = {}
    for office in offices:
        for scope in office.scope:
            if not scope.startswith(_COUNTRY):
                groups.setdefault((office.key, scope), []).append(office)
    for (_, scope), group in sorted(groups.items()):
        hub = court.hub(office.id for office in group)
        for office in group:
            if office.id != hub:
                reason = f"same title: {office.title}", f"of the same {scope if scope.startswith(_PLACE) else 'body'}"
                yield Proposal.of(hub, office.id, _SAME_SCOPE, *reason)


def _same_holder(offices: Iterable[_Office], court: Court) -> Iterator[Proposal]:
    """The same title held by the same person, where he holds it of one country or body only."""
    groups: dict[tuple[str, str], list[_Office]] = {}
    for office in offices:
        for holder in office.holders:
            groups.setdefault((office.key, min(court.partition.members(holder))), []).append(office)
    for group in (groups[found] for found in sorted(groups)):
        if len({court.partition.root(office.id) for office in group if office.scope}) > 1:
            continue
        hub = court.hub(office.id for office in group)
        reasons = f"same title: {group[0].title}", "held by the same person"
        yield from (Proposal.of(hub, office.id, _SAME_HOLDER, *reasons) for office in group if office.id != hub)
