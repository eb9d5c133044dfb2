"""The head word of a phrase, from the small spaCy pipeline: corpora without syntax mark whole phrases."""

from collections.abc import Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.pipeline import DEFAULT_MODEL
from kg.model import Span


@cache
def pipeline() -> Language:
    """The pipeline that kg installs."""
    return spacy.load(DEFAULT_MODEL)


def heads(text: str, spans: Sequence[Span]) -> list[Span]:
    """The characters of each span's head word."""
    return heads_in(pipeline()(text), spans)


def heads_in(doc: Doc, spans: Sequence[Span]) -> list[Span]:
    """The characters of each span's head word in a parsed text; of a broken span the span itself."""
    found = []
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        root = span.root if span is not None else None
        found.append((root.idx, root.idx + len(root)) if root is not None else (start, end))
    return found
