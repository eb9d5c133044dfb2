"""Mentions as the joining heads see them, and what speaks for two of them being one: plain features, by column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.reader.labels import CLASSES, FORMS, PRONOUN_KINDS, PRONOUNS
from kg.text import names

Floats = NDArray[np.float32]

# Upper bounds of what counts as one distance.
_STEPS = np.array([1, 2, 3, 4, 6, 10, 20, 40])
_SENTENCES = np.array([0, 1, 2, 3, 6, 12])
_UNITS = np.array([2, 4, 7, 12, 20, 40, 80])
_GENDERS = {"he": "m", "she": "f"}
_TITLES = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "king": "m", "queen": "f", "sir": "m", "lady": "f"}
_TITLES |= dict.fromkeys("man boy father son brother husband uncle".split(), "m")
_TITLES |= dict.fromkeys("woman girl mother daughter sister wife aunt".split(), "f")

DISTANCES = len(_UNITS) + 1


@dataclass(frozen=True, slots=True)
class Mention:
    """Units `start` to `end` of a text; class "" where nobody knows it; `sentence` is its number in the text."""

    start: int
    end: int
    class_: str
    form: str
    text: str
    sentence: int

    @property
    def pronoun(self) -> str:
        """The kind of pronoun it is, "" for others."""
        return PRONOUNS.get(self.text.lower(), "") if self.form == "pronoun" else ""

    @property
    def gender(self) -> str:
        """ "m" or "f" where the words tell."""
        if self.form == "pronoun":
            return _GENDERS.get(self.pronoun, "")
        words = self.text.lower().replace(".", "").split()
        if not words:
            return ""
        told = _TITLES.get(words[-1] if self.form == "nominal" else words[0])
        known = names.gender(self.text.split()[0]) if self.form == "name" and self.class_ == "Person" else None
        return told or known or ""


def class_numbers(mentions: Sequence[Mention]) -> NDArray[np.int64]:
    """Row of each mention in the heads' table: its class and form."""
    return np.array([CLASSES.index(m.class_) * len(FORMS) + FORMS.index(m.form) for m in mentions], dtype=np.int64)


def distances(mentions: Sequence[Mention]) -> NDArray[np.int64]:
    """Bucket of the units between each two mentions; those after the first mention count on from `DISTANCES`."""
    starts = np.array([m.start for m in mentions], dtype=np.int64)
    gap = starts[None, :] - starts[:, None]
    found: NDArray[np.int64] = np.searchsorted(_UNITS, np.abs(gap), "left") + DISTANCES * (gap < 0)
    return found


def _spread(values: NDArray[np.int64], width: int) -> Floats:
    return np.eye(width, dtype=np.float32)[values]


def _tokens(mention: Mention) -> frozenset[str]:
    return frozenset(word for word in mention.text.lower().replace(".", " ").split() if word not in ("the", "a", "an"))


def _acronym(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())


_KINDS = len(PRONOUN_KINDS) + 1
_SAME = 8
PAIR_WIDTH = len(_STEPS) + 1 + len(_SENTENCES) + 1 + len(FORMS) ** 2 + 2 * _KINDS + 3 + 3 + _SAME


def pair_features(mentions: Sequence[Mention], reach: int, rows: Sequence[int] | None = None) -> Floats:
    """For each mention, or those numbered in `rows`, and its predecessors, nearest first: `(rows, reach, PAIR_WIDTH)`.

    Zero where there is no predecessor.
    """
    about = np.arange(len(mentions)) if rows is None else np.array(rows, dtype=np.int64)
    features = np.zeros((len(about), reach, PAIR_WIDTH), np.float32)
    row, step = np.nonzero(about[:, None] > np.arange(reach)[None, :])
    if len(row):
        features[row, step] = _features(mentions, about[row], about[row] - 1 - step)
    return features


def _features(mentions: Sequence[Mention], new: NDArray[np.int64], old: NDArray[np.int64]) -> Floats:
    """One row a pair of mentions, given by their numbers."""
    sentence = np.array([m.sentence for m in mentions])
    form = np.array([FORMS.index(m.form) for m in mentions])
    kind = np.array([(("", *PRONOUN_KINDS)).index(m.pronoun) for m in mentions])
    class_ = np.array([CLASSES.index(m.class_) for m in mentions])
    gender = np.array([("", "m", "f").index(m.gender) for m in mentions])
    unknown = CLASSES.index("")
    classes = np.where(
        (class_[new] == unknown) | (class_[old] == unknown), 0, np.where(class_[new] == class_[old], 1, 2)
    )
    genders = np.where((gender[new] == 0) | (gender[old] == 0), 0, np.where(gender[new] == gender[old], 1, 2))
    return np.concatenate(
        [
            _spread(np.searchsorted(_STEPS, new - old, "left"), len(_STEPS) + 1),
            _spread(np.searchsorted(_SENTENCES, sentence[new] - sentence[old], "left"), len(_SENTENCES) + 1),
            _spread(form[new] * len(FORMS) + form[old], len(FORMS) ** 2),
            _spread(kind[new], _KINDS),
            _spread(kind[old], _KINDS),
            _spread(classes, 3),
            _spread(genders, 3),
            _likeness(mentions, new, old),
        ],
        axis=1,
    )


def _likeness(mentions: Sequence[Mention], new: NDArray[np.int64], old: NDArray[np.int64]) -> Floats:
    """`_alike` of each pair; pairs of the same words, of which there are many, are compared once."""
    numbers: dict[tuple[str, str], int] = {}
    told = np.array([numbers.setdefault((m.form, m.text), len(numbers)) for m in mentions])
    first = dict(zip(told.tolist(), mentions, strict=True))
    words = {number: _tokens(m) for number, m in first.items()}
    short = {number: _acronym(m.text) if m.form == "name" else "" for number, m in first.items()}
    codes, which = np.unique(told[new] * len(numbers) + told[old], return_inverse=True)
    table = np.array(
        [_alike(first[n], first[o], words[n], words[o], short[n], short[o])
         for n, o in (divmod(code, len(numbers)) for code in codes.tolist())],
        np.float32,
    ).reshape(-1, _SAME)  # fmt: skip
    found: Floats = table[which.reshape(-1)]
    return found


def _alike(
    new: Mention, old: Mention, words: frozenset[str], others: frozenset[str], short: str, other_short: str
) -> tuple[float, ...]:
    """Same words, same last word, the one's words among the other's, any word shared, acronym; each for names too."""
    if new.form == "pronoun" or old.form == "pronoun":
        same = new.form == old.form and new.text.lower() == old.text.lower()
        kind = new.form == old.form and new.pronoun == old.pronoun
        return (0, 0, 0, 0, 0, 0, float(same), float(kind))
    named = new.form == old.form == "name"
    equal = words == others
    last = new.text.lower().split()[-1:] == old.text.lower().split()[-1:]
    part = bool(words) and bool(others) and (words <= others or others <= words)
    shared = bool(words & others)
    acronym = named and (new.text.replace(".", "") == other_short or old.text.replace(".", "") == short)
    return (
        float(equal), float(last), float(part), float(shared), float(acronym and min(len(new.text), len(old.text)) > 1),
        float(named and equal), float(named and part), float(named and not shared),
    )  # fmt: skip
