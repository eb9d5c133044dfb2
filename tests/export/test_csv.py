"""CSV: Python's reader, pandas and DuckDB read back what was written."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export import Options
from kg.export.csv import FILES, Csv, guarded, unguarded
from kg.export.tables import Cell, tables
from kg.graph import Graph
from tests.export.reading import duck
from tests.hostile import HOSTILE

TABLES = [table for table in tables() if f"{table.name}.csv" in FILES]
NAMES = [table.name for table in TABLES]


@pytest.fixture(scope="module", params=["world", "hostile"])
def graph(request: pytest.FixtureRequest) -> Graph:
    found: Graph = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("csv") / "out"
    Csv().write(graph, target, Options())
    return target


def as_cell(value: Cell) -> str:
    """What a reader finds in a cell once the guard is off."""
    if value is None or value == ():
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def expected(graph: Graph, name: str) -> Iterator[dict[str, str]]:
    table = next(table for table in TABLES if table.name == name)
    for row in table.rows(graph):
        assert row.keys() <= table.columns.keys()
        yield {column: as_cell(row.get(column)) for column in table.columns}


@pytest.mark.parametrize("name", NAMES)
def test_python_reads_the_graph_back(name: str, graph: Graph, folder: Path) -> None:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [{key: unguarded(cell) for key, cell in row.items()} for row in csv.DictReader(file)]
    assert found == list(expected(graph, name))


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_the_graph_back(name: str, graph: Graph, folder: Path) -> None:
    read = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    found = [{key: unguarded(cell) for key, cell in row.items()} for row in read.to_dict("records")]
    assert found == list(expected(graph, name))


@pytest.mark.parametrize("name", NAMES)
def test_duckdb_reads_the_graph_back(name: str, graph: Graph, folder: Path) -> None:
    options = "all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"', max_line_size = 10000000"
    read = duck(f"SELECT * FROM read_csv('{folder / name}.csv', {options})")
    assert [{key: unguarded(cell or "") for key, cell in row.items()} for row in read] == list(expected(graph, name))


def test_numbers_and_days_are_plain(world: Graph, tmp_path: Path) -> None:
    Csv().write(world, tmp_path / "out", Options())
    read = pd.read_csv(tmp_path / "out" / "nodes.csv", parse_dates=["date_earliest", "date_latest"]).set_index("id")
    assert read.loc["gn3143244", ["latitude", "population"]].tolist() == [59.913, 1082575]
    assert set(read.loc[read["class"] == "Protest", "date_latest"]) == {pd.Timestamp("2024-04-30")}


def test_excel_and_rfc_4180_get_what_they_want(folder: Path) -> None:
    for name in FILES:
        content = (folder / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbfid,")
        assert content.endswith(b"\r\n")


def test_no_cell_begins_a_formula(folder: Path) -> None:
    for name in FILES:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [
                    cell for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
                ]
                assert all(float(cell) < 0 for cell in row if cell.startswith("-"))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_guard_comes_off(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text())
def test_the_guard_comes_off_every_text(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_the_guard() -> None:
    assert guarded("=1+1") == "'=1+1"
    assert guarded("'tis") == "''tis"
    assert guarded("O'Brien - 1") == "O'Brien - 1"
