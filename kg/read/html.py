"""Web pages: the story and its data through trafilatura."""

import re
from collections import Counter
from collections.abc import Iterator

import trafilatura
from trafilatura.settings import Document

from kg.model import Reading, Rejected
from kg.read.decode import Decoder
from kg.read.jsonl import characters_lost
from kg.read.limits import Limits, size
from kg.read.record import moment, reading
from kg.read.source import Source
from kg.read.webdate import written

_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"<html\b[^<>]{0,400}?\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2})\b", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""[^\s"'=<>]+(?:\s?=\s?(?:"[^"]*"|'[^']*'))?""")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "p",
    "li",
    "source",
    "track",
    "wbr",
}
_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]*\?>")
_META_BYTES = 4096
_LONG_TAG = 10_000

# htmldate reads the clock for the latest date that it believes; fixed, so that a page reads alike on any day.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2100-01-01"}


class HtmlReader:
    """Reads one page as one article; its menus, comments and scripts are left behind by trafilatura."""

    def read(self, source: Source, limits: Limits) -> Iterator[Reading | Rejected]:
        """The article. Its id comes from its URL where the page names one, else from its text."""
        data = source.content.read(limits.page_bytes + 1)
        if len(data) > limits.page_bytes:
            yield Rejected("page", source.origin, f"it is larger than {size(limits.page_bytes)}")
            return
        declared = _CHARSET.search(data[:_META_BYTES])
        page, lost = Decoder(data, declared.group(1).decode() if declared else None).decode(data)
        if why := monstrous(page, limits):
            yield Rejected("page", source.origin, why)
            return
        fields = page_fields(page)
        if fields is None:
            yield Rejected("page", source.origin, "no readable text was found in it")
            return
        if lost:
            yield characters_lost(source.origin, lost)
        day = fields["published"]
        if isinstance(day, str) and not written(page, day):
            fields["published"] = None
            why = f"its date, perhaps {day}, is not written out in it, or may be another day as well; it was left out"
            yield Rejected("field", source.origin, why)
        yield from reading(fields, source.origin, limits)


def monstrous(page: str, limits: Limits) -> str | None:
    """Why a page is not given to the parser: too many elements or attributes, or nested too deep."""
    open_tags: Counter[str] = Counter()
    depth = 0
    count = 0
    for match in _TAG.finditer(page):
        count += 1
        # The parser compares each attribute with all others: 100,000 of them take it more than a minute.
        if len(match[0]) > _LONG_TAG and len(_ATTRIBUTE.findall(match[0])) > limits.html_attributes:
            return f"one of its elements has more than {limits.html_attributes:,} attributes"
        closing, name = match[1], match[2].lower()
        if name in _VOID:
            continue
        step = -1 if closing else 1
        if closing and not open_tags[name]:
            continue
        open_tags[name] += step
        depth += step
        if depth > limits.html_depth:
            return f"its elements are nested more than {limits.html_depth} deep"
        if count > 2 * limits.html_elements:
            return f"it holds more than {limits.html_elements:,} elements"
    return None


def page_fields(page: str) -> dict[str, object] | None:
    """The record of one page, or None where nothing in it reads as a text."""
    document = trafilatura.bare_extraction(
        _DECLARATION.sub("", page),
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=dict(_DATES),
    )
    if not isinstance(document, Document) or not (document.text or "").strip():
        return None
    language = _LANGUAGE.search(page)
    return {
        "text": document.text,
        "url": document.url,
        "title": document.title,
        "published": document.date if document.date and moment(document.date) else None,
        "source": document.sitename,
        "authors": [name.strip() for name in (document.author or "").split(";") if name.strip()],
        "language": document.language or (language.group(1) if language else None),
    }
