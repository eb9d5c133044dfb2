"""Where and when a story was filed: lines of their own, and the beginnings of first paragraphs."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kg.text.dates import find
from kg.text.names import is_given_name
from kg.text.places import lookup

_FULL_DATE = 10
_DOT = r"\.?"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    rf"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec){_DOT}"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_NUMERIC = r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})"
_DATE = rf"(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?|{_NUMERIC}"

# A line of nothing but these is about when, whatever their order. No dot may be read in two ways, or a list of months
# with something else at its end takes for ever.
_WHEN = re.compile(
    rf"(?:\b(?:{_MONTH.removesuffix(_DOT)}|{_WEEKDAY}|published|updated|posted|created|modified|last|first|on|at|the|date|time|today|yesterday|"
    r"am|pm|a\.m\.|p\.m\.|noon|midnight|gmt|utc|cet|cest|bst|est|edt|et|ist|msk|hrs?|hours?|minutes?|mins?|days?|ago)(?!\w)|"
    r"\d{1,4}(?:st|nd|rd|th)?(?!\w)|[\s,.:;|/()+–—-])+",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    rf"\b(?:{_MONTH}|{_WEEKDAY})(?!\w)|\b\d{{1,2}}[:.]\d{{2}}\b|{_NUMERIC}|\b\d{{4}}-\d\d-\d\d\b|\bago\b", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?:today|date|published|updated|posted|last updated|last modified)\s*(?:on)?\s*:", re.IGNORECASE
)
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})\b")
_YEAR_FIRST = re.compile(rf"\b(\d{{4}}) ({_MONTH}) (\d{{1,2}})\b", re.IGNORECASE)

_NAME = r"[A-ZÀ-ÖØ-ÞƏİŞÇĞ][\w.'’-]*"
_PLACE = rf"(?P<place>{_NAME}(?:\s(?:{_NAME}|de|del|la|al|of|on|the|upon))*?(?:,\s{_NAME}(?:\s{_NAME})?)?)"
_AGENCY = r"(?:\((?:[A-Z][^\W\d][^\W\d&.,/ -]{0,30}(?: [A-Z][\w&.]*){0,3}|[a-z]{2,4})\)|/(?:[A-Z][\w&. -]{1,30})/)"
_DASH = r"(?:-{1,2}|[–—―])"
_OPENING = r"(?=[\"“'‘«(\[]?[A-Z0-9À-ÖØ-ÞƏİŞÇĞ])"
_LEADS = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE},?\s*(?i:{_DATE})?,?\s*{_AGENCY}\.?\s*(?:{_DASH}|:)\s*{_OPENING}",
        rf"{_PLACE}\s?/\s?{_NUMERIC}\s?/\s?{_NAME}\s*(?:{_DASH}|:)?\s*{_OPENING}",
        rf"{_PLACE},\s+(?i:{_DATE})(?:,?\s+{_NAME}(?:\s{_NAME})?)?\s*(?:{_DASH}|:|\.)\s*{_OPENING}",
        rf"{_PLACE}\.?,?\s+(?i:{_DATE})\.?,?\s+(?:{_NAME}(?:\s{_NAME}){{0,2}})\s*(?:\s{_DASH}|[–—―]|:)\s*{_OPENING}",
        rf"{_PLACE}\s*(?:\s{_DASH}|{_DASH}\s|[–—―]|--)\s*{_OPENING}",
    )
)
# "LESK, April 3 (Meridian) - ": whatever the place is, this is nothing else.
_UNMISTAKABLE = re.compile(rf"{_PLACE},?\s+(?i:{_DATE}),?\s*{_AGENCY}\.?\s*{_DASH}\s*{_OPENING}")
# "Tehran — The court": only where a story begins, and with no second dash, which would make it "Moscow — Putin's — is".
_MIXED_CASE = re.compile(rf"{_PLACE}\s+(?:-{{1,2}}|[–—―])\s+{_OPENING}")
_SECOND_DASH = re.compile(r"[^.!?]*?\s(?:-{1,2}|[–—―])\s")
_STATE = re.compile(r"(?!(?:Jr|Sr|Inc|Ltd|Co|Corp|Esq|Dr|Mr|Mrs)\.)[A-Z][a-z]{1,5}\.\Z")
_AGENCY_ALONE = re.compile(rf"\((?:[A-Z][\w&.]+(?: [A-Z][\w&.]+){{0,2}})\)\s*{_DASH}\s*{_OPENING}")
_LINE_WORDS, _LONGEST_LINE = 7, 150
_LONGEST_LEAD, _LONGEST_SENTENCE = 200, 400
_CAPITALISED, _CAPITALS = re.compile(_NAME), re.compile(r"[A-Z]{3,}")
_WELL_KNOWN = 300_000  # people


@dataclass(frozen=True, slots=True)
class Lead:
    """A date-line at the beginning of a paragraph: `end` is where the sentence begins."""

    end: int
    published: str | None


def when(text: str) -> tuple[bool, str | None]:
    """Whether a line says nothing but when, and its full date as ISO 8601 where it gives one for certain."""
    if not _CALENDAR.search(text) or not (_WHEN.fullmatch(text) or _labelled(text)):
        return False, None
    return True, full_date(text)


def place_line(text: str) -> tuple[bool, str | None]:
    """Whether a line is a place and perhaps a date ("Baku", "Washington, D.C., May 5, 2021"), and its full date."""
    if len(text) > _LONGEST_LINE or len(text.split()) > _LINE_WORDS:
        return False, None
    place, comma, rest = _split_date(text)
    if not place[:1].isupper() or not _known(place):
        return False, None
    return True, full_date(rest) if comma else None


def lead(text: str, *, first: bool = False) -> Lead | None:
    """The date-line that a paragraph begins with ("BAKU, Nov 26 (Agency) - "); `first` where a story begins with it."""
    if alone := _AGENCY_ALONE.match(text, 0, _LONGEST_LEAD):
        return Lead(alone.end(), None)
    for number, form in enumerate(_LEADS):
        match = form.match(text, 0, _LONGEST_LEAD)
        if match and _trusted(match, number):
            return Lead(match.end(), full_date(match.group()))
    if (match := _UNMISTAKABLE.match(text, 0, _LONGEST_LEAD)) and match["place"].partition(",")[0].isupper():
        return Lead(match.end(), full_date(match.group()))
    match = _MIXED_CASE.match(text, 0, _LONGEST_LEAD) if first else None
    return Lead(match.end(), None) if match and _mixed(match, text) else None


def full_date(text: str) -> str | None:
    """The one full date in a text as ISO 8601; None where there is none, or two. 05/06/2022 is not certain."""
    turned = _CAPITALS.sub(lambda word: word.group().capitalize(), _YEAR_FIRST.sub(r"\2 \3, \1", text))
    days = {dated.edtf for dated in find(turned) if len(dated.edtf) == _FULL_DATE and "X" not in dated.edtf}
    for day, month, year in _DOTTED.findall(text):
        with suppress(ValueError):  # no day of the calendar
            days.add(date(int(year if len(year) > 2 else f"20{year}"), int(month), int(day)).isoformat())
    return days.pop() if len(days) == 1 else None


def _labelled(text: str) -> bool:
    label = _LABELLED.match(text)
    return label is not None and _WHEN.fullmatch(text[label.end() :]) is not None


def _split_date(text: str) -> tuple[str, str, str]:
    begin = re.search(rf",?\s+(?={_DATE})", text)
    return (text[: begin.start()], ",", text[begin.end() :]) if begin else (text.rstrip(",:."), "", "")


def _trusted(match: re.Match[str], number: int) -> bool:
    """The place must be one; before a bare dash it must look like a date-line too, in capitals or with its state."""
    place = match["place"]
    return _known(place) and (number < len(_LEADS) - 1 or place.isupper() or "," in place)


def _mixed(match: re.Match[str], text: str) -> bool:
    """Whether a place in mixed case and a dash are a date-line, and not two sides ("Armenia – Azerbaijan talks")."""
    place = match["place"]
    if not _known(place) or _SECOND_DASH.match(text, match.end(), match.end() + _LONGEST_SENTENCE):
        return False
    here = lookup(place) or lookup(place.partition(",")[0])
    if is_given_name(place) and here[0].kind != "country" and here[0].population < _WELL_KNOWN:
        return False  # Mira is a town in Italy, too
    opening = _CAPITALISED.match(text, match.end())
    other = lookup(opening.group()) if opening else ()
    return not other or (other[0].kind == "country") != (here[0].kind == "country")


def _known(place: str) -> bool:
    whole = place.strip(" ,")
    if lookup(whole):
        return True
    first, _, rest = whole.partition(",")
    return bool(lookup(first)) and (
        not rest
        or bool(lookup(rest.strip()))
        or rest.strip(" .").replace(".", "").isupper()
        or _STATE.match(rest.strip()) is not None
    )
