"""The lexicon of given names and their gender, from Faker's locales and our own table."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from gazetteer import sources
from gazetteer.romanise import romanise
from gazetteer.words import Words
from kg.text.folding import fold

_FIELDS = {"first_names_male": "m", "first_names_female": "f", "first_names": "u"}
# Locales whose lists are place-holders, or too loose ("en" has London and China).
_SKIPPED = {"de_LI", "de_LU", "en", "es", "en_TH"}
_SURE = 0.75  # share of the locales that must agree on a gender


@dataclass(slots=True)
class Lexicon:
    """Given names with their gender (`u` where it tells nothing), and family names; all folded."""

    given: dict[str, str] = field(default_factory=dict)
    family: set[str] = field(default_factory=set)


def lexicon(words: Words) -> Lexicon:
    """All names of the sources that are no common English words, then our own table over them."""
    votes: dict[str, Counter[str]] = {}
    found = Lexicon()
    for provider in _providers():
        for name, gender in _given(provider):
            votes.setdefault(name, Counter())[gender] += 1
        found.family.update(name for name in _names(provider, "last_names") if not words.common(name))
    found.given = {name: _gender(count) for name, count in votes.items() if not words.common(name)}
    for gender, names in sources.table("extra_given_names.tsv"):
        found.given.update((fold(name), gender) for name in names.split())
    return found


def _providers() -> Iterator[object]:
    package: ModuleType = import_module("faker.providers.person")
    for module in sorted(iter_modules(package.__path__), key=lambda one: one.name):
        if module.name not in _SKIPPED:
            yield import_module(f"{package.__name__}.{module.name}").Provider


def _given(provider: object) -> Iterator[tuple[str, str]]:
    seen: dict[str, set[str]] = {}
    for source, gender in _FIELDS.items():
        for name in _names(provider, source):
            seen.setdefault(name, set()).add(gender)
    for name, genders in seen.items():
        told = genders - {"u"}
        yield name, told.pop() if len(told) == 1 else "u"


def _names(provider: object, source: str) -> Iterator[str]:
    listed = getattr(provider, source, ())
    for name in listed if isinstance(listed, Mapping | tuple | list) else ():
        latin = fold(romanise(name))
        if len(latin) > 1 and latin.isascii() and latin.isalpha() and _letters(name):
            yield latin


def _letters(name: str) -> bool:
    """Whether the name is written in a script that we can romanise."""
    return all(unicodedata.name(char, "").startswith(("LATIN", "CYRILLIC", "GEORGIAN")) for char in name)


def _gender(count: Counter[str]) -> str:
    told = count["f"] + count["m"]
    for gender in ("f", "m"):
        if told and count[gender] / told >= _SURE:
            return gender
    return "u"
