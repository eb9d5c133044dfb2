"""People known by one name only: attached to a bearer of that name where more than the name speaks for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.resolve import blocks
from kg.resolve.court import SAME, Court, Proposal
from kg.resolve.evidence import Background, support
from kg.resolve.facts import Facts, Subject
from kg.resolve.people import Namesakes, clash
from kg.text import names
from kg.text.folding import key

# A family name needs a telling fact or two common acquaintances, a given name both.
_FAMILY = 0.7
_GIVEN = 0.5
_BOTH_SINGLE = 0.6  # two articles that never say the full name
_RIVALS_COST = 0.1  # where several people bear the name
_MARGIN = 0.1
_MOST_BEARERS = 40  # of one name; beyond this it tells nothing
_KNOWN_FROM = 5  # articles; so well known that a family name alone is usual
_KNOWN = 0.08


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A person with a full name, as resolved so far."""

    hub: str
    name: str
    background: Background


def resolve(facts: Facts, court: Court, groups: Iterable[Namesakes]) -> None:
    """Judge the people with single names; a shared first name alone never joins anybody."""
    singles = [subject for subject in facts.by_root.get("Person", []) if _single(subject)]
    for subject in singles:
        court.mark(subject.id, [subject.names[0]])
    bearers = _Bearers(groups, court)
    court.hear([found for subject in singles if (found := bearers.attach(subject)) is not None], clash)
    court.hear(list(_unattached(singles)), clash)


def _single(subject: Subject) -> bool:
    return bool(subject.names) and all(names.parse(name).single for name in subject.names)


class _Bearers:
    """The people with full names by each of their names."""

    def __init__(self, groups: Iterable[Namesakes], court: Court) -> None:
        clusters: dict[str, list[Namesakes]] = {}
        for group in groups:
            clusters.setdefault(court.partition.root(group.hub), []).append(group)
        self._family: dict[str, list[_Bearer]] = {}
        self._given: dict[str, list[_Bearer]] = {}
        for members in clusters.values():
            bearer = _bearer(members)
            _file(self._family, bearer, {names.skeleton(group.parsed.core) for group in members})
            _file(self._given, bearer, {names.skeleton(group.parsed.given) for group in members})

    def attach(self, subject: Subject) -> Proposal | None:
        """Whom the single name means, as far as that can be said."""
        skeleton = names.skeleton(names.parse(subject.names[0]).core or names.parse(subject.names[0]).given)
        found = [(_FAMILY, bearer) for bearer in self._family.get(skeleton, ())]
        found += [(_GIVEN, bearer) for bearer in self._given.get(skeleton, ())]
        if not 0 < len(found) <= _MOST_BEARERS:
            return None
        cost = _RIVALS_COST if len(found) > 1 else 0.0
        proposals = sorted(
            (_weigh(subject, bearer, base - cost) for base, bearer in found),
            key=lambda each: (-each.score, each.left, each.right),
        )
        best, *rest = proposals
        if rest and rest[0].score > best.score - _MARGIN:
            return Proposal.of(
                best.left, best.right, min(best.score, SAME - 0.01), *best.reasons, "others bear that name"
            )
        return best


def _bearer(members: list[Namesakes]) -> _Bearer:
    main = min(members, key=lambda group: (-len(group.background.articles), group.name))
    background = Background(
        telling=frozenset().union(*(group.background.telling for group in members)),
        near=frozenset().union(*(group.background.near for group in members)),
        articles=frozenset().union(*(group.background.articles for group in members)),
    )
    return _Bearer(main.hub, main.name, background)


def _file(index: dict[str, list[_Bearer]], bearer: _Bearer, keys: set[str]) -> None:
    for each in keys:
        index.setdefault(each, []).append(bearer)


def _weigh(subject: Subject, bearer: _Bearer, base: float) -> Proposal:
    extra, reasons = support(Background.of([subject]), bearer.background)
    if extra and base == _FAMILY and len(bearer.background.articles) >= _KNOWN_FROM:
        extra += _KNOWN
        reasons.append(f"{len(bearer.background.articles)} articles name {bearer.name}")
    return Proposal.of(subject.id, bearer.hub, base + extra, f"{subject.names[0]} is a name of {bearer.name}", *reasons)


def _unattached(singles: Iterable[Subject]) -> Iterator[Proposal]:
    """Two articles that know somebody by the same family name, and more than the name in common."""
    by_id: Mapping[str, Subject] = {subject.id: subject for subject in singles}
    for one, other in blocks.pairs(by_id, lambda id_: _keys(by_id[id_]), str):
        left, right = by_id[one], by_id[other]
        extra, reasons = support(Background.of([left]), Background.of([right]))
        base = _GIVEN if names.parse(left.names[0]).given else _BOTH_SINGLE
        yield Proposal.of(one, other, base + extra, f"same name: {left.names[0]}", *reasons)


def _keys(subject: Subject) -> Iterator[str]:
    name = key(names.parse(subject.names[0]).full)
    yield from (f"{name} {shared}" for shared in sorted(subject.telling | subject.near))
