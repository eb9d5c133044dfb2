"""RDF files: the same bytes every time, and the same graph for every reader."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg import plugins
from kg.errors import ExportError
from kg.export import Exporter, Options
from kg.graph import Graph, assemble
from kg.graph.iris import Iris
from kg.graph.triples import quads
from kg.store.sqlite import SqliteStore
from tests import records

FORMATS = ("turtle", "trig", "nquads")
READERS = {"turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}

Term = tuple[str, ...]


def written(format_: str, graph: Graph, folder: Path, options: Options | None = None) -> bytes:
    exporter: Exporter = plugins.load("exporter", format_)()
    exporter.write(graph, folder / "out", options or Options())
    return (folder / "out").read_bytes()


def expected(format_: str, graph: Graph) -> set[ox.Quad]:
    return set(quads(graph, Iris(), named=format_ != "turtle"))


@pytest.mark.parametrize("format_", FORMATS)
def test_same_bytes_from_a_store_filled_in_reverse(format_: str, world: Graph, tmp_path: Path) -> None:
    with records.fill(SqliteStore(), reverse=True) as store:
        other = assemble(store)
    assert written(format_, world, tmp_path) == written(format_, other, tmp_path)


@pytest.mark.parametrize("format_", FORMATS)
def test_same_bytes_in_another_process(format_: str, world: Graph, tmp_path: Path) -> None:
    """The serialiser's own order of prefixes changes from process to process, and with the hash seed."""
    script = (
        "import sys, pathlib; from tests import records; from tests.export.test_rdf import written;"
        "from kg.graph import assemble; from kg.store.sqlite import SqliteStore;"
        "written(sys.argv[1], assemble(records.fill(SqliteStore())), pathlib.Path(sys.argv[2]))"
    )
    before = written(format_, world, tmp_path)
    (tmp_path / "again").mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", script, format_, str(tmp_path / "again")]
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[2], timeout=60)
    assert (tmp_path / "again" / "out").read_bytes() == before


@pytest.mark.parametrize("format_", FORMATS)
def test_pyoxigraph_reads_the_same_graph(format_: str, world: Graph, tmp_path: Path) -> None:
    read = list(ox.parse(written(format_, world, tmp_path), format=READERS[format_]))
    assert set(read) == expected(format_, world)
    assert len(read) == len(set(read))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_the_same_graph(format_: str, world: Graph, tmp_path: Path) -> None:
    graph = rdflib.Dataset()
    graph.parse(data=written(format_, world, tmp_path), format=format_)
    read = {(*map(_rdflib, quad[:3]), _graph_name(quad[3])) for quad in graph.quads()}
    assert read == {
        (*map(_oxigraph, quad.triple), getattr(quad.graph_name, "value", "")) for quad in expected(format_, world)
    }


def test_turtle_is_made_to_be_read(world: Graph, tmp_path: Path) -> None:
    text = written("turtle", world, tmp_path).decode()
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert '\n\nentity:gn3143244 a schema:Place ;\n\trdfs:label "Oslo" ;\n' in text
    assert "_:" not in text
    assert "\\%" not in text


def test_base(world: Graph, tmp_path: Path) -> None:
    text = written("nquads", world, tmp_path, Options("https://data.example/")).decode()
    assert "<https://data.example/entity/gn3143244>" in text
    assert "https://kg.example/entity/" not in text


def test_a_failure_leaves_what_was_there(world: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written("turtle", world, tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ox, "serialize", fail)
    with pytest.raises(ExportError, match="out cannot be written: No space left on device"):
        written("turtle", world, tmp_path)
    assert (tmp_path / "out").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_is_no_file(world: Graph, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportError, match="out is a folder"):
        written("turtle", world, tmp_path)


def _rdflib(term: Any) -> Term:
    if isinstance(term, rdflib.Literal):
        implied = rdflib.RDF.langString if term.language else rdflib.XSD.string
        return str(term), str(term.datatype or implied), term.language or ""
    return (str(term),)


def _oxigraph(term: Any) -> Term:
    if isinstance(term, ox.Literal):
        return term.value, term.datatype.value, term.language or ""
    return (term.value,)


def _graph_name(name: Any) -> str:
    return "" if name in (None, DATASET_DEFAULT_GRAPH_ID) else str(name)
