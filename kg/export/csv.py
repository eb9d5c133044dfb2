"""CSV for spreadsheets and data frames: nodes, edges and statements, as RFC 4180 has it.

* UTF-8 with a byte order mark, for Excel takes a file without one for the old encoding of the machine. In Python it is
  `encoding="utf-8-sig"`; pandas and DuckDB drop it by themselves.
* An empty cell is a missing value; a list is a JSON array; numbers have a decimal point; days are ISO 8601.
* A text that begins with `=`, `+`, `-`, `@`, a tab or a line break would be run as a formula, or hide one. It gets an
  apostrophe in front, and so does a text that begins with an apostrophe: whoever drops one leading apostrophe from
  every cell that has one has the very text (`unguarded`).
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.export.atomic import writing_folder
from kg.export.protocol import Options
from kg.export.tables import Cell, Kind, Row, tables
from kg.graph import Graph

_TABLES = ("nodes", "edges", "statements")
FILES = tuple(f"{name}.csv" for name in _TABLES)
_LIST = json.JSONEncoder(ensure_ascii=False).encode
_GUARD = "'"
_GUARDED = (*"=+-@\t\r\n", *"＝＋－＠", _GUARD)  # spreadsheets take the wide signs for the narrow ones


class Csv:
    """A folder with three files, each in a fixed order."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the folder, whole or not at all; `ExportError` where that fails."""
        with writing_folder(target, FILES) as folder:
            for table in tables():
                if table.name in _TABLES:
                    _write(folder / f"{table.name}.csv", table.columns, table.rows(graph))


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return _GUARD + text if text.startswith(_GUARDED) else text


def unguarded(cell: str) -> str:
    """The text of a cell: the inverse of `guarded`."""
    return cell.removeprefix(_GUARD)


def _write(path: Path, columns: Mapping[str, Kind], rows: Iterable[Row]) -> None:
    with path.open("wb") as out, io.TextIOWrapper(out, encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(columns)
        cells = ({name: _cell(value) for name, value in row.items()} for row in rows)
        writer.writerows(map(row.get, columns) for row in cells)


def _cell(value: Cell) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, str):
        return guarded(value)
    return _LIST(value) if isinstance(value, tuple) else str(value)
