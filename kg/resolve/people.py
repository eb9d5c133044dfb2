"""People by their full names: the same, an initial, a nickname, another transliteration, a slip of the pen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.resolve import blocks
from kg.resolve.court import SAME, UNSURE, Court, Proposal
from kg.resolve.evidence import Background, Feature, support
from kg.resolve.facts import Facts, Subject
from kg.text import names
from kg.text.folding import key
from kg.text.lexicon import nicknames

NAMESAKE = 0.97  # one full name in two articles
_CLOSE = 0.75  # given names this alike that still differ are worth saying so: Emil and Emin
_SLIP = 0.2  # evidence beside the names that makes a slip likelier than two people
_MARGIN = 0.05  # by which a bearer of the name must be likelier than any other
_COMMON = 8  # given names from which a family name is too common for an initial or a nickname
_COMMON_COST = 0.1


@dataclass(frozen=True, slots=True)
class Namesakes:
    """All entities under one full name; `hub` stands for them, `name` is how it is spelt."""

    name: str
    hub: str
    ids: tuple[str, ...]
    background: Background

    @property
    def parsed(self) -> names.PersonName:
        """The name taken apart."""
        return names.parse(self.name)


def resolve(facts: Facts, court: Court) -> list[Namesakes]:
    """Judge all people with full names; gives the groups of namesakes, sorted by name."""
    groups = _group(facts.by_root.get("Person", []), court)
    court.hear(_identical(groups.values()), clash)
    court.hear(_also_called(facts.by_root.get("Person", []), groups), clash)
    court.hear(_without_rivals(list(_alike(groups, court)), groups), clash)
    return [groups[name] for name in sorted(groups)]


def full_name(subject: Subject) -> str | None:
    """The entity's main full name, where it has one."""
    return next((name for name in subject.names if not names.parse(name).single), None)


def clash(left: frozenset[str], right: frozenset[str]) -> str | None:
    """Two names that cannot be one person's."""
    found = ((one, other) for one in sorted(left) for other in sorted(right))
    return next((why for one, other in found if (why := names.conflict(one, other)) is not None), None)


def full_key(name: str) -> str:
    """What two spellings of a full name share; the suffix counts."""
    return f"{names.normalise(name)} {key(names.parse(name).suffix)}".strip()


def _group(subjects: Iterable[Subject], court: Court) -> dict[str, Namesakes]:
    bearers: dict[str, list[Subject]] = {}
    for subject in subjects:
        name = full_name(subject)
        if name is not None:
            bearers.setdefault(full_key(name), []).append(subject)
    groups = {}
    for shared, members in bearers.items():
        hub = court.hub(member.id for member in members)
        name = min(full_name(member) or "" for member in members)
        groups[shared] = Namesakes(name, hub, tuple(member.id for member in members), Background.of(members))
        for member in members:
            court.mark(member.id, [name])
    return groups


def _identical(groups: Iterable[Namesakes]) -> Iterator[Proposal]:
    for group in groups:
        reason = f"same full name: {group.name}"
        yield from (Proposal.of(group.hub, id_, NAMESAKE, reason) for id_ in group.ids if id_ != group.hub)


def _also_called(subjects: Iterable[Subject], groups: Mapping[str, Namesakes]) -> Iterator[Proposal]:
    """An article that uses two full names for one person joins the bearers of both."""
    for subject in subjects:
        others = {full_key(name): name for name in subject.names if not names.parse(name).single}
        for shared, name in list(others.items())[1:]:
            if shared in groups:
                yield Proposal.of(subject.id, groups[shared].hub, NAMESAKE, f"one article calls both {name}")


def _alike(groups: Mapping[str, Namesakes], court: Court) -> Iterator[Proposal]:
    bearers = _bearers(groups.values())
    for one, other in blocks.pairs(groups.values(), _keys, lambda group: full_key(group.name)):
        why = names.conflict(one.name, other.name)
        if why is None:
            yield _compare(one, other, bearers[names.skeleton(one.parsed.core)] > _COMMON)
        elif _nearly(one.parsed, other.parsed):
            yield from _told_apart(one, other, why, court)


