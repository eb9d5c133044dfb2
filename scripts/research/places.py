"""Where the news is from: the places that articles name, on a map drawn from the gazetteer's own towns.

Example: python scripts/figure places --store kg.db -o places.png
"""

from collections import defaultdict
from collections.abc import Mapping
from math import cos, radians

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kg.handle import Handle
from kg.query.answer import Answer
from kg.text.places import toponyms
from research.figure import GREEN, GREY, PALE, RED, coverage, labels, legend, page, short

_ASK = """
MATCH (a:Article)-[:mentions]->(w:Place) WHERE a.copy_of IS NULL AND w.kind IS NOT NULL
WITH w, count(DISTINCT a) AS articles
OPTIONAL MATCH (e:Event)-[:place {stance: 'asserted'}]->(w)
WITH w, articles, count(DISTINCT e) AS events
RETURN w.name AS place, w.kind AS kind, w.country AS country, w.latitude AS latitude, w.longitude AS longitude,
       articles, events
ORDER BY articles DESC, events DESC, place, latitude LIMIT $top
"""
_COLUMNS = ("place", "kind", "country", "latitude", "longitude", "articles", "events")
_ROOM = 0.08  # of the width and height, around the outermost places
_WIDTH, _LEAST, _MOST = 10.0, 4.5, 9.0  # inches: width, and the limits of the height

Point = tuple[float, float]


def draw(graph: Handle, top: int = 60) -> tuple[Figure, Answer]:
    """The `top` places that most articles name; red where an event is asserted to have happened."""
    middles = _middles()
    rows = [tuple(_located(row, middles)) for row in graph.query(_ASK, top=top).rows]
    places = [dict(zip(_COLUMNS, row, strict=True)) for row in rows if row[3] is not None]
    west, east = _range([place["longitude"] for place in places], 180)
    south, north = _range([place["latitude"] for place in places], 90)
    stretch = 1 / max(0.4, cos(radians((south + north) / 2)))
    height = min(max(_WIDTH * stretch * (north - south) / (east - west) + 1.2, _LEAST), _MOST)
    note = (
        "Area: articles that name it. Hollow: no town; countries lie in the middle of theirs. Grey: all known towns.\n"
    )
    figure, axes = page("Where the news is from", note + coverage(graph), (_WIDTH, height))
    named = {place["country"] for place in places if place["kind"] == "country"}
    axes.set(xlim=(west, east), ylim=(south, north))
    axes.set_aspect(stretch)
    _background(axes, {code: at for code, at in middles.items() if code not in named}, (west, east, south, north))
    sized = [(place, 14.0 * float(place["articles"]) ** 0.9) for place in places]
    for place, size in sized:
        color, town = RED if place["events"] else GREEN, place["kind"] == "city"
        axes.scatter(
            [place["longitude"]], [place["latitude"]], size, facecolor=color if town else "none", edgecolor=color,
            alpha=0.75, linewidth=1.2, zorder=3,
        )  # fmt: skip
    for color, meaning in ((RED, "something happened there"), (GREEN, "named only")):
        axes.scatter([], [], 30, color=color, label=meaning)
    legend(axes)
    labels(axes, [(p["longitude"], p["latitude"], (size / 3.14) ** 0.5, p["place"]) for p, size in sized])
    return figure, Answer(_COLUMNS, tuple(rows))


def _located(row: tuple[object, ...], middles: Mapping[str, Point]) -> tuple[object, ...]:
    name, kind, country, latitude, longitude, *counts = row
    if kind == "country" and isinstance(country, str) and country in middles:
        longitude, latitude = middles[country]
    return (name, kind, country, latitude, longitude, *counts)


def _middles() -> dict[str, Point]:
    """Where the people of each country live on average, in degrees, by ISO code; the gazetteer itself does not say."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for town in toponyms():
        if town.kind == "city" and town.country and town.longitude is not None and town.latitude is not None:
            people = float(max(town.population, 1))
            for at, value in enumerate((people * town.longitude, people * town.latitude, people)):
                sums[town.country][at] += value
    return {code: (round(x / people, 3), round(y / people, 3)) for code, (x, y, people) in sums.items()}


def _range(values: list[float], limit: float) -> Point:
    low, high = min(values, default=-limit), max(values, default=limit)
    room = max(2.0, (high - low) * _ROOM)
    return max(-limit, low - room), min(limit, high + room)


def _background(axes: Axes, middles: Mapping[str, Point], view: tuple[float, float, float, float]) -> None:
    """Every town of the gazetteer as a grey dot, the names of large countries, and a graticule."""
    west, east, south, north = view
    towns = [(p.longitude, p.latitude) for p in toponyms() if p.kind == "city" and p.longitude is not None]
    axes.scatter(*zip(*towns, strict=True), s=0.3 if east - west > 90 else 2.0, color=PALE, linewidth=0, zorder=1)
    countries = sorted((p for p in toponyms() if p.kind == "country"), key=lambda p: -p.population)
    inside = [(*middles[p.country], p.name) for p in countries if p.country in middles]
    for x, y, name in [(x, y, name) for x, y, name in inside if west < x < east and south < y < north][:40]:
        axes.text(x, y, short(name).upper(), color=GREY, alpha=0.6, fontsize=5, ha="center", va="center", zorder=2)
    axes.grid(color=PALE, linewidth=0.4)
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 3, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 3, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{abs(x):g}°{'W' if x < 0 else 'E' if x else ''}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{abs(y):g}°{'S' if y < 0 else 'N' if y else ''}"))
    axes.tick_params(colors=GREY, labelsize=7, length=0)
    axes.spines[:].set_visible(False)
