"""Disjoint sets that remember who may not join whom."""

from collections.abc import Iterable, Iterator

from kg.resolve.clusters import Clusters


class Partition:
    """A partition of ids into clusters, with pairs of ids that must stay in different clusters."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = sorted(set(ids))
        self._number = {id_: number for number, id_ in enumerate(self._ids)}
        self._clusters = Clusters(len(self._ids))
        self._members: dict[int, list[str]] = {}

    def __contains__(self, id_: str) -> bool:
        return id_ in self._number

    def root(self, id_: str) -> str:
        """The member that stands for the cluster at the moment."""
        return self._ids[self._first(id_)]

    def members(self, id_: str) -> list[str]:
        """All ids of the cluster, in no special order."""
        first = self._first(id_)
        return self._members.get(first) or [self._ids[first]]

    def together(self, left: str, right: str) -> bool:
        """Whether the two are in one cluster."""
        return self._first(left) == self._first(right)

    def forbidden(self, left: str, right: str) -> bool:
        """Whether the two clusters must stay apart."""
        return self._clusters.forbidden(self._number[left], self._number[right])

    def forbid(self, left: str, right: str) -> bool:
        """Keep the two clusters apart from now on; False where they are one already."""
        return self._clusters.forbid(self._number[left], self._number[right])

    def join(self, left: str, right: str) -> bool:
        """Make the two clusters one; False where they must stay apart."""
        one, other = self._first(left), self._first(right)
        if one == other:
            return True
        if not self._clusters.join(one, other):
            return False
        few, many = sorted((self._members.pop(n, [self._ids[n]]) for n in (one, other)), key=len)
        self._members[min(one, other)] = many
        many.extend(few)
        return True

    def clusters(self) -> Iterator[list[str]]:
        """Every cluster with its members sorted, in the order of their first members."""
        for number, id_ in enumerate(self._ids):
            if self._clusters.first(number) == number:
                yield sorted(self._members.get(number, (id_,)))

    def _first(self, id_: str) -> int:
        return self._clusters.first(self._number[id_])
