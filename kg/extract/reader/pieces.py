"""Text into what the encoder reads: word pieces, how they are cased, and windows of whole sentences.

A *unit* is a run of letters or digits, or one sign: where the tokenizer splits before it looks for pieces. The heads
speak of units; each is represented by its first piece.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.model import Span

Ints = NDArray[np.int64]

# Pieces of one window, with the two marks at its ends; the encoder has positions for 512, attention costs their square.
LONGEST = 256
_OVERLAP = 32  # pieces that two windows share where one sentence needs both
CLS, SEP = 101, 102

# How a unit is written: the vocabulary is lower case.
CASES = ("lower", "title", "upper", "mixed", "initial", "number", "sign")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's pieces: vocabulary ids, case of each, unit of each; and the characters of each unit."""

    ids: Ints
    cases: Ints
    unit: Ints
    starts: Ints
    ends: Ints

    def units_in(self, start: int, end: int) -> tuple[int, int]:
        """The units, from and past, that touch these characters."""
        return int(self.ends.searchsorted(start, "right")), int(self.starts.searchsorted(end, "left"))


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive units `start` to `end`, and what the encoder gets: ids, cases, place of each unit's first piece."""

    start: int
    end: int
    ids: Ints
    cases: Ints
    first: Ints


class Splitter:
    """The tokenizer of one vocabulary file."""

    def __init__(self, path: Path) -> None:
        self._tokenizer: Any = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def split(self, text: str) -> Pieces:
        """All pieces of a text; characters that the vocabulary's normalizer drops belong to none."""
        found = self._tokenizer.encode(text, add_special_tokens=False)
        words = np.array(found.word_ids, dtype=np.int64)
        offsets = np.array(found.offsets, dtype=np.int64).reshape(-1, 2)
        if not len(words):
            empty = np.zeros(0, np.int64)
            return Pieces(empty, empty, empty, empty, empty)
        opens = np.flatnonzero(np.diff(words, prepend=-1))
        closes = np.append(opens[1:], len(words)) - 1
        starts, ends = offsets[opens, 0], offsets[closes, 1]
        unit = np.cumsum(np.diff(words, prepend=words[0]) != 0)
        cases = np.array([_case(text[a:b]) for a, b in zip(starts, ends, strict=True)], dtype=np.int64)
        return Pieces(np.array(found.ids, dtype=np.int64), cases[unit], unit, starts, ends)


@lru_cache(maxsize=1 << 16)
def _case(word: str) -> int:
    if word.isdigit():
        return CASES.index("number")
    if not any(sign.isalpha() for sign in word):
        return CASES.index("sign")
    if word.islower():
        return CASES.index("lower")
    if word.isupper():
        return CASES.index("initial" if len(word) == 1 else "upper")
    return CASES.index("title" if word.istitle() else "mixed")


def windows(pieces: Pieces, sentences: Sequence[Span], longest: int = LONGEST) -> Iterator[Window]:
    """As many whole sentences (character spans, in order) as fit; a longer one in overlapping parts."""
    room = longest - 2
    opens = np.append(np.flatnonzero(np.diff(pieces.unit, prepend=-1)), len(pieces.unit))
    start = end = None
    for low, high in _sentences(pieces, sentences):
        if start is not None and end is not None and opens[high] - opens[start] > room:
            yield _window(pieces, opens, start, end)
            start = None
        start = low if start is None else start
        while opens[high] - opens[start] > room:  # one sentence alone
            end = int(np.searchsorted(opens, opens[start] + room, "right")) - 1
            end = max(end, start + 1)
            yield _window(pieces, opens, start, end)
            start = max(int(np.searchsorted(opens, opens[end] - _OVERLAP, "left")), start + 1)
        end = high
    if start is not None and end is not None and end > start:
        yield _window(pieces, opens, start, end)


def _sentences(pieces: Pieces, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Units of each sentence, so that every unit is in one."""
    last = 0
    bounds = [int(np.searchsorted(pieces.starts, start, "left")) for start, _ in sentences[1:]]
    for bound in (*bounds, len(pieces.starts)):
        if bound > last:
            yield last, bound
            last = bound


def _window(pieces: Pieces, opens: Ints, start: int, end: int) -> Window:
    low, high = int(opens[start]), int(opens[end])
    ids = np.concatenate(([CLS], pieces.ids[low:high][: LONGEST - 2], [SEP]))
    cases = np.concatenate(([0], pieces.cases[low:high][: LONGEST - 2], [0]))
    first = np.minimum(opens[start:end] - low + 1, len(ids) - 2)
    return Window(start, end, ids, cases, first)
