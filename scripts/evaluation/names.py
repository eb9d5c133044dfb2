"""Names: one gold name answers for one predicted name, by exact span or by overlap, and the class has to fit."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from evaluation.gold import Document, Name, overlaps, within
from evaluation.scores import Score, b_cubed, score
from evaluation.systems import Prediction

CLASSES = ("Person", "Organization", "Place")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Match:
    """One document aligned: pairs, and what stands alone on either side."""

    document: Document
    pairs: tuple[tuple[Name, Name], ...]
    spurious: tuple[Name, ...]
    missed: tuple[Name, ...]


def align(document: Document, prediction: Prediction, exact: bool) -> Match:
    """Pair predictions with gold names, exact spans before partial ones; ignored stretches are left out."""
    pairs: list[tuple[Name, Name]] = []
    free = list(document.names)
    left = list(prediction.names)
    for fits in (_same, _touching) if not exact else (_same,):
        for name in tuple(left):
            gold = next((g for g in free if name.classes[0] in g.classes and fits(name, g)), None)
            if gold is not None:
                pairs.append((name, gold))
                free.remove(gold)
                left.remove(name)
    spurious = tuple(name for name in left if not _ignored(name, document))
    return Match(document, tuple(pairs), spurious, tuple(free))


def _same(name: Name, gold: Name) -> bool:
    return (name.start, name.end) == (gold.start, gold.end)


def _touching(name: Name, gold: Name) -> bool:
    return overlaps((name.start, name.end), (gold.start, gold.end))


def _ignored(name: Name, document: Document) -> bool:
    span = (name.start, name.end)
    return any(within(span, stretch) for stretch in document.ignored)


def by_class(matches: Iterable[Match]) -> dict[str, Score]:
    """Scores of each class and of all together: precision by the predicted class, recall by the gold one."""
    found = list(matches)
    scores = {}
    for class_ in (*CLASSES, ALL):
        of = _filter(class_)
        right = sum(of(name) for match in found for name, _ in match.pairs)
        hits = sum(of(gold) for match in found for _, gold in match.pairs)
        wrong = sum(of(name) for match in found for name in match.spurious)
        missed = sum(of(gold) for match in found for gold in match.missed)
        scores[class_] = score(right, right + wrong, hits, hits + missed)
    return scores


def _filter(class_: str) -> Callable[[Name], bool]:
    return lambda name: class_ in (ALL, name.classes[0])


def coreference(documents: Iterable[Document], predictions: Mapping[str, Prediction]) -> Score:
    """B-cubed within documents, over the names that both sides have."""
    ours: dict[str, str] = {}
    theirs: dict[str, str] = {}
    for document in documents:
        match = align(document, predictions[document.id], exact=False)
        for number, (name, gold) in enumerate(match.pairs):
            mention = f"{document.id}/{number}"
            ours[mention] = f"{document.id}/{name.cluster}"
            theirs[mention] = f"{document.id}/{gold.cluster or mention}"
    return b_cubed(ours, theirs)


def errors(matches: Iterable[Match]) -> Iterator[tuple[str, str]]:
    """`(kind, what it looks like)` of each error: a wrong name before a missed one."""
    for match in matches:
        for name in match.spurious:
            yield f"names {name.classes[0]} wrong", _show(match, name, _verdict(match, name))
        for name in match.missed:
            yield f"names {name.classes[0]} missed", _show(match, name, "")


def _verdict(match: Match, name: Name) -> str:
    text = match.document.text
    near = [gold for gold in match.document.names if _touching(name, gold)]
    return "; ".join(f"gold {gold.classes[0]} {text[gold.start : gold.end]!r}" for gold in near)


def _show(match: Match, name: Name, note: str) -> str:
    text = match.document.text
    before, after = text[max(0, name.start - 60) : name.start], text[name.end : name.end + 40]
    line = f"{before}[[{text[name.start : name.end]}]]{after}".replace("\n", " ")
    return f"{line}  ({match.document.id}{': ' + note if note else ''})"
