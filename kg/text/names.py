"""Names of people: taking them apart, comparing them, and a lexicon of given names. Pure functions."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.text.folding import fold, key
from kg.text.lexicon import given_names, nicknames, words
from kg.text.organizations import abbreviates, acronym, organization_key, without_possessive
from kg.text.spelling import ALIKE, similarity, skeleton

__all__ = [
    "ALIKE",
    "PersonName",
    "abbreviates",
    "acronym",
    "compatible",
    "conflict",
    "gender",
    "is_given_name",
    "is_suffix",
    "normalise",
    "organization_key",
    "parse",
    "same_given",
    "similarity",
    "skeleton",
    "without_possessive",
]

Gender = Literal["f", "m"]

_HONORIFICS = words("honorific")
_SUFFIXES = words("suffix")
_PARTICLES = words("particle")
_PATRONYMIC = words("patronymic")
_FAMILY_FIRST = words("family_first")
_SLAVIC_PATRONYMIC = re.compile(r"(ovich|evich|ovych|evych|ovna|evna|ivna|yivna)\Z")
_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|th|ph|ng|nh|kh|gh|tr|[bcdghjklmnpqrstwxyz])?(?:iao|uai|uan|iang|ae|ai|ao|ei|eo|eu|ia|ie|io|iu|oe|oo|ou|ua|"
    r"ue|ui|uo|ye|yo|yu|ya|wa|we|wi|[aeiou])(?:ng|nh|ch|[nkmpltr])?){1,2}\Z"
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name, spelt as given; `family` holds its particles, `middle` also patronymics.

    A single name is in `given` where the lexicon has it, else in `family`.
    """

    honorific: str = ""
    given: str = ""
    middle: tuple[str, ...] = ()
    particle: str = ""
    family: str = ""
    suffix: str = ""

    @property
    def single(self) -> bool:
        """Whether it is one name only, so that nobody can tell whose."""
        return not (self.given and self.family)

    @property
    def core(self) -> str:
        """The family name without its particles, `Assad` of `al-Assad`."""
        bare = self.family.removeprefix(self.particle).lstrip(" -'’") if self.particle else self.family
        return bare or self.family

    @property
    def full(self) -> str:
        """The name without honorific and suffix, in the order of English."""
        return " ".join(part for part in (self.given, *self.middle, self.family) if part)


def is_suffix(word: str) -> bool:
    """Whether the word only stands behind a person's name: `Jr.`, `M.D.`."""
    return key(word) in _SUFFIXES


@lru_cache(maxsize=1 << 16)
def parse(name: str) -> PersonName:
    """Takes a person's name apart: honorifics, "Family, Given", particles, patronymics, family-first names."""
    tokens = _in_order(without_possessive(name))
    honorific: list[str] = []
    suffix: list[str] = []
    while len(tokens) > 1 and key(tokens[0]) in _HONORIFICS:
        honorific.append(tokens.pop(0))
    while len(tokens) > 1 and key(tokens[-1]) in _SUFFIXES:
        suffix.insert(0, tokens.pop())
    given, middle, family = _parts(tokens, bool(honorific))
    particle = _particle(family)
    return PersonName(" ".join(honorific), given, tuple(middle), particle, " ".join(family), " ".join(suffix))


def _in_order(name: str) -> list[str]:
    before, comma, after = name.partition(",")
    tokens, rest = before.split(), after.replace(",", " ").split()
    if comma and rest and tokens and not all(key(token) in _SUFFIXES for token in rest):
        return rest + tokens
    return tokens + rest


def _parts(tokens: list[str], titled: bool) -> tuple[str, list[str], list[str]]:
    if not tokens:
        return "", [], []
    tokens, patronymic = _take_patronymic(tokens)
    if len(tokens) == 1:
        return (tokens[0], patronymic, []) if is_given_name(tokens[0]) and not titled else ("", patronymic, tokens)
    if key(tokens[0]) in _PARTICLES and (len(tokens) == 2 or key(tokens[1]) in _PARTICLES):
        return "", patronymic, tokens
    if _family_first(tokens):
        return " ".join(tokens[1:]), patronymic, tokens[:1]
    last = len(tokens) - 1
    at = next((i for i in range(1, last) if key(tokens[i]) in _PARTICLES), last)
    return tokens[0], tokens[1:at] + patronymic, tokens[at:]


