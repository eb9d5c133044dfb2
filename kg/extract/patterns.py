"""The patterns of `schemas/patterns/`: what a verb or noun says, and which slot fills which role.

A role is written as slots in order of preference: `"object | passive subject"`. `>` after a slot means the names
anywhere within what fills it: `"object>"`. Slots are those of `kg.extract.grammar`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from kg import ontology
from kg.errors import OntologyError
from kg.extract import grammar

EVENT_ROLES = ("agent", "target", "participant", "place", "topic", "instrument")
_DEFAULT_PLACE = "in | at | near | outside | inside | across | throughout | around"
_DEFAULT_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to look for a filler; `within` searches everything under what fills it."""

    name: str
    within: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry. `name` is an event class or a predicate; `roles` maps roles (or `subject` and `object` of a
    relation) to slots; an event without one of its `requires` is no event. `objects` are the nouns that must be the
    verb's object, `particles` the particles or prepositions of which one must hang from it, `into` the nouns of which
    that one must govern one. With `people`, only people and groups of them can be the target; with `doer`, the
    noun means who does it ("assassin")."""

    name: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    roles: Mapping[str, tuple[Slot, ...]]
    requires: frozenset[str]
    objects: frozenset[str]
    particles: frozenset[str]
    into: frozenset[str]
    passive: bool
    people: bool
    doer: bool
    confidence: float
    example: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns of one kind by the lemma of their trigger."""

    all: tuple[Pattern, ...]
    by_verb: Mapping[str, tuple[Pattern, ...]]
    by_noun: Mapping[str, tuple[Pattern, ...]]


@cache
def events() -> Patterns:
    """The patterns of `events.toml`, read once a process."""
    return _load("events.toml", "event", ontology.load().class_)


@cache
def relations() -> Patterns:
    """The patterns of `relations.toml`, read once a process."""
    return _load("relations.toml", "relation", ontology.load().predicate)


def fits(pattern: Pattern, trigger: Token) -> bool:
    """Whether a trigger has the object noun, the particle and the voice that its pattern asks for."""
    children = list(trigger.children)
    if pattern.objects and not any(c.dep_ in grammar.THEMES and c.lemma_.lower() in pattern.objects for c in children):
        return False
    if pattern.particles and not any(c.dep_ in grammar.PARTICLES and c.lower_ in pattern.particles for c in children):
        return False
    if pattern.into and not any(
        noun.lemma_.lower() in pattern.into for c in children if c.lower_ in pattern.particles for noun in c.children
    ):
        return False
    return not pattern.passive or grammar.is_passive(trigger)


def _load(file: str, kind: str, check: Any) -> Patterns:
    path = ontology.schemas() / "patterns" / file
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))[kind]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise OntologyError(f"{path} is no list of [[{kind}]] entries: {error}") from error
    parsed = tuple(_pattern(path, kind, entry) for entry in entries)
    for pattern in parsed:
        check(pattern.name)
    return Patterns(parsed, _index(parsed, "verbs"), _index(parsed, "nouns"))


def _pattern(path: Path, kind: str, entry: Mapping[str, Any]) -> Pattern:
    roles = {role: entry[role] for role in (*EVENT_ROLES, "subject", "object") if role in entry}
    if kind == "event":
        roles.setdefault("place", _DEFAULT_PLACE)
    known = {
        "is",
        "verbs",
        "nouns",
        "requires",
        "objects",
        "particles",
        "into",
        "passive",
        "people",
        "doer",
        "confidence",
        "example",
        "says",
        *roles,
    }
    if unknown := set(entry) - known:
        raise OntologyError(f"{path}: entry for {entry.get('is')!r} has unknown keys {sorted(unknown)}")
    try:
        return Pattern(
            name=entry["is"],
            verbs=frozenset(entry.get("verbs", "").split()),
            nouns=frozenset(entry.get("nouns", "").split()),
            roles={role: _slots(text) for role, text in roles.items()},
            requires=frozenset(entry.get("requires", "").split()),
            objects=frozenset(entry.get("objects", "").split()),
            particles=frozenset(entry.get("particles", "").split()),
            into=frozenset(entry.get("into", "").split()),
            passive=entry.get("passive", False),
            people=entry.get("people", False),
            doer=entry.get("doer", False),
            confidence=entry.get("confidence", _DEFAULT_CONFIDENCE),
            example=entry["example"],
            says=tuple(entry["says"]),
        )
    except KeyError as error:
        raise OntologyError(f"{path}: entry for {entry.get('is')!r} lacks {error}") from error


def _slots(text: str) -> tuple[Slot, ...]:
    names = [name.strip() for name in text.split("|")]
    return tuple(Slot(name.rstrip(">"), name.endswith(">")) for name in names)


def _index(patterns: tuple[Pattern, ...], triggers: str) -> Mapping[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        for lemma in sorted(getattr(pattern, triggers)):
            found[lemma].append(pattern)
    return {lemma: tuple(entries) for lemma, entries in found.items()}
