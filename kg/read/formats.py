"""The table of input formats, and which of them a piece of input is in. Content wins over the file name."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol

from kg.model import Reading, Rejected
from kg.read.limits import Limits
from kg.read.source import HEAD, Source
from kg.read.table import columns


class Reader(Protocol):
    """Turns one piece of input into articles; what cannot be used becomes a `Rejected`."""

    def read(self, source: Source, limits: Limits) -> Iterator[Reading | Rejected]:
        """The articles of a source, in its order."""
        ...


# Merged with the entry points of the group `kg.readers`; one of those named `docx` gets the files `*.docx`.
READERS = {
    "csv": "kg.read.table:TableReader",
    "feed": "kg.read.feed:FeedReader",
    "html": "kg.read.html:HtmlReader",
    "json": "kg.read.json:JsonReader",
    "jsonl": "kg.read.jsonl:JsonLinesReader",
    "text": "kg.read.plain:PlainReader",
}

_MAGIC = {
    b"%PDF": "a PDF; convert it to text first",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"SQLite format 3\x00": "a database",
    b"7z\xbc\xaf\x27\x1c": "an archive of a kind that kg cannot unpack",
    b"Rar!": "an archive of a kind that kg cannot unpack",
    b"\x28\xb5\x2f\xfd": "an archive of a kind that kg cannot unpack",
    b"\xd0\xcf\x11\xe0": "an office document; save it as text or HTML",
    b"{\\rtf": "an office document; save it as text or HTML",
}
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_BLANKS = b"\xef\xbb\xbf \t\r\n\f\v"
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PAGE = re.compile(
    rb"<(?:!doctype html|html|head|body|article|main|div|span|p|table|h[1-6]|a|script)[\s/>]", re.IGNORECASE
)
_TAG = re.compile(rb"</?[a-z][^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(rb"<[!?a-z]", re.IGNORECASE)
_OBJECT = re.compile(rb"\{\s*[\"}]")
_ARRAY = re.compile(rb"\[\s*(?:\{|\]|$)")
_HTML_SUFFIXES = {".html", ".htm", ".xhtml"}
_JSON_SUFFIXES = {".json", ".jsonl", ".ndjson"}


@cache
def readers() -> dict[str, str]:
    """All formats as `"name": "module:Class"`, those of installed plug-ins included."""
    return READERS | {point.name: point.value for point in entry_points(group="kg.readers")}


@cache
def reader(name: str) -> Reader:
    """The reader of one format, loaded when first asked for."""
    module, _, attribute = readers()[name].partition(":")
    made: Reader = getattr(import_module(module), attribute)()
    return made


def sniff(source: Source) -> str | Rejected:
    """The name of the format of a source (unpacked, UTF-16 already narrowed), or why it has none."""
    head = source.head
    plugin = source.suffix.removeprefix(".")
    if plugin in readers() and plugin not in READERS:
        return plugin
    start = head.lstrip(_BLANKS)
    if not start:
        why = "it is empty" if len(head) < HEAD else "it begins with 64 kB of blanks"
        return Rejected("file", source.origin, why)
    if kind := _binary(head):
        return Rejected("file", source.origin, f"it is {kind}")
    if _MARKUP.match(start):
        return _markup(start, source)
    if start.startswith(b"{") or source.suffix in _JSON_SUFFIXES:
        return _objects(start, source.suffix)
    if _ARRAY.match(start):
        return "json"
    if source.suffix in _HTML_SUFFIXES and _TAG.search(start):
        return "html"
    return "csv" if columns(start, source.suffix) else "text"


def _binary(head: bytes) -> str | None:
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    sample = head[:4096]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary, not text" if b"\0" in head or controls > 0.1 * len(sample) else None


def _markup(start: bytes, source: Source) -> str | Rejected:
    page, feed = _PAGE.search(start), _FEED.search(start)
    if feed and not (page and page.start() < feed.start()):
        return "feed"
    if page or source.suffix in _HTML_SUFFIXES:
        return "html"
    if start.startswith(b"<?xml"):
        return Rejected("file", source.origin, "it is XML, but neither a web page nor a feed")
    return "text"


def _objects(start: bytes, suffix: str) -> str:
    """JSON or JSON Lines; text where the name says JSON but nothing in it does."""
    first, broken, _ = start.partition(b"\n")
    if _ARRAY.match(start) or first.strip() == b"{":
        return "json"
    if (not broken and _OBJECT.match(start)) or any(map(_is_object, start.splitlines()[:20])):
        return "jsonl"
    if suffix in _JSON_SUFFIXES:
        return "json" if suffix == ".json" else "jsonl" if b"{" in start else "text"
    return "json" if _OBJECT.match(start) else "text"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
