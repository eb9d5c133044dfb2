"""Cypher on a real Neo4j server: answered in the form of the embedded engine, and without changing anything."""

import datetime
import logging
from dataclasses import replace

import neo4j
import pytest

from kg.bolt import Server
from kg.errors import QueryError
from kg.export.neo4j import load
from kg.graph import Graph
from kg.query.cypher import Engine
from kg.query.server import run_on_server
from tests.records import HOSTILE_PERSON

pytest_plugins = "tests.neo4j_server"


@pytest.fixture(scope="module")
def engine(world: Graph) -> Engine:
    return Engine(world)


@pytest.fixture(scope="module")
def held(world: Graph, running: Server, driver: neo4j.Driver) -> Server:
    """A server that holds the world and something foreign."""
    driver.execute_query("MATCH (n) DETACH DELETE n")
    load(world, running)
    driver.execute_query(
        "MATCH (p:Person {name: 'Petra Ohm'}) CREATE (:Company {size: 3})-[:ours {since: date('2024-03-05')}]->(p)"
    )
    return running


@pytest.mark.neo4j
class TestSameForm:
    @pytest.mark.parametrize(
        "text",
        [
            "MATCH (n) WHERE n.id IS NOT NULL RETURN n ORDER BY n.id",
            "MATCH ()-[r]->() WHERE r.id IS NOT NULL RETURN r ORDER BY r.id",
            "MATCH q = (:Person)-[r:worksFor]->() RETURN q, nodes(q) AS n, relationships(q) AS e ORDER BY r.id",
            "MATCH q = ({id: 'visit.txt'})-[:mentions]->()-[*..2]->() RETURN q ORDER BY [x IN relationships(q) | x.id]",
            "MATCH (w:Place) RETURN w.point AS point, w.name AS name ORDER BY w.id",
            "MATCH (e:Event) RETURN e {.class, .date} AS it ORDER BY e.id",
            "MATCH (p:Person)-[r]->(o:Organization) RETURN {person: p, edge: r, list: [o, r]} AS it ORDER BY r.id",
            "MATCH (p:Person) OPTIONAL MATCH (p)-[r:worksFor]->(o) RETURN p, r, o ORDER BY p.id, r.id",
            "RETURN 1 AS i, 1.5 AS f, true AS b, null AS n, 'a' AS s, [1, 'b', null] AS l, {b: 1, a: [2]} AS m",
            "RETURN date('2024-03-05') AS d, datetime('2024-03-05T10:00:00Z') AS t",
            "RETURN toFloat('NaN') AS n, [0.0 / 0.0] AS l, {x: sqrt(-1)} AS m",
            "MATCH (n:Nobody) RETURN count(n) AS n, collect(n) AS l",
        ],
    )
    def test_values_are_those_of_the_embedded_engine(self, text: str, engine: Engine, held: Server) -> None:
        served = run_on_server(held, text)
        assert served == engine.query(text)
        assert served.rows

    def test_the_mark_of_the_loader_is_not_shown(self, held: Server) -> None:
        asked = "MATCH (p:Person)-[r:worksFor]->(o) RETURN p, r, properties(o) AS m, p {.*} AS q, [r] AS l"
        assert "kg_content" not in repr(run_on_server(held, asked))

    def test_foreign_data_have_the_form_too(self, held: Server) -> None:
        ((company, ours),) = run_on_server(held, "MATCH (c:Company)-[r]->() RETURN c, r").rows
        assert isinstance(company, dict)
        assert isinstance(ours, dict)
        assert (company["labels"], company["properties"]) == (["Company"], {"size": 3})
        assert (ours["type"], ours["properties"]) == ("ours", {"since": datetime.date(2024, 3, 5)})
        assert ours["start"] == company["id"]
        assert ours["end"] == run_on_server(held, "MATCH (p:Person {name: 'Petra Ohm'}) RETURN p.id").rows[0][0]

    def test_labels_of_the_user_come_last(self, held: Server, driver: neo4j.Driver) -> None:
        driver.execute_query("MATCH (e:Protest) SET e:Aaa")
        ((march,),) = run_on_server(held, "MATCH (e:Protest) RETURN e").rows
        driver.execute_query("MATCH (e:Protest) REMOVE e:Aaa")
        assert isinstance(march, dict)
        assert march["labels"] == ["Protest", "Event", "Aaa"]

    def test_times_and_other_points(self, held: Server) -> None:
        asked = "RETURN duration('P1DT2S') AS d, localtime('10:30') AS t, point({x: 1, y: 2}) AS p"
        assert run_on_server(held, asked).rows == (("P1DT2S", datetime.time(10, 30), [1.0, 2.0]),)


