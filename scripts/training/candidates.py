"""Mentions for corpora that mark only those that carry a fact: others stand for what carries none."""

from collections.abc import Iterator

from evaluation.gold import Marked
from evaluation.heads import pipeline
from kg.extract.reader.labels import PRONOUNS
from kg.model import Span
from kg.text import dates

_LABELS = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place", "NORP": "Place"}


def candidates(text: str) -> Iterator[Marked]:
    """Names that the small pipeline finds, dates that kg finds, and pronouns."""
    doc = pipeline()(text)
    taken: list[Span] = []
    for dated in dates.find(text):
        taken.append((dated.start, dated.end))
        yield Marked(dated.start, dated.end, "Date", "name")
    for entity in doc.ents:
        span = (entity.start_char, entity.end_char)
        if entity.label_ in _LABELS and not any(a < span[1] and span[0] < b for a, b in taken):
            taken.append(span)
            yield Marked(*span, _LABELS[entity.label_], "name")
    for token in doc:
        if token.lower_ in PRONOUNS and not any(a <= token.idx < b for a, b in taken):
            yield Marked(token.idx, token.idx + len(token), "", "pronoun")


def place(mentions: list[Marked], text: str, span: Span, class_: str) -> int:
    """The number of the mention with this span, added where it is new."""
    for number, known in enumerate(mentions):
        if (known.start, known.end) == span:
            return number
    form = "pronoun" if text[slice(*span)].lower() in PRONOUNS else "name" if text[span[0]].isupper() else "nominal"
    mentions.append(Marked(*span, class_, "name" if class_ == "Date" else form))
    return len(mentions) - 1
