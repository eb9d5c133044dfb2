"""From the fields of an input record to an article, with a message for every field that cannot be used."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from kg.ids import article_id
from kg.model import Article, Reading, Rejected
from kg.read.decode import clean
from kg.read.limits import Limits, size
from kg.text.dates import find

_TEXT_FIELDS = ("url", "title", "published", "source", "language")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_REDUCED = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?\Z")
_WEEK = re.compile(r"[0-9]{4}-?W[0-9]{2}\Z")  # Python takes a week for its Monday
_FULL_DATE = 10
_FARTHEST = timedelta(hours=14)
_LONGEST_ID = 1_000  # characters; databases refuse to index much longer ones


def reading(fields: Mapping[str, object], origin: str, limits: Limits) -> Iterator[Reading | Rejected]:
    """One article, or the reason why there is none; before it, a `Rejected` for every field that was left out.

    `fields` are those of `schemas/article.schema.json`; others are ignored.
    """
    why = _unusable(fields, limits)
    if why:
        yield Rejected("record", origin, why)
        return
    values: dict[str, str | None] = {}
    for name in _TEXT_FIELDS:
        values[name], complaint = _text_field(name, fields.get(name))
        if complaint:
            yield Rejected("field", origin, complaint)
    authors, complaint = _authors(fields.get("authors"))
    if complaint:
        yield Rejected("field", origin, complaint)
    text = clean(str(fields["text"]))
    article = Article(
        id=_identity(fields.get("id")) or article_id(values["url"], text),
        text=text,
        url=values["url"],
        title=values["title"],
        published=values["published"],
        source=values["source"],
        authors=authors,
        language=values["language"],
    )
    yield Reading(origin, article)


def moment(value: str) -> str | None:
    """A date or time as people and feeds write it, as ISO 8601; None where it cannot be told for certain."""
    value = value.strip()
    if _REDUCED.match(value):
        return value
    if _WEEK.match(value):
        return None
    try:
        parsed = datetime.fromisoformat(value)
        return parsed.date().isoformat() if len(value) <= _FULL_DATE else _on_earth(parsed)
    except ValueError:
        pass
    try:
        return _on_earth(parsedate_to_datetime(value))
    except (ValueError, OverflowError):
        pass
    days = {dated.edtf for dated in find(value) if len(dated.edtf) == _FULL_DATE and "X" not in dated.edtf}
    return days.pop() if len(days) == 1 and _is_date(min(days)) else None


def _on_earth(moment: datetime) -> str | None:
    """ISO 8601; None in a time zone that is nowhere, which XML Schema does not allow either."""
    offset = moment.utcoffset() or timedelta()
    return None if abs(offset) > _FARTHEST or offset % timedelta(minutes=1) else moment.isoformat()


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _unusable(fields: Mapping[str, object], limits: Limits) -> str | None:
    text = fields.get("text")
    if text is None:
        return "the field 'text' is missing"
    if not isinstance(text, str):
        return f"the field 'text' must be text, not {_kind(text)}"
    if not text.strip():
        return "the field 'text' is empty"
    if len(text) > limits.article_bytes or len(text.encode("utf-8", "replace")) > limits.article_bytes:
        return f"the text is larger than {size(limits.article_bytes)}"
    return _unusable_id(fields.get("id"))


def _unusable_id(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        kind = "a fraction" if isinstance(value, float) else _kind(value)
        return f"the field 'id' must be text or a whole number, not {kind}"
    if value == "":
        return "the field 'id' is empty"
    # Four bits a digit: a number of as many digits as Python refuses to write out is told by its size.
    length = len(value) if isinstance(value, str) else value.bit_length() // 4
    if length > _LONGEST_ID or len(str(value)) > _LONGEST_ID:
        return f"the field 'id' is longer than {_LONGEST_ID:,} characters"
    return None


def _identity(value: object) -> str | None:
    """A usable id as text: databases that export to JSON write their keys as numbers."""
    return None if value is None else clean(str(value))


def _text_field(name: str, value: object) -> tuple[str | None, str | None]:
    """The value of an optional field, and what is wrong with it."""
    if value is None or value == "":
        return None, None
    if not isinstance(value, str):
        return None, f"the field '{name}' must be text, not {_kind(value)}; it was left out"
    value = clean(value).strip()
    if not value:
        return None, None
    if name == "published":
        iso = moment(value)
        return (
            iso,
            None if iso else f"the field 'published' is no date that kg understands: {value[:60]!r}; it was left out",
        )
    if name == "language" and not _LANGUAGE.match(value):
        return None, f"the field 'language' is no language tag: {value[:60]!r}; it was left out"
    return value.replace("_", "-") if name == "language" else value, None


def _authors(value: object) -> tuple[tuple[str, ...], str | None]:
    if value is None or value == "":
        return (), None
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        return (), "the field 'authors' must be a list of texts; it was left out"
    names = (clean(name).strip() for name in value)
    return tuple(dict.fromkeys(name for name in names if name)), None


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "nothing")
