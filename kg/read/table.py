"""CSV and TSV: one record a row, columns named as the fields of a record or by common other names."""

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Reading, Rejected
from kg.read.decode import Decoder, clean
from kg.read.jsonl import characters_lost
from kg.read.limits import Limits, size
from kg.read.lines import lines
from kg.read.record import reading
from kg.read.source import Source

# For each field of a record the names that its column may have, the likeliest first.
_NAMES = {
    "id": ("id", "article_id", "doc_id", "document_id", "guid", "uid"),
    "text": ("text", "body", "content", "article_text", "full_text", "fulltext", "maintext", "story", "article"),
    "url": ("url", "link", "href", "permalink", "article_url"),
    "title": ("title", "headline", "heading"),
    "published": ("published", "date", "published_at", "pubdate", "publication_date", "publish_date", "date_published",
                  "published_date", "datetime"),
    "source": ("source", "publisher", "publication", "outlet", "newspaper", "sitename", "site"),
    "authors": ("authors", "author", "byline", "by", "writer"),
    "language": ("language", "lang"),
}  # fmt: skip
_SUFFIXES = {".csv": ",;|\t", ".tsv": "\t", ".tab": "\t"}
_AUTHOR_BREAK = ";"
# How often a table is read again from behind a quotation that nothing closes.
_RETRIES = 100


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is laid out: what parts its columns, and which of them holds which field."""

    delimiter: str
    header: tuple[str, ...]
    fields: tuple[tuple[str, int], ...]


def columns(head: bytes, suffix: str) -> Columns | None:
    """The columns of a table, or None where the beginning of the input is no table.

    Without a file name that says so, it takes a text column and at least one other known one.
    """
    first = clean(head.decode("utf-8", "replace")).lstrip("\ufeff").partition("\n")[0]
    found = [_columns(first, delimiter) for delimiter in _SUFFIXES.get(suffix, ",\t;|")]
    best = max(found, key=lambda layout: (len(layout.fields), len(layout.header)))
    if suffix in _SUFFIXES:
        return best if best.fields or len(best.header) > 1 else None
    has_text = any(field == "text" for field, _ in best.fields)
    return best if has_text and len(best.fields) > 1 else None


def _columns(line: str, delimiter: str) -> Columns:
    header = tuple(next(csv.reader([line], delimiter=delimiter), []))
    names = [name.strip().casefold().replace(" ", "_").replace("-", "_") for name in header]
    fields = ((field, _place(names, known)) for field, known in _NAMES.items())
    return Columns(delimiter, header, tuple((field, place) for field, place in fields if place is not None))


def _place(names: Sequence[str], known: Sequence[str]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)


class TableReader:
    """Reads a table with a header row, row by row; a bad row costs that row only."""

    def read(self, source: Source, limits: Limits) -> Iterator[Reading | Rejected]:
        """The articles in the order of their rows; `#line` is the line that a row begins on."""
        layout = columns(source.head, source.suffix)
        if layout is None or "text" not in dict(layout.fields):
            names = ", ".join(layout.header) if layout else "none"
            yield Rejected("file", source.origin, f"it has no column 'text' (its columns: {names[:300]})")
            return
        rows = _Rows(source, layout, limits)
        line = 0
        for line, row in rows:
            origin = f"{source.origin}#{line}"
            if isinstance(row, str):
                yield Rejected("row", origin, row)
                continue
            if rows.lost:
                yield characters_lost(origin, rows.lost)
            yield from reading(_fields(layout, row), origin, limits)
        if not line:
            yield Rejected("file", source.origin, "it holds no rows")


def _fields(layout: Columns, row: Sequence[str]) -> dict[str, object]:
    fields: dict[str, object] = {
        field: row[place] for field, place in layout.fields if place < len(row) and row[place].strip()
    }
    authors = fields.get("authors")
    if isinstance(authors, str):
        fields["authors"] = authors.split(_AUTHOR_BREAK)
    return fields


class _Line(NamedTuple):
    """A line of a table, how many of its characters could not be decoded, and whether it was too long to keep."""

    text: str
    lost: int
    cut: bool


class _TooLongError(Exception):
    """A row that goes on beyond all limits."""


class _Rows:
    """Rows with the line that each begins on; a text in place of a row says what is wrong with it."""

    def __init__(self, source: Source, layout: Columns, limits: Limits) -> None:
        self._delimiter = layout.delimiter
        self._limit = limits.record_bytes
        self._source = _decoded(source, self._limit)
        self._again: deque[_Line] = deque()
        self._retries = _RETRIES
        self._row: list[_Line] = []
        self._line = 0
        self._ended = False
        self._rows = self._reader()

    @property
    def lost(self) -> int:
        """How many characters of the latest row could not be decoded."""
        return sum(line.lost for line in self._row)

    def __iter__(self) -> Iterator[tuple[int, Sequence[str] | str]]:
        # The limit is global to the csv module and far too low for articles; it is the same for every table.
        csv.field_size_limit(self._limit)
        begin, row = 1, self._next()  # the header, which is known already
        while row is not None:
            begin, row = self._line + 1, self._next()
            if isinstance(row, str) or (row and any(cell.strip() for cell in row)):
                yield begin, row

    def _next(self) -> Sequence[str] | str | None:
        """The next row, or what is wrong with it; None at the end."""
        begin = self._line + 1
        self._row.clear()
        try:
            row = next(self._rows)
        except StopIteration:
            return None
        except (csv.Error, _TooLongError) as error:
            self._rows = self._reader()
            return f"lines {begin:,} to {self._line:,} are no row of a table: {error}"
        if self._ended and len(self._row) > 1:  # nothing but an open quotation makes the reader ask for one more line
            return self._unclosed(begin)
        return f"it holds a line longer than {size(self._limit)}" if any(line.cut for line in self._row) else row

    def _unclosed(self, begin: int) -> str:
        """Goes back to the line after the one with the quotation, as often as may be."""
        why = "it begins a quotation that nothing closes"
        if not self._retries:
            return f"{why}; lines {begin:,} to {self._line:,} were not read"
        self._retries -= 1
        self._again.extend(self._row[1:])
        self._line, self._ended = begin, False
        self._rows = self._reader()
        return why

    def _reader(self) -> Iterator[Sequence[str]]:
        return csv.reader(self._texts(), delimiter=self._delimiter)

    def _texts(self) -> Iterator[str]:
        held = 0
        while line := self._again.popleft() if self._again else next(self._source, None):
            held = held + len(line.text) if self._row else len(line.text)
            self._line += 1
            self._row.append(line)
            if held > self._limit:
                raise _TooLongError(f"together they are longer than {size(self._limit)}")
            yield line.text
        self._ended = True


def _decoded(source: Source, limit: int) -> Iterator[_Line]:
    decoder = Decoder(source.head)
    for _, line in lines(source.content, limit):
        if line is None:
            yield _Line("\n", 0, cut=True)
            continue
        text, lost = decoder.decode(line)
        for part in io.StringIO(text):  # old Macs end lines with a carriage return
            yield _Line(part, lost, cut=False)
            lost = 0
