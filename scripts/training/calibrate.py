"""What the relation head's scores are worth: fitted on the part `tune`, which it was not trained on.

All predicates share one slope for the log-odds; each has an offset, drawn towards that of all where it is rare, and the
least confidence from which at least `PRECISION` of its statements are right.
"""

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


Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement of the reader: its predicate, its score, whether it is right, its corpus and document."""

    predicate: str
    score: float
    right: bool
    corpus: str = ""
    document: str = ""


def judged(folder: Path, data: Path, part: str) -> Iterator[Judged]:
    """What the reader alone says of one part of KnowledgeNet and Re-DocRED, each fact once in a sentence.

    Of the pairs of mentions that carry a fact the surest counts, since that is how sure an edge is.
    """
    assert part in PARTS
    system = ours(None, reader=str(folder), min_confidence=_LEAST, without=("kg_relations", "kg_lifespans"))
    for name in ("knowledgenet", "redocred"):
        documents = [d for d in read(name, data).documents if d.part == part]
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


def fit(rows: Iterable[Judged]) -> dict[str, dict[str, float]]:
    """Slope, offset and threshold of each predicate."""
    every = list(rows)
    pooled = _platt(every, np.array([1.0, 0.0]), _LOOSE)
    judge = {}
    for predicate in RELATIONS:
        own = [row for row in every if row.predicate == predicate]
        slope, offset = _platt(own, pooled, _FIRM)
        confident = [(_sigmoid(slope * _logit(row.score) + offset), row.right) for row in own]
        judge[predicate] = {
            "slope": round(float(slope), 3), "offset": round(float(offset), 3), "threshold": _threshold(confident)
        }  # fmt: skip
    return judge


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
