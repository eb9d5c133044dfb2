"""Cypher on the embedded engine, over the invented world."""

import time
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from kg import ontology
from kg.errors import QueryError
from kg.graph import Graph, assemble, nodes, relationships
from kg.graph.columns import days
from kg.query.cypher import Engine, query
from kg.store.sqlite import SqliteStore
from tests.records import HOSTILE, HOSTILE_BODY, HOSTILE_ID, HOSTILE_PERSON

Rows = tuple[tuple[object, ...], ...]

INJECTIONS = ["' OR 1=1 //", "'}) MATCH (n) DETACH DELETE n //", "`", "\\", "\\u0027", "$name", "\x00", '"; DROP', "🦊"]


@pytest.fixture(scope="module")
def engine(world: Graph) -> Engine:
    return Engine(world)


def ask(engine: Engine, text: str, **parameters: object) -> Rows:
    return engine.query(text, parameters).rows


class TestGraph:
    def test_every_node_and_relationship_is_there(self, world: Graph, engine: Engine) -> None:
        found = engine.query("MATCH (n) RETURN n")
        assert {str(node["id"]): node["labels"] for (node,) in found.rows if isinstance(node, dict)} == {
            node.id: list(node.labels) for node in nodes(world)
        }
        edges = ask(engine, "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, r.id")
        assert sorted(map(str, edges)) == sorted(str((e.start, e.type, e.end, e.id)) for e in relationships(world))

    def test_properties_are_those_of_the_graph(self, world: Graph, engine: Engine) -> None:
        for node in nodes(world):
            ((found,),) = ask(engine, "MATCH (n) WHERE n.id = $id RETURN n", id=node.id)
            assert isinstance(found, dict)
            own = {key: value for key, value in found["properties"].items() if key != "point"}
            listed = {key: list(each) if isinstance(each, tuple) else each for key, each in node.properties.items()}
            assert own == {**listed, **days(node.properties)}
        for edge in relationships(world):
            ((found,),) = ask(engine, "MATCH ()-[r]->() WHERE r.id = $id RETURN r", id=edge.id)
            assert isinstance(found, dict)
            assert (found["start"], found["end"], found["type"], found["id"]) == (
                edge.start,
                edge.end,
                edge.type,
                edge.id,
            )
            assert found["properties"].keys() == edge.properties.keys()

    def test_dates_have_a_first_and_a_last_day(self, engine: Engine) -> None:
        asked = "MATCH (o {{foundingDate: '1971'}}) WHERE o.foundingDate_latest < date('1972-01-01') RETURN {} AS day"
        assert ask(engine, asked.format("o.foundingDate_earliest")) == ((date(1971, 1, 1),),)
        assert ask(engine, asked.format("o.foundingDate_latest.month")) == ((12,),)
        assert ask(engine, "MATCH (p:Person) WHERE p.birthDate_earliest < date('1970-01-01') RETURN p") == ()

    def test_a_node_a_relationship_and_a_path(self, engine: Engine) -> None:
        ((person, works, path),) = ask(
            engine, "MATCH q = (p:Person {name: 'Petra Ohm'})-[r:worksFor]->(o) RETURN p, r, q"
        )
        assert isinstance(person, dict)
        assert isinstance(works, dict)
        assert isinstance(path, dict)
        assert (person["labels"], person["properties"]["name"]) == (["Person"], "Petra Ohm")
        assert (works["type"], works["start"], works["properties"]["stance"]) == ("worksFor", person["id"], "asserted")
        assert [node["properties"]["name"] for node in path["nodes"]] == ["Petra Ohm", "Norrland Oil"]
        assert path["relationships"] == [works]

    def test_superclasses_find_their_subclasses(self, engine: Engine) -> None:
        ((march,),) = ask(engine, "MATCH (e:Protest) RETURN e")
        assert isinstance(march, dict)
        assert march["labels"] == ["Protest", "Event"]
        classes = [row[0] for row in ask(engine, "MATCH (e:Event) RETURN e.class ORDER BY e.class")]
        assert classes == ["Meeting", "Meeting", "Protest", "Visit", "Visit"]
        assert ask(engine, "MATCH (n) WHERE n:Event AND NOT n:Protest RETURN count(n)") == ((4,),)

    def test_points(self, engine: Engine) -> None:
        assert ask(engine, "MATCH (w:Place {name: 'Oslo'}) RETURN w.point, w.point.latitude") == (
            ({"latitude": 59.913, "longitude": 10.746}, 59.913),
        )

    def test_distances_are_metres(self, engine: Engine) -> None:
        far = "MATCH (a:Place {name: 'Oslo'}), (b:Place) RETURN b.name, point.distance(a.point, b.point) / 1000"
        found = {str(name): distance for name, distance in ask(engine, far)}
        assert found == {"Oslo": 0, "Norway": None, "Bergen": pytest.approx(305, rel=0.01)}

    def test_an_empty_graph(self) -> None:
        with SqliteStore() as store:
            empty = Engine(assemble(store))
        assert ask(empty, "MATCH (n) RETURN n") == ()
        assert ask(empty, "MATCH (p:Person)-[r:worksFor]->(o {name: 'x'}) RETURN p, r, count(o)") == ()
        assert ask(empty, "MATCH (n) RETURN count(n), max(n.population), collect(n.name)") == ((0, None, []),)

    def test_one_question_needs_no_engine(self, world: Graph) -> None:
        found = query(world, "MATCH (p:Person {name: $name}) RETURN p.hasOccupation AS it", {"name": "Ilse Brandtmoor"})
        assert (found.columns, found.rows) == (("it",), (("geologist",),))


