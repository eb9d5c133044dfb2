"""Who speaks about whom: people and bodies that are quoted, and those whom their sentences name.

Example: python scripts/figure quotations --store kg.db -o quotations.png
"""

from collections import Counter, defaultdict

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from kg.handle import Handle
from kg.model import Mention
from kg.query.answer import Answer
from research.figure import BLUE, CLASSES, GREY, INK, coverage, legend, page, short

_SPOKEN_OF = ("Person", "Organization")


def draw(graph: Handle, top: int = 16) -> tuple[Figure, Answer]:
    """The `top` who speak of most others on the left, and whom they speak of on the right."""
    spoken = quotations(graph)
    reach = Counter(speaker for speaker, _ in spoken)
    speakers = sorted(reach, key=lambda who: (-reach[who], who))[:top]
    pairs = {pair: times for pair, times in spoken.items() if pair[0] in speakers}
    heard = Counter[str]()
    for (_, other), times in pairs.items():
        heard[other] += times
    others = sorted(heard, key=lambda who: (-heard[who], who))[: 2 * top]
    speakers = [who for who in speakers if any((who, other) in pairs for other in others)]
    note = "A line: sentences in which the left one is quoted and names the right one; thicker for more.\n"
    figure, axes = page("Who speaks about whom", note + coverage(graph), (9.0, 1.6 + 0.24 * max(len(others), 8)))
    names = {entity.id: entity for entity in graph.entities()}
    left = {who: 1 - (at + 0.5) / len(speakers) for at, who in enumerate(speakers)}
    others.sort(key=lambda who: (-_middle(who, pairs, left), names[who].name))
    right = {who: 1 - (at + 0.5) / len(others) for at, who in enumerate(others)}
    for (one, other), times in sorted(pairs.items()):
        if other in right:
            curve = Path([(0, left[one]), (0.4, left[one]), (0.6, right[other]), (1, right[other])], [1, 4, 4, 4])
            axes.add_patch(PathPatch(curve, facecolor="none", edgecolor=BLUE, alpha=0.45, linewidth=0.6 + times))
    for side, column, anchor in ((left, 0, "right"), (right, 1, "left")):
        for who, height in side.items():
            step = -0.02 if anchor == "right" else 0.02
            axes.scatter([column], [height], 28, color=CLASSES.get(names[who].class_, GREY), zorder=3, clip_on=False)
            axes.text(column + step, height, short(names[who].name), ha=anchor, va="center", color=INK)
    for class_ in _SPOKEN_OF:
        axes.scatter([], [], 28, color=CLASSES[class_], label=class_.lower())
    legend(axes)
    line = 1 / max(len(others), 1)
    axes.text(-0.02, 1 + line / 2, "is quoted", ha="right", va="center", color=GREY, fontstyle="italic")
    axes.text(1.02, 1 + line / 2, "is spoken of", ha="left", va="center", color=GREY, fontstyle="italic")
    axes.set(xlim=(-0.55, 1.55), ylim=(0, 1 + 1.3 * line))
    axes.set_axis_off()
    rows = sorted(((names[a].name, names[b].name, times) for (a, b), times in pairs.items()), key=_order)
    return figure, Answer(("speaker", "speaks of", "sentences"), tuple(rows))


def quotations(graph: Handle) -> Counter[tuple[str, str]]:
    """In how many sentences each speaker names each other, by ids; sentences of reprints are left out."""
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in graph.graph.mentions():
        named[mention.article].append(mention)
    entities = {entity.id: entity for entity in graph.entities()}
    sentences: set[tuple[str, str, int, int]] = set()
    for said in graph.statements():
        speech = said.predicate == "agent" and entities[said.subject].class_ == "Statement"
        speaker = said.object if speech and said.stance == "asserted" else said.speaker
        if speaker is not None and said.article not in graph.graph.copies:
            sentences.add((speaker, said.article, said.start, said.end))
    spoken = Counter[tuple[str, str]]()
    for speaker, article, start, end in sentences:
        inside = {mention.entity for mention in named[article] if start <= mention.start < end}
        spoken.update((speaker, each) for each in inside if each != speaker and entities[each].class_ in _SPOKEN_OF)
    return spoken


def _middle(who: str, pairs: Counter[tuple[str, str]] | dict[tuple[str, str], int], left: dict[str, float]) -> float:
    """The mean height of those who speak of somebody, so that few lines cross."""
    heights = [left[one] for one, other in pairs if other == who]
    return sum(heights) / len(heights)


def _order(row: tuple[str, str, int]) -> tuple[int, str, str]:
    return -row[2], row[0], row[1]
