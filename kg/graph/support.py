"""How well a fact is supported: confidence, and sources that do not repeat one another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kg.model import Statement
from kg.store import Fact, Snapshot
from kg.text import shingles

# No number of sources makes an edge certain: what all of them repeat may still be wrong.
_MOST_CERTAIN = 0.99


def support(statements: Iterable[Statement | Fact], copies: Mapping[str, str]) -> tuple[float, int]:
    """How sure a fact is and how many independent articles say it.

    Articles that repeat one another are one witness, whose word is its best statement; independent witnesses are
    combined by noisy-or, 1 - (1 - p1)(1 - p2)..., up to 0.99.
    """
    said = list(statements)
    return weighed([each.article for each in said], [each.confidence for each in said], copies)


def weighed(articles: Sequence[str], confidences: Sequence[float], copies: Mapping[str, str]) -> tuple[float, int]:
    """The same, given the article and the confidence of each statement."""
    if len(articles) == 1:
        return _rounded(1.0 - confidences[0]), 1
    witnesses: dict[str, float] = defaultdict(float)
    for article, confidence in zip(articles, confidences, strict=True):
        source = copies.get(article, article)
        witnesses[source] = max(witnesses[source], confidence)
    doubt = 1.0
    for confidence in sorted(witnesses.values()):
        doubt *= 1.0 - confidence
    return _rounded(doubt), len(witnesses)


@lru_cache
def _rounded(doubt: float) -> float:
    return round(min(1.0 - doubt, _MOST_CERTAIN), 4)


def copies(snapshot: Snapshot) -> dict[str, str]:
    """For every article that repeats another, the earliest of them."""

    def age(id_: str) -> tuple[str, str]:
        article = snapshot.article(id_)
        return (article and article.published) or "\U0010ffff", id_

    found: dict[str, str] = {}
    for group in shingles.near_copies(snapshot.signatures()):
        first, *others = sorted(group, key=age)
        found.update(dict.fromkeys(others, first))
    return dict(sorted(found.items()))
