"""Component `kg_reader`: encodes the `Doc` and writes the names that the reader sees to `doc.ents`.

It stands where spaCy's own recognizer would; what else the reader can say is asked of `Notes.reading`.
"""

import re
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract.notes import notes
from kg.extract.reader.labels import NAMES
from kg.extract.reader.reading import Found, reader

# spaCy's labels, which the rules of the other components speak.
LABELS = {"Person": "PERSON", "Organization": "ORG", "Place": "GPE", "Event": "EVENT", "Other": "PRODUCT"}

# Probability from which a span is a name, and from which it is looked at. Set on the part `tune` of six corpora: with
# 0.38 exact F1 is 1.0 less on GUM, 0.8 on UNER, 0.1 on Re-DocRED, and the same on CrossNER and MEANTIME.
NAME = 0.5
_SEEN = 0.12

_BREAK = re.compile(r"\n\s*\n")  # a caption stands between a headline and its story, and no name runs on behind it


@Language.factory("kg_reader", default_config={"folder": None, "least": None})
class ReaderComponent:
    """The packaged weights, or those of a folder."""

    def __init__(self, nlp: Language, name: str, folder: str | None, least: float | None) -> None:
        del nlp, name
        self.reader = reader(Path(folder) if folder else None, least)

    def __call__(self, doc: Doc) -> Doc:
        """Read the text of a `Doc` whose sentences are set."""
        sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
        pad, text = notes(doc), doc.text  # a `Doc` joins its words anew whenever it is asked for its text
        pad.reading = self.reader.read(text, sentences)
        pad.spans = [each for each in pad.reading.spans(_SEEN) if not _BREAK.search(text, each.start, each.end)]
        doc.ents = tuple(_names(doc, pad.spans))
        return doc


def _names(doc: Doc, spans: list[Found]) -> list[Span]:
    """The surest names that do not overlap."""
    taken: set[int] = set()
    found = []
    for each in spans:
        if each.label not in NAMES or each.probability < NAME:
            continue
        span = tokens(doc, each)
        if span is not None and taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            found.append(Span(doc, span.start, span.end, LABELS[each.label]))
    return sorted(found, key=lambda span: span.start)


def tokens(doc: Doc, found: Found) -> Span | None:
    """The tokens of a span of characters; those that it only touches where it is no whole token."""
    exact: Span | None = doc.char_span(found.start, found.end)
    if exact is not None:
        return exact
    part: Span | None = doc.char_span(found.start, found.end, alignment_mode="expand")
    return part
