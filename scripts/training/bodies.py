"""Organizations under other names: what kind of body it is stays, what it is called is new.

The corpora name a few hundred bodies that an encoder knows by heart; news is about those that it never heard of.
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from kg.text.lexicon import words

# Words with which names of bodies end and by which one knows them.
_KINDS = (
    words("body_kind")
    | words("legal_form")
    | frozenset(
        "academy agency airlines airways alliance army association authority board brigade bureau bank centre center "
        "church club coalition college commission committee congress council court department federation force forum "
        "front fund hospital hotel industries institute league library ministry movement museum network office "
        "orchestra parliament police press records school senate service services society studio studios team theatre "
        "times tribunal trust union".split()
    )
)
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+\.?)*")
_ENDS = ("Group", "Holdings", "Industries", "Corp", "Inc", "Ltd", "Partners", "Bank", "Capital", "Energy", "Media",
         "Airlines", "Systems", "Foods", "Motors", "Pharma", "Telecom")  # fmt: skip
_CLUBS = ("United", "City", "Rovers", "Athletic", "Wanderers", "Dynamo", "Rangers", "FC", "Stars", "Eagles")
_OPENS = ("b", "br", "c", "d", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "z",
          "")  # fmt: skip
_VOWELS = "aaeeiioou"
_MIDDLE, _CLOSES = ("", "", "n", "r", "l"), ("", "", "n", "r", "l", "x", "s", "t", "m", "q")
_LETTERS = "ABCDEFGHIKLMNOPRSTUVZ"
_SHARE = 0.6  # of the bodies of a story that is told with others


def renamed(
    names: Iterable[str], towns: Sequence[str], people: Sequence[str], chance: random.Random
) -> Mapping[str, str]:
    """New names for some of these, after `towns` and the last names of `people`.

    A short form that is the first part of a longer name follows it. A name with its acronym in the same story keeps
    both: nothing else would tell that they are one.
    """
    found: dict[str, str] = {}
    every = dict.fromkeys(names)
    for name in sorted(every, key=lambda name: (-len(name.split()), name)):
        plain = _PLAIN.fullmatch(name) and name[0].isupper()
        if name in found or not plain or _initials(name) in every or chance.random() > _SHARE:
            continue
        first, kind, behind = _divided(name)
        if name.isupper():
            is_short = len(name) < 6 and not any(_initials(other) == name for other in every)
            found[name] = "".join(chance.choice(_LETTERS) for _ in name) if is_short else name
        elif kind and first:
            new = _first(towns, people, chance)
            found[name] = f"{new} {kind}{behind}"
            if first in every:
                found[first] = new
        elif kind and behind:
            found[name] = f"{kind} of {_first(towns, people, chance)}"
        else:
            found[name] = _whole(towns, people, chance)
    return found


def _divided(name: str) -> tuple[str, str, str]:
    """What a body is called, what kind it is, and of what: ("Tarn", "Bank", ""), ("", "Church", " of Lesk")."""
    head, of, behind = name.partition(" of ")
    parts = head.split()
    at = len(parts)
    while at and parts[at - 1].strip(".").casefold() in _KINDS:
        at -= 1
    return " ".join(parts[:at]), " ".join(parts[at:]), of + behind


def _initials(name: str) -> str:
    found = "".join(word[0] for word in name.split() if word[0].isupper())
    return found if len(found) > 1 else ""


def _first(towns: Sequence[str], people: Sequence[str], chance: random.Random) -> str:
    return chance.choice((chance.choice(towns), _family(people, chance), coined(chance)))


def _family(people: Sequence[str], chance: random.Random) -> str:
    return chance.choice(people).split()[-1]


def _whole(towns: Sequence[str], people: Sequence[str], chance: random.Random) -> str:
    """A company or, now and then, a club, with or without a word that says so."""
    style = chance.random()
    if style < 0.15:
        return f"{chance.choice(towns)} {chance.choice(_CLUBS)}"
    if style < 0.25:
        return f"{_family(people, chance)} & {_family(people, chance)}"
    if style < 0.35:
        return "".join(chance.choice(_LETTERS) for _ in range(chance.choice((3, 3, 4))))
    if style < 0.65:
        return f"{_first(towns, people, chance)} {chance.choice(_ENDS)}"
    return chance.choice((coined(chance), coined(chance), _family(people, chance)))


def coined(chance: random.Random) -> str:
    """A word that no dictionary has, as companies call themselves: "Zentiax", "Brolan", "TarnoSoft"."""
    count = chance.choice((2, 2, 3))
    parts = [
        chance.choice(_OPENS) + chance.choice(_VOWELS) + chance.choice(_CLOSES if number == count else _MIDDLE)
        for number in range(1, count + 1)
    ]
    word = "".join(parts).capitalize()
    return word + chance.choice(("Soft", "Tech", "Net", "Bio", "Gen", "Works")) if chance.random() < 0.12 else word
