"""What the figures share: a page with title and note, colours, and labels that do not overlap."""

from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from kg.handle import Handle
from kg.terminal import plain

# The palette of Okabe and Ito, which people who cannot tell red from green can read.
BLUE, ORANGE, GREEN, RED, PURPLE = "#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7"
SKY, INK, GREY, PALE = "#56b4e9", "#222222", "#767676", "#d4d4d4"
CLASSES = {"Person": BLUE, "Organization": RED, "Place": GREEN}

_LONGEST = 34
_HALO = 1.5  # points that a label keeps from another
_FAR = (0, 10, 22)  # points beyond the edge of a point that its name may stand
Point = tuple[float, float]
_AROUND = [(0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)]

# Dollar signs in names are no formulas, and the same graph gives the same SVG.
mpl.rcParams.update({"text.parse_math": False, "svg.hashsalt": "kg", "font.size": 9, "font.family": "DejaVu Sans"})


def page(title: str, note: str, size: tuple[float, float] = (9.0, 7.0)) -> tuple[Figure, Axes]:
    """An empty figure, `size` in inches, with its title above and a note on how to read it below."""
    figure = Figure(figsize=size, layout=ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.1))
    axes = figure.add_subplot()
    figure.suptitle(title, x=0.02, ha="left", fontsize=14, fontweight="bold", color=INK)
    figure.supxlabel(note, x=0.02, ha="left", fontsize=8, color=GREY)
    return figure, axes


def save(figure: Figure, path: Path) -> None:
    """Write the figure in the format that the file's name ends in; no date goes into it."""
    figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)


def legend(axes: Axes) -> None:
    """What the colours mean, in a line above the drawing."""
    handles, names = axes.get_legend_handles_labels()
    axes.legend(
        handles, names,
        frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=5, fontsize=8, columnspacing=1.2,
        handletextpad=0.3, borderaxespad=0.2,
    )  # fmt: skip


def coverage(graph: Handle) -> str:
    """What a note should say of the articles: how many, from how many outlets, from when to when."""
    articles = graph.articles()
    days = sorted(article.published[:10] for article in articles if article.published)
    outlets = len({article.source for article in articles if article.source})
    when = f", {days[0]} to {days[-1]}" if days else ""
    return f"{len(articles)} articles, {outlets} {'outlet' if outlets == 1 else 'outlets'}{when}."


def short(name: str, longest: int = _LONGEST) -> str:
    """A name on one line, cut where it is too long, with nothing in it that cannot be drawn."""
    line = " ".join(plain(name).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def labels(axes: Axes, wanted: Iterable[tuple[float, float, float, str]]) -> list[Bbox]:
    """Write names beside points `(x, y, radius in points, name)`, the most important first; gives where they stand.

    Each stands on the first free place around its point, with a thin line where that is not beside it; one that finds
    none is left out.
    """
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    scale, found = figure.dpi / 72, list(wanted)
    points = [_disc(axes, x, y, radius * scale) for x, y, radius, _ in found]
    taken: list[Bbox] = []
    for own, (x, y, radius, name) in enumerate(found):
        others = [*taken, *points[:own], *points[own + 1 :]]
        tried = (_beside(axes, (x, y), (radius, far), name, others) for far in _FAR)
        box = next((box for box in tried if box is not None), None)
        if box is not None:
            taken.append(box.padded(_HALO * scale))
    return taken


def _disc(axes: Axes, x: float, y: float, radius: float) -> Bbox:
    middle, edge = axes.transData.transform((x, y)), 0.8 * radius
    return Bbox([middle - edge, middle + edge])


def _beside(axes: Axes, at: Point, off: Point, name: str, taken: list[Bbox]) -> Bbox | None:
    """Where the name was written around a point, off by its radius and more; None where no place is free."""
    (radius, more), line = off, {"arrowstyle": "-", "color": GREY, "linewidth": 0.6, "shrinkA": 0, "shrinkB": off[0]}
    for right, up in _AROUND:
        far = (radius + 2 + more) * (0.7 if right and up else 1.0)
        text = axes.annotate(
            short(name), at, (right * far, up * far), textcoords="offset points",
            color=INK, zorder=5,
            ha=("right", "center", "left")[right + 1], va=("top", "center", "bottom")[up + 1],
            path_effects=[withStroke(linewidth=2.2, foreground="white")],
            arrowprops=line if more else None,
        )  # fmt: skip
        text.get_window_extent()  # puts it where it belongs
        box = Text.get_window_extent(text)  # without its line
        if axes.bbox.contains(box.x0, box.y0) and axes.bbox.contains(box.x1, box.y1) and not box.count_overlaps(taken):
            return box
        text.remove()
    return None
