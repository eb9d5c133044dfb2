"""RSS and Atom: one article an entry."""

import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from kg.model import Reading, Rejected
from kg.read.limits import Limits, size
from kg.read.markup import plain
from kg.read.record import reading
from kg.read.source import Source

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
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
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
        if parsed.bozo:
            why = f"it is not well-formed ({parsed.bozo_exception}); what could be read was kept"
            yield Rejected("feed", source.origin, why)
        if not parsed.entries and not parsed.bozo:
            yield Rejected("feed", source.origin, "it holds no entries")
        for number, entry in enumerate(parsed.entries, 1):
            origin = f"{source.origin}#{entry.get('id') or number}"
            yield from reading(_fields(entry, parsed.feed), origin, limits)


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
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return datetime.fromtimestamp(timegm(moment), UTC).isoformat() if moment else None
