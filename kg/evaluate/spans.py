"""Names: one gold name answers for one predicted name, by exact span or by overlap, and the class has to fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.evaluate.scores import ALL, Score, score
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text. `classes` are the accepted ones, its own first; `cluster` is its entity."""

    start: int
    end: int
    classes: tuple[str, ...]
    cluster: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Alignment:
    """The names of one text, predicted and gold in pairs, and what stands alone on either side."""

    pairs: tuple[tuple[Name, Name], ...]
    spurious: tuple[Name, ...]
    missed: tuple[Name, ...]


def align(predicted: Iterable[Name], gold: Iterable[Name], ignored: Sequence[Span] = (), *, exact: bool) -> Alignment:
    """Pair predictions with gold names, equal spans before overlapping ones; what lies in `ignored` is not wrong."""
    pairs: list[tuple[Name, Name]] = []
    left, free = list(predicted), list(gold)
    for fits in (_same,) if exact else (_same, overlaps):
        for name in tuple(left):
            found = next((g for g in free if name.classes[0] in g.classes and fits(name.span, g.span)), None)
            if found is not None:
                pairs.append((name, found))
                free.remove(found)
                left.remove(name)
    spurious = tuple(name for name in left if not any(within(name.span, stretch) for stretch in ignored))
    return Alignment(tuple(pairs), spurious, tuple(free))


def by_class(alignments: Iterable[Alignment], classes: Iterable[str]) -> dict[str, Score]:
    """Scores of each class and of all together: precision by the predicted class, recall by the gold one."""
    aligned = list(alignments)
    return {class_: _score(aligned, _filter(class_)) for class_ in (*classes, ALL)}


def _score(aligned: Iterable[Alignment], of: Callable[[Name], bool]) -> Score:
    right = wrong = hits = missed = 0
    for each in aligned:
        right += sum(of(name) for name, _ in each.pairs)
        hits += sum(of(gold) for _, gold in each.pairs)
        wrong += sum(map(of, each.spurious))
        missed += sum(map(of, each.missed))
    return score(right, right + wrong, hits, hits + missed)


def _filter(class_: str) -> Callable[[Name], bool]:
    return lambda name: class_ in (ALL, name.classes[0])


def overlaps(left: Span, right: Span) -> bool:
    """Whether the two spans share a character."""
    return left[0] < right[1] and right[0] < left[1]


def within(inner: Span, outer: Span) -> bool:
    """Whether the first span lies inside the second or equals it."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _same(left: Span, right: Span) -> bool:
    return left == right
