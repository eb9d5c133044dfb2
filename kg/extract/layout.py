"""Component `kg_layout`, and the text that the pipeline reads: removed stretches blanked, offsets unmoved."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Article, Span
from kg.text.paragraphs import paragraphs

# spaCy parses a document as a whole and needs about 1 GB for 100,000 words of it; longer articles are read in
# pieces that end with a paragraph.
_LONGEST = 100_000
_OPENING = 4  # words of a paragraph among which no sentence ends


def readable(article: Article) -> str:
    """The article's text with all that was set aside replaced by line breaks, code point for code point."""
    pieces: list[str] = []
    position = 0
    for removed in article.removed:
        pieces += [article.text[position : removed.start], "\n" * (removed.end - removed.start)]
        position = removed.end
    return "".join([*pieces, article.text[position:]])


def pieces(text: str) -> Iterator[Span]:
    """Ranges of a text that hold something to read and are short enough to parse at once."""
    start = end = None
    for first, last in paragraphs(text):
        for a, b in _cut(first, last):
            if start is not None and end is not None and b - start > _LONGEST:
                yield start, end
                start = None
            start, end = (a if start is None else start), b
    if start is not None and end is not None:
        yield start, end


def _cut(start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        yield start, start + _LONGEST
        start += _LONGEST
    yield start, end


@Language.component("kg_layout")
def mark_paragraphs(doc: Doc) -> Doc:
    """Let a sentence begin with every paragraph, and none with its second word; must run before the parser.

    The parser likes to end a sentence right behind a boundary that it was given: "Police | used tear gas".
    """
    starts = iter(paragraphs(doc.text))
    start = next(starts, None)
    for token in doc:
        while start is not None and token.idx >= start[0] and not token.is_space:
            token.is_sent_start = True
            _hold(doc, token.i)
            start = next(starts, None)
            while start is not None and start[0] <= token.idx:
                start = next(starts, None)
    return doc


def _hold(doc: Doc, first: int) -> None:
    """Let the sentence that begins here go on over its first words, up to a mark that may end it."""
    for token in doc[first + 1 : first + _OPENING]:
        if not token.nbor(-1).is_alpha or not token.is_alpha:
            return
        token.is_sent_start = False
