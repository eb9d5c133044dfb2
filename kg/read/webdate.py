"""Whether a page writes the day that trafilatura believes it came out on.

Its finder pads what it cannot read ("2023-02-29", which no calendar has, becomes 1 February), takes what is missing
from today's date, and decides for the reader which number of "10/11/2021" is the month.
"""

import re
from datetime import date

_AROUND = 30  # characters before and after a year that a date may take: "Wednesday, 30th of September, 2021"
_LAST_MONTH = 12
_YEAR_FIRST = r"(?<!\d){year}(?:{month:02}{day:02}|(?P<gap>[\W_])0?{month}(?P=gap)0?{day}(?!\d))"
_DAY_FIRST = r"(?<!\d)0?{day}(?P<gap>[ ./-]{{1,3}})0?{month}(?P=gap){year}(?!\d)"
_MONTH_FIRST = r"(?<!\d)0?{month}(?P<gap>[ /-]{{1,3}})0?{day}(?P=gap){year}(?!\d)"
_DOTS = r"(?<!\d)0?{day}\. ?0?{month}\. ?{year}(?!\d)"  # nobody puts a month before a dot
_NTH = r"0?{day}(?:st|nd|rd|th)?"
_MONTH = r"[^\W\d_]{{3,}}\.?"
_IN_WORDS = (
    rf"(?<!\d){_NTH}\.?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{{year}}(?!\d)",
    rf"{_MONTH}[\s-]+{_NTH}[\s,-]+{{year}}(?!\d)",
)


def written(page: str, iso: str) -> bool:
    """Whether the page has this day (YYYY-MM-DD) in full, in a form that can mean no other; its markup counts, too."""
    day = date.fromisoformat(iso)
    forms = [_YEAR_FIRST, *_IN_WORDS, _DOTS]
    if day.day > _LAST_MONTH or day.day == day.month:
        forms += [_DAY_FIRST, _MONTH_FIRST]
    digits = f"{day.year:04}"
    patterns = [re.compile(form.format(year=digits, month=day.month, day=day.day)) for form in forms]
    return any(
        pattern.search(page, max(0, year.start() - _AROUND), year.end() + _AROUND)
        for year in re.finditer(digits, page)
        for pattern in patterns
    )