class TestQuestions:
    def test_aggregation(self, engine: Engine) -> None:
        asked = "MATCH ()-[r]->() WHERE r.stance IS NOT NULL RETURN r.stance AS s, count(*), max(r.sources) ORDER BY s"
        assert ask(engine, asked) == (("alleged", 1, 1), ("asserted", 16, 1), ("denied", 1, 1))
        assert ask(engine, "MATCH (a:Article) RETURN count(DISTINCT a.source), count(a)") == ((3, 6),)
        assert ask(engine, "MATCH (p:Nobody) RETURN count(p), sum(p.x), collect(p.x), avg(p.x)") == ((0, 0, [], None),)

    def test_optional_match(self, engine: Engine) -> None:
        found = ask(
            engine,
            "MATCH (p:Person) WHERE p.name IN ['Petra Ohm', 'Oona Rask'] "
            "OPTIONAL MATCH (p)-[:worksFor]->(o) RETURN p.name, o.name, o ORDER BY p.name",
        )
        assert found[0] == ("Oona Rask", None, None)
        assert found[1][:2] == ("Petra Ohm", "Norrland Oil")

    def test_paths_of_any_length(self, engine: Engine) -> None:
        steps = "MATCH ({name: 'Petra Ohm'})-[:worksFor|chiefExecutive|headquarters*1..2]-(b) RETURN DISTINCT b.name"
        assert sorted(ask(engine, steps)) == [("Norrland Oil",), ("Oslo",), ("Petra Ohm",), ("Tarek Vindal",)]
        exact = "MATCH p = (:Person {name: 'Petra Ohm'})-[:worksFor*1]->() RETURN length(p), [n IN nodes(p) | n.name]"
        assert ask(engine, exact) == ((1, ["Petra Ohm", "Norrland Oil"]),)

    def test_shortest_path(self, engine: Engine) -> None:
        asked = (
            "MATCH (a:Person {name: 'Petra Ohm'}), (b:Person {name: $name}) MATCH p = shortestPath((a)-[*..6]-(b)) "
            "RETURN length(p), nodes(p)[0].name, nodes(p)[-1].name"
        )
        assert ask(engine, asked, name="Tarek Vindal") == ((2, "Petra Ohm", "Tarek Vindal"),)
        assert ask(engine, asked, name=" ".join(HOSTILE_PERSON.split())) == ()

    def test_lists(self, engine: Engine) -> None:
        assert ask(engine, "MATCH (n) WHERE 'Vindal' IN n.aliases RETURN n.name") == (("Tarek Vindal",),)
        assert ask(engine, "MATCH (n:Place) WHERE n.name IN $names RETURN n.name", names=["Oslo", "Lima"]) == (
            ("Oslo",),
        )
        any_ = "MATCH (n:Person) WHERE any(a IN n.aliases WHERE a STARTS WITH 'Vin') RETURN n.name"
        assert ask(engine, any_) == (("Tarek Vindal",),)
        assert ask(
            engine, "MATCH ()-[r:mentions]->({name: 'Tarek Vindal'}) UNWIND r.texts AS t RETURN DISTINCT t ORDER BY t"
        ) == (
            ("Tarek Vindal",),
            ("Vindal",),
        )

    def test_nulls(self, engine: Engine) -> None:
        assert ask(engine, "RETURN [null = null, null <> 1, null IN [1], 2 IN [1, null], NOT null]") == (([None] * 5,),)
        assert ask(engine, "MATCH (p:Person) WHERE p.birthDate <> 'x' RETURN p") == ()
        assert ask(engine, "MATCH (p:Person) WHERE p.hasOccupation IS NULL RETURN count(p)") == ((3,),)
        assert ask(engine, "MATCH (w:Place) RETURN w.latitude ORDER BY w.latitude")[-1] == (None,)
        assert ask(engine, "RETURN $nothing AS x", nothing=None) == ((None,),)

    def test_order_skip_and_limit(self, engine: Engine) -> None:
        asked = "MATCH (w:Place) RETURN w.name AS name ORDER BY name"
        assert ask(engine, asked) == (("Bergen",), ("Norway",), ("Oslo",))
        assert ask(engine, f"{asked} DESC LIMIT $n", n=1) == (("Oslo",),)
        assert ask(engine, f"{asked} SKIP 1 LIMIT 1") == (("Norway",),)
        assert ask(engine, f"{asked} LIMIT 0") == ()

    def test_subqueries(self, engine: Engine) -> None:
        asked = "MATCH (p:Person) WHERE {} RETURN p.name ORDER BY p.name"
        works = [row[0] for row in ask(engine, asked.format("EXISTS { (p)-[:worksFor {stance: 'asserted'}]->() }"))]
        assert works[1:] == ["Petra Ohm"]
        assert ("Oona Rask",) in ask(engine, asked.format("NOT (p)-[:worksFor]->()"))
        counted = "MATCH (p:Person {name: 'Tarek Vindal'}) RETURN COUNT { (p)-[:worksFor]->() } AS n"
        assert ask(engine, counted) == ((2,),)
        called = "MATCH (p {name: 'Petra Ohm'}) CALL { WITH p MATCH (p)-[r]->() RETURN collect(type(r)) AS t } RETURN t"
        assert ask(engine, called) == ((["worksFor"],),)

    def test_values_are_of_python(self, engine: Engine) -> None:
        found = ask(
            engine, "RETURN 1 AS i, 1.5 AS f, true AS b, null AS n, 'a' AS s, [1, 'b', null] AS l, {a: [1]} AS m"
        )
        assert found == ((1, 1.5, True, None, "a", [1, "b", None], {"a": [1]}),)
        assert ask(engine, "RETURN toFloat('NaN'), [toFloat('Infinity')]") == ((None, [None]),)

    @pytest.mark.parametrize(
        "text",
        [
            "MATCH (n:Nobody) RETURN n",
            "MATCH (n:Nobody {x: 1}) RETURN n.y",
            "MATCH (n:Group) RETURN n.name",
            "MATCH ()-[r:nothing]->() RETURN r.x",
            "MATCH ()-[r:parentOrganization]->() RETURN r",
            "MATCH (p:Person {birthDate: '1971'}) RETURN p",
            "MATCH (o:Organization {foundingDate: '1066'}) RETURN o",
            "MATCH (e:Event {instrument: 'x'}) RETURN e",
            "MATCH (p:Place {population: 1}) RETURN p",
            "MATCH (n) WHERE n.neverHeardOf = 1 RETURN n",
            "MATCH (n) WHERE n.birthDate_all IS NOT NULL RETURN n",
        ],
    )
    def test_what_the_graph_does_not_have_answers_with_nothing(self, text: str, engine: Engine) -> None:
        assert ask(engine, text) == ()

    def test_every_literal_of_the_ontology_can_be_asked_for(self, engine: Engine) -> None:
        for predicate in ontology.load().predicates.values():
            for class_ in predicate.domain if predicate.literal else ():
                assert ask(engine, f"MATCH (n:{class_} {{{predicate.term}: 'never said'}}) RETURN n") == ()
                assert ask(engine, f"MATCH (n:{class_}) WHERE n.{predicate.term} = 'never said' RETURN n") == ()


