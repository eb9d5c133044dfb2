"""GEXF: NetworkX reads back what was written, spells included."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export import Options
from kg.export.gexf import Gexf, _joined
from kg.export.xml import writable
from kg.graph import Graph, assemble, nodes, relationships
from kg.model import Article
from kg.store.sqlite import SqliteStore
from tests.export.reading import as_xml
from tests.hostile import HOSTILE
from tests.records import Page

SPACE = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def file(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("gexf") / "graph.gexf"
    Gexf().write(world, target, Options())
    return target


@pytest.fixture(scope="module")
def read(file: Path) -> "nx.MultiDiGraph[str]":
    graph = nx.read_gexf(file)
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


def test_every_node_and_relationship_is_there(world: Graph, read: "nx.MultiDiGraph[str]") -> None:
    assert read.graph["mode"] == "dynamic"
    assert {data["id"]: (data["label"], json.loads(data["labels"])) for _, data in read.nodes(data=True)} == {
        writable(node.id): (writable(str(node.properties["name"])), list(node.labels)) for node in nodes(world)
    }
    own = read.nodes(data="id")
    assert sorted((data["id"], data["type"], own[a], own[b]) for a, b, data in read.edges(data=True)) == sorted(
        (each.id, each.type, writable(each.start), writable(each.end)) for each in relationships(world)
    )


def test_values_keep_their_types(read: "nx.MultiDiGraph[str]") -> None:
    oslo = read.nodes["gn3143244"]
    assert (oslo["latitude"], oslo["population"], oslo["name"]) == (59.913, 1082575, "Oslo")
    edge = next(data for *_, data in read.edges(data=True) if data["type"] == "chiefExecutive")
    assert (edge["confidence"], edge["sources"], edge["weight"]) == (0.9, 1, 1.0)


def spells(read: "nx.MultiDiGraph[str]", label: str) -> object:
    return next(data.get("spells") for _, data in read.nodes(data=True) if data["label"] == label)


def test_an_article_is_there_when_it_came_out(read: "nx.MultiDiGraph[str]") -> None:
    assert spells(read, "Students march") == [("2024-04-02", "2024-04-02")]
    assert spells(read, "company.txt") == [("2024-01-01", "2024-12-31")]
    assert spells(read, "quiet.txt") is None


def test_an_event_is_there_when_it_happened_and_when_it_was_told(read: "nx.MultiDiGraph[str]") -> None:
    visits = [data for _, data in read.nodes(data=True) if data["class"] == "Visit"]
    assert [data["spells"] for data in visits] == [
        [("2024-03-04", "2024-03-05")],
        [("2024-03-04", "2024-03-04"), ("2024-03-06", "2024-03-06")],
    ]
    protest = next(data for _, data in read.nodes(data=True) if data["class"] == "Protest")
    assert protest["spells"] == [("2024-04-01", "2024-04-30")]
    assert (protest["earliest"], protest["latest"], protest["date"]) == ("2024-04-01", "2024-04-30", "2024-04")


def test_people_and_places_are_always_there(read: "nx.MultiDiGraph[str]") -> None:
    assert spells(read, "Tarek Vindal") is None
    assert spells(read, "Oslo") is None


def test_a_relation_is_there_when_it_was_said(read: "nx.MultiDiGraph[str]") -> None:
    found = {
        data["label"]: data["spells"]
        for *_, data in read.edges(data=True)
        if data["type"] == "worksFor" and "spells" in data
    }
    assert found == {
        "worksFor": [("2024-01-01", "2024-12-31")],
        "worksFor (alleged)": [("2024-04-02", "2024-04-02")],
        "worksFor (denied)": [("2024-04-02", "2024-04-02")],
    }


def test_a_relation_is_there_only_with_both_of_its_ends(read: "nx.MultiDiGraph[str]") -> None:
    for start, end, data in read.edges(data=True):
        for node in (start, end):
            around = read.nodes[node].get("spells")
            if around and read.nodes[node]["class"] != "Article" and "spells" in data and data["type"] != "topic":
                assert all(any(a <= first and last <= b for a, b in around) for first, last in data["spells"])


def test_parallel_relations_differ_in_kind(file: Path) -> None:
    edges = list(ElementTree.parse(file).iter(f"{SPACE}edge"))
    keys = {(each.get("source"), each.get("target"), each.get("kind")) for each in edges}
    assert len(keys) == len(edges)


def test_structure_as_the_schema_of_gexf_has_it(file: Path) -> None:
    root = ElementTree.parse(file).getroot()
    assert (root.tag, root.get("version")) == (f"{SPACE}gexf", "1.3")
    (graph,) = root
    assert [child.tag.removeprefix(SPACE) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    declared = {each.get("id") for each in graph.iter(f"{SPACE}attribute")}
    assert {each.get("type") for each in graph.iter(f"{SPACE}attribute")} == {"string", "long", "double"}
    assert {each.get("for") for each in graph.iter(f"{SPACE}attvalue")} <= declared
    for each in graph.iter(f"{SPACE}spell"):
        assert date.fromisoformat(each.attrib["start"]) <= date.fromisoformat(each.attrib["end"])
    ids = {each.get("id") for each in graph.iter(f"{SPACE}node")}
    assert {each.get(end) for each in graph.iter(f"{SPACE}edge") for end in ("source", "target")} <= ids


def test_a_hundred_hostile_names_come_back(hostile: Graph, tmp_path: Path) -> None:
    Gexf().write(hostile, tmp_path / "out", Options())
    read = nx.read_gexf(tmp_path / "out")
    by_id = {data["id"]: data for _, data in read.nodes(data=True)}
    for node in nodes(hostile):
        found = by_id[writable(node.id)]
        assert {name: found[name] for name in node.properties} == {
            name: as_xml(value) for name, value in node.properties.items()
        }
    assert {writable(name) for name in HOSTILE} <= {data["label"] for _, data in read.nodes(data=True)}


def test_articles_whose_ids_differ_in_what_xml_cannot_carry_stay_two(tmp_path: Path) -> None:
    with SqliteStore() as store:
        run = store.begin("hand@1", {})
        for id_ in ("bell\x07", "bell\ufffd"):
            store.put(Page(Article(id_, "Bo rang.")).extraction(), "/news", "content", "hand@1", run)
        Gexf().write(assemble(store), tmp_path / "out", Options())
    assert nx.read_gexf(tmp_path / "out").number_of_nodes() == 2


SPELLS = st.tuples(st.dates(), st.dates()).map(lambda both: (min(both), max(both)))


@given(st.lists(SPELLS), SPELLS)
def test_spells_that_meet_are_one(found: list[tuple[date, date]], other: tuple[date, date]) -> None:
    joined = _joined(found)
    assert all((after[0] - before[1]).days > 1 for before, after in pairwise(joined))
    for first, last in found:
        assert any(start <= first and last <= end for start, end in joined)
    assert _joined(joined) == joined
    assert _joined([*found, other]) == _joined([*joined, other])