@pytest.mark.neo4j
class TestParameters:
    @pytest.mark.parametrize("text", ["'}) MATCH (n) DETACH DELETE n //", "\x00", HOSTILE_PERSON, "🦊" * 1000])
    def test_text_is_never_read_as_cypher(self, text: str, held: Server) -> None:
        found = run_on_server(held, "RETURN $x AS x, [$x] AS l, {k: $x} AS m", {"x": text})
        assert found.rows == ((text, [text], {"k": text}),)

    @pytest.mark.parametrize("value", [2**70, object(), "\ud800"], ids=type)
    def test_what_cannot_be_sent(self, value: object, held: Server) -> None:
        with pytest.raises(QueryError, match="a parameter cannot be sent to the server"):
            run_on_server(held, "RETURN $x AS x", {"x": value})


@pytest.mark.neo4j
class TestRefused:
    @pytest.mark.parametrize(
        "text",
        [
            "CREATE (n)",
            "MATCH (n) DETACH DELETE n",
            "MATCH (n) SET n.x = 1 RETURN n",
            "MERGE (n:Person {name: 'x'}) RETURN n",
            "CREATE INDEX mine FOR (n:Person) ON (n.name)",
            "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS",
        ],
    )
    def test_writes(self, text: str, held: Server) -> None:
        counts = "MATCH (n) WITH count(n) AS n MATCH ()-[r]->() RETURN n, count(r) AS r"
        before = run_on_server(held, counts)
        with pytest.raises(QueryError, match="refused: Writing in read access mode not allowed"):
            run_on_server(held, text)
        assert run_on_server(held, counts) == before

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("nonsense", "refused: Invalid input 'nonsense'"),
            ("MATCH (n) RETURN m", "Variable `m` not defined"),
            ("RETURN $who", r"Expected parameter\(s\): who"),
            ("RETURN 1 / 0 AS x", "/ by zero"),
            ("RETURN date('-0044-03-15') AS ides", "broken data"),
        ],
    )
    def test_errors_carry_the_words_of_the_server(self, text: str, why: str, held: Server) -> None:
        with pytest.raises(QueryError, match=why) as caught:
            run_on_server(held, text)
        assert "\n" not in str(caught.value)

    def test_what_takes_too_long(self, held: Server) -> None:
        endless = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN max(a * b % 7) AS x"
        with pytest.raises(QueryError, match="no answer within 1 seconds; narrow the pattern, or add a LIMIT"):
            run_on_server(held, endless, timeout=1)

    def test_unknown_database(self, held: Server) -> None:
        with pytest.raises(QueryError, match=r"refused: .*nowhere"):
            run_on_server(replace(held, database="nowhere"), "RETURN 1")


@pytest.mark.neo4j
def test_hints_of_the_server_are_not_printed(held: Server, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert run_on_server(held, "MATCH (n:Nobody) WHERE n.nothing = 1 RETURN n").rows == ()
    assert caplog.records == []


def test_nobody_answers() -> None:
    with pytest.raises(QueryError, match=r"nothing answers Bolt at bolt://127\.0\.0\.1:1: "):
        run_on_server(Server("bolt://127.0.0.1:1"), "RETURN 1")
