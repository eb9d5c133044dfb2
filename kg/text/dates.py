"""Dates in English news text as EDTF level 1 strings, as precise as the text and never more.

EDTF: https://www.loc.gov/standards/datetime/ . An unknown year reads `XXXX`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Tense = Literal["past", "future"]

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?P<weekday>Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?)"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NOT_MORE = r"(?![\w-]|[.,:/]\d)"

_BARE = (
    rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Bb]y|[Oo]f|[Ee]arly|[Ll]ate)\s+(?P<bare>{_MONTH[9:-1]}|(?:1[5-9]|20)\d\d)"
    r"(?![\w%]|[.,]\d|,?\s+(?:of\s+)?\d|\s*(?:people|euros|dollars|votes))"
)

# Tried in this order at every place; the first that fits wins.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<![\d.-])(?P<year>1[5-9]\d\d|20\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01]){_NOT_MORE}",
        rf"\b{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}\b{_NOT_MORE}",
        rf"(?<![\d.,/-])\b{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}\b{_NOT_MORE}",
        rf"\b{_MONTH}\s+{_DAY}{_NOT_MORE}",
        rf"(?<![\d.,/-])\b{_DAY}(?:\s+of)?\s+{_MONTH}(?!\w)",
        rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b{_NOT_MORE}",
        rf"(?P<last>\b[Ll]ast\s+|\b[Nn]ext\s+)?\b{_WEEKDAY}\b",
        r"\b(?P<relative>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b",
        _BARE,
    )
)
_RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_HALF_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression: where it stands and its EDTF value; `inferred` where the publication day was needed."""

    start: int
    end: int
    edtf: str
    inferred: bool


def find(text: str, published: str | None = None, tense: Tense = "past") -> list[Dated]:
    """The dates in a text, in order. `published` (ISO 8601) anchors weekdays, `yesterday` and missing years.

    A weekday without a publication day is no date: nobody can tell which one it was.
    """
    anchor = _iso(published)
    found: list[Dated] = []
    taken = 0
    for start, match in _matches(text):
        if start < taken:
            continue
        value = _value(match, anchor, tense)
        if value is not None:
            begin, end = match.span("bare") if _group(match, "bare") else match.span()
            found.append(Dated(begin, end, value[0], value[1]))
            taken = end
        elif _group(match, "day"):
            taken = match.end()  # no day of the calendar; "31 April 2022" is not April 2022 either
    return found


def _matches(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    ranked = [(match.start(), rank, match) for rank, form in enumerate(_FORMS) for match in form.finditer(text)]
    for start, _, match in sorted(ranked, key=lambda found: found[:2]):
        yield start, match


def _value(match: re.Match[str], anchor: date | None, tense: Tense) -> tuple[str, bool] | None:
    if bare := _group(match, "bare"):
        return (bare, False) if bare.isdigit() else _monthly(_number(bare), anchor)
    if weekday := _group(match, "weekday"):
        return _weekly(weekday, _group(match, "last"), anchor, tense)
    if relative := _group(match, "relative"):
        return ((anchor + timedelta(_RELATIVE_DAYS[relative.lower()])).isoformat(), True) if anchor else None
    number = _group(match, "number")
    month = int(number) if number else _number(_group(match, "month") or "")
    year, day = _group(match, "year"), _group(match, "day")
    if day is None:
        return f"{year}-{month:02}", False
    if year is None:
        return _yearless(month, int(day), anchor)
    return (f"{year}-{month:02}-{int(day):02}", False) if _possible(int(year), month, int(day)) else None


def _yearless(month: int, day: int, anchor: date | None) -> tuple[str, bool] | None:
    """A day without a year: of the year that brings it closest to publication, within half a year."""
    if not _possible(2000, month, day):
        return None
    if anchor is not None:
        near = [
            date(year, month, day)
            for year in (anchor.year - 1, anchor.year, anchor.year + 1)
            if _possible(year, month, day)
        ]
        closest = min(near, key=lambda other: abs(other - anchor), default=None)
        if closest is not None and abs(closest - anchor) <= _HALF_YEAR:
            return closest.isoformat(), True
    return f"XXXX-{month:02}-{day:02}", False


def _monthly(month: int, anchor: date | None) -> tuple[str, bool] | None:
    if anchor is None:
        return f"XXXX-{month:02}", False
    middle = _yearless(month, 15, anchor)
    return (middle[0][:7], True) if middle and middle[1] else (f"XXXX-{month:02}", False)


def _weekly(name: str, modifier: str | None, anchor: date | None, tense: Tense) -> tuple[str, bool] | None:
    if anchor is None or name.lower() not in _WEEKDAYS:
        return None  # a plural ("on Mondays") is a habit, not a day
    number = _WEEKDAYS.index(name.lower())
    if modifier:  # "last Tuesday" and "next Tuesday" mean different weeks to different writers
        return None
    back = (anchor.weekday() - number) % 7
    day = anchor - timedelta(back) if tense == "past" or back == 0 else anchor + timedelta(7 - back)
    return day.isoformat(), True


def _number(month: str) -> int:
    short = month.lower().rstrip(".")
    return next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(short[:3]))


def _possible(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _iso(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)
