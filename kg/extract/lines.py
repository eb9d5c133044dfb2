"""What the shape of a line says about names in it: datelines open with a place, tables of results rank teams, and
in headlines and shouted lines capitals say little."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from kg.text import places

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:\d{{4}}-\d\d-\d\d|{_MONTH} \d|\d{{1,2}} {_MONTH})"
# Behind the town: its country or state, the date, the agency in brackets, a dash; one of the last three at least.
_DATELINE = re.compile(
    rf" ?(?:, ?[^\W\d_][^,\n\d(]{{1,30}}?)? ?,? ?(?:{_DATE}|\([^\n()]{{2,30}}\) ?[-–—]|(?P<dash>[-–—]{{1,2}} ))"
)
_OPENED = re.compile(r"[^\n(]{2,60}\( ?")
_CLOSED = re.compile(r" ?\) ?[-–—]")
_NAME = r"[^\W\d_][^\d\n()]*?"
_NUMBER = r"(?:[-+]?\.?\d[\d.,:%]*(?: ?1/2|/\d)?|-)"
_STANDING = re.compile(rf"(?:\d+\.? )?(?P<one>{_NAME})(?: +{_NUMBER}){{3,}}\s*")
_RESULT = re.compile(rf"(?P<one>{_NAME}) +\d{{1,3}} +,? ?(?P<two>{_NAME}) +\d{{1,3}}(?: ?\([^\n]*\)?)?\s*\.?")
_SMALL = 3  # letters of words that headlines leave in lower case
_OPENING = 6  # tokens at the beginning of a shouted line of which one is a word in capitals
_REACH = 40  # tokens of a line that are looked at on either side of a name


def shouted(doc: Doc) -> Iterator[Span]:
    """The sentences that are written in capitals."""
    for sentence in doc.sents:
        opens = any(token.is_upper and len(token) > 1 for token in sentence[:_OPENING])  # what most have not
        if opens and loud(words(sentence)):
            yield sentence


def words(sentence: Span) -> list[str]:
    """The words of a sentence that are not small."""
    return [token.text for token in sentence if token.is_alpha and len(token) > _SMALL]


def loud(words: Sequence[str]) -> bool:
    """Whether a sentence of several words is written in capitals."""
    return len(words) >= 3 and sum(word.isupper() for word in words) > 0.7 * len(words)


def heading(sentence: Span, words: Sequence[str]) -> bool:
    """Whether most words of a sentence without a full stop are capitalised, as in headlines."""
    if len(words) < 3 or sum(word[0].isupper() for word in words) <= 0.7 * len(words) or _row(sentence):
        return False
    last = next((token for token in reversed(sentence) if not token.is_space), sentence[-1])
    return last.text[-1] not in ".!?…"


def _row(sentence: Span) -> bool:
    """Whether it is a row of a table or list: "3. Loris Cadrega ( Italy ) 5.2"."""
    numbers = sum(token.like_num for token in sentence)
    return sentence[0].text[0].isdigit() or numbers > 1 or any(token.text == "(" for token in sentence)


def dateline(span: Span) -> bool:
    """Whether a name in capitals opens a line as the place that a report is from: "LUNDBY, Denmark, May 3 (KPA) -"."""
    if not span[0].is_upper or not _opens(span.doc, span.start) or not span.text.isupper():
        return False
    found = _DATELINE.match(_behind(span))
    return found is not None and (found["dash"] is None or bool(places.lookup(span.text.title())))


def agency(span: Span) -> bool:
    """Whether the name stands in the brackets that close a dateline: "LUNDBY, May 3 (KPA) -"."""
    doc, start = span.doc, span.start
    if start == 0 or doc[start - 1].text != "(":
        return False
    return _OPENED.fullmatch(_before(span)) is not None and _CLOSED.match(_behind(span)) is not None


def ranked(span: Span) -> bool:
    """Whether the name is all that a line has beside numbers: "Brommen 17 9 3 5", "Brommen 2 Talvik 1"."""
    doc, end = span.doc, span.end
    if end == len(doc) or not doc[end].text[-1].isdigit():
        return False
    line = (_before(span) + span.text + _behind(span)).strip()
    found = _STANDING.fullmatch(line) or _RESULT.fullmatch(line)
    return found is not None and span.text in (name.strip() for name in found.groups())


def _opens(doc: Doc, i: int) -> bool:
    return i == 0 or "\n" in doc[i - 1].text


def _before(span: Span) -> str:
    doc, i = span.doc, span.start
    while i > max(span.start - _REACH, 0) and not _opens(doc, i):
        i -= 1
    return "".join(token.text_with_ws for token in doc[i : span.start])


def _behind(span: Span) -> str:
    doc, i = span.doc, span.end
    while i < min(span.end + _REACH, len(doc)) and "\n" not in doc[i].text:
        i += 1
    return span[-1].whitespace_ + doc[span.end : i].text
