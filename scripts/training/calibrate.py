"""What the relation head's scores are worth: fitted on texts that it was not trained on.

All predicates share one slope for the log-odds; each has an offset, drawn towards that of all where it is rare, and the
least confidence from which at least `PRECISION` of its statements are right. The part `tune` is small, so two more
models, each trained without one half of the part `train`, say of that half how predicates differ; `tune` says what this
is worth for the whole model.
"""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation import entities, relations
from evaluation.gold import PARTS, Document
from evaluation.registry import read
from evaluation.systems import Prediction, ours
from kg.extract.reader.labels import RELATIONS
from kg.receipts import receipts

PRECISION = 0.80
_LEAST = 0.02  # score from which statements are looked at
EDGES = (0.50, 0.90)  # thresholds stay between these: beyond, the part `tune` is too small to tell
# How firmly a predicate's slope and offset are held to those of all. Ten-fold by document on the part `tune`, thirty
# times, log loss is 0.4185 with offsets held by 2, 0.4191 by 8, 0.4211 with none of their own; with slopes held by 30
# it is 0.426, by 8 (both) 0.431: most predicates have fewer than 50 statements there.
_FIRM = np.array([1e9, 2.0])
_LOOSE = np.array([1.0, 1.0])
# How firmly what the halves say is held to when `tune` moves all predicates together, and one alone. Ten-fold on
# `tune`, six times, log loss is 0.4206 so, 0.4211 with 16 for one alone, 0.4242 without the halves; on `held` 0.413,
# 0.414 and 0.419.
_TOGETHER, _ALONE = np.array([20.0, 20.0]), np.array([1e9, 4.0])


Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement of the reader: its predicate, its score, whether it is right, its corpus and document."""

    predicate: str
    score: float
    right: bool
    corpus: str = ""
    document: str = ""


def half_of(document: str) -> int:
    """The half, 0 or 1, of the part `train` that a document is in."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) // 10 % 2


def judged(folder: Path, data: Path, part: str, half: int | None = None) -> Iterator[Judged]:
    """What the reader alone says of one part of KnowledgeNet and Re-DocRED, or a half of it.

    Each fact counts once in a sentence, by the surest pair of mentions that carries it: so sure is an edge.
    """
    assert part in PARTS
    system = ours(None, reader=str(folder), min_confidence=_LEAST, without=("kg_relations", "kg_lifespans"))
    for name in ("knowledgenet", "redocred"):
        documents = [d for d in read(name, data).documents if d.part == part and half in (None, half_of(d.id))]
        outcome = system(documents)
        for document in documents:
            prediction = outcome.predictions[document.id]
            surest = tuple(group[0] for group in receipts(prediction.statements))
            found = (_web if name == "knowledgenet" else _wiki)(document, replace(prediction, statements=surest))
            yield from (replace(row, corpus=name, document=document.id) for row in found)


def _web(document: Document, prediction: Prediction) -> Iterator[Judged]:
    scores = {(s.predicate, s.subject_span, s.object_span): s for s in prediction.statements}
    for verdict in relations.judge(document, prediction, exact=False):
        for right, claims in ((True, verdict.right), (False, verdict.wrong)):
            for claim in claims:
                found = scores.get((claim.predicate, claim.subject, claim.object)) or scores.get(
                    (claim.predicate, claim.object, claim.subject)
                )
                if found is not None and found.extractor.startswith("kg/reader") and not claim.implied:
                    yield Judged(claim.predicate, found.confidence, right)


def _wiki(document: Document, prediction: Prediction) -> Iterator[Judged]:
    for statement, right in entities.verdicts(document, prediction):
        if statement.extractor.startswith("kg/reader"):
            yield Judged(statement.predicate, statement.confidence, right)


