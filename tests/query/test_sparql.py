"""SPARQL on the graph of the invented world."""

import csv
import io
import json
import socket
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, UsageError
from kg.graph import Graph
from kg.query.sparql import Engine, query
from tests.records import HOSTILE_BODY


@pytest.fixture(scope="module")
def engine(world: Graph) -> Engine:
    return Engine(world)


def test_prefixes_need_no_declaration(engine: Engine) -> None:
    found = engine.query(
        "SELECT ?name { ?p a schema:Person ; schema:worksFor/schema:name 'Norrland Oil' ; rdfs:label ?name }"
    )
    assert found.columns == ("name",)
    assert found.rows == (("Petra Ohm",),)


def test_declared_prefixes_go_first(engine: Engine) -> None:
    assert engine.query(
        "PREFIX kg: <https://schema.org/> SELECT ?n { ?p kg:hasOccupation 'geologist' ; kg:name ?n }"
    ).rows == (("Ilse Brandtmoor",),)


def test_values_are_of_python(engine: Engine) -> None:
    found = engine.query(
        "SELECT ?x ?n ?lat ?yes ?none { ?x gn:population ?n ; wgs:lat ?lat ; rdfs:label 'Oslo' BIND(?n > 1 AS ?yes) }"
    )
    assert found.rows == (("https://kg.example/entity/gn3143244", 1082575, 59.913, True, None),)


def test_the_default_graph_is_the_union_and_articles_are_graphs(engine: Engine) -> None:
    fact = "?v a kg:Visit ; kg:place/rdfs:label 'Bergen'"
    assert len(engine.query(f"SELECT ?v {{ {fact} }}").rows) == 2
    found = engine.query(
        "SELECT ?id { GRAPH ?a { ?v kg:place ?p } ?p rdfs:label 'Bergen' . ?a schema:identifier ?id } ORDER BY ?id"
    )
    assert found.rows == (("Visit, again.txt",), ("visit.txt",))


def test_a_fact_that_two_articles_assert_is_one(engine: Engine) -> None:
    assert engine.query("SELECT (COUNT(*) AS ?n) { ?p kg:holdsPosition ?o }").rows == ((1,),)
    assert engine.query("SELECT (COUNT(*) AS ?n) { GRAPH ?a { ?p kg:holdsPosition ?o } }").rows == ((2,),)


def test_ask_construct_and_describe(engine: Engine) -> None:
    assert engine.query("ASK { ?x schema:worksFor ?y }").rows == ((True,),)
    built = engine.query("CONSTRUCT { ?y kg:founder ?x } { ?x rdfs:label 'Petra Ohm' ; schema:worksFor ?y }")
    assert built.columns == ("subject", "predicate", "object")
    assert len(built.rows) == 1
    described = engine.query("DESCRIBE ?x { ?x rdfs:label 'Oslo' }")
    assert ("https://kg.example/entity/gn3143244", "https://schema.org/name", "Oslo") in described.rows


def test_the_denial_is_found_with_its_speaker(world: Graph) -> None:
    found = query(
        world,
        """SELECT ?who ?quote { ?s kg:stance "denied" ; sem:accordingTo/schema:name ?who ; kg:quote ?quote ;
           prov:wasQuotedFrom/schema:identifier "protest.txt" ; rdf:predicate schema:worksFor }""",
    )
    assert found.rows == (("Tarek Vindal", "Vindal denied that he works for Norrland Oil."),)


