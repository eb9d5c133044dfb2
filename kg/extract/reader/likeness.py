"""How alike two mentions are in words: what speaks for them being one that can be read off their texts."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from kg.extract.reader.mentions import Mention

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

COLUMNS = 8
_ARTICLES = frozenset({"the", "a", "an"})
_BITS = 63


def likeness(mentions: Sequence["Mention"], new: Ints, old: Ints) -> NDArray[np.float32]:
    """One row a pair of mentions, given by their numbers: `(pairs, COLUMNS)`, each 0 or 1.

    Same words, same last word, the one's words among the other's, any word shared, acronym; of two names the first,
    the third and the opposite of the fourth again. Of pronouns only, in the last two columns: same word, same kind.
    """
    form = _numbers(m.form for m in mentions)
    named, spoken = (np.array([m.form == kind for m in mentions]) for kind in ("name", "pronoun"))
    names, apart = named[new] & named[old], spoken[new] | spoken[old]
    words = [_words(m.text) for m in mentions]
    equal = _agree(_numbers(words), new, old)
    last = _agree(_numbers(tuple(m.text.lower().split()[-1:]) for m in mentions), new, old)
    part, shared = _overlap(words, new, old)
    alike = form[new] == form[old]
    word = alike & _agree(_numbers(m.text.lower() for m in mentions), new, old)
    kind = alike & _agree(_numbers(m.pronoun for m in mentions), new, old)
    columns = [~apart & each for each in (equal, last, part, shared, names & _acronyms(mentions, new, old))]
    columns += [names & equal, np.where(apart, word, names & part), np.where(apart, kind, names & ~shared)]
    return np.stack(columns, axis=1).astype(np.float32)


def _acronyms(mentions: Sequence["Mention"], new: Ints, old: Ints) -> Bools:
    """Whether the one is made of the capitals of the other."""
    plain = [m.text.replace(".", "") for m in mentions]
    capitals = [_capitals(m.text) if m.form == "name" else "" for m in mentions]
    numbers = _numbers([*plain, *capitals])
    text, short = numbers[: len(mentions)], numbers[len(mentions) :]
    long = np.array([len(m.text) > 1 for m in mentions])
    found: Bools = long[new] & long[old] & ((text[new] == short[old]) | (text[old] == short[new]))
    return found


def _overlap(words: Sequence[frozenset[str]], new: Ints, old: Ints) -> tuple[Bools, Bools]:
    """Whether the one's words are all among the other's, and whether the two share any.

    A word sets one bit of its mention: who shares no bit shares no word, and nearly all pairs share none.
    """
    bit: dict[str, int] = {}
    bits = [{bit.setdefault(word, len(bit)) % _BITS for word in some} for some in words]
    masks = np.array([sum(1 << number for number in some) for some in bits], dtype=np.int64)
    close = np.flatnonzero(masks[new] & masks[old])
    part, shared = np.zeros(len(new), dtype=bool), np.zeros(len(new), dtype=bool)
    numbers = _numbers(words)
    first = dict(zip(numbers.tolist(), words, strict=True))
    count = len(first)
    codes, which = np.unique(numbers[new[close]] * count + numbers[old[close]], return_inverse=True)
    pairs = [(first[code // count], first[code % count]) for code in codes.tolist()]
    part[close] = np.array([one <= other or other <= one for one, other in pairs], dtype=bool)[which.reshape(-1)]
    shared[close] = np.array([not one.isdisjoint(other) for one, other in pairs], dtype=bool)[which.reshape(-1)]
    return part, shared


def _numbers(values: Iterable[Hashable]) -> Ints:
    """The same number for the same value."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _agree(numbers: Ints, new: Ints, old: Ints) -> Bools:
    found: Bools = numbers[new] == numbers[old]
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().replace(".", " ").split()) - _ARTICLES


def _capitals(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())
