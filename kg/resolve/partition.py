"""Disjoint sets that remember who may not join whom."""

from collections.abc import Iterable, Iterator


class Partition:
    """A partition of ids into clusters, with pairs of ids that must stay in different clusters."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._root = {id_: id_ for id_ in ids}
        self._members: dict[str, list[str]] = {}
        self._foes: dict[str, set[str]] = {}

    def __contains__(self, id_: str) -> bool:
        return id_ in self._root

    def root(self, id_: str) -> str:
        """The member that stands for the cluster at the moment."""
        root = id_
        while self._root[root] != root:
            root = self._root[root]
        while self._root[id_] != root:
            self._root[id_], id_ = root, self._root[id_]
        return root

    def members(self, id_: str) -> list[str]:
        """All ids of the cluster, in no special order."""
        root = self.root(id_)
        return self._members.get(root) or [root]

    def together(self, left: str, right: str) -> bool:
        """Whether the two are in one cluster."""
        return self.root(left) == self.root(right)

    def forbidden(self, left: str, right: str) -> bool:
        """Whether the two clusters must stay apart."""
        return self.root(right) in self._foes.get(self.root(left), ())

    def forbid(self, left: str, right: str) -> bool:
        """Keep the two clusters apart from now on; False where they are one already."""
        first, second = self.root(left), self.root(right)
        if first == second:
            return False
        self._foes.setdefault(first, set()).add(second)
        self._foes.setdefault(second, set()).add(first)
        return True

    def join(self, left: str, right: str) -> bool:
        """Make the two clusters one; False where they must stay apart."""
        first, second = self.root(left), self.root(right)
        if first == second:
            return True
        if self.forbidden(first, second):
            return False
        if len(self.members(first)) < len(self.members(second)):
            first, second = second, first
        self._members.setdefault(first, [first]).extend(self.members(second))
        self._members.pop(second, None)
        self._root[second] = first
        for foe in self._foes.pop(second, set()):
            self._foes[foe].discard(second)
            self._foes[foe].add(first)
            self._foes.setdefault(first, set()).add(foe)
        return True

    def clusters(self) -> Iterator[list[str]]:
        """Every cluster with its members sorted, in the order of their first members."""
        found: dict[str, list[str]] = {}
        for id_ in sorted(self._root):
            found.setdefault(self.root(id_), []).append(id_)
        yield from found.values()
