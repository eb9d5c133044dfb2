"""The bundle for neo4j-admin: read back by Python's csv, and imported by the real importer."""

import csv
import io
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from kg.bolt import Server
from kg.errors import ExportError
from kg.export import Options, neo4j_csv
from kg.export.neo4j import load
from kg.export.neo4j_csv import Neo4jCsv
from kg.graph import Graph, Node, Relationship, nodes, relationships
from kg.graph.columns import dated, days
from tests.neo4j_script import needed, script


def _written(graph: Graph, folder: Path) -> Path:
    Neo4jCsv().write(graph, folder / "bundle", Options())
    return folder / "bundle"


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


@pytest.mark.parametrize("name", ["world", "hostile"])
def test_every_value_is_there(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    graph: Graph = request.getfixturevalue(name)
    bundle = _written(graph, tmp_path)
    delimiter = chr(int((bundle / "import.sh").read_text().partition("U+")[2][:4], 16))
    kinds: list[tuple[str, Iterable[Node | Relationship]]] = [
        (neo4j_csv.NODES, nodes(graph)),
        (neo4j_csv.RELATIONSHIPS, relationships(graph)),
    ]
    for file, items in kinds:
        for item, row in zip(items, _rows(bundle / file), strict=True):
            held = {key.partition(":")[0]: (key, value) for key, value in row.items() if value}
            assert held["id"][1] == item.id
            for key, value in item.properties.items():
                header, text = held[key]
                if isinstance(value, tuple):
                    assert (header.endswith("[]"), tuple(text.split(delimiter))) == (True, value)
                else:
                    assert text == (value if isinstance(value, str) else repr(value))


def test_a_sign_that_no_element_holds_divides_lists(
    hostile: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(neo4j_csv, "_DELIMITERS", ["e", "\ue0ff"])
    assert "--array-delimiter=U+E0FF" in (_written(hostile, tmp_path) / "import.sh").read_text()
    monkeypatch.setattr(neo4j_csv, "_DELIMITERS", ["e"])
    with pytest.raises(ExportError, match="use kg load neo4j"):
        _written(hostile, tmp_path)


def test_the_script_says_what_is_missing(world: Graph, tmp_path: Path) -> None:
    bundle = _written(world, tmp_path / "a 'quoted' folder")
    command = ["sh", str(bundle / "import.sh")]
    environment = {"PATH": os.environ["PATH"], "NEO4J_HOME": str(tmp_path / "nowhere")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=20)
    assert done.returncode == 1
    assert done.stderr == "no neo4j-admin: set NEO4J_HOME, or put it on the PATH\n"


@pytest.fixture(params=["world", "hostile"])
def imported(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Graph, Path, Server]]:
    """A graph, its bundle, and a server that was started on what the importer made of that."""
    graph: Graph = request.getfixturevalue(request.param)
    bundle, home = _written(graph, tmp_path), str(tmp_path / "home")
    needed(script("import", str(bundle), "--home", home))
    try:
        yield graph, bundle, Server(needed(script("start", "--port", "0", "--home", home)))
    finally:
        script("stop", "--home", home)


@pytest.mark.neo4j
def test_the_importer_takes_it_and_a_load_finds_nothing_to_do(imported: tuple[Graph, Path, Server]) -> None:
    graph, bundle, server = imported
    with neo4j.GraphDatabase.driver(server.uri) as driver:
        for statement in (bundle / neo4j_csv.CONSTRAINTS).read_text().split(";\n")[:-1]:
            driver.execute_query(statement)
        for query in (bundle / neo4j_csv.VERIFY).read_text().split(";\n")[:-1]:
            (row,) = driver.execute_query(query).records
            assert row["right"], row
        report = load(graph, server)
        assert (report.nodes_written, report.relationships_written) == (0, 0)
        assert (report.nodes_deleted, report.relationships_deleted) == (0, 0)
        found = {each["n"]["id"]: each["n"] for each in driver.execute_query("MATCH (n) RETURN n").records}
        for node in nodes(graph):
            assert _plain(found[node.id]) == {key: _listed(value) for key, value in node.properties.items()}
            assert found[node.id].labels == set(node.labels)
            assert {key: found[node.id][key].to_native() for key in days(node.properties)} == days(node.properties)
        edges = {each["r"]["id"]: each["r"] for each in driver.execute_query("MATCH ()-[r]->() RETURN r").records}
        for edge in relationships(graph):
            assert _plain(edges[edge.id]) == {key: _listed(value) for key, value in edge.properties.items()}


def _plain(item: Any) -> dict[str, Any]:
    """What is not derived from other properties."""
    derived = {"kg_content", "point", *(f"{name}_{end}" for name in dated() for end in ("earliest", "latest"))}
    return {key: value for key, value in item.items() if key not in derived}


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
