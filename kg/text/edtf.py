"""What an EDTF level 1 date leaves open, as its earliest and latest day (https://www.loc.gov/standards/datetime/)."""

import re
from calendar import monthrange
from datetime import date

Days = tuple[date | None, date | None]

_UNKNOWN: Days = (None, None)
_DATE = re.compile(r"(\d\d\d\d|\d\d\dX|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T[0-9:.,Z+-]+)?[?~%]?\Z", re.ASCII)
_MONTHS = 12


def days(value: str) -> Days:
    """The first and the last day that the date may mean, both inclusive; None where there is no telling.

    A date-time counts as the day that it names, in its own time zone. Whatever is uncertain or approximate counts as
    if it were not, and a season as its year: which months it means depends on the hemisphere.
    """
    first, interval, last = value.partition("/")
    return (_days(first)[0], _days(last)[1]) if interval else _days(value)


def _days(value: str) -> Days:
    match = _DATE.match(value)
    if match is None:
        return _UNKNOWN
    try:
        return _bounds(*match.groups())
    except ValueError:
        return _UNKNOWN  # no day of the calendar


def _bounds(years: str, months: str | None, day: str | None) -> Days:
    low, high = int(years.replace("X", "0")), int(years.replace("X", "9"))
    month = int((months or "XX").replace("XX", "0"))
    if low != high or not month or month > _MONTHS:
        return date(low, 1, 1), date(high, 12, 31)
    if day in (None, "XX"):
        return date(low, month, 1), date(low, month, monthrange(low, month)[1])
    return (exact := date(low, month, int(day or 0))), exact
