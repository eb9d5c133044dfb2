"""Disjoint sets of numbers that remember which may not join; four bytes each, for there may be millions."""

from array import array
from collections.abc import Iterable


class Clusters:
    """The numbers from 0 up to `count`, at first each a cluster of its own; a cluster goes by its smallest number."""

    def __init__(self, count: int) -> None:
        self._above = array("i", range(count))  # a smaller number of the same cluster, or the number itself
        self._foes: dict[int, set[int]] = {}

    def __len__(self) -> int:
        return len(self._above)

    @classmethod
    def judged(cls, count: int, judged: Iterable[tuple[int, int, bool]]) -> "Clusters":
        """Join (True) and keep apart (False) pair by pair; what contradicts an earlier pair does not count."""
        clusters = cls(count)
        for left, right, same in judged:
            if same:
                clusters.join(left, right)
            else:
                clusters.forbid(left, right)
        return clusters

    def first(self, number: int) -> int:
        """The smallest number of the cluster."""
        above = self._above
        while (higher := above[number]) != number:
            above[number] = number = above[higher]
        return number

    def forbidden(self, left: int, right: int) -> bool:
        """Whether the two clusters must stay apart."""
        return bool(self._foes) and self.first(right) in self._foes.get(self.first(left), ())

    def forbid(self, left: int, right: int) -> bool:
        """Keep the two clusters apart from now on; False where they are one already."""
        one, other = self.first(left), self.first(right)
        if one == other:
            return False
        self._foes.setdefault(one, set()).add(other)
        self._foes.setdefault(other, set()).add(one)
        return True

    def join(self, left: int, right: int) -> bool:
        """Make the two clusters one; False where they must stay apart."""
        one, other = sorted((self.first(left), self.first(right)))
        if one == other:
            return True
        if other in self._foes.get(one, ()):
            return False
        self._above[other] = one
        for foe in self._foes.pop(other, ()):
            self._foes[foe].discard(other)
            self._foes[foe].add(one)
            self._foes.setdefault(one, set()).add(foe)
        return True
