"""Where the news is from: the places that articles name, on a map drawn from the gazetteer's own towns.

Example: python scripts/figure places --store kg.db -o places.png
"""

from typing import Any

from matplotlib.figure import Figure

from kg.handle import Handle
from kg.query.answer import Answer
from research.basemap import centres, draw_towns, name_countries, view
from research.figure import GREEN, RED, coverage, labels, legend, page

_ASK = """
MATCH (a:Article)-[:mentions]->(w:Place) WHERE a.copy_of IS NULL AND w.kind IS NOT NULL
WITH w, count(DISTINCT a) AS articles
OPTIONAL MATCH (e:Event)-[:place {stance: 'asserted'}]->(w)
WITH w, articles, count(DISTINCT e) AS events
RETURN w.name AS place, w.kind AS kind, w.country AS country, w.latitude AS latitude, w.longitude AS longitude,
       articles, events
ORDER BY articles DESC, events DESC, place, latitude LIMIT $top
"""
_NOTE = "Area: articles that name it. Hollow: no town; countries lie in the middle of theirs. Grey: all known towns.\n"


def draw(graph: Handle, top: int = 60) -> tuple[Figure, Answer]:
    """The `top` places that most articles name; red where an event is asserted to have happened."""
    asked = graph.query(_ASK, top=top)
    answer = Answer(asked.columns, tuple(_located(*row) for row in asked.rows))
    places: list[dict[str, Any]] = [
        dict(zip(answer.columns, row, strict=True)) for row in answer.rows if row[3] is not None
    ]
    shown = view([place["longitude"] for place in places], [place["latitude"] for place in places])
    figure, axes = page("Where the news is from", _NOTE + coverage(graph), shown.size)
    draw_towns(axes, shown)
    beside = []
    for place in places:
        color, town = RED if place["events"] else GREEN, place["kind"] == "city"
        area, x, y = 14.0 * place["articles"] ** 0.9, place["longitude"], place["latitude"]
        axes.scatter(
            [x], [y], area, facecolor=color if town else "none", edgecolor=color, alpha=0.75, linewidth=1.2, zorder=3
        )
        beside.append((x, y, (area / 3.14) ** 0.5, place["place"]))
    for color, meaning in ((RED, "something happened there"), (GREEN, "named only")):
        axes.scatter([], [], 30, color=color, label=meaning)
    legend(axes)
    named = {place["country"] for place in places if place["kind"] == "country"}
    name_countries(axes, labels(axes, beside), without=named)
    return figure, answer


def _located(*row: object) -> tuple[object, ...]:
    """The row with a country's coordinates filled in."""
    name, kind, country, latitude, longitude, *counts = row
    if kind == "country" and str(country) in centres():
        longitude, latitude = centres()[str(country)]
    return (name, kind, country, latitude, longitude, *counts)
