"""GraphML: NetworkX reads back what was written."""

import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.export import Options
from kg.export.graphml import GraphMl
from kg.export.xml import writable
from kg.graph import Graph, nodes, relationships
from tests.export.reading import as_xml
from tests.hostile import HOSTILE
from tests.records import HOSTILE_BODY, HOSTILE_ID

SPACES = {"g": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}


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


def test_labels_are_where_yed_and_gephi_look(file: Path, read: "nx.MultiDiGraph[str]") -> None:
    assert all(data["label"] == data["name"] for _, data in read.nodes(data=True))
    assert {data["label"] for *_, data in read.edges(data=True) if data["type"] == "worksFor"} == {
        "worksFor", "worksFor (alleged)", "worksFor (denied)",
    }  # fmt: skip
    tree = ElementTree.parse(file)
    drawn = {"node": "y:ShapeNode/y:NodeLabel", "edge": "y:PolyLineEdge/y:EdgeLabel"}
    for owner, path in drawn.items():
        for each in tree.iterfind(f".//g:{owner}", SPACES):
            texts = {data.get("key"): data.text for data in each.iterfind("g:data", SPACES)}
            assert each.findtext(f"g:data/{path}", namespaces=SPACES) == texts[f"{owner}.label"]


def test_every_key_is_declared_whatever_the_graph_holds(file: Path, hostile: Graph, tmp_path: Path) -> None:
    GraphMl().write(hostile, tmp_path / "out", Options())
    keys = [
        [each.attrib for each in ElementTree.parse(path).iterfind("g:key", SPACES)] for path in (file, tmp_path / "out")
    ]
    assert keys[0] == keys[1]
    assert {"id": "node.latitude", "for": "node", "attr.name": "latitude", "attr.type": "double"} in keys[0]
    assert {"id": "node.birthDate", "for": "node", "attr.name": "birthDate", "attr.type": "string"} in keys[0]


def test_a_hundred_hostile_names_come_back(hostile: Graph, tmp_path: Path) -> None:
    GraphMl().write(hostile, tmp_path / "out", Options())
    read = nx.read_graphml(tmp_path / "out", force_multigraph=True)
    found = {data["id"]: data for _, data in read.nodes(data=True)}
    for node in nodes(hostile):
        assert {name: found[writable(node.id)][name] for name in node.properties} == {
            name: as_xml(value) for name, value in node.properties.items()
        }
    assert {writable(name) for name in HOSTILE} <= {data["name"] for data in found.values()}


def _writable(text: str) -> str:
    return text.replace("\x07", "\ufffd")
