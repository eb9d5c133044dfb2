"""Judging: proposals in, judgements out, without ever joining what must stay apart."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg.model import Judgement, Verdict
from kg.resolve.facts import Facts
from kg.resolve.link import apply
from kg.resolve.partition import Partition

AUTHOR = "kg/resolve"
# Set so that each kind of evidence that decides alone (a full name, a gazetteer id) reaches SAME, and what needs
# company (a family name alone, an initial) reaches it with one telling fact or two common acquaintances, not without.
SAME = 0.85
UNSURE = 0.78

Clash = Callable[[frozenset[str], frozenset[str]], str | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """That two local entities are one: how likely, and why."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, one: str, other: str, score: float, *reasons: str) -> "Proposal":
        """A proposal with its two ids in order; the score is kept within 0 and 1."""
        return cls(min(one, other), max(one, other), min(1.0, score), reasons)


class Court:
    """Hears proposals, strongest first; a person's decisions stand before all of them.

    `traits` are what an entity must share or at least not contradict (names, countries); a cluster has those of all
    its members, and two clusters whose traits clash are kept apart.
    """

    def __init__(self, facts: Facts) -> None:
        self.partition = Partition(facts.subjects)
        self._decided = {(row.left, row.right) for row in facts.decided}
        self._rows: dict[tuple[str, str], Judgement] = {}
        self._traits: dict[str, frozenset[str]] = {}
        apply(self.partition, facts.decided)
        self._disputes = Counter(
            id_ for row in facts.decided if row.verdict == "different" for id_ in (row.left, row.right)
        )

    def rows(self) -> list[Judgement]:
        """All judgements so far, sorted.

        Of the doubts there are those that nothing settled since, and of a cluster's doubts only the strongest: one
        answer may settle the others.
        """
        doubts = sorted((row for row in self._rows.values() if row.verdict == "unsure"), key=_strength)
        asked: set[str] = set()
        for row in doubts:
            left, right = self.partition.root(row.left), self.partition.root(row.right)
            if left == right or self.partition.forbidden(left, right) or {left, right} <= asked:
                del self._rows[row.left, row.right]
            asked |= {left, right}
        return [row for _, row in sorted(self._rows.items())]

    def mark(self, id_: str, traits: Iterable[str]) -> None:
        """Give an entity its traits."""
        root = self.partition.root(id_)
        self._traits[root] = self._traits.get(root, frozenset()) | frozenset(traits)

    def traits(self, id_: str) -> frozenset[str]:
        """The traits of the entity's whole cluster."""
        return self._traits.get(self.partition.root(id_), frozenset())

    def hear(self, proposals: Iterable[Proposal], clash: Clash | None = None) -> None:
        """Judge the proposals by falling score: join, keep apart, or leave for a person to decide."""
        for proposal in sorted(proposals, key=lambda each: (-each.score, each.left, each.right)):
            if proposal.score >= SAME:
                self._join(proposal, clash)
            elif proposal.score >= UNSURE and not self.partition.together(proposal.left, proposal.right):
                self._write("unsure", proposal)

    def part(self, proposal: Proposal) -> None:
        """Keep two entities apart for good, with the reason."""
        if (proposal.left, proposal.right) not in self._decided and self.partition.forbid(
            proposal.left, proposal.right
        ):
            self._write("different", proposal)

    def hub(self, ids: Iterable[str]) -> str:
        """The member that the others of a group are compared with: one that people set apart from few or none."""
        return min(ids, key=lambda id_: (self._disputes[id_], id_))

    def _join(self, proposal: Proposal, clash: Clash | None) -> None:
        pair = (proposal.left, proposal.right)
        if self.partition.together(*pair) or pair in self._decided:
            return
        traits = self.traits(pair[0]), self.traits(pair[1])
        if clash is not None and (why := clash(*traits)) is not None:
            self.part(replace(proposal, reasons=(why, *proposal.reasons)))
        elif self.partition.join(*pair):
            self._traits[self.partition.root(pair[0])] = traits[0] | traits[1]
            self._write("same", proposal)

    def _write(self, verdict: Verdict, proposal: Proposal) -> None:
        pair = (proposal.left, proposal.right)
        if pair not in self._decided and (verdict != "unsure" or pair not in self._rows):
            self._rows[pair] = Judgement(*pair, verdict, AUTHOR, round(proposal.score, 3), proposal.reasons)


def _strength(row: Judgement) -> tuple[float, str, str]:
    return -row.score, row.left, row.right
