"""Parquet: pyarrow, pandas and DuckDB read back what was written."""

import builtins
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg import plugins
from kg.errors import UsageError
from kg.export import Options, parquet
from kg.export.parquet import FILES, Parquet
from kg.export.tables import Cell, tables
from kg.graph import Graph, assemble
from kg.store.sqlite import SqliteStore
from tests.export.reading import duck

TABLES = {table.name: table for table in tables()}


@pytest.fixture(scope="module", params=["world", "hostile"])
def graph(request: pytest.FixtureRequest) -> Graph:
    found: Graph = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("parquet") / "out"
    Parquet().write(graph, target, Options())
    return target


def expected(graph: Graph, name: str) -> list[dict[str, Cell | list[Any]]]:
    table = TABLES[name]
    rows = list(table.rows(graph))
    assert all(row.keys() <= table.columns.keys() for row in rows)
    return [
        {column: list(value) if isinstance(value := row.get(column), tuple) else value for column in table.columns}
        for row in rows
    ]


def test_five_files(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert {f"{name}.parquet" for name in TABLES} == set(FILES)


@pytest.mark.parametrize("name", TABLES)
def test_pyarrow_reads_the_graph_back(name: str, graph: Graph, folder: Path) -> None:
    assert pq.read_table(folder / f"{name}.parquet").to_pylist() == expected(graph, name)


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_reads_the_graph_back(name: str, graph: Graph, folder: Path) -> None:
    assert duck(f"SELECT * FROM '{folder / name}.parquet'") == expected(graph, name)


@pytest.mark.parametrize("name", TABLES)
def test_pandas_reads_the_graph_back(name: str, graph: Graph, folder: Path) -> None:
    read = pd.read_parquet(folder / f"{name}.parquet", dtype_backend="pyarrow")
    assert pa.Table.from_pandas(read, preserve_index=False).to_pylist() == expected(graph, name)


def test_columns_have_types(world: Graph, tmp_path: Path) -> None:
    Parquet().write(world, tmp_path / "out", Options())
    schema = pq.read_schema(tmp_path / "out" / "nodes.parquet")
    kinds = {
        name: str(schema.field(name).type) for name in ("name", "aliases", "population", "latitude", "date_latest")
    }
    assert kinds == {
        "name": "string", "aliases": "list<element: string>", "population": "int64", "latitude": "double",
        "date_latest": "date32[day]",
    }  # fmt: skip
    nodes = f"'{tmp_path}/out/nodes.parquet'"
    query = f"SELECT max(date_latest) - min(date_earliest) AS days FROM {nodes} WHERE list_contains(labels, 'Event')"
    assert duck(query) == [{"days": (date(2024, 4, 30) - date(2024, 3, 4)).days}]


def test_the_tables_join(world: Graph, tmp_path: Path) -> None:
    Parquet().write(world, tmp_path / "out", Options())
    tables = {name: f"'{tmp_path}/out/{name}.parquet'" for name in TABLES}
    quote = (
        f"SELECT s.subject_name, s.stance, substring(a.text, s.start + 1, s.end - s.start) = s.quote "
        f"FROM {tables['statements']} s JOIN {tables['articles']} a ON s.article = a.id WHERE s.predicate = 'worksFor' "
        f"AND s.object_name = 'Norrland Oil' ORDER BY ALL"
    )
    assert [tuple(row.values()) for row in duck(quote)] == [
        ("Petra Ohm", "asserted", True), ("Tarek Vindal", "alleged", True), ("Tarek Vindal", "denied", True),
    ]  # fmt: skip


def test_rows_come_in_groups(world: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 7)
    Parquet().write(world, tmp_path / "out", Options())
    file = pq.ParquetFile(tmp_path / "out" / "mentions.parquet")
    assert file.metadata.row_group(0).num_rows == 7
    assert file.read().to_pylist() == expected(world, "mentions")
    assert "RLE_DICTIONARY" in file.metadata.row_group(0).column(1).encodings


def test_an_empty_graph_has_columns(tmp_path: Path) -> None:
    with SqliteStore() as store:
        Parquet().write(assemble(store), tmp_path / "out", Options())
    assert pq.read_table(tmp_path / "out" / "edges.parquet").num_rows == 0
    assert pq.read_schema(tmp_path / "out" / "edges.parquet").names == list(TABLES["edges"].columns)


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ImportError("No module named 'pyarrow'")
        return known(name, *rest)

    monkeypatch.delitem(sys.modules, "kg.export.parquet")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"needs pyarrow .*pip install pyarrow"):
        plugins.load("exporter", "parquet")
