"""Places: one node for each id of the gazetteer, and for each name that the gazetteer lacks."""

from collections.abc import Iterator

from kg.resolve.court import Court, Proposal
from kg.resolve.facts import Facts, Subject
from kg.text.folding import key

_CERTAIN = 1.0
_NAMED = 0.9


def resolve(facts: Facts, court: Court) -> None:
    """Judge all places; two with different ids of the gazetteer are never one."""
    found = facts.by_root.get("Place", [])
    for subject in found:
        court.mark(subject.id, [subject.place] if subject.place else [])
    court.hear((*_by_id(found, court), *_by_name(found, court)), clash)


def clash(left: frozenset[str], right: frozenset[str]) -> str | None:
    """Two ids of the gazetteer that differ."""
    if left and right and left != right:
        return f"different places in GeoNames: {', '.join(sorted(left))}; {', '.join(sorted(right))}"
    return None


def _by_id(found: list[Subject], court: Court) -> Iterator[Proposal]:
    groups: dict[str, list[str]] = {}
    for subject in found:
        if subject.place:
            groups.setdefault(subject.place, []).append(subject.id)
    for place, ids in groups.items():
        hub = court.hub(ids)
        yield from (Proposal.of(hub, id_, _CERTAIN, f"same place in GeoNames: {place}") for id_ in ids if id_ != hub)


def _by_name(found: list[Subject], court: Court) -> Iterator[Proposal]:
    """A name without an id joins its namesakes; those with an id only where all of them have the same one."""
    groups: dict[str, list[Subject]] = {}
    for subject in found:
        if subject.names:
            groups.setdefault(key(subject.name), []).append(subject)
    for group in groups.values():
        unknown = [subject.id for subject in group if not subject.place]
        known = [subject.id for subject in group if subject.place]
        if not unknown:
            continue
        hub = court.hub(unknown)
        reason = f"same name: {group[0].name}"
        yield from (Proposal.of(hub, id_, _NAMED, reason) for id_ in unknown if id_ != hub)
        if len({subject.place for subject in group if subject.place}) == 1:
            yield Proposal.of(court.hub(known), hub, _NAMED, reason, "no other place of that name in these articles")
