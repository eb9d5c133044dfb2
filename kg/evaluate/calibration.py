"""Calibration: of all that is claimed with confidence 0.8, eight in ten should be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, pi, sqrt

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims with a confidence from `low` to `high`: how many, their mean confidence, and the share that is right.

    `variance` is that of how many are right, where each is right as often as it says.
    """

    low: float
    high: float
    count: int
    confidence: float
    right: float
    variance: float = 0.0


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins that hold a claim, the least confident first."""

    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """How many claims were judged."""
        return sum(each.count for each in self.bins)

    @property
    def confidence(self) -> float:
        """The mean confidence of all claims; 0 where there is none."""
        return self._mean(each.confidence for each in self.bins)

    @property
    def right(self) -> float:
        """The share of all claims that is right; 0 where there is none."""
        return self._mean(each.right for each in self.bins)

    @property
    def error(self) -> float:
        """The expected calibration error: how far confidence and share right lie apart in a claim's bin on average."""
        return self._mean(abs(each.confidence - each.right) for each in self.bins)

    @property
    def chance(self) -> float:
        """The error to expect where each claim is right as often as it says: few claims never show less than some.

        Of a normal distribution in each bin, its mean distance from its mean.
        """
        return fsum(sqrt(2 / pi * each.variance) for each in self.bins) / self.count if self.bins else 0.0

    @property
    def limit(self) -> float:
        """The error that chance exceeds in one of twenty cases only, where each claim is right as often as it says."""
        spread = sqrt((1 - 2 / pi) * fsum(each.variance for each in self.bins))
        return self.chance + 1.645 * spread / self.count if self.bins else 0.0

    def _mean(self, values: Iterable[float]) -> float:
        pairs = zip(self.bins, values, strict=True)
        return fsum(each.count * value for each, value in pairs) / self.count if self.bins else 0.0


def reliability(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> Reliability:
    """From pairs of a confidence (0 to 1) and whether the claim is right, in bins of equal width."""
    members: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        members.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    return Reliability(tuple(_bin(number, members[number], bins) for number in sorted(members)))


def by_group(judged: Iterable[tuple[str, float, bool]], bins: int = BINS) -> dict[str, Reliability]:
    """The same for each group, in the order of names, from its name, a confidence and whether the claim is right."""
    groups: dict[str, list[tuple[float, bool]]] = {}
    for group, confidence, right in judged:
        groups.setdefault(group, []).append((confidence, right))
    return {group: reliability(groups[group], bins) for group in sorted(groups)}


def _bin(number: int, members: Sequence[tuple[float, bool]], bins: int) -> Bin:
    count = len(members)
    return Bin(
        low=number / bins,
        high=(number + 1) / bins,
        count=count,
        confidence=fsum(confidence for confidence, _ in members) / count,
        right=sum(right for _, right in members) / count,
        variance=fsum(confidence * (1 - confidence) for confidence, _ in members),
    )
