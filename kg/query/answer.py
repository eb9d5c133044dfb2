"""What a query gives back, in plain Python values, whichever engine answered."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UsageError

FORMATS = ("table", "json", "csv")
SPARQL_FORMATS = (*FORMATS, "tsv")  # json, csv and tsv as the W3C defines them for SPARQL
_WIDEST = 60
_SPECIAL = re.compile(r'[",\r\n]')
_FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows. Values are None, bool, int, finite float, str, lists, dictionaries, dates and times.

    A node is `{"id", "labels", "properties"}`, its labels from the most specific class up. A relationship is
    `{"id", "type", "start", "end", "properties"}`, where `start` and `end` are ids of nodes. A path is
    `{"nodes", "relationships"}`. A point is `{"latitude", "longitude"}`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def finite(value: float) -> float | None:
    """The number, or None in place of infinities and of what is not a number; JSON knows none of these."""
    return value if math.isfinite(value) else None


def render(answer: Answer, format_: str) -> str:
    """The answer as an aligned `table`, as `json` (a list of objects) or as `csv`; no newline at the end.

    In `csv`, text that a spreadsheet would take for a formula has an apostrophe before it; `json` is exact.
    """
    if format_ == "json":
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        return json.dumps(rows, ensure_ascii=False, indent=2, default=str)
    if format_ == "csv":
        return _csv(answer)
    if format_ == "table":
        return _table(answer)
    raise UsageError(f"no format {format_!r}; there are: {', '.join(FORMATS)}")


def _csv(answer: Answer) -> str:
    rows = [answer.columns, *([_harmless(value) for value in row] for row in answer.rows)]
    return "\n".join(",".join(map(_quoted, row)) or '""' for row in rows)


def _harmless(value: object) -> str:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else _cell(value)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def _table(answer: Answer) -> str:
    lines = [tuple(map(_short, answer.columns)), *(tuple(_short(_cell(value)) for value in row) for row in answer.rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(answer.columns))]
    numbers = [_numeric([row[at] for row in answer.rows]) for at in range(len(answer.columns))]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(cells, widths, numbers, strict=True)
        ]
        return "  ".join(padded).rstrip()

    rule = "  ".join("-" * width for width in widths)
    count = f"({len(answer.rows)} {'row' if len(answer.rows) == 1 else 'rows'})"
    return "\n".join([line(lines[0]), rule, *map(line, lines[1:]), count])


def _numeric(values: Sequence[object]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in known)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping | list | bool):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"
