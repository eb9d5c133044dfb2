"""From what the relation head says to a confidence that means what it says, and whether that is enough.

Scores are calibrated on texts that were not trained on: the log-odds of each predicate times a slope plus an offset.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.extract.reader.labels import RELATIONS

_SLOPE, _OFFSET, _THRESHOLD = 1.0, 0.0, 0.5
_EDGE = 5e-4
_STEP = 5e-4  # half of what confidences are rounded to


@dataclass(frozen=True, slots=True)
class Rule:
    """How one predicate is judged: `threshold` is the confidence from which it is stated."""

    slope: float = _SLOPE
    offset: float = _OFFSET
    threshold: float = _THRESHOLD


@dataclass(frozen=True, slots=True)
class Judge:
    """The rules by predicate."""

    rules: Mapping[str, Rule]

    @classmethod
    def of(cls, manifest: Mapping[str, Any], least: float | None = None) -> "Judge":
        """The rules that come with the weights; `least` is a threshold for all predicates instead of their own."""
        stored = manifest.get("judge", {})
        rules = {}
        for predicate in RELATIONS:
            row = dict(stored.get(predicate, {}))
            if least is not None:
                row["threshold"] = least
            rules[predicate] = Rule(**row)
        return cls(rules)

    @property
    def lowest(self) -> float:
        """The least score that can be enough for any predicate."""
        return min(_unmapped(rule, rule.threshold - _STEP) for rule in self.rules.values())

    def confidence(self, predicate: str, score: float) -> float | None:
        """The confidence, to three digits; none where it is not enough."""
        rule = self.rules[predicate]
        found = round(_sigmoid(rule.slope * _logit(score) + rule.offset), 3)
        return found if found >= rule.threshold else None


def _unmapped(rule: Rule, confidence: float) -> float:
    return _sigmoid((_logit(confidence) - rule.offset) / rule.slope)


def _logit(p: float) -> float:
    p = min(max(p, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0
