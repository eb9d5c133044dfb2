"""Paragraphs of a plain text: where a sentence must end even though no full stop says so."""

import re

from kg.model import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BLANK = re.compile(r"\n[ \t\u00a0]*\n|\u2029")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")

# A text is taken for hard-wrapped where most lines that do not end a sentence are about equally long.
# Wrapped mail and press releases break at 60 to 90 characters; pages with a line a paragraph go far beyond.
_WRAP = (45, 100)
_GOING_ON = 0.3  # of its lines begin within a sentence: those of a headline, its by-line and buttons do not


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, in order, without the white space around them.

    Blank lines always part paragraphs; single line breaks do unless the text is hard-wrapped.
    """
    spans: list[Span] = []
    start = 0
    for blank in [*_BLANK.finditer(text), None]:
        end = blank.start() if blank else len(text)
        spans += _lines(text, start, end)
        start = blank.end() if blank else end
    return spans


def _lines(text: str, start: int, end: int) -> list[Span]:
    lines = [line.span() for line in _LINE.finditer(text, start, end) if line.group().strip()]
    if _wrapped(text, lines):
        lines = [(lines[0][0], lines[-1][1])]
    return [_trim(text, span) for span in lines]


def _wrapped(text: str, lines: list[Span]) -> bool:
    if len(lines) < 3:
        return False
    open_lines = [span for span in lines[:-1] if not _SENTENCE_END.search(text[span[0] : span[1]])]
    long_enough = [span for span in lines[:-1] if _WRAP[0] <= span[1] - span[0] <= _WRAP[1]]
    goes_on = [span for span in lines[1:] if text[span[0] : span[1]].lstrip()[:1].islower()]  # a list's lines do not
    return (
        len(open_lines) > len(lines) / 2
        and len(long_enough) > 0.8 * (len(lines) - 1)
        and len(goes_on) >= _GOING_ON * (len(lines) - 1)
    )


def _trim(text: str, span: Span) -> Span:
    piece = text[span[0] : span[1]]
    return span[0] + len(piece) - len(piece.lstrip()), span[0] + len(piece.rstrip())
