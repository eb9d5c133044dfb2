"""GraphML: NetworkX reads back what was written."""

import json
from pathlib import Path

import networkx as nx
import pytest

from kg.export import Options
from kg.export.graphml import GraphMl, _types
from kg.graph import Graph, nodes, relationships
from tests.records import HOSTILE_BODY, HOSTILE_ID


@pytest.fixture(scope="module")
def file(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("graphml") / "graph.graphml"
    GraphMl().write(world, target, Options())
    return target


@pytest.fixture(scope="module")
def read(file: Path) -> "nx.MultiDiGraph[str]":
    graph = nx.read_graphml(file, force_multigraph=True)
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


def test_every_node_and_relationship_is_there(world: Graph, read: "nx.MultiDiGraph[str]") -> None:
    assert read.is_directed()
    assert {data["id"]: json.loads(data["labels"]) for _, data in read.nodes(data=True)} == {
        _writable(node.id): list(node.labels) for node in nodes(world)
    }
    names = {node: data["id"] for node, data in read.nodes(data=True)}
    assert sorted((data["type"], names[start], names[end]) for start, end, data in read.edges(data=True)) == sorted(
        (each.type, _writable(each.start), _writable(each.end)) for each in relationships(world)
    )


def test_values_keep_their_types(read: "nx.MultiDiGraph[str]") -> None:
    oslo = read.nodes["gn3143244"]
    assert (oslo["latitude"], oslo["population"], oslo["name"]) == (59.913, 1082575, "Oslo")
    assert json.loads(oslo["same_as"]) == ["https://sws.geonames.org/3143244/"]
    edge = next(data for *_, data in read.edges(data=True) if data["type"] == "chiefExecutive")
    assert (edge["confidence"], edge["sources"]) == (0.9, 1)
    assert json.loads(edge["quotes"]) == ["Its chief executive, Petra Ohm, wants to drill again."]


def test_hostile_text_is_data(file: Path, read: "nx.MultiDiGraph[str]") -> None:
    names = {data["name"] for _, data in read.nodes(data=True)}
    assert HOSTILE_BODY in names
    person = next(name for name in names if name.startswith("Bo "))
    assert "\x00" not in person
    assert "\ufffd\ufffd[2J" in person
    article = next(data for _, data in read.nodes(data=True) if data["id"] == _writable(HOSTILE_ID))
    assert article["source"] == "a,b;\t=1+1\r\nX: y"
    assert "<script>" not in file.read_text(encoding="utf-8")


def test_types_are_wide_enough() -> None:
    records = [{"a": 1, "b": 1, "c": True, "d": ("x",)}, {"a": 0.5, "b": "x", "c": False}]
    assert _types(records) == {"a": "double", "b": "string", "c": "boolean", "d": "string"}  # type: ignore[arg-type]


def _writable(text: str) -> str:
    return text.replace("\x07", "\ufffd")
