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

# "March 20 last year", "in March of last year"; "last year" alone is no date.
_SHIFT = r"(?:,?\s+(?:of\s+)?(?P<shift>[Ll]ast|[Tt]his|[Nn]ext)\s+year\b)"
_FULL_MONTH = _MONTH[len("(?P<month>") : -1]
_FULL_DAY = rf"(?:{_FULL_MONTH})\s+\d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{_FULL_MONTH})"

_BARE = (
    rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Bb]y|[Oo]f|[Ee]arly|[Ll]ate)\s+(?P<bare>{_FULL_MONTH}|(?:1[5-9]|20)\d\d)"
    rf"(?:(?<!\d){_SHIFT}|(?![\w%]|[.,]\d|,?\s+(?:of\s+)?\d|\s*(?:people|euros|dollars|votes)))"
)

# "(born 1945)", "died c. 1706", "(founded 1998)"; not "founded 1998 schools".
_CIRCA = r"(?P<circa>(?:c\.?|ca\.?|circa|around|about)\s*)?"
_ONLY_YEAR = (
    rf"\b(?:(?:[Bb]orn|[Dd]ied)\s+{_CIRCA}(?P<only>(?:1[5-9]|20)\d\d)(?![\w%-]|[.,]\d|\s+(?:people|[a-z]{{4,}}s)\b)"
    rf"|(?:[Ff]ounded|[Ee]stablished|[Ii]ncorporated)\s+{_CIRCA.replace('circa>', 'roughly>')}"
    rf"(?P<since>(?:1[5-9]|20)\d\d)(?=\s*[),;]|\s+(?:in|by)\b))"
)

# What a form cannot do without: most sentences have none of it, and these are cheaper to look for than a date.
_DIGIT, _NAME = re.compile(r"\d"), re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
_DAILY = re.compile("day|[Tt]omorrow|[Tt]onight")

