"""The heads in NumPy: what `scripts/training/network.py` trained in torch, number for number.

Shapes: U units, M mentions, W widths of spans, C span labels, R predicates.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.extract.reader import mentions as pairs
from kg.extract.reader.labels import RELATIONS, SPANS
from kg.extract.reader.mentions import Mention

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


_P = ParamSpec("_P")
_R = TypeVar("_R")
_POOLS = ThreadpoolController()


def _alone(method: Callable[_P, _R]) -> Callable[_P, _R]:
    """On one thread of NumPy's: for matrices this small, threads that wait for each other quadruple the work."""

    @wraps(method)
    def limited(*arguments: _P.args, **named: _P.kwargs) -> _R:
        with _POOLS.limit(limits=1, user_api="blas"):
            return method(*arguments, **named)

    return limited


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights by their names in the network; every method is a pure function of them and its arguments."""

    weights: Mapping[str, Floats]

    @_alone
    def spans(self, units: Floats) -> Floats:
        """Probabilities (U, W, C) of the span that begins at a unit and is so many units wide having a label."""
        widths = self.weights["spans.width"]
        start, end = (_relu(self._linear(f"spans.{side}", units)) for side in ("start", "end"))
        ones = np.ones((len(units), 1), np.float32)
        start, end = np.hstack([start, ones]), np.hstack([end, ones])
        pair = self.weights["spans.pair"]  # (C, in, in)
        labels, inner = len(SPANS), start.shape[1]
        turned = (start @ pair.transpose(1, 0, 2).reshape(inner, labels * inner)).reshape(-1, labels, inner)
        found = np.zeros((len(units), len(widths), labels), np.float32)
        for width in range(min(len(widths), len(units))):
            stop = len(units) - width
            logits = np.matmul(turned[:stop], end[width:, :, None])[:, :, 0] + widths[width]
            found[:stop, width] = _sigmoid(logits)
        return found

    @_alone
    def mentions(self, units: Floats, spans: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> Floats:
        """Vectors (M, width) of mentions; `spans` are rows of `units`, end exclusive."""
        rows = np.array(spans, dtype=np.int64).reshape(-1, 2)
        ends = np.hstack([units[rows[:, 0]], units[rows[:, 1] - 1]])
        kinds = self.weights["mentions.kinds.weight"][pairs.class_numbers(mentions)]
        return _relu(self._linear("mentions.ends", ends) + kinds)

    @_alone
    def predecessors(
        self, vectors: Floats, mentions: Sequence[Mention], reach: int, rows: Sequence[int] | None = None
    ) -> Floats:
        """Scores (rows, reach) of each mention, or those in `rows`, with its predecessors, nearest first.

        0 is what nobody scores.
        """
        reach = max(min(reach, len(mentions) - 1), 0)
        about = np.arange(len(mentions)) if rows is None else np.array(rows, dtype=np.int64)
        features = pairs.pair_features(mentions, reach, rows)
        new, old, low = (self._linear(f"coreference.{part}", vectors) for part in ("new", "old", "low"))
        at = about[:, None] - 1 - np.arange(reach)
        before = np.maximum(at, 0)
        hidden = new[about, None] + old[before] + self._linear("coreference.product", low[about, None] * low[before])
        hidden = _relu(hidden + self._linear("coreference.features", features))
        scores = self._linear("coreference.score", hidden)[..., 0]
        return np.where(at < 0, np.float32(-1e4), scores)

    @_alone
    def relations(self, units: Floats, starts: Ints, vectors: Floats, mentions: Sequence[Mention]) -> Floats:
        """Probabilities (M, M, R) of what the first mention of a pair is to the second, in one window."""
        near = (len(self.weights["relations.near_subject"]) - 1) // 2
        looks = self.weights["relations.near_subject"].shape[1]
        key = self._linear("relations.key", units)
        size = key.shape[1] // looks
        key = key.reshape(-1, looks, size)
        offset = np.clip(np.arange(len(units))[None, :] - starts[:, None], -near, near) + near
        first, second = (
            np.einsum("mhq,uhq->mhu", self._linear(f"relations.of_{side}", vectors).reshape(-1, looks, size), key)
            / np.float32(np.sqrt(size))
            + self.weights[f"relations.near_{side}"][offset].transpose(0, 2, 1)
            for side in ("subject", "object")
        )
        value = self._linear("relations.value", units).reshape(-1, looks, size)
        seen = self._seen(first, second, value)
        hidden = self._linear("relations.subject", vectors)[:, None] + self._linear("relations.object", vectors)[None]
        hidden = hidden + self._linear("relations.context", seen)
        hidden = _relu(hidden + self.weights["relations.distance.weight"][pairs.distances(mentions)])
        found: Floats = _sigmoid(self._linear("relations.score", hidden))
        assert found.shape[-1] == len(RELATIONS)  # noqa: S101 - weights of another vocabulary were refused on loading
        return found

    def _seen(self, first: Floats, second: Floats, value: Floats) -> Floats:
        """What each pair sees of the window: (M, M, looks * size).

        The softmax of a sum is a normalised product, so each mention's own exponentials are taken once.
        """
        one, other = (np.exp(part - part.max(axis=-1, keepdims=True)) for part in (first, second))
        looks, size = value.shape[1], value.shape[2]
        out = np.zeros((len(first), len(second), looks, size), np.float32)
        for look in range(looks):
            weighed = one[:, None, look] * other[None, :, look]
            total = weighed.sum(axis=-1, keepdims=True)
            out[:, :, look] = (weighed @ value[:, look]) / np.maximum(total, np.float32(1e-30))
        return out.reshape(len(first), len(second), looks * size)

    def _linear(self, name: str, x: Floats) -> Floats:
        found: Floats = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return found


def _relu(x: Floats) -> Floats:
    return np.maximum(x, np.float32(0))


def _sigmoid(x: Floats) -> Floats:
    return np.float32(1) / (np.float32(1) + np.exp(-np.maximum(x, np.float32(-80))))