def fit(rows: Iterable[Judged], halves: Iterable[Judged] = ()) -> dict[str, dict[str, float]]:
    """Slope, offset and threshold of each predicate, from `rows` of the model itself and of models of halves."""
    every, others = list(rows), list(halves)
    first = _fitted(others or every)
    rules = _moved(first, every) if others else first
    judge = {}
    for predicate in RELATIONS:
        confident = [_told(row, rule) for some, rule in ((every, rules[predicate]), (others, first[predicate]))
                     for row in some if row.predicate == predicate]  # fmt: skip
        slope, offset = rules[predicate]
        judge[predicate] = {
            "slope": round(float(slope), 3), "offset": round(float(offset), 3), "threshold": _threshold(confident)
        }  # fmt: skip
    return judge


def crossed(halves: Sequence[Sequence[Judged]]) -> list[Judged]:
    """What each half's model says with the confidence that it would have by what is learned of the other's alone."""
    return [
        replace(row, score=_told(row, rules[row.predicate])[0])
        for own, other in zip(halves, reversed(halves), strict=True)
        for rules in [_fitted(other)]
        for row in own
    ]


def _fitted(rows: Sequence[Judged]) -> dict[str, Array]:
    pooled = _platt(rows, np.array([1.0, 0.0]), _LOOSE)
    return {name: _platt([row for row in rows if row.predicate == name], pooled, _FIRM) for name in RELATIONS}


def _moved(rules: Mapping[str, Array], rows: Sequence[Judged]) -> dict[str, Array]:
    """The rules for another model of the same kind, of which fewer statements are judged."""
    told = [replace(row, score=_told(row, rules[row.predicate])[0]) for row in rows]
    slope, offset = _platt(told, np.array([1.0, 0.0]), _TOGETHER)
    return {
        name: _platt([r for r in rows if r.predicate == name], rule * slope + np.array([0.0, offset]), _ALONE)
        for name, rule in rules.items()
    }


def _told(row: Judged, rule: Array) -> tuple[float, bool]:
    return _sigmoid(float(rule[0]) * _logit(row.score) + float(rule[1])), row.right


def _platt(rows: Sequence[Judged], prior: Array, weight: Array) -> Array:
    """Logistic regression on the log-odds by Newton's method, with a normal prior."""
    x = np.array([[_logit(row.score), 1.0] for row in rows]).reshape(-1, 2)
    y = np.array([row.right for row in rows], dtype=np.float64)
    found = prior.astype(np.float64)
    for _ in range(50):
        p = _shares(x @ found)
        gradient = x.T @ (p - y) + weight * (found - prior)
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(weight)
        step = np.linalg.solve(curvature, gradient)
        while (
            _loss(x, y, found - step, prior, weight) > _loss(x, y, found, prior, weight) and np.abs(step).max() > 1e-9
        ):
            step = step / 2  # Newton's method overshoots where the scores are sure and wrong
        found = found - step
        if np.abs(step).max() < 1e-6:
            break
    found[0] = max(found[0], 0.1)  # a score that says less than nothing is noise
    return found


def _shares(z: Array) -> Array:
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _loss(x: Array, y: Array, found: Array, prior: Array, weight: Array) -> float:
    z = x @ found
    return float((np.logaddexp(0.0, z) - y * z).sum() + (weight * (found - prior) ** 2).sum() / 2)


def _threshold(rows: Sequence[tuple[float, bool]]) -> float:
    """The least confidence, in steps of a hundredth, with enough right above it; the fit itself counts as ten rows."""
    for step in range(int(100 * EDGES[0]), int(100 * EDGES[1])):
        least = step / 100
        above = [(confidence, right) for confidence, right in rows if confidence >= least]
        if not above:
            break
        expected = sum(confidence for confidence, _ in above) / len(above)
        if (sum(right for _, right in above) + 10 * expected) / (len(above) + 10) >= PRECISION:
            return least
    return EDGES[1]


def _logit(p: float) -> float:
    p = min(max(p, 5e-4), 1 - 5e-4)
    return math.log(p / (1 - p))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def calibrated(rows: Iterable[Judged], judge: Mapping[str, Mapping[str, float]]) -> list[Judged]:
    """Each row with the confidence that the run time would give it as its score."""
    return [replace(row, score=_confidence(row, judge[row.predicate])) for row in rows]


def _confidence(row: Judged, rule: Mapping[str, float]) -> float:
    return _sigmoid(rule["slope"] * _logit(row.score) + rule["offset"])
