"""One question, one answer: the embedded engine, a Neo4j server, SPARQL and NetworkX over the same graph."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import neo4j
import networkx as nx
import pytest

from kg.bolt import Server
from kg.export.neo4j import load
from kg.graph import Graph, assemble
from kg.pipeline import Options, build
from kg.query import cypher, sparql
from kg.query.answer import Answer
from kg.query.server import run_on_server
from kg.query.views import to_networkx
from kg.store.sqlite import SqliteStore

pytest_plugins = "tests.neo4j_server"

EXAMPLES = Path(__file__).parents[1] / "scripts" / "examples"
GRAPHS = ("world", "examples")

Network: TypeAlias = "nx.MultiDiGraph[str]"
Rows = Iterator[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """The same question in two languages."""

    title: str
    cypher: str
    sparql: str


_FILE = Path(__file__).parent / "query" / "agreement.toml"
QUESTIONS = {each["title"]: Question(**each) for each in tomllib.loads(_FILE.read_text("utf-8"))["question"]}
every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.title)


@dataclass(frozen=True, slots=True)
class Engines:
    """Both engines of this process over one graph."""

    graph: Graph
    cypher: cypher.Engine
    sparql: sparql.Engine


@pytest.fixture(scope="session")
def examples() -> Graph:
    """The graph of scripts/examples, read by the real extractor."""
    with SqliteStore() as store:
        build(store, [str(EXAMPLES)], Options(workers=1))
        return assemble(store)


@pytest.fixture(scope="session")
def engines(world: Graph, examples: Graph) -> dict[str, Engines]:
    graphs = {"world": world, "examples": examples}
    return {name: Engines(graph, cypher.Engine(graph), sparql.Engine(graph)) for name, graph in graphs.items()}


@pytest.fixture(scope="module", params=GRAPHS)
def loaded(
    request: pytest.FixtureRequest, engines: dict[str, Engines], running: Server, driver: neo4j.Driver
) -> Engines:
    """The engines over a graph that the server holds too."""
    driver.execute_query("MATCH (n) DETACH DELETE n")
    found = engines[request.param]
    load(found.graph, running)
    return found


def rows(answer: Answer) -> list[tuple[object, ...]]:
    """The rows in an order of their own, after making sure that they hold nothing but plain values."""
    assert all(isinstance(value, str | int | float) or value is None for row in answer.rows for value in row)
    return sorted(answer.rows, key=repr)


def test_there_are_questions_enough() -> None:
    assert len(QUESTIONS) >= 16
    assert len({question.cypher for question in QUESTIONS.values()}) == len(QUESTIONS)


@every_question
def test_cypher_and_sparql_agree(question: Question, engines: dict[str, Engines]) -> None:
    found: list[object] = []
    for name, each in engines.items():
        asked, other = each.cypher.query(question.cypher), each.sparql.query(question.sparql)
        assert asked.columns == other.columns
        assert rows(asked) == rows(other), name
        found += asked.rows
    assert found


@pytest.mark.neo4j
@every_question
def test_a_server_agrees(question: Question, loaded: Engines, running: Server) -> None:
    embedded, served = loaded.cypher.query(question.cypher), run_on_server(running, question.cypher)
    assert served.columns == embedded.columns
    assert rows(served) == rows(embedded)


def _clients(graph: Network) -> Rows:
    for client, lawyer, data in graph.edges(data=True):
        if data["type"] == "representedBy" and data["stance"] == "asserted":
            yield graph.nodes[lawyer]["name"], graph.nodes[client]["name"]


def _often_named(graph: Network) -> Rows:
    for node, data in graph.nodes(data=True):
        articles = {start for start, _, edge in graph.in_edges(node, data=True) if edge["type"] == "mentions"}
        if data["class"] == "Person" and len(articles) >= 2:
            yield data["name"], len(articles)


def _most_connected(graph: Network) -> Rows:
    asserted = [(a, b) for a, b, data in graph.edges(data=True) if data.get("stance") == "asserted"]
    plain: nx.Graph[str] = nx.Graph(asserted)
    people = (node for node, data in graph.nodes(data=True) if data["class"] == "Person" and node in plain)
    degrees = [(graph.nodes[node]["name"], plain.degree[node]) for node in people]
    yield from sorted(degrees, key=lambda row: (-row[1], row[0]))[:5]


def _classes(graph: Network) -> Rows:
    yield from Counter(data["class"] for _, data in graph.nodes(data=True)).items()


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Who represents whom?", _clients),
        ("Which people are mentioned in two articles or more?", _often_named),
        ("Who are the most connected people?", _most_connected),
        ("How much is there of each class?", _classes),
    ],
)
@pytest.mark.parametrize("name", GRAPHS)
def test_networkx_agrees(name: str, title: str, answer: Callable[[Network], Rows], engines: dict[str, Engines]) -> None:
    found = sorted(answer(to_networkx(engines[name].graph)), key=repr)
    assert found == rows(engines[name].cypher.query(QUESTIONS[title].cypher))
