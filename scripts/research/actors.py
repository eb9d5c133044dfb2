"""Who is written about together: the people and organizations that most articles name side by side.

Example: python scripts/figure actors --store kg.db -o actors.png
"""

from collections import Counter, defaultdict
from itertools import combinations

import networkx as nx
from matplotlib.figure import Figure

from kg.handle import Handle
from kg.query.answer import Answer
from research.figure import CLASSES, INK, PALE, coverage, labels, legend, page

_ACTORS = ("Person", "Organization")
_SEED = 7


def draw(graph: Handle, top: int = 40) -> tuple[Figure, Answer]:
    """The `top` actors with most company: thin lines join who is named together, dark ones who have a stated tie."""
    known, ties = graph.to_networkx(), network(graph)
    central = sorted(ties, key=lambda node: (-ties.degree(node, "weight"), known.nodes[node]["name"]))[:top]
    shown: nx.Graph[str] = nx.Graph()  # in an order of its own, for the layout depends on that
    shown.add_edges_from((a, b, ties.edges[a, b]) for a, b in combinations(central, 2) if ties.has_edge(a, b))
    between = nx.betweenness_centrality(shown)
    note = "Thin line: named in the same articles. Dark line: an article asserts a tie or a common event.\n"
    figure, axes = page("Who is written about together", note + coverage(graph))
    at = nx.spring_layout(shown, k=2.2 / max(1, len(shown)) ** 0.5, iterations=300, seed=_SEED, weight=None)
    for a, b, tie in shown.edges(data=True):
        color, width = (INK, 1.4) if tie["stated"] else (PALE, 0.3 + 0.3 * tie["weight"])
        axes.plot(*zip(at[a], at[b], strict=True), color=color, linewidth=width, zorder=1 + tie["stated"])
    size = {node: 30 + 18 * shown.degree(node) for node in shown}
    for class_ in _ACTORS:
        nodes = [node for node in shown if known.nodes[node]["class"] == class_]
        axes.scatter(
            [at[node][0] for node in nodes], [at[node][1] for node in nodes], [size[node] for node in nodes],
            color=CLASSES[class_], edgecolor="white", zorder=3,
        )  # fmt: skip
        axes.scatter([], [], 30, color=CLASSES[class_], label=class_.lower())
    axes.set_axis_off()
    axes.margins(0.12)
    legend(axes)
    order = [node for node in central if node in shown]
    labels(axes, [(*at[node], (size[node] / 3.14) ** 0.5, known.nodes[node]["name"]) for node in order])
    rows = [(known.nodes[n]["name"], known.nodes[n]["class"], shown.degree(n), round(between[n], 3)) for n in order]
    return figure, Answer(("actor", "class", "neighbours", "betweenness"), tuple(rows))


def network(graph: Handle, least: int = 2) -> "nx.Graph[str]":
    """Actors that `least` articles or more name together, reprints aside; `stated` where a tie is asserted."""
    known = graph.to_networkx()
    named: dict[str, set[str]] = defaultdict(set)
    parties: dict[str, set[str]] = defaultdict(set)
    ties: nx.Graph[str] = nx.Graph()
    for a, b, edge in known.edges(data=True):
        if known.nodes[b]["class"] not in _ACTORS:
            continue
        if edge["type"] == "mentions" and "copy_of" not in known.nodes[a]:
            named[a].add(b)
        elif edge.get("stance") == "asserted" and known.nodes[a]["class"] in _ACTORS:
            ties.add_edge(a, b, weight=0, stated=True)
        elif edge.get("stance") == "asserted":
            parties[a].add(b)
    for a, b in (pair for together in parties.values() for pair in combinations(sorted(together), 2)):
        ties.add_edge(a, b, weight=0, stated=True)
    counts = Counter(pair for together in named.values() for pair in combinations(sorted(together), 2))
    for (a, b), articles in counts.items():
        if articles >= least or ties.has_edge(a, b):
            ties.add_edge(a, b, weight=articles, stated=ties.has_edge(a, b))
    return ties
