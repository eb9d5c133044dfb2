"""Component `kg_reader`: encodes the `Doc` and writes the names that the reader sees to `doc.ents`.

It stands where spaCy's own recognizer would; what else the reader can say is asked of `Notes.reading`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
_BRACKET = re.compile(r"[()]")


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
        lines = [token.idx for token in doc if token.is_sent_start and token.i and "\n" in doc[token.i - 1].text]
        pad.spans = [each for each in pad.reading.spans(_SEEN) if _whole(text, each, lines)]
        doc.ents = tuple(_names(doc, pad.spans))
        return doc


def _whole(text: str, each: Found, lines: Sequence[int]) -> bool:
    """Whether it runs over no paragraph's end and holds no half of a pair of brackets: "Lund ( Sweden ) , Berg"."""
    brackets = "".join(_BRACKET.findall(text, each.start, each.end))
    crosses = bisect_right(lines, each.start) < bisect_left(lines, each.end)
    return brackets in ("", "()") and not crosses and not _BREAK.search(text, each.start, each.end)


def _names(doc: Doc, spans: Sequence[Found]) -> list[Span]:
    """The surest names that do not overlap, under the likeliest of their labels."""
    taken: set[int] = set()
    found = []
    for probability, each in _ranked(spans):
        if probability < NAME:
            break
        span = tokens(doc, each)
        if span is not None and taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            found.append(Span(doc, span.start, span.end, LABELS[each.label]))
    return sorted(found, key=lambda span: span.start)


def _ranked(spans: Sequence[Found]) -> list[tuple[float, Found]]:
    """The spans that may be names, surest first: how probably one is a name at all, and its likeliest label."""
    best: dict[tuple[int, int], Found] = {}
    doubt: dict[tuple[int, int], float] = {}
    for each in spans:
        if each.label in NAMES:
            at = (each.start, each.end)
            best.setdefault(at, each)
            doubt[at] = doubt.get(at, 1.0) * (1.0 - each.probability)
    ranked = [(round(1.0 - doubt[at], 3), each) for at, each in best.items()]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].start, pair[1].end))


def tokens(doc: Doc, found: Found) -> Span | None:
    """The tokens of a span of characters; those that it only touches where it is no whole token."""
    exact: Span | None = doc.char_span(found.start, found.end)
    if exact is not None:
        return exact
    part: Span | None = doc.char_span(found.start, found.end, alignment_mode="expand")
    return part