def _take_patronymic(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Azerbaijani "Heydar oglu" and Russian "-ovich" go to the middle, wherever they stand."""
    for at, token in enumerate(tokens):
        if at > 1 and key(token) in _PATRONYMIC:
            rest = tokens[: at - 1] + tokens[at + 1 :]
            return _given_first(rest, at == len(tokens) - 1), [f"{tokens[at - 1]} {token}"]
    if len(tokens) == 3 and _SLAVIC_PATRONYMIC.search(key(tokens[2])):
        return [tokens[1], tokens[0]], [tokens[2]]
    return tokens, []


def _given_first(tokens: list[str], turned: bool) -> list[str]:
    """A patronymic at the end means that the family name came first."""
    return tokens[1:] + tokens[:1] if turned and len(tokens) > 1 else tokens


def _family_first(tokens: list[str]) -> bool:
    first, *rest = (key(token) for token in tokens)
    if first not in _FAMILY_FIRST or len(rest) > 2:
        return False
    if len(rest) == 1 and is_given_name(tokens[0]) and is_given_name(tokens[1]) and "-" not in tokens[1]:
        return False  # Kim Marie
    return all(_SYLLABLES.match(part) for token in rest for part in token.split())


def _particle(family: list[str]) -> str:
    particles: list[str] = []
    for token in family[:-1]:
        if key(token) not in _PARTICLES:
            break
        particles.append(token)
    if not particles and family:
        head, hyphen, tail = family[0].partition("-")
        if hyphen and tail and key(head) in _PARTICLES:
            return head
    return " ".join(particles)


@lru_cache(maxsize=1 << 16)
def normalise(name: str) -> str:
    """What two spellings of one person's name have in common: no honorific, possessive, case or accents."""
    return key(parse(name).full)


@lru_cache(maxsize=1 << 16)
def is_given_name(word: str) -> bool:
    """Whether the lexicon of given names has it; of a hyphenated name each part must be known."""
    names = given_names()
    folded = fold(word.strip())
    parts = folded.split("-")
    return folded in names or key(word) in names or (len(parts) > 1 and all(part in names for part in parts))


def gender(given: str) -> Gender | None:
    """The gender that nearly all bearers of the given name have, where the lexicon knows."""
    names = given_names()
    found = names.get(key(given)) or names.get(fold(given).partition("-")[0].partition(" ")[0])
    return "f" if found == "f" else "m" if found == "m" else None


def compatible(left: str, right: str) -> bool:
    """Whether two names could be one person's: nothing in them speaks against it. Symmetric.

    A missing part never conflicts, so a single name is compatible with every full name that holds it.
    """
    return conflict(left, right) is None


@lru_cache(maxsize=1 << 16)
def conflict(left: str, right: str) -> str | None:
    """Why two names cannot be one person's, in words; None where they can."""
    first, second = parse(left), parse(right)
    if first.single or second.single:
        return None if _shares(first, second) else f"no name in common: {first.full}, {second.full}"
    if not _same_family(first, second):
        return f"family names differ: {first.family}, {second.family}"
    if not same_given(first.given, second.given):
        return f"given names differ: {first.given}, {second.given}"
    if not _middles_agree(first, second):
        return f"middle names differ: {' '.join(first.middle)}, {' '.join(second.middle)}"
    if {key(first.suffix), key(second.suffix)} >= {"jr", "sr"}:
        return f"suffixes differ: {first.suffix}, {second.suffix}"
    return None


def _shares(first: PersonName, second: PersonName) -> bool:
    """Whether a single name is one of the other's names; after "Mr" only the family name counts."""
    lone, other = (first, second) if first.single else (second, first)
    name = lone.given or lone.core
    parts = (other.core,) if lone.honorific and other.family else (other.given, other.core, *other.middle)
    return any(_alike(key(name), key(part)) for part in parts if part)


def _same_family(first: PersonName, second: PersonName) -> bool:
    left, right = key(first.core), key(second.core)
    if set(left.split()) & set(right.split()) and len(left.split()) != len(right.split()):
        return True  # a double family name cut short
    return _alike(left, right)


def _alike(left: str, right: str) -> bool:
    shorter, longer = sorted((left, right), key=len)
    if longer == shorter + "a" and shorter.endswith(("ov", "ev", "in")):
        return False  # Aliyev and Aliyeva are a man and a woman
    return similarity(left, right) >= ALIKE


@lru_cache(maxsize=1 << 16)
def same_given(left: str, right: str) -> bool:
    """Whether two given names could be one: equal, an initial, a nickname, a transliteration or a slip."""
    first, second = key(left), key(right)
    if first == second:
        return True
    if len(first) == 1 or len(second) == 1:
        return first[:1] == second[:1]
    if nicknames().get(first, frozenset()) & nicknames().get(second, frozenset()):
        return True
    genders = {gender(left), gender(right)}
    if genders >= {"f", "m"}:
        return False
    parts, others = set(first.split()), set(second.split())
    if parts < others or others < parts:
        return True
    known = is_given_name(left) and is_given_name(right)
    return similarity(left, right) >= (0.95 if known else ALIKE)


def _middles_agree(first: PersonName, second: PersonName) -> bool:
    left, right = ([key(middle)[:1] for middle in name.middle if key(middle)] for name in (first, second))
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) == len(longer):
        return shorter == longer
    if all(len(key(middle)) == 1 for name in (first, second) for middle in name.middle):
        return longer[: len(shorter)] == shorter  # George W. Bush is not George H. W. Bush
    rest = iter(longer)
    return all(letter in rest for letter in shorter)
