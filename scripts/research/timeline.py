"""What happened when: the latest dated events, on a scale of time.

Example: python scripts/figure timeline --store kg.db -o timeline.png
"""

import re
from collections.abc import Iterator
from datetime import date

from matplotlib.figure import Figure

from kg.handle import Handle
from kg.query.answer import Answer
from research.figure import BLUE, GREEN, GREY, INK, PALE, PURPLE, RED, coverage, legend, page, short

_MARKS = 14  # on the scale at most
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_KINDS = {
    "violence and death": (RED, "Attack Killing Injury Death Disaster Threat".split()),
    "police and courts": (PURPLE, "Detention Release Trial Sentencing Accusation Sanction".split()),
    "politics": (BLUE, "Vote Appointment Resignation Protest Mobilization Request Rejection".split()),
    "meetings and agreements": (GREEN, "Meeting Visit Agreement Aid Movement".split()),
    "other": (GREY, []),
}
_COLORS = {class_: color for color, classes in _KINDS.values() for class_ in classes}


def draw(graph: Handle, top: int = 30) -> tuple[Figure, Answer]:
    """The latest `top` events of which the day and a party are known, since the year of the oldest article."""
    first_year = min((article.published[:4] for article in graph.articles() if article.published), default="")
    rows = sorted({row for row in events(graph) if row[0] >= first_year})[-top:]
    note = "Events with an asserted day; what people only said is left out.\n"
    figure, axes = page("What happened when", note + coverage(graph), (9.0, 1.8 + 0.24 * max(len(rows), 6)))
    days = [date.fromisoformat(row[0]).toordinal() for row in rows]
    first, last = min(days, default=1), max(days, default=1)
    for at, (day, (written, class_, name, place)) in enumerate(zip(days, rows, strict=True)):
        line = first + (last - first) * (at + 0.5) / len(rows)
        color = _COLORS.get(class_, GREY)
        axes.plot([0, 0.05, 0.12], [day, day, line], color=PALE, linewidth=0.8, zorder=1, clip_on=False)
        axes.scatter([0], [day], 36, color=color, edgecolor="white", zorder=3, clip_on=False)
        axes.text(0.13, line, written, va="center", color=GREY)
        where = f", {place}" if place else ""
        axes.text(0.25, line, short(name + where, 90), va="center", color=INK)
        axes.scatter([0.24], [line], 14, color=color, zorder=3)
    used = {_COLORS.get(class_, GREY) for _, class_, _, _ in rows}
    for kind, (color, _) in _KINDS.items():
        if color in used:
            axes.scatter([], [], 30, color=color, label=kind)
    legend(axes)
    axes.set(xlim=(0, 1), xticks=[])
    axes.set_ylim(last + (last - first) * 0.02 + 0.5, first - (last - first) * 0.02 - 0.5)
    marks = list(_marks(first, last))
    axes.set_yticks([mark.toordinal() for mark in marks], [f"{mark:%b %Y}" for mark in marks])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    return figure, Answer(("day", "class", "event", "place"), tuple(rows))


def _marks(first: int, last: int) -> Iterator[date]:
    """First days of months between two days, as far apart as their number needs."""
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if (last - first) / 30 / step <= _MARKS), 120)
    for month in range(date.fromordinal(first).year * 12, date.fromordinal(last).year * 12 + 12, step):
        mark = date(month // 12, month % 12 + 1, 1)
        if first <= mark.toordinal() <= last:
            yield mark


def events(graph: Handle) -> Iterator[tuple[str, str, str, str]]:
    """Day, class, name and place of every event that is asserted to have them; statements are none."""
    known = graph.to_networkx()
    for event, data in known.nodes(data=True):
        edges = [(b, edge) for _, b, edge in known.out_edges(event, data=True) if edge.get("stance") == "asserted"]
        parties = [b for b, edge in edges if edge["type"] in ("agent", "target", "participant")]
        if (
            parties
            and data["labels"][-1] == "Event"
            and data["class"] != "Statement"
            and _DAY.match(data.get("date", ""))
        ):
            places = sorted(known.nodes[b]["name"] for b, edge in edges if edge["type"] == "place")
            yield data["date"], data["class"], short(data["name"], 90), short(places[0]) if places else ""
