"""Mentions as the joining heads see them, and what speaks for two of them being one: plain features, by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.reader.labels import CLASSES, FORMS, PRONOUN_KINDS, PRONOUNS
from kg.extract.reader.likeness import COLUMNS, likeness
from kg.text import names

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

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


def class_numbers(mentions: Sequence[Mention]) -> Ints:
    """Row of each mention in the heads' table: its class and form."""
    return np.array([CLASSES.index(m.class_) * len(FORMS) + FORMS.index(m.form) for m in mentions], dtype=np.int64)


def distances(mentions: Sequence[Mention]) -> Ints:
    """Bucket of the units between each two mentions; those after the first mention count on from `DISTANCES`."""
    starts = np.array([m.start for m in mentions], dtype=np.int64)
    gap = starts[None, :] - starts[:, None]
    found: Ints = np.searchsorted(_UNITS, np.abs(gap), "left") + DISTANCES * (gap < 0)
    return found


_KINDS = len(PRONOUN_KINDS) + 1
PAIR_WIDTH = len(_STEPS) + 1 + len(_SENTENCES) + 1 + len(FORMS) ** 2 + 2 * _KINDS + 3 + 3 + COLUMNS


def pair_features(mentions: Sequence[Mention], reach: int, rows: Sequence[int] | None = None) -> Floats:
    """For each mention, or those numbered in `rows`, and its predecessors, nearest first: `(rows, reach, PAIR_WIDTH)`.

    Zero where there is no predecessor.
    """
    about = np.arange(len(mentions)) if rows is None else np.array(rows, dtype=np.int64)
    found = np.zeros((len(about), reach, PAIR_WIDTH), np.float32)
    row, step = np.nonzero(about[:, None] > np.arange(reach)[None, :])
    found[row, step] = features(mentions, about[row], about[row] - 1 - step)
    return found


def features(mentions: Sequence[Mention], new: Ints, old: Ints) -> Floats:
    """One row a pair of mentions, given by their numbers: `(pairs, PAIR_WIDTH)`."""
    found = np.zeros((len(new), PAIR_WIDTH), np.float32)
    if len(new):
        at = np.arange(len(new))
        for first, values in _groups(mentions, new, old):
            found[at, first + values] = 1
        found[:, -COLUMNS:] = likeness(mentions, new, old)
    return found


def _groups(mentions: Sequence[Mention], new: Ints, old: Ints) -> Iterator[tuple[int, Ints]]:
    """Groups of columns of which each pair has one set: where the group begins, and which."""
    sentence = np.array([m.sentence for m in mentions])
    form = np.array([FORMS.index(m.form) for m in mentions])
    kind = np.array([("", *PRONOUN_KINDS).index(m.pronoun) for m in mentions])
    class_ = np.array([CLASSES.index(m.class_) for m in mentions])
    gender = np.array([("", "m", "f").index(m.gender) for m in mentions])
    groups = (
        (np.searchsorted(_STEPS, new - old, "left"), len(_STEPS) + 1),
        (np.searchsorted(_SENTENCES, sentence[new] - sentence[old], "left"), len(_SENTENCES) + 1),
        (form[new] * len(FORMS) + form[old], len(FORMS) ** 2),
        (kind[new], _KINDS),
        (kind[old], _KINDS),
        (_agreement(class_[new], class_[old], CLASSES.index("")), 3),
        (_agreement(gender[new], gender[old], 0), 3),
    )
    first = 0
    for values, width in groups:
        yield first, values
        first += width


def _agreement(one: Ints, other: Ints, unknown: int) -> Ints:
    """0 where either is unknown, 1 where they are the same, else 2."""
    return np.where((one == unknown) | (other == unknown), 0, np.where(one == other, 1, 2))
