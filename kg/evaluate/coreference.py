"""Coreference as the reference scorer of CoNLL counts it (Pradhan et al. 2014, version 8.01).

A mention is any hashable key, a cluster a collection of these. Either side may have mentions that the other lacks:
they stay in their clusters and count against whoever has them. All scores are 0 where there is nothing to count, so
MUC is 0 where all clusters are singletons.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TypeVar

import networkx as nx

from kg.evaluate.scores import Score, score

M = TypeVar("M", bound=Hashable)
Clusters = Iterable[Collection[Hashable]]
_Sets = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Coreference:
    """One comparison: MUC counts links, B-cubed mentions, CEAF-m mentions and CEAF-e entities."""

    muc: Score
    b_cubed: Score
    ceaf_m: Score
    ceaf_e: Score

    @property
    def conll(self) -> float:
        """The CoNLL average: the mean F1 of MUC, B-cubed and CEAF-e."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def coreference(
    predicted: Iterable[Collection[M]],
    gold: Iterable[Collection[M]],
    *,
    singletons: bool = True,
    key: Callable[[M], Hashable] | None = None,
) -> Coreference:
    """All metrics. `key` says what two mentions must share to be one, as their head; `singletons` false drops those."""
    ours, theirs = (
        [cluster for cluster in _distinct(_keyed(side, key)) if singletons or len(cluster) > 1]
        for side in (predicted, gold)
    )
    return Coreference(muc(ours, theirs), b_cubed(ours, theirs), ceaf_m(ours, theirs), ceaf_e(ours, theirs))


def clusters(pairs: Iterable[tuple[Hashable, Hashable]]) -> list[set[Hashable]]:
    """Clusters from pairs of a mention and its entity."""
    members: dict[Hashable, set[Hashable]] = {}
    for mention, entity in pairs:
        members.setdefault(entity, set()).add(mention)
    return list(members.values())


def muc(predicted: Clusters, gold: Clusters) -> Score:
    """Links kept (Vilain et al. 1995); the counts are links."""
    ours, theirs = _distinct(predicted), _distinct(gold)
    return score(*_kept(ours, theirs), *_kept(theirs, ours))


def b_cubed(predicted: Clusters, gold: Clusters) -> Score:
    """How much of each mention's cluster is right (Bagga and Baldwin 1998); the counts are mentions."""
    ours, theirs = _distinct(predicted), _distinct(gold)
    return score(*_agreement(ours, theirs), *_agreement(theirs, ours))


def ceaf_m(predicted: Clusters, gold: Clusters) -> Score:
    """Mentions that clusters share, paired one to one in the best way (Luo 2005, phi 3); the counts are mentions."""
    ours, theirs = _distinct(predicted), _distinct(gold)
    shared = _best(ours, theirs, lambda common, _: common)
    return score(shared, sum(map(len, ours)), shared, sum(map(len, theirs)))


def ceaf_e(predicted: Clusters, gold: Clusters) -> Score:
    """Likeness of clusters paired one to one in the best way (Luo 2005, phi 4); the counts are clusters."""
    ours, theirs = _distinct(predicted), _distinct(gold)
    alike = _best(ours, theirs, lambda common, both: 2 * common / both)
    return score(alike, len(ours), alike, len(theirs))


def _keyed(side: Iterable[Collection[M]], key: Callable[[M], Hashable] | None) -> Iterator[Collection[Hashable]]:
    return iter(side) if key is None else ({key(mention) for mention in cluster} for cluster in side)


def _distinct(side: Clusters) -> list[frozenset[Hashable]]:
    """Each mention in the first cluster that has it, as the reference scorer takes duplicates."""
    seen: set[Hashable] = set()
    found = []
    for cluster in side:
        new = frozenset(cluster) - seen
        seen |= new
        if new:
            found.append(new)
    return found


def _homes(side: _Sets) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(side) for mention in cluster}


def _kept(side: _Sets, other: _Sets) -> tuple[int, int]:
    """Links that the other side has as well, and all links; a mention that it lacks is a part of its own."""
    homes = _homes(other)
    kept = links = 0
    for cluster in side:
        parts = len({homes[mention] for mention in cluster if mention in homes})
        alone = sum(mention not in homes for mention in cluster)
        kept += len(cluster) - parts - alone
        links += len(cluster) - 1
    return kept, links


def _agreement(side: _Sets, other: _Sets) -> tuple[float, int]:
    """The sum over mentions of the share of their cluster that the other side agrees with, and all mentions."""
    homes = _homes(other)
    shares = []
    for cluster in side:
        common = Counter(homes[mention] for mention in cluster if mention in homes)
        shares.append(sum(count * count for count in common.values()) / len(cluster))
    return fsum(shares), sum(map(len, side))


def _best(ours: _Sets, theirs: _Sets, likeness: Callable[[int, int], float]) -> float:
    """The greatest sum of `likeness(mentions in common, sizes together)` over any pairing of clusters."""
    homes = _homes(theirs)
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for number, cluster in enumerate(ours):
        for home, common in Counter(homes[mention] for mention in cluster if mention in homes).items():
            weight = likeness(common, len(cluster) + len(theirs[home]))
            graph.add_edge(("predicted", number), ("gold", home), weight=weight)
    weights: list[float] = []
    for nodes in nx.connected_components(graph):  # each is small, and the matching is cubic
        pairs = nx.max_weight_matching(graph.subgraph(nodes))
        weights += (graph.edges[pair]["weight"] for pair in pairs)
    return fsum(weights)