class TestHostile:
    def test_names_and_ids_are_data(self, engine: Engine) -> None:
        found = ask(
            engine,
            "MATCH (a:Article {id: $id})-[:mentions]->()-[r:worksFor]->({name: $body}) RETURN r.quotes, a.source",
            id=HOSTILE_ID,
            body=HOSTILE_BODY,
        )
        assert found == (([HOSTILE], "a,b;\t=1+1\r\nX: y"),)

    @pytest.mark.parametrize("text", INJECTIONS)
    def test_a_parameter_is_never_read_as_cypher(self, text: str, engine: Engine) -> None:
        assert ask(engine, "MATCH (n {name: $name}) RETURN n", name=text) == ()
        assert ask(engine, "RETURN $name AS x, [$name] AS l, {k: $name} AS m", name=text) == (
            (text, [text], {"k": text}),
        )

    @pytest.mark.parametrize("name", [*INJECTIONS, "x" * 100_000])
    def test_any_name_is_found_again(self, name: str, world: Graph) -> None:
        entity = next(each for each in world.entities.values() if each.name == "Petra Ohm")
        renamed = replace(entity, name=name, properties=MappingProxyType({"hasOccupation": name}))
        engine = Engine(replace(world, entities=MappingProxyType({**world.entities, entity.id: renamed})))
        assert ask(engine, "MATCH (n:Person {name: $name}) RETURN n.id, n.hasOccupation", name=name) == (
            (entity.id, name),
        )
        assert ask(engine, "MATCH (n) RETURN count(n)") == ((len(list(nodes(world))),),)