class TestText:
    def test_table_has_prefixed_names(self, engine: Engine) -> None:
        text = engine.text("SELECT ?x ?c ?a { ?x rdfs:label 'Oslo' ; a ?c ; owl:sameAs ?a }", "table")
        assert text.splitlines()[2].split() == [
            "entity:gn3143244",
            "schema:Place",
            "<https://sws.geonames.org/3143244/>",
        ]
        assert text.endswith("(1 row)")

    def test_json_csv_and_tsv(self, engine: Engine) -> None:
        ask = "SELECT ?n { ?x a schema:Organization ; schema:name ?n } ORDER BY ?n"
        bindings: list[dict[str, Any]] = json.loads(engine.text(ask, "json"))["results"]["bindings"]
        assert [each["n"]["value"] for each in bindings] == [HOSTILE_BODY, "Norrland Oil"]
        assert list(csv.reader(io.StringIO(engine.text(ask, "csv")))) == [["n"], [HOSTILE_BODY], ["Norrland Oil"]]
        assert engine.text(ask, "tsv").splitlines()[0] == "?n"

    def test_ask(self, engine: Engine) -> None:
        assert engine.text("ASK { ?x schema:worksFor ?y }", "table") == "true"
        assert json.loads(engine.text("ASK { ?x schema:spouse ?y }", "json"))["boolean"] is False

    def test_triples(self, engine: Engine) -> None:
        ask = "DESCRIBE ?x { ?x rdfs:label 'Oslo' }"
        turtle = engine.text(ask, "table")
        assert turtle.startswith("@prefix dcat:")
        assert list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
        assert json.loads(engine.text(ask, "json"))
        with pytest.raises(UsageError, match="csv has rows"):
            engine.text(ask, "csv")

    def test_unknown_format(self, engine: Engine) -> None:
        with pytest.raises(UsageError, match="no format 'xml'"):
            engine.text("ASK {}", "xml")


class TestRefused:
    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * { SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <http://127.0.0.1:8/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
            "PREFIX : <http://127.0.0.1:8/> SELECT * { service:x { ?s ?p ?o } }",
            "SELECT * { ?s rdfs:a\\' ?o . SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } ?s rdfs:b\\' ?o }",
            "SELECT * { ?s ?p '''a''' . SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } ?s ?p 'x' }",
            "SELECT * { ?s ?p ?o FILTER(?o<?p)SERVICE<http://127.0.0.1:8/>{ ?s ?p ?o } FILTER(1>2) }",
            "SELECT * { ?s ?p <http://a/#x> SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }",
        ],
    )
    def test_calls_to_other_servers(self, text: str, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(socket, "socket", None)
        with pytest.raises(QueryError, match="SERVICE is refused"):
            engine.query(text)

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT ?service { ?service rdfs:label 'Secret Service' }",
            'SELECT * { ?s rdfs:label "a \\" SERVICE" } # SERVICE',
            "SELECT * { ?s kg:service <http://a/SERVICE> ; rdfs:label 'x'@en-service }",
            'SELECT * { ?s rdfs:label """a "SERVICE" b""" }',
        ],
    )
    def test_the_word_may_stand_elsewhere(self, text: str, engine: Engine) -> None:
        assert engine.query(text).rows == ()

    @pytest.mark.parametrize(
        "text",
        [
            "INSERT DATA { <http://a> <http://b> 1 }",
            "PREFIX kg: <http://a> DELETE WHERE { ?s ?p ?o }",
            "# hello\nDROP ALL",
            "LOAD <http://127.0.0.1:8/>",
        ],
    )
    def test_updates(self, text: str, engine: Engine) -> None:
        with pytest.raises(QueryError, match="updates are refused"):
            engine.query(text)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("SELECT ?x WHERE", "SPARQL: syntax error at line 1, column 16\n   SELECT ?x WHERE\n                  ^"),
            (
                "ASK\n{?x foo:bar ?y}",
                "SPARQL: syntax error at line 2, column 12: the prefix is not declared\n   {?x foo:bar ?y}\n",
            ),
            ("ASK {?x a <a b>}", "SPARQL: syntax error at line 1, column 16: this is no IRI\n   ASK"),
            (" \n", "the query is empty; write for example: SELECT"),
        ],
    )
    def test_errors_point_at_their_place(self, text: str, message: str, engine: Engine) -> None:
        with pytest.raises(QueryError) as raised:
            engine.query(text)
        assert str(raised.value).startswith(message)

    def test_errors_carry_the_words_of_the_engine(self, engine: Engine) -> None:
        with pytest.raises(QueryError, match="custom function <http://a/f> is not supported"):
            engine.query("SELECT (<http://a/f>(?s) AS ?x) { ?s ?p ?o }")
