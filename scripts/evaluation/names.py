"""Names of a corpus beside those of a system."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evaluation.gold import Document
from evaluation.systems import Prediction
from kg.evaluate import spans
from kg.evaluate.coreference import b_cubed, clusters
from kg.evaluate.scores import Score
from kg.evaluate.spans import Alignment, Name, overlaps

CLASSES = ("Person", "Organization", "Place")


@dataclass(frozen=True, slots=True)
class Match:
    """One document aligned."""

    document: Document
    aligned: Alignment


def align(document: Document, prediction: Prediction, exact: bool) -> Match:
    """Pair predictions with gold names; what is ignored is left out."""
    return Match(document, spans.align(prediction.names, document.names, document.ignored, exact=exact))


def by_class(matches: Iterable[Match]) -> dict[str, Score]:
    """Scores of each class and of all together."""
    return spans.by_class((match.aligned for match in matches), CLASSES)


def coreference(documents: Iterable[Document], predictions: Mapping[str, Prediction]) -> Score:
    """B-cubed within documents, over the names that both sides have."""
    ours: dict[str, str] = {}
    theirs: dict[str, str] = {}
    for document in documents:
        aligned = align(document, predictions[document.id], exact=False).aligned
        for number, (name, gold) in enumerate(aligned.pairs):
            mention = f"{document.id}/{number}"
            ours[mention] = f"{document.id}/{name.cluster}"
            theirs[mention] = f"{document.id}/{gold.cluster or mention}"
    return b_cubed(clusters(ours.items()), clusters(theirs.items()))


def errors(matches: Iterable[Match]) -> Iterator[tuple[str, str]]:
    """`(kind, what it looks like)` of each error: a wrong name before a missed one."""
    for match in matches:
        for name in match.aligned.spurious:
            yield f"names {name.classes[0]} wrong", _show(match.document, name, _verdict(match.document, name))
        for name in match.aligned.missed:
            yield f"names {name.classes[0]} missed", _show(match.document, name, "")


def _verdict(document: Document, name: Name) -> str:
    near = [gold for gold in document.names if overlaps(name.span, gold.span)]
    return "; ".join(f"gold {gold.classes[0]} {document.text[gold.start : gold.end]!r}" for gold in near)


def _show(document: Document, name: Name, note: str) -> str:
    text = document.text
    before, after = text[max(0, name.start - 60) : name.start], text[name.end : name.end + 40]
    line = f"{before}[[{text[name.start : name.end]}]]{after}".replace("\n", " ")
    return f"{line}  ({document.id}{': ' + note if note else ''})"