def _told_apart(one: Namesakes, other: Namesakes, why: str, court: Court) -> Iterator[Proposal]:
    """Names that differ by a little: two people, or a slip where all else agrees, which a person must say."""
    extra, reasons = support(one.background, other.background)
    if extra >= _SLIP:
        yield Proposal.of(one.hub, other.hub, UNSURE, why, *reasons)
    else:
        court.part(Proposal.of(one.hub, other.hub, names.similarity(one.name, other.name), why))


def _bearers(groups: Iterable[Namesakes]) -> dict[str, int]:
    """How many given names each family name has in these articles."""
    given: dict[str, set[str]] = {}
    for group in groups:
        given.setdefault(names.skeleton(group.parsed.core), set()).add(key(group.parsed.given))
    return {family: len(found) for family, found in given.items()}


def _keys(group: Namesakes) -> Iterator[str]:
    """What likely variants of a full name share."""
    name = group.parsed
    given, family = key(name.given), key(name.core).replace(" ", "")
    for word in key(name.core).split():
        skeleton = names.skeleton(word)
        yield f"initial {given[:1]} {skeleton}"
        yield from (f"nickname {number} {skeleton}" for number in sorted(nicknames().get(given, ())))
    yield f"start {given} {family[:4]}"
    yield f"end {given} {family[-4:]}"
    yield f"letters {given} {''.join(sorted(family))}"


def _nearly(one: names.PersonName, other: names.PersonName) -> bool:
    """Whether two names that conflict are alike enough that a reader would ask."""
    same_family = names.similarity(one.core, other.core) >= names.ALIKE
    return same_family and names.similarity(one.given, other.given) >= _CLOSE


def _compare(one: Namesakes, other: Namesakes, common: bool) -> Proposal:
    features = (family_alike(one.parsed, other.parsed), given_alike(one.parsed, other.parsed))
    name_score = features[0][0] * features[1][0]
    extra, reasons = support(one.background, other.background)
    cost = _COMMON_COST if common and features[1][0] < 0.95 else 0.0
    return Proposal.of(one.hub, other.hub, name_score + extra - cost, *(reason for _, reason in features), *reasons)


def family_alike(one: names.PersonName, other: names.PersonName) -> Feature:
    """How alike two compatible family names are."""
    pair = f"{one.family}, {other.family}"
    if key(one.core) == key(other.core):
        return 1.0, f"family names equal: {one.family}"
    if set(key(one.core).split()) & set(key(other.core).split()):
        return 0.9, f"one of two family names left out: {pair}"
    if names.skeleton(one.core) == names.skeleton(other.core):
        return 0.95, f"family names transliterated: {pair}"
    return 0.8, f"family names alike: {pair}"


def given_alike(one: names.PersonName, other: names.PersonName) -> Feature:
    """How alike two compatible given names are."""
    first, second = key(one.given), key(other.given)
    pair = f"{one.given}, {other.given}"
    if first == second:
        middles = bool(one.middle) != bool(other.middle)
        return (0.97 if middles else 1.0), f"given names equal: {one.given}"
    if min(len(first), len(second)) == 1:
        return 0.7, f"given name and initial: {pair}"
    if names.skeleton(one.given) == names.skeleton(other.given):
        return 0.95, f"given names transliterated: {pair}"
    return 0.9, f"given names stand for one another: {pair}"


def _without_rivals(proposals: list[Proposal], groups: Mapping[str, Namesakes]) -> Iterator[Proposal]:
    """Of two bearers whom a shorter name may mean, only one that is clearly likelier is meant; else neither."""
    spelt = {group.hub: group.name for group in groups.values()}
    near: dict[str, list[tuple[float, str]]] = {}
    for each in proposals:
        for id_, other in ((each.left, each.right), (each.right, each.left)):
            near.setdefault(id_, []).append((each.score, other))
    for each in proposals:
        rival = max((_rival(each, id_, near[id_], spelt) for id_ in (each.left, each.right)), default=0.0)
        if rival and each.score < rival + _MARGIN:
            yield Proposal.of(
                each.left, each.right, min(each.score, SAME - 0.01), *each.reasons, "others bear that name"
            )
        else:
            yield each


def _rival(each: Proposal, id_: str, near: list[tuple[float, str]], spelt: Mapping[str, str]) -> float:
    """The score of the likeliest other bearer who cannot be this one."""
    meant = each.right if id_ == each.left else each.left
    return max(
        (score for score, other in near if other != meant and names.conflict(spelt[meant], spelt[other])), default=0.0
    )
