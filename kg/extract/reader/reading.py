"""What the reader makes of one text: spans with probabilities, who may be whom, what may be said of two mentions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract.reader.encoder import Encoder
from kg.extract.reader.heads import Heads
from kg.extract.reader.judge import Judge
from kg.extract.reader.labels import NAMES, SPANS
from kg.extract.reader.mentions import Mention
from kg.extract.reader.pieces import Pieces, Splitter, Window, windows
from kg.extract.reader.threads import alone
from kg.extract.reader.weights import Weights, load
from kg.model import Span

Floats = NDArray[np.float32]

REACH = 40  # mentions back to which a mention is compared


@dataclass(frozen=True, slots=True)
class Found:
    """A span of characters with a label of `SPANS` and its probability."""

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Learned:
    """What the manifest says beside the weights: how facts are judged, and what speaks for a pronoun's antecedent."""

    judge: Judge
    salience: Mapping[str, float]


class Reading:
    """One text, encoded once; every question is put to the same vectors."""

    def __init__(
        self, pieces: Pieces, parts: Sequence[Window], vectors: Sequence[Floats], heads: Heads, learned: "Learned"
    ) -> None:
        self._pieces, self._windows, self._vectors, self._heads = pieces, parts, vectors, heads
        self.judge, self.salience = learned.judge, learned.salience

    @alone
    def spans(self, threshold: float) -> list[Found]:
        """All spans at least so probable, most probable first; of two windows that share a span, the surer."""
        best: dict[tuple[int, int, str], Found] = {}
        for window, vectors in zip(self._windows, self._vectors, strict=True):
            scores = self._heads.spans(vectors)
            scores[:, 1:, len(NAMES) :] = 0.0  # phrases are marked at their head: wider ones were never learned
            for at, width, number in zip(*np.nonzero(scores >= threshold), strict=True):
                found = self._found(window, int(at), int(width), SPANS[number], float(scores[at, width, number]))
                key = (found.start, found.end, found.label)
                if key not in best or best[key].probability < found.probability:
                    best[key] = found
        return sorted(best.values(), key=lambda each: (-each.probability, each.start, each.end, each.label))

    def _found(self, window: Window, at: int, width: int, label: str, probability: float) -> Found:
        first, last = window.start + at, window.start + at + width
        return Found(int(self._pieces.starts[first]), int(self._pieces.ends[last]), label, round(probability, 3))

    def mention(self, span: Span, class_: str, form: str, text: str, sentence: int) -> Mention | None:
        """These characters as the heads see them; none where no window holds them."""
        start, end = self._pieces.units_in(*span)
        if start >= end or self._window(start, end) is None:
            return None
        return Mention(start, end, class_, form, text, sentence)

    @alone
    def predecessors(self, mentions: Sequence[Mention], rows: Sequence[int]) -> Floats:
        """Scores (rows, reach) of the mentions numbered in `rows` with their predecessors among all, nearest first.

        `mentions` are in text order; 0 is what nobody scores.
        """
        if len(mentions) < 2 or not rows:
            return np.zeros((len(rows), 0), np.float32)
        found = []
        for mention in mentions:
            number = self._window(mention.start, mention.end)
            assert number is not None  # noqa: S101 - `mention` made none without a window
            base = self._windows[number].start
            found.append(self._vectors[number][[mention.start - base, mention.end - base - 1]])
        units = np.concatenate(found)
        vectors = self._heads.mentions(units, [(2 * n, 2 * n + 2) for n in range(len(mentions))], mentions)
        return self._heads.predecessors(vectors, mentions, REACH, rows)

    @alone
    def relations(
        self, mentions: Sequence[Mention], asked: Sequence[tuple[int, int]]
    ) -> list[tuple[list[tuple[int, int]], Floats]]:
        """Window by window which of the pairs of mentions asked for, by their numbers, it holds, and probabilities
        (pairs, R) of what the first of each is to the second."""
        found = []
        for window, vectors in zip(self._windows, self._vectors, strict=True):
            inside = [n for n, m in enumerate(mentions) if window.start <= m.start and m.end <= window.end]
            place = {number: at for at, number in enumerate(inside)}
            pairs = [(a, b) for a, b in asked if a in place and b in place]
            if not pairs:
                continue
            some = [mentions[n] for n in inside]
            spans = [(m.start - window.start, m.end - window.start) for m in some]
            seen = self._heads.mentions(vectors, spans, some)
            starts = np.array([start for start, _ in spans], dtype=np.int64)
            numbers = np.array([(place[a], place[b]) for a, b in pairs], dtype=np.int64)
            found.append((pairs, self._heads.relations(vectors, starts, seen, some, numbers)))
        return found

    def _window(self, start: int, end: int) -> int | None:
        return next((n for n, w in enumerate(self._windows) if w.start <= start and end <= w.end), None)


class Reader:
    """Weights made ready to read."""

    def __init__(self, weights: Weights, least: float | None = None) -> None:
        self.hash = weights.hash
        self._learned = Learned(Judge.of(weights.manifest, least), weights.manifest.get("salience", {}))
        self._splitter, self._encoder, self._heads = Splitter(weights.tokenizer), Encoder(weights), Heads(weights.heads)

    def read(self, text: str, sentences: Sequence[Span]) -> Reading:
        """Encode a text in windows of whole sentences, given in order."""
        pieces = self._splitter.split(text)
        parts = list(windows(pieces, sentences))
        return Reading(pieces, parts, self._encoder.encode(parts), self._heads, self._learned)


@cache
def reader(folder: Path | None = None, least: float | None = None) -> Reader:
    """The reader of a folder of weights, loaded once a process; `least` replaces all predicates' thresholds.

    `ModelError` where it cannot be loaded.
    """
    return Reader(load(folder), least)
