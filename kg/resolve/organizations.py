"""Organizations: by their names, their acronyms and what they are called elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.resolve import blocks
from kg.resolve.court import Court, Proposal
from kg.resolve.evidence import Background, support
from kg.resolve.facts import Facts, Subject
from kg.text import names, places
from kg.text.lexicon import words

_NAMESAKE = 0.95
_EXPLAINED = 0.93  # an acronym with its one expansion
_LONGER = 0.7  # Turan, Turan News Agency; initials that fit a name
_GENERIC = 0.6  # the Foreign Ministry: every country has one
_LONG_ACRONYM = 4  # letters from which an unexplained acronym is no chance
_SHORTEST = 3  # letters of a name that a longer one may continue
_SEATS = ("headquarters", "location")


@dataclass(frozen=True, slots=True)
class _Body:
    """All entities under one name that is not everybody's."""

    key: str
    name: str
    hub: str
    ids: tuple[str, ...]
    background: Background


def resolve(facts: Facts, court: Court) -> None:
    """Judge all organizations that a name mentions."""
    found = [subject for subject in facts.by_root.get("Organization", []) if subject.names]
    _mark_seats(facts, court)
    meanings = _meanings(found)
    vague = {short for short, meant in meanings.items() if len(meant) > 1}
    bodies = _group(found, vague, court)
    court.hear(_identical(bodies.values()), clash)
    court.hear((*_also_called(found, bodies, vague), *_explained(bodies, meanings)), clash)
    court.hear((*_fitting(bodies, meanings), *_longer(bodies)), clash)
    court.hear(_vaguely_named(found, vague), clash)


def clash(left: frozenset[str], right: frozenset[str]) -> str | None:
    """Seats in different countries."""
    if left and right and not left & right:
        return f"seats in different countries: {', '.join(sorted(left))}; {', '.join(sorted(right))}"
    return None


def generic(name: str) -> bool:
    """Whether a name says only what kind of body it is: "Supreme Court", "Foreign Ministry"."""
    return set(names.organization_key(name).split()) <= words("generic_body") | words("legal_form")


def _mark_seats(facts: Facts, court: Court) -> None:
    for statement in facts.statements:
        if statement.predicate in _SEATS and statement.subject in facts.subjects:
            seat = facts.subjects.get(statement.object or "")
            place = places.by_id(seat.place) if seat and seat.place else None
            court.mark(statement.subject, [place.country] if place and place.country else [])


def _meanings(found: Iterable[Subject]) -> dict[str, set[str]]:
    """What each acronym stands for, where an article uses both."""
    spoken: dict[str, set[str]] = {}
    for subject in found:
        spoken.setdefault(subject.article, set()).update(subject.names)
    meanings: dict[str, set[str]] = {}
    for spellings in spoken.values():
        short = [name for name in spellings if " " not in name]
        initials = {names.acronym(name): name for name in sorted(spellings) if " " in name}
        for name in short:
            full = initials.get(names.without_possessive(name).replace(".", ""))
            if full and names.abbreviates(name, full):
                meanings.setdefault(names.organization_key(name), set()).add(names.organization_key(full))
    return meanings


def _group(found: Iterable[Subject], vague: set[str], court: Court) -> dict[str, _Body]:
    members: dict[str, list[Subject]] = {}
    for subject in found:
        key = names.organization_key(subject.name)
        if key and key not in vague and not generic(subject.name):
            members.setdefault(key, []).append(subject)
    return {
        key: _Body(
            key=key,
            name=min(subject.name for subject in group),
            hub=court.hub(subject.id for subject in group),
            ids=tuple(subject.id for subject in group),
            background=Background.of(group),
        )
        for key, group in sorted(members.items())
    }


def _identical(bodies: Iterable[_Body]) -> Iterator[Proposal]:
    for body in bodies:
        yield from (
            Proposal.of(body.hub, id_, _NAMESAKE, f"same name: {body.name}") for id_ in body.ids if id_ != body.hub
        )


def _also_called(found: Iterable[Subject], bodies: dict[str, _Body], vague: set[str]) -> Iterator[Proposal]:
    """A body that an article calls by two names is the one that others call by either."""
    for subject in found:
        for name in subject.names[1:]:
            key = names.organization_key(name)
            if key in bodies and key not in vague and bodies[key].hub != subject.id:
                yield Proposal.of(subject.id, bodies[key].hub, _NAMESAKE, f"one article calls both {name}")


def _explained(bodies: dict[str, _Body], meanings: dict[str, set[str]]) -> Iterator[Proposal]:
    for short, meant in meanings.items():
        full = bodies.get(next(iter(meant)))
        if len(meant) == 1 and full and short in bodies:
            reason = f"an article uses {bodies[short].name} for {full.name}"
            yield Proposal.of(bodies[short].hub, full.hub, _EXPLAINED, reason)


def _fitting(bodies: dict[str, _Body], meanings: dict[str, set[str]]) -> Iterator[Proposal]:
    """An acronym that no article explains, and the only name whose initials fit it."""
    initials: dict[str, list[_Body]] = {}
    for body in bodies.values():
        initials.setdefault(names.acronym(body.name).casefold(), []).append(body)
    for short in bodies.values():
        fitting = [body for body in initials.get(short.key, ()) if names.abbreviates(short.name, body.name)]
        if short.key not in meanings and len(fitting) == 1 and len(short.key) >= _LONG_ACRONYM:
            yield _compare(short, fitting[0], f"{short.name} has the initials of {fitting[0].name}")


def _longer(bodies: dict[str, _Body]) -> Iterator[Proposal]:
    """A name and the only longer one that adds nothing but the kind of body."""
    longer: dict[str, list[_Body]] = {}
    for body in bodies.values():
        parts = body.key.split()
        while len(parts) > 1 and parts[-1] in words("body_kind"):
            parts.pop()
            longer.setdefault(" ".join(parts), []).append(body)
    for start, found in longer.items():
        if start in bodies and len(found) == 1 and len(start) >= _SHORTEST:
            yield _compare(bodies[start], found[0], f"{found[0].name} is a longer name of {bodies[start].name}")


def _compare(one: _Body, other: _Body, reason: str) -> Proposal:
    extra, reasons = support(one.background, other.background)
    return Proposal.of(one.hub, other.hub, _LONGER + extra, reason, *reasons)


def _vaguely_named(found: Iterable[Subject], vague: set[str]) -> Iterator[Proposal]:
    """Bodies whose name many have are one only where the same people and bodies stand beside them."""
    shared = {subject.id: subject for subject in found if _vague(subject, vague)}
    for one, other in blocks.pairs(shared, lambda id_: _keys(shared[id_]), str):
        extra, reasons = support(Background.of([shared[one]]), Background.of([shared[other]]))
        yield Proposal.of(one, other, _GENERIC + extra, f"same name, borne by many: {shared[one].name}", *reasons)


def _vague(subject: Subject, vague: set[str]) -> bool:
    return generic(subject.name) or names.organization_key(subject.name) in vague


def _keys(subject: Subject) -> Iterator[str]:
    name = names.organization_key(subject.name)
    yield from (f"{name} {near}" for near in sorted(subject.near | subject.telling))
