"""How far each outlet is confirmed by others: claims that another one makes too, that it makes alone, that are denied.

Example: python scripts/figure sources --store kg.db -o sources.png
"""

from collections import Counter, defaultdict

from matplotlib.figure import Figure

from kg import ontology
from kg.handle import Handle
from kg.query.answer import Answer
from research.figure import GREEN, GREY, INK, PALE, RED, coverage, legend, page, short

_KINDS = (
    ("confirmed", GREEN, "another outlet asserts it, too"),
    ("alone", PALE, "no other outlet has it"),
    ("contradicted", RED, "somebody denies it"),
)


def draw(graph: Handle, top: int = 20) -> tuple[Figure, Answer]:
    """The `top` outlets with most claims, by the share of them that others confirm."""
    counts = claims(graph)
    most = sorted(counts, key=lambda outlet: (-counts[outlet].total(), outlet))[:top]
    outlets = sorted(most, key=lambda outlet: (-counts[outlet]["confirmed"] / counts[outlet].total(), outlet))
    note = (
        "Asserted relations between people, bodies, posts and places. Few confirm what few know: no verdict on truth.\n"
    )
    figure, axes = page(
        "How far each outlet is confirmed by others", note + coverage(graph), (9, 1.8 + 0.3 * len(most))
    )
    for row, outlet in enumerate(outlets):
        total, left = counts[outlet].total(), 0.0
        for kind, color, _ in _KINDS:
            share = counts[outlet][kind] / total
            axes.barh(row, share, 0.7, left, color=color, edgecolor="white", linewidth=0.6)
            if share > 0.04:
                axes.text(
                    left + share / 2, row, str(counts[outlet][kind]), ha="center", va="center", color=INK, fontsize=8
                )
            left += share
        axes.text(1.01, row, str(total), va="center", color=GREY, fontsize=8)
    axes.text(1.01, -0.75, "claims", color=GREY, fontsize=8, fontstyle="italic", va="center")
    for kind, color, meaning in _KINDS:
        axes.barh(0, 0, color=color, label=f"{kind}: {meaning}")
    axes.set_yticks(range(len(outlets)), [short(outlet) for outlet in outlets])
    axes.set(xlim=(0, 1.06), ylim=(len(outlets) - 0.4, -1.0), xticks=[])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    legend(axes)
    rows = tuple((outlet, *(counts[outlet][kind] for kind, _, _ in _KINDS)) for outlet in outlets)
    return figure, Answer(("outlet", *(kind for kind, _, _ in _KINDS)), rows)


def claims(graph: Handle) -> dict[str, Counter[str]]:
    """How many relations each outlet asserts, by whether another one asserts and whether anybody denies them.

    Events stay with their article, so that only relations between other things can be compared. A reprint is the claim
    of the outlet that had it first. An article without an outlet counts under its id.
    """
    outlet = {article.id: article.source or article.id for article in graph.articles()}
    first = {id_: outlet[graph.graph.copies.get(id_, id_)] for id_ in outlet}
    events = {entity.id for entity in graph.entities() if ontology.load().root(entity.class_) == "Event"}
    told: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edge in graph.edges():
        if edge.subject not in events:
            said = {first[statement.article] for statement in edge.statements}
            told[edge.subject, edge.predicate, edge.object][edge.stance] |= said
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for by in told.values():
        kind = "contradicted" if by["denied"] else "confirmed" if len(by["asserted"]) > 1 else "alone"
        for each in by["asserted"]:
            counts[each][kind] += 1
    return counts
