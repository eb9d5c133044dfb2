"""Component `kg_lifespans`: what stands in brackets behind a name: when and where somebody was born and died.

"Ann Ode (born 4 May 1950 in Oslo)", "Bo Rask, OBE (4 May 1950, Oslo – 3 June 2010)", "Cy Lund (died 2010)".
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract import timing
from kg.extract.notes import Draft, Filler, Notes, Reference, notes
from kg.ontology import DATE
from kg.text.dates import Dated

EXTRACTOR = "kg/lifespans"

_CONFIDENCE = 0.9
_LONGEST = 40  # tokens of a bracket
_BORN = re.compile(r"\b(?:born|b\.)", re.IGNORECASE)
_DIED = re.compile(r"\b(?:died|d\.)", re.IGNORECASE)
_DASH = frozenset({"-", "--", "–", "—"})
_BESIDE = frozenset({",", "in", "at", "near"})  # between a date and its place
_HONOUR = re.compile(r"(?:[A-Z]{2,5}|(?:[A-Z]\.){2,4}|[JS]r\.?)")

Found = tuple[int, int, Dated]


@Language.component("kg_lifespans")
def find_lifespans(doc: Doc) -> Doc:
    """Draft birth and death for every person with such a bracket."""
    pad = notes(doc)
    for person in [ref for ref in pad.references if ref.class_ == "Person" and ref.form == "name"]:
        bracket = _bracket(doc, person)
        if bracket is not None:
            pad.drafts.extend(_drafts(pad, person, bracket))
    return doc


def _bracket(doc: Doc, person: Reference) -> Span | None:
    """What stands in the bracket behind a name, or behind the letters of honours that follow it."""
    start = person.end
    while start < len(doc) and (doc[start].text == "," or _HONOUR.fullmatch(doc[start].text)):
        start += 1
    if doc[start : start + 1].text != "(":
        return None
    close = next((token.i for token in doc[start : start + _LONGEST] if token.text == ")"), None)
    return doc[start + 1 : close] if close is not None and close > start + 1 else None


def _drafts(pad: Notes, person: Reference, bracket: Span) -> Iterator[Draft]:
    who = Filler(person.start, person.end, person.cluster)
    text = bracket.text
    born, died = _BORN.search(text), _DIED.search(text)
    found = [each for each in timing.in_sentence(bracket, pad) if each[0] >= bracket.start and each[1] <= bracket.end]
    if born is None and died is None:
        yield from _span_of_life(pad, who, bracket, found)
        return
    for kind, mark, other in (("birth", born, died), ("death", died, born)):
        if mark is not None:
            stop = other.start() if other is not None and other.start() > mark.start() else len(text)
            part = bracket.char_span(mark.start(), stop, alignment_mode="contract")
            if part is not None:
                yield from _event(pad, who, kind, part, found)


def _event(pad: Notes, who: Filler, kind: str, part: Span, found: list[Found]) -> Iterator[Draft]:
    """The first date of the part, and the place behind "in"."""
    for start, end, dated in found:
        if part.start <= start and end <= part.end:
            yield _dated(who, f"{kind}Date", start, end, dated)
            break
    for ref in pad.within(part):
        if (
            ref.class_ == "Place"
            and ref.form == "name"
            and ref.start > part.start
            and part.doc[ref.start - 1].lower_ == "in"
        ):
            place = Filler(ref.start, ref.end, ref.cluster)
            yield Draft(who, f"{kind}Place", place, _CONFIDENCE, EXTRACTOR)
            return


def _span_of_life(pad: Notes, who: Filler, bracket: Span, found: list[Found]) -> Iterator[Draft]:
    """Two dates that a dash parts, each perhaps with its place and nothing else: "4 May 1950, Oslo – 3 June 2010"."""
    if len(found) != 2:
        return
    doc = bracket.doc
    (start, end, birth), (begin, stop, death) = found
    dash = next((token.i for token in doc[end:begin] if token.text in _DASH), begin)
    places = [pad.at(token.i) for token in (*doc[end:dash], *doc[stop : bracket.end]) if token.lower_ not in _BESIDE]
    if start != bracket.start or begin != dash + 1 or any(ref is None or ref.class_ != "Place" for ref in places):
        return
    yield _dated(who, "birthDate", start, end, birth)
    yield _dated(who, "deathDate", begin, stop, death)
    for kind, part in (("birth", doc[end:dash]), ("death", doc[stop : bracket.end])):
        if (place := next(iter(pad.within(part)), None)) is not None:
            filler = Filler(place.start, place.end, place.cluster)
            yield Draft(who, f"{kind}Place", filler, _CONFIDENCE, EXTRACTOR)


def _dated(who: Filler, predicate: str, start: int, end: int, dated: Dated) -> Draft:
    return Draft(who, predicate, Filler(start, end, value=dated.edtf, datatype=DATE), _CONFIDENCE, EXTRACTOR)