# Tried in this order at every place; the first that fits wins.
_FORMS = tuple(
    (frozenset(needed), re.compile(form))
    for needed, form in (
        (
            (_DIGIT,),
            rf"(?<![\d.-])(?P<year>1[5-9]\d\d|20\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01]){_NOT_MORE}",
        ),
        ((_NAME, _DIGIT), rf"\b{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}\b{_NOT_MORE}"),
        ((_NAME, _DIGIT), rf"(?<![\d.,/-])\b{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}\b{_NOT_MORE}"),
        ((_NAME, _DIGIT), rf"\b{_MONTH}\s+{_DAY}{_NOT_MORE}{_SHIFT}?"),
        # In "killed 12 May 10, 2021" the number is none of the date.
        (
            (_NAME, _DIGIT),
            rf"(?<![\d.,/-])\b{_DAY}(?:\s+of)?\s+{_MONTH}(?!\w|\s+\d{{1,2}}(?:\s*,\s*|\s+)(?:1[5-9]|20)\d\d\b){_SHIFT}?",
        ),
        ((_NAME, _DIGIT), rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b{_NOT_MORE}"),
        ((_NAME,), rf"\b{_MONTH}\s+of\s+(?P<shift>last|this|next)\s+year\b"),
        # "This May Be the End" is a headline.
        ((_NAME,), rf"\b(?P<shift>[Tt]his)\s+{_MONTH}(?!\w|\s+[A-Z\d])"),
        # "Tuesday, 4 May 1971" is that day and no other Tuesday.
        (
            (_DAILY,),
            rf"(?:\b(?P<beside>[Ll]ast|[Nn]ext)\s+)?\b{_WEEKDAY}\b(?!,?\s+(?:the\s+)?(?:{_FULL_DAY}|\d{{4}}-\d\d-\d\d))",
        ),
        ((_DAILY,), r"\b(?P<relative>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b"),
        ((), _BARE),
        ((_DIGIT,), _ONLY_YEAR),
    )
)
_YEARS = ("bare", "only", "since")  # groups that a word introduces, which is none of the date
_RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_HALF_YEAR = timedelta(days=183)
# In 1,856 dates of news a day without a year that a tense pushed further than half a year was mostly a tense misread
# ("scheduled for August 9"), unless it fell in the year of publication and its rival was more than two months away.
_RIVAL = timedelta(days=61)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression: where it stands and its EDTF value; `inferred` where the publication day was needed."""

    start: int
    end: int
    edtf: str
    inferred: bool


def find(text: str, published: str | None = None, tense: Tense = "past") -> list[Dated]:
    """The dates in a text, in order. `published` (ISO 8601) anchors weekdays, `yesterday` and missing years.

    What is past is never later than publication, what is future never earlier. A weekday without a publication day
    is no date: nobody can tell which one it was. The spans are the same in either tense.
    """
    anchor = _iso(published)
    found: list[Dated] = []
    taken = 0
    for start, match in _matches(text):
        if start < taken:
            continue
        value = _value(match, anchor, tense)
        if value is not None:
            begin = next((match.start(name) for name in _YEARS if _group(match, name)), start)
            found.append(Dated(begin, match.end(), value[0], value[1]))
            taken = match.end()
        elif _group(match, "day"):
            taken = match.end()  # no day of the calendar; "31 April 2022" is not April 2022 either
    return found


def _matches(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    there = {mark for mark in (_DIGIT, _NAME, _DAILY) if mark.search(text)}
    forms = [(rank, form) for rank, (needed, form) in enumerate(_FORMS) if there and needed <= there]
    ranked = [(match.start(), rank, match) for rank, form in forms for match in form.finditer(text)]
    for start, _, match in sorted(ranked, key=lambda found: found[:2]):
        yield start, match


def _value(match: re.Match[str], anchor: date | None, tense: Tense) -> tuple[str, bool] | None:
    if weekday := _group(match, "weekday"):
        return _weekly(weekday, _group(match, "beside"), anchor, tense)
    if relative := _group(match, "relative"):
        return ((anchor + timedelta(_RELATIVE_DAYS[relative.lower()])).isoformat(), True) if anchor else None
    if only := _group(match, "only") or _group(match, "since"):
        return only + "~" * bool(_group(match, "circa") or _group(match, "roughly")), False
    bare, number = _group(match, "bare"), _group(match, "number")
    if bare and bare.isdigit():
        return bare, False
    day = int(_group(match, "day") or 0) or None
    month = int(number) if number else _number(bare or _group(match, "month") or "")
    year, shift = _group(match, "year"), _group(match, "shift")
    if year:
        return _dated(int(year), month, day, inferred=False)
    if shift and anchor:
        return _dated(anchor.year + _SHIFTS[shift.lower()], month, day, inferred=True)
    return _yearless(month, day, None if shift else anchor, tense)


def _dated(year: int, month: int, day: int | None, *, inferred: bool) -> tuple[str, bool] | None:
    if not day:
        return f"{year:04}-{month:02}", inferred
    return (f"{year:04}-{month:02}-{day:02}", inferred) if _possible(year, month, day) else None


def _yearless(month: int, day: int | None, anchor: date | None, tense: Tense) -> tuple[str, bool] | None:
    """A day or month without a year: the last one up to publication, or the first one from then on.

    Where one on the other side is closer, it may as well be that one, and the year mostly stays open.
    """
    if not _possible(2000, month, day or 1):
        return None
    unknown = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
    if anchor is None:
        return unknown, False
    today = anchor if day else anchor.replace(day=1)
    years = (today.year - 1, today.year, today.year + 1)
    near = [date(year, month, day or 1) for year in years if _possible(year, month, day or 1)]
    fits = [each for each in near if (each <= today if tense == "past" else each >= today)]
    closest = min(fits, key=lambda each: abs(each - today), default=None)
    rivals = [abs(each - today) for each in near if each not in fits]
    if closest is None:
        return unknown, False
    same_year = closest.year == today.year and min(rivals, default=_HALF_YEAR) > _RIVAL
    if abs(closest - today) > _HALF_YEAR and not same_year:
        return unknown, False
    return closest.isoformat()[: len(unknown)], True


def _weekly(name: str, beside: str | None, anchor: date | None, tense: Tense) -> tuple[str, bool] | None:
    if anchor is None or name.lower() not in _WEEKDAYS:
        return None  # a plural ("on Mondays") is a habit, not a day
    back = (anchor.weekday() - _WEEKDAYS.index(name.lower())) % 7
    if beside:  # the one before or after publication; of the same weekday, that of the week before or after
        day = anchor - timedelta(back or 7) if beside.lower() == "last" else anchor + timedelta(7 - back)
    else:
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
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if date.min.year < day.year < date.max.year else None  # the calendar ends at both


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)
