"""Precision, recall and F1."""

from dataclasses import dataclass

ALL = "all"
"""The key of the score over all classes, predicates or groups together."""


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

    def percent(self) -> str:
        """Precision, recall and F1 in percent, 17 characters of a table."""
        return " ".join(f"{100 * value:5.1f}" for value in (self.precision, self.recall, self.f1))

    def record(self) -> dict[str, float]:
        """Everything by name, for JSON."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "predicted": self.predicted,
            "gold": self.gold,
        }


def score(right: float, predicted: int, found: float, gold: int) -> Score:
    """From counts: `right` of the predicted are right, `found` of the gold were found."""
    return Score(right / predicted if predicted else 0.0, found / gold if gold else 0.0, predicted, gold)
