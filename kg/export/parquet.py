"""Parquet for pandas, DuckDB, Polars and Spark: five tables with typed columns (https://parquet.apache.org).

Texts are `string`, lists `list<string>`, days `date32`, numbers `int64` and `double`; what is missing is null. The same
version of pyarrow writes the same bytes: nothing in them tells the time or the machine.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from kg.errors import UsageError
from kg.export.atomic import writing_folder
from kg.export.protocol import Options
from kg.export.tables import Kind, Row, tables
from kg.graph import Graph

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise UsageError(f"the format parquet needs pyarrow ({error}): pip install pyarrow") from error

FILES = ("nodes.parquet", "edges.parquet", "statements.parquet", "mentions.parquet", "articles.parquet")
GROUP = 20_000
"""Rows a row group, and in memory."""
_TYPES = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "date": pa.string(),
    "day": pa.date32(),
    "integer": pa.int64(),
    "decimal": pa.float64(),
}


class Parquet:
    """A folder with nodes, edges, statements, mentions and articles, a file each."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the folder, whole or not at all; `ExportError` where that fails."""
        with writing_folder(target, FILES) as folder:
            for table in tables():
                _write(folder / f"{table.name}.parquet", table.columns, table.rows(graph))


def _write(path: Path, columns: Mapping[str, Kind], rows: Iterable[Row]) -> None:
    schema = pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            arrays = [pa.array([row.get(field.name) for row in group], field.type) for field in schema]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while group := list(islice(remaining, GROUP)):
        yield group