class TestRefused:
    @pytest.mark.parametrize(
        "text",
        [
            "CREATE (n:Person {name: 'x'})",
            "MATCH (n) DETACH DELETE n",
            "MATCH (n:Person) SET n.name = 'x' RETURN n",
            "MATCH (n:Person) REMOVE n.name",
            "MERGE (n:Person {name: 'x'}) RETURN n",
            "MATCH (n) WITH n CREATE (m:Copy) RETURN m",
            "MATCH (n) CALL { WITH n DELETE n } RETURN 1",
            "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
            "DROP INDEX x",
        ],
    )
    def test_writes(self, text: str, world: Graph) -> None:
        engine = Engine(world)
        before = ask(engine, "MATCH (n) RETURN n ORDER BY n.id")
        with pytest.raises(QueryError) as caught:
            engine.query(text)
        assert "read_only" not in str(caught.value)
        assert ask(engine, "MATCH (n) RETURN n ORDER BY n.id") == before

    @pytest.mark.parametrize("text", ["MATCH (n) SET n.x = 1", "MATCH (n:Person) MERGE (m:X) RETURN m"])
    def test_the_reason_is_ours(self, text: str, engine: Engine) -> None:
        with pytest.raises(
            QueryError, match=r"^kg query only reads; a graph changes by reading articles \(kg build\)$"
        ):
            engine.query(text)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("MATCH (n:Person RETURN n", "syntax error at line 1, col"),
            ("MATCH (n) RETURN", "syntax error"),
            ("MATCH (n) RETURN m", "Undefined variable 'm'"),
            ("MATCH (n) WHERE n.name = $who RETURN n", r"Missing parameter: \$who"),
            ("RETURN nonsense(1)", "Unknown function: nonsense"),
            ("RETURN 1 / 0", "division by zero"),
            ("RETURN 9223372036854775807 + 1", "overflow"),
            ("MATCH (n) RETURN n LIMIT -1", "non-negative"),
            ("MATCH (n) RETURN n.name AS x, n.id AS x", "x"),
        ],
    )
    def test_errors_carry_the_words_of_the_engine(self, text: str, why: str, engine: Engine) -> None:
        with pytest.raises(QueryError, match=why):
            engine.query(text)

    @pytest.mark.parametrize("value", [2**70, object(), {1, 2}, "\ud800", lambda: 1], ids=type)
    def test_parameters_that_no_engine_takes(self, value: object, engine: Engine) -> None:
        with pytest.raises(QueryError):
            engine.query("RETURN $x AS x", {"x": value})

    def test_what_takes_too_long(self, engine: Engine) -> None:
        began = time.monotonic()
        with pytest.raises(QueryError, match=r"no answer within 0\.5 seconds; narrow the pattern, or add a LIMIT"):
            engine.query("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b)", timeout=0.5)
        assert time.monotonic() - began < 30
        assert ask(engine, "RETURN 1") == ((1,),)

    @pytest.mark.parametrize(
        "text",
        [
            "RETURN 1" + " UNION RETURN 1" * 3000,
            "CALL { " * 3000 + "RETURN 1 AS x" + " }" * 3000 + " RETURN x",
            "RETURN {a: 1}" + ".a" * 100_000,
            "RETURN " + "(" * 100_000,
        ],
    )
    def test_what_would_overflow_the_stack_of_the_engine(self, text: str, engine: Engine) -> None:
        with pytest.raises(QueryError, match="too long or too deeply nested"):
            engine.query(text)
