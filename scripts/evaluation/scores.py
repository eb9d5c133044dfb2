"""Precision, recall and F1, and B-cubed over clusters."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall as fractions, with the counts that they were taken over."""

    precision: float
    recall: float
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where either is 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score(right: int, predicted: int, found: int, gold: int) -> Score:
    """From counts: `right` of the predicted are right, `found` of the gold were found."""
    return Score(right / predicted if predicted else 0.0, found / gold if gold else 0.0, predicted, gold)


def b_cubed(predicted: Mapping[str, str], gold: Mapping[str, str]) -> Score:
    """B-cubed of two clusterings of the same mentions, each given as mention -> cluster."""
    ours, theirs = _members(predicted), _members(gold)
    shared = {mention: len(ours[predicted[mention]] & theirs[gold[mention]]) for mention in gold}
    count = len(gold)
    if not count:
        return Score(0.0, 0.0, 0, 0)
    precision = sum(n / len(ours[predicted[mention]]) for mention, n in shared.items()) / count
    recall = sum(n / len(theirs[gold[mention]]) for mention, n in shared.items()) / count
    return Score(precision, recall, count, count)


def _members(clusters: Mapping[str, str]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = {}
    for mention, cluster in clusters.items():
        members.setdefault(cluster, set()).add(mention)
    return members
