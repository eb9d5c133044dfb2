"""The heads in NumPy: what `scripts/training/network.py` trained in torch, number for number.

Shapes: U units, M mentions, W widths of spans, C span labels, R predicates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.reader import mentions as pairs
from kg.extract.reader.labels import RELATIONS, SPANS
from kg.extract.reader.mentions import Mention

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_BLOCK = 16  # units whose spans are scored together: with more, most of what is multiplied is no span
_ROWS = 512  # pairs that are scored together


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights by their names in the network; every method is a pure function of them and its arguments."""

    weights: Mapping[str, Floats]

    def spans(self, units: Floats) -> Floats:
        """Probabilities (U, W, C) of the span that begins at a unit and is so many units wide having a label."""
        widths = self.weights["spans.width"]
        count, wide = len(units), len(widths)
        start, end = (_relu(self._linear(f"spans.{side}", units)) for side in ("start", "end"))
        ones = np.ones((count, 1), np.float32)
        start, end = np.hstack([start, ones]), np.hstack([end, ones])
        end = np.vstack([end, np.zeros_like(end, shape=(wide - 1, end.shape[1]))])  # where spans run over the end
        pair = self.weights["spans.pair"]  # (C, in, in)
        turned = (start @ pair.transpose(1, 0, 2).reshape(len(pair[0]), -1)).reshape(count, *pair.shape[:2])
        logits = np.empty((count, len(SPANS), wide), np.float32)
        for first in range(0, count, _BLOCK):
            block = turned[first : first + _BLOCK]
            scores = block.reshape(-1, block.shape[2]) @ end[first : first + len(block) + wide - 1].T
            logits[first : first + _BLOCK] = _band(scores.reshape(*block.shape[:2], -1), wide)
        found = _sigmoid(logits.transpose(0, 2, 1) + widths)
        late = max(count - wide, 0)  # what begins before it ends in time
        found[late:][np.arange(late, count)[:, None] + np.arange(wide) >= count] = 0
        return found

    def mentions(self, units: Floats, spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> Floats:
        """Vectors (M, width) of mentions; `spans` are rows of `units`, end exclusive."""
        rows = np.array(spans, dtype=np.int64).reshape(-1, 2)
        ends = np.hstack([units[rows[:, 0]], units[rows[:, 1] - 1]])
        kinds = self.weights["mentions.kinds.weight"][pairs.class_numbers(mentions)]
        return _relu(self._linear("mentions.ends", ends) + kinds)

    def predecessors(
        self, vectors: Floats, mentions: Sequence[Mention], reach: int, rows: Sequence[int] | None = None
    ) -> Floats:
        """Scores (rows, reach) of each mention, or those in `rows`, with its predecessors, nearest first.

        0 is what nobody scores.
        """
        reach = max(min(reach, len(mentions) - 1), 0)
        about = np.arange(len(mentions)) if rows is None else np.array(rows, dtype=np.int64)
        scores = np.full((len(about), reach), -1e4, np.float32)
        row, step = np.nonzero(about[:, None] > np.arange(reach)[None, :])
        one, other = about[row], about[row] - 1 - step
        features = pairs.features(mentions, one, other)
        new, old, low = (self._linear(f"coreference.{part}", vectors) for part in ("new", "old", "low"))
        for some in _portions(len(one)):
            hidden = self._linear("coreference.product", low[one[some]] * low[other[some]])
            hidden += new[one[some]] + old[other[some]]
            hidden += self._linear("coreference.features", features[some])
            scores[row[some], step[some]] = self._linear("coreference.score", _relu(hidden))[:, 0]
        return scores

    def relations(
        self, units: Floats, starts: Ints, vectors: Floats, mentions: Sequence[Mention], asked: Ints | None = None
    ) -> Floats:
        """Probabilities (P, R) of what the first mention of a pair is to the second, in one window.

        `asked` (P, 2) numbers the mentions of each pair; without it every pair is asked for, and it is (M, M, R).
        """
        count = len(mentions)
        one, other = np.indices((count, count)).reshape(2, -1) if asked is None else asked.T
        looks = self.weights["relations.near_subject"].shape[1]
        key, value = (
            self._linear(f"relations.{part}", units).reshape(len(units), looks, -1) for part in ("key", "value")
        )
        first, second = (self._look(side, key, starts, vectors) for side in ("subject", "object"))
        distances = pairs.distances(mentions)
        subject, object_ = (self._linear(f"relations.{side}", vectors) for side in ("subject", "object"))
        found = np.empty((len(one), len(RELATIONS)), np.float32)
        for some in _portions(len(one)):
            a, b = one[some], other[some]
            hidden = self._linear("relations.context", _seen(first[a], second[b], value))
            hidden += subject[a] + object_[b]
            hidden += self.weights["relations.distance.weight"][distances[a, b]]
            found[some] = _sigmoid(self._linear("relations.score", _relu(hidden)))
        shape = (count, count, len(RELATIONS)) if asked is None else found.shape
        every: Floats = found.reshape(shape)
        return every

    def _look(self, side: str, key: Floats, starts: Ints, vectors: Floats) -> Floats:
        """How much each mention looks at each unit, not normalised: (M, looks, U)."""
        units, looks, size = key.shape
        table = self.weights[f"relations.near_{side}"]
        near = (len(table) - 1) // 2
        query = self._linear(f"relations.of_{side}", vectors).reshape(len(vectors), looks, size)
        offset = np.clip(np.arange(units)[None, :] - starts[:, None], -near, near) + near
        found = np.matmul(query.transpose(1, 0, 2), key.transpose(1, 2, 0)).transpose(1, 0, 2)
        found = found / np.float32(np.sqrt(size)) + table[offset].transpose(0, 2, 1)
        looked: Floats = np.exp(found - found.max(axis=-1, keepdims=True))
        return looked

    def _linear(self, name: str, x: Floats) -> Floats:
        found: Floats = x @ self.weights[f"{name}.weight"].T
        found += self.weights[f"{name}.bias"]
        return found


def _portions(count: int) -> Iterator[slice]:
    """So many rows at a time, few enough for what is made of them to stay in the processor's cache."""
    return (slice(first, first + _ROWS) for first in range(0, count, _ROWS))


def _seen(first: Floats, second: Floats, value: Floats) -> Floats:
    """What pairs see of the window: (P, looks * size); `first` and `second` are what their mentions look at.

    The softmax of a sum is a normalised product, so each mention's own exponentials are taken once.
    """
    weighed = (first * second).transpose(1, 0, 2)  # (looks, P, U)
    total = np.maximum(weighed.sum(axis=-1, keepdims=True), np.float32(1e-30))
    seen = np.matmul(weighed, value.transpose(1, 0, 2)) / total
    found: Floats = seen.transpose(1, 0, 2).reshape(len(first), -1)
    return found


def _band(scores: NDArray[Any], wide: int) -> NDArray[Any]:
    """Of scores (starts, C, ends) a view (starts, C, W) of those whose end is at the start or up to so many behind."""
    along, labels, across = scores.strides
    shape = (*scores.shape[:2], wide)
    return np.lib.stride_tricks.as_strided(scores, shape, (along + across, labels, across), writeable=False)


def _relu(x: Floats) -> Floats:
    return np.maximum(x, np.float32(0))


def _sigmoid(x: Floats) -> Floats:
    return np.float32(1) / (np.float32(1) + np.exp(-np.maximum(x, np.float32(-80))))
