"""What two entities have in common beside their names: each feature gives a score and its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.resolve.facts import Subject

Feature = tuple[float, str]

_TELLING = 0.2  # one shared office, employer, relative or counsel
_TRADE = 0.1  # one shared occupation: many people are lawyers
_ACQUAINTANCE = 0.085  # each of those whom both are named beside, three at most
_MOST = 3
_TRADES = "hasOccupation: "


@dataclass(frozen=True, slots=True)
class Background:
    """What is said of the members of a group, who is named near them, and in how many articles they stand."""

    telling: frozenset[str]
    near: frozenset[str]
    articles: frozenset[str]

    @classmethod
    def of(cls, subjects: Iterable[Subject]) -> "Background":
        """The background of all these together."""
        members = list(subjects)
        return cls(
            telling=frozenset().union(*(member.telling for member in members)),
            near=frozenset().union(*(member.near for member in members)),
            articles=frozenset(member.article for member in members),
        )


def told_alike(left: Background, right: Background) -> Feature | None:
    """The same office, employer, relative or occupation."""
    shared = sorted(left.telling & right.telling, key=lambda told: (told.startswith(_TRADES), told))
    if not shared:
        return None
    return (_TRADE if shared[0].startswith(_TRADES) else _TELLING), f"both {shared[0]}"


def same_company(left: Background, right: Background) -> Feature | None:
    """The same people, bodies and places named in the same stories."""
    shared = sorted(left.near & right.near)
    if not shared:
        return None
    return _ACQUAINTANCE * min(len(shared), _MOST), f"both named beside: {', '.join(shared[:_MOST])}"


def support(left: Background, right: Background) -> tuple[float, list[str]]:
    """All that speaks for the two beside their names, and why."""
    found = [feature for feature in (told_alike(left, right), same_company(left, right)) if feature]
    return sum(score for score, _ in found), [reason for _, reason in found]
