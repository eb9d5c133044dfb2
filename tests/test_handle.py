"""`kg.open`."""

from pathlib import Path

import networkx as nx
import pytest
import rdflib

import kg
from kg.errors import QueryError, StoreError
from kg.graph import Graph
from kg.store.sqlite import SqliteStore
from tests import records


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("handle") / "kg.db"
    records.fill(SqliteStore(path)).close()
    return path


def test_records(store: Path, world: Graph) -> None:
    with kg.open(store) as graph:
        assert graph.articles() == world.articles
        assert graph.entities() == tuple(world.entities.values())
        assert graph.edges() == world.edges
        assert list(graph.statements()) == list(world.statements())


def test_what_a_run_left(tmp_path: Path) -> None:
    records.grow(SqliteStore(tmp_path / "kg.db")).close()
    with kg.open(tmp_path / "kg.db", run=1) as then, kg.open(tmp_path / "kg.db") as now:
        assert [each.id for each in then.articles()] == ["company.txt", "quiet.txt", "visit.txt"]
        assert "quiet.txt" not in {each.id for each in now.articles()}
    with pytest.raises(StoreError, match="there is no run 9"):
        kg.open(tmp_path / "kg.db", run=9)


def test_questions(store: Path) -> None:
    with kg.open(str(store)) as graph:
        cypher = "MATCH (p:Person)-[:worksFor {stance: $stance}]->(o) RETURN p.name AS name ORDER BY name"
        assert graph.query(cypher, stance="denied").rows == (("Tarek Vindal",),)
        assert graph.sparql("SELECT ?n { ?p kg:holdsPosition ?o ; rdfs:label ?n }").rows == (("Tarek Vindal",),)
        with pytest.raises(QueryError):
            graph.sparql("nonsense")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_other_libraries(store: Path) -> None:
    with kg.open(store) as graph:
        assert isinstance(graph.to_networkx(), nx.MultiDiGraph)
        assert isinstance(graph.to_rdflib(), rdflib.Dataset)


def test_it_is_closed_with_its_block_or_with_the_last_who_holds_it(store: Path) -> None:
    with kg.open(store) as graph:
        edges = graph.edges()
    assert edges[0].statements
    with pytest.raises(StoreError, match="closed"):
        graph.entities()
    assert kg.open(store).edges() == edges


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        kg.open(tmp_path / "kg.db")
    assert not (tmp_path / "kg.db").exists()
