"""A map without a network: the towns of the gazetteer as dots, in degrees of longitude and latitude (WGS 84)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import Bbox

from kg.text.places import Toponym, toponyms
from research.figure import GREY, PALE, Point, short

_COUNTRIES = 90  # so many of the largest may be named
_ROOM = 0.08  # of the width and height, around the outermost points
_BROAD = 1.2  # degrees of longitude for one of latitude, so that no map is a pole
_WIDTH, _LEAST, _MOST = 10.0, 4.5, 9.0  # inches: width, and the limits of the height


@dataclass(frozen=True, slots=True)
class View:
    """What part of the Earth is shown, in degrees; one degree of latitude is `stretch` of longitude long."""

    longitudes: Point
    latitudes: Point

    @property
    def stretch(self) -> float:
        """True at the middle latitude, and no more than 2.5."""
        return 1 / max(0.4, cos(radians(sum(self.latitudes) / 2)))

    @property
    def size(self) -> Point:
        """Width and height of a figure for it, in inches."""
        (west, east), (south, north) = self.longitudes, self.latitudes
        height = _WIDTH * self.stretch * (north - south) / (east - west) + 1.2
        return _WIDTH, min(max(height, _LEAST), _MOST)


def view(longitudes: Sequence[float], latitudes: Sequence[float]) -> View:
    """The part of the Earth that holds these points and some room; all of it where there are none."""
    (west, east), (south, north) = _range(longitudes, 180.0), _range(latitudes, 90.0)
    more = max(0.0, _BROAD * (north - south) - (east - west)) / 2
    return View((max(-180.0, west - more), min(180.0, east + more)), (south, north))


def draw_towns(axes: Axes, shown: View) -> None:
    """Every town of the gazetteer as a grey dot, and a graticule."""
    (west, east), (south, north) = shown.longitudes, shown.latitudes
    size, towns = (0.3 if east - west > 90 else 2.0), _places("city")
    x, y = [town.longitude or 0.0 for town in towns], [town.latitude or 0.0 for town in towns]
    axes.scatter(x, y, size, color=PALE, linewidth=0, zorder=1)
    axes.set(xlim=(west, east), ylim=(south, north))
    axes.set_aspect(shown.stretch)
    axes.grid(color=PALE, linewidth=0.4)
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 3, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 3, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{abs(x):g}°{'W' if x < 0 else 'E' if x else ''}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{abs(y):g}°{'S' if y < 0 else 'N' if y else ''}"))
    axes.tick_params(colors=GREY, labelsize=7, length=0)
    axes.spines[:].set_visible(False)


def name_countries(axes: Axes, taken: Iterable[Bbox], without: Iterable[str]) -> None:
    """The names of large countries where nothing else is written, but for those with these ISO codes."""
    boxes, left_out, at = list(taken), set(without), centres()
    for country in sorted(_places("country"), key=lambda place: -place.population)[:_COUNTRIES]:
        code = country.country or ""
        if code in left_out or code not in at:
            continue
        text = axes.text(*at[code], short(country.name).upper(), color=GREY, fontsize=5, ha="center", va="center")
        box = text.get_window_extent()
        inside = axes.bbox.contains(box.x0, box.y0) and axes.bbox.contains(box.x1, box.y1)
        if inside and not box.count_overlaps(boxes):
            boxes.append(box)
        else:
            text.remove()


@cache
def centres() -> Mapping[str, Point]:
    """Where the people of each country live on average, by ISO code; the gazetteer has no coordinates of countries."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for town in _places("city"):
        if town.country and town.longitude is not None and town.latitude is not None:
            people = float(max(town.population, 1))
            for at, value in enumerate((people * town.longitude, people * town.latitude, people)):
                sums[town.country][at] += value
    return {code: (round(x / people, 3), round(y / people, 3)) for code, (x, y, people) in sums.items()}


@cache
def _places(kind: str) -> tuple[Toponym, ...]:
    return tuple(place for place in toponyms() if place.kind == kind)


def _range(values: Sequence[float], limit: float) -> Point:
    low, high = min(values, default=-limit), max(values, default=limit)
    room = max(2.0, (high - low) * _ROOM)
    return max(-limit, low - room), min(limit, high + room)
