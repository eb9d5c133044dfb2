"""RSS and Atom: one article an entry."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from kg.model import Reading, Rejected
from kg.read.limits import Limits, size
from kg.read.markup import plain
from kg.read.record import reading
from kg.read.source import Source

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_REFERENCES = re.compile(rb"(?:&#(?:[xX][0-9a-fA-F]{1,9}|[0-9]{1,12});)+")
_LAST = 0x10FFFF
_TEXT_KINDS = ("text/plain",)


class FeedReader:
    """Reads the entries of a feed that lies on disk; nothing it links to is fetched."""

    def read(self, source: Source, limits: Limits) -> Iterator[Reading | Rejected]:
        """The articles in the order of the feed."""
        data = source.content.read(limits.page_bytes + 1)
        if len(data) > limits.page_bytes:
            yield Rejected("feed", source.origin, f"it is larger than {size(limits.page_bytes)}")
            return
        if _ENTITY.search(data):
            yield Rejected("feed", source.origin, "it declares XML entities, which no feed needs; not read")
            return
        try:
            parsed = _parse(data)
        except Exception as error:  # feedparser falls over feeds that are broken in ways of their own
            yield Rejected("feed", source.origin, f"it cannot be parsed ({type(error).__name__}: {error})")
            return
        damaged = parsed.bozo and not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride)
        if damaged:
            why = f"it is not well-formed ({parsed.bozo_exception}); what could be read was kept"
            yield Rejected("feed", source.origin, why)
        if not parsed.entries and not damaged:
            yield Rejected("feed", source.origin, "it holds no entries")
        for number, entry in enumerate(parsed.entries, 1):
            origin = f"{source.origin}#{entry.get('id') or number}"
            yield from reading(_fields(entry, parsed.feed), origin, limits)


def _parse(data: bytes) -> Any:
    """What feedparser makes of it; bytes that are UTF-8 are read as such, whatever they declare."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        headers = {}
    else:
        headers = {"content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(
        io.BytesIO(_REFERENCES.sub(_sound, data)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _sound(run: re.Match[bytes]) -> bytes:
    """References that feedparser fails on: the halves of emoji as one character, and U+FFFD for what is none."""
    digits = [each.removesuffix(b";") for each in run[0].split(b"&#")[1:]]
    codes = [int(each[1:], 16) if each[:1] in b"xX" else int(each) for each in digits]
    if all(code <= _LAST and not 0xD800 <= code < 0xE000 for code in codes):
        return run[0]
    text = "".join(chr(code) if code <= _LAST else "\ufffd" for code in codes)
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return b"".join(b"&#%d;" % ord(char) for char in joined)


def _fields(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, object]:
    title = plain(str(entry.get("title") or "")) or None
    return {
        "id": entry.get("id"),
        "text": _text(entry) or title,
        "url": entry.get("link"),
        "title": title,
        "published": _published(entry),
        "source": plain(str(feed.get("title") or "")) or None,
        "authors": [author["name"] for author in entry.get("authors", []) if author.get("name")],
        "language": feed.get("language"),
    }


def _text(entry: Mapping[str, Any]) -> str:
    """The entry's longest content; a feed may carry both a summary and the whole."""
    parts = [*entry.get("content", []), entry.get("summary_detail") or {}]
    texts = [
        str(part["value"]).strip() if part.get("type") in _TEXT_KINDS else plain(str(part["value"]))
        for part in parts
        if part.get("value")
    ]
    return max(texts, key=len, default="")


def _published(entry: Mapping[str, Any]) -> str | None:
    """The date as it stands there: feedparser would count it in UTC, often another day, and fill in what is missing."""
    for name in ("published", "updated"):
        if name in entry:  # `get` would take one for the other, with a warning
            return str(entry[name])
    return None
