"""CSV and TSV: one record a row, columns named as the fields of a record or by common other names."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Reading, Rejected
from kg.read.decode import Decoder
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
    first = head.partition(b"\n")[0].decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r")
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
        for line, row in rows:
            origin = f"{source.origin}#{line}"
            if isinstance(row, str):
                yield Rejected("row", origin, row)
                continue
            if rows.lost:
                yield characters_lost(origin, rows.lost)
            yield from reading(_fields(layout, row), origin, limits)


def _fields(layout: Columns, row: Sequence[str]) -> dict[str, object]:
    fields: dict[str, object] = {
        field: row[place] for field, place in layout.fields if place < len(row) and row[place].strip()
    }
    authors = fields.get("authors")
    if isinstance(authors, str):
        fields["authors"] = authors.split(_AUTHOR_BREAK)
    return fields


class _Rows:
    """Rows with the line that each begins on; a text in place of a row says what is wrong with it."""

    def __init__(self, source: Source, layout: Columns, limits: Limits) -> None:
        self._source = source
        self._delimiter = layout.delimiter
        self._limits = limits
        self._line = 0
        self._too_long = False
        self.lost = 0

    def __iter__(self) -> Iterator[tuple[int, Sequence[str] | str]]:
        # The limit is global to the csv module and far too low for articles; it is the same for every table.
        csv.field_size_limit(self._limits.record_bytes)
        rows = csv.reader(self._texts(), delimiter=self._delimiter)
        next(rows, None)
        while True:
            begin = self._line + 1
            self.lost, self._too_long = 0, False
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield begin, f"lines {begin:,} to {self._line:,} are no row of a table: {error}"
                continue
            if self._too_long:
                yield begin, f"it holds a line longer than {size(self._limits.record_bytes)}"
            elif any(cell.strip() for cell in row):
                yield begin, row

    def _texts(self) -> Iterator[str]:
        decoder = Decoder(self._source.head)
        for number, line in lines(self._source.content, self._limits.record_bytes):
            self._line = number
            if line is None:
                self._too_long = True
                yield "\n"
                continue
            text, lost = decoder.decode(line)
            self.lost += lost
            yield text
