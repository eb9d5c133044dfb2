"""Loading a real Neo4j server: what it holds afterwards is the property graph, and nothing else of it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from types import MappingProxyType

import neo4j
import pytest

from kg.bolt import Server
from kg.errors import ExportError
from kg.export.neo4j import Loaded, load
from kg.graph import Graph, assemble, nodes, relationships
from kg.graph.edges import Key
from kg.model import Decision, Entity
from kg.store import Keys, Named, Told
from kg.store.sqlite import SqliteStore
from tests import records
from tests.neo4j_database import Database, expected
from tests.neo4j_script import altered
from tests.records import HOSTILE_BODY, HOSTILE_ID, HOSTILE_PERSON

pytest_plugins = "tests.neo4j_server"
pytestmark = pytest.mark.neo4j
BASE = "https://monitor.example/kg/"


class Watching:
    """A progress that calls back at each stage and batch."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.seen: dict[str, tuple[int, int, int]] = {}
        self.notes: list[str] = []

    def stage(self, name: str) -> None:
        constraints = self._database.one("SHOW CONSTRAINTS YIELD name RETURN count(name)")
        self.seen[name] = (constraints, *self._database.count())

    def advance(self, count: int = 1) -> None: ...

    def note(self, line: str) -> None:
        self.notes.append(line)


class Dying:
    """A progress that raises after so many batches, as a key press would."""

    def __init__(self, batches: int) -> None:
        self._left = batches

    def stage(self, name: str) -> None: ...

    def note(self, line: str) -> None: ...

    def advance(self, count: int = 1) -> None:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt


@pytest.fixture
def database(server: Server, driver: neo4j.Driver) -> Database:
    return Database(driver)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with records.fill(SqliteStore()) as filled:
        yield filled


def changed(graph: Graph, *entities: Entity) -> Graph:
    held = {field.name: getattr(graph, field.name) for field in fields(graph)}
    return _Changed(**held | {"entities": MappingProxyType({**graph.entities, **{each.id: each for each in entities}})})


class _Changed(Graph):
    """A graph whose relationships have the classes and names of its entities, whatever the store says."""

    def told_by_edge(self, keys: Keys | None = None) -> Iterator[tuple[Key, list[Told]]]:
        for key, group in super().told_by_edge(keys):
            yield key, [Told(*each[:9], *self._called(each.subject), *self._called(each.object)) for each in group]

    def named_by_article(self, keys: Keys | None = None) -> Iterator[tuple[str, list[Named]]]:
        for id_, group in super().named_by_article(keys):
            yield id_, [Named(*each[:4], *self._called(each.entity)) for each in group]

    def _called(self, id_: str) -> tuple[str, str]:
        return self.entities[id_].class_, self.entities[id_].name


def named(graph: Graph, name: str) -> Entity:
    (found,) = (entity for entity in graph.entities.values() if entity.name == name)
    return found


class TestLoad:
    def test_the_database_holds_the_property_graph(self, world: Graph, server: Server, database: Database) -> None:
        loaded = load(world, server)
        assert database.dump() == expected(world)
        counts = (sum(1 for _ in nodes(world)), sum(1 for _ in relationships(world)))
        assert database.count() == counts
        assert loaded == Loaded(*counts, *counts, 0, 0)
        assert min(counts) > 20

    def test_constraints_and_indexes_come_first(self, world: Graph, fresh: Server, database: Database) -> None:
        watching = Watching(database)
        load(world, fresh, watching)
        stages = list(watching.seen)
        assert stages[0] == "constraints and indexes"
        assert watching.seen[stages[0]] == (0, 0, 0)
        constraints, *counts = watching.seen[stages[1]]
        assert constraints > 30
        assert counts == [0, 0]
        with pytest.raises(neo4j.exceptions.ConstraintError):
            database.ask("CREATE (:Place {id: 'gn3143244'})")
        with pytest.raises(neo4j.exceptions.ConstraintError):
            database.ask("MATCH (a)-[r:worksFor]->(b) WITH a, b, r LIMIT 1 CREATE (a)-[:worksFor {id: r.id}]->(b)")

    def test_names_and_other_names_are_in_the_full_text_index(
        self, world: Graph, server: Server, database: Database
    ) -> None:
        load(world, server)
        ask = "CALL db.index.fulltext.queryNodes('kg_names', $words) YIELD node MATCH (node:Person) RETURN node.name"
        assert database.ask(ask, words="brandtmoor") == [["Ilse Brandtmoor"]]
        database.ask("MATCH (n:Person {name: 'Tarek Vindal'}) SET n.name = 'T.'")
        assert database.ask(ask, words="vindal") == [["T."]]

    @pytest.mark.parametrize("batch", [1, 7])
    def test_small_batches_give_the_same(self, batch: int, world: Graph, server: Server, database: Database) -> None:
        load(world, server, batch=batch)
        assert database.dump() == expected(world)

    def test_points_are_spatial(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        kilometres = database.one(
            "MATCH (a:Place {name: 'Oslo'}), (b:Place {name: 'Bergen'}) RETURN point.distance(a.point, b.point) / 1000"
        )
        assert 300 < kilometres < 310
        assert database.one("MATCH (n) WHERE n.point IS NOT NULL AND n.latitude IS NULL RETURN count(n)") == 0

    def test_dates_are_temporal(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        march = "MATCH (n:Protest {date: '2024-04'}) RETURN "
        assert database.ask(f"{march} n.date_earliest = date('2024-04-01') AND n.date_latest = date('2024-04-30')") == [
            [True]
        ]

    def test_statements_as_nodes_by_choice(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        flat = database.dump()
        load(world, server, evidence=True)
        denied = database.ask(
            "MATCH (a:Article)<-[:quotedFrom]-(c:Claim {stance: 'denied'})-[:claimSubject]->(s), "
            "(c)-[:claimObject]->(o), (c)-[:accordingTo]->(w) RETURN s.name, c.predicate, o.name, w.name, c.quote"
        )
        quote = "Vindal denied that he works for Norrland Oil."
        assert denied == [["Tarek Vindal", "worksFor", "Norrland Oil", "Tarek Vindal", quote]]
        assert database.one("MATCH (c:Claim) RETURN count(c)") == sum(1 for _ in world.statements())
        again = load(world, server, evidence=True)
        assert (again.nodes_written, again.relationships_written) == (0, 0)
        load(world, server)
        assert database.dump() == flat

    def test_an_empty_graph_is_loaded_too(self, server: Server, database: Database) -> None:
        with SqliteStore() as empty:
            assert load(assemble(empty), server) == Loaded(0, 0, 0, 0, 0, 0)
        assert database.count() == (0, 0)


class TestNeosemantics:
    def test_nodes_are_resources_by_choice(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        load(world, server, base=BASE, evidence=True)
        assert database.one("MATCH (n) WHERE NOT n:Resource OR n.uri IS NULL RETURN count(n)") == 0
        oslo = database.one("MATCH (n:Resource {uri: $uri}) RETURN n.name", uri=f"{BASE}entity/gn3143244")
        assert oslo == "Oslo"
        assert database.one("SHOW CONSTRAINTS YIELD name WHERE name = 'n10s_unique_uri' RETURN count(name)") == 1
        again = load(world, server, base=BASE, evidence=True)
        assert (again.nodes_written, again.relationships_written) == (0, 0)
        load(world, server)
        assert database.dump() == expected(world)

    def test_another_base_gives_other_iris(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server, base=BASE)
        load(world, server, base="https://other.example/")
        assert database.one("MATCH (n:Resource) WHERE NOT n.uri STARTS WITH 'https://other.' RETURN count(n)") == 0

    def test_an_iri_goes_along_with_the_class(self, world: Graph, server: Server, database: Database) -> None:
        """The node under the new label is made before the old one vanishes, and no two may have one IRI."""
        load(world, server, base=BASE)
        oil = named(world, "Norrland Oil")
        other = changed(world, replace(oil, class_="Place"))
        loaded = load(other, server, base=BASE)
        assert (loaded.nodes_written, loaded.nodes_deleted) == (1, 1)
        iri = f"{BASE}entity/{oil.id}"
        assert set(database.one("MATCH (n:Resource {uri: $iri}) RETURN labels(n)", iri=iri)) == {"Resource", "Place"}
        load(other, server)
        assert database.dump() == expected(other)

    def test_an_iri_that_was_taken_away_is_given_back(self, world: Graph, server: Server, database: Database) -> None:
        """A load died when the new node had the IRI and the old one had not vanished; then the graph is the old one."""
        load(world, server, base=BASE)
        with pytest.raises(KeyboardInterrupt):
            load(changed(world, replace(named(world, "Norrland Oil"), class_="Place")), server, Dying(0), base=BASE)
        assert database.one("MATCH (n) WHERE NOT n:Resource RETURN count(n)") == 1
        load(world, server, base=BASE)
        assert database.one("MATCH (n) WHERE NOT n:Resource OR n.uri IS NULL RETURN count(n)") == 0
        load(world, server)
        assert database.dump() == expected(world)

    def test_an_iri_of_somebody_else_is_refused(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server, base=BASE)
        database.ask("MATCH (n) DETACH DELETE n")
        iri = f"{BASE}entity/gn3143244"
        database.ask("CREATE (:Resource {uri: $iri})", iri=iri)
        with pytest.raises(ExportError, match=f"a node with the IRI '{iri}' that kg did not load; load without"):
            load(world, server, base=BASE)
        assert database.one("MATCH (n:Resource {uri: $iri}) RETURN keys(n)", iri=iri) == ["uri"]

    def test_a_vanished_node_is_no_resource(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server, base=BASE)
        database.ask("MATCH (n:Person {name: 'Petra Ohm'}) CREATE (:Note)-[:about]->(n)")
        with SqliteStore() as empty:
            load(assemble(empty), server, base=BASE)
        assert database.one("MATCH (:Note)-[:about]->(n) RETURN labels(n)") == ["Person"]

    def test_an_iri_that_no_index_can_hold(self, world: Graph, server: Server, database: Database) -> None:
        articles = [replace(each, id="é" * 1900) if each.id == "quiet.txt" else each for each in world.articles]
        watching = Watching(database)
        load(replace(world, articles=tuple(articles)), server, watching, base=BASE)
        assert watching.notes == ["articles that are no :Resource, as their IRIs are too long for an index: 1"]
        assert database.one("MATCH (a:Article) WHERE NOT a:Resource RETURN a.id") == "é" * 1900


class TestAgain:
    def test_a_second_load_writes_nothing(self, world: Graph, server: Server, database: Database, home: Path) -> None:
        first = load(world, server)
        (log,) = home.glob("data/transactions/neo4j/neostore.transaction.db.*")
        written = log.stat().st_size
        again = load(world, server)
        assert again == Loaded(first.nodes, first.relationships, 0, 0, 0, 0)
        assert log.stat().st_size == written
        database.ask("CREATE (:Foreign)")
        assert log.stat().st_size > written

    @pytest.mark.parametrize("article", ["protest.txt", "company.txt", records.COPY_ID, HOSTILE_ID])
    def test_a_removed_article_disappears(
        self, article: str, store: SqliteStore, server: Server, database: Database
    ) -> None:
        before = assemble(store)
        load(before, server)
        assert store.remove([article]) == 1
        after = assemble(store)
        loaded = load(after, server)
        assert database.dump() == expected(after)
        old, new = expected(before), expected(after)
        assert loaded.nodes_deleted == len(old[0].keys() - new[0].keys()) > 0
        assert loaded.relationships_deleted == len(old[1].keys() - new[1].keys()) > 0
        assert loaded.nodes_written == sum(old[0].get(id_) != node for id_, node in new[0].items())
        assert load(after, server).nodes_written == 0

    def test_what_is_struck_out_disappears_until_that_is_undone(
        self, store: SqliteStore, server: Server, database: Database
    ) -> None:
        before = assemble(store)
        load(before, server)
        struck = [edge.statements[0].id for edge in before.edges if edge.predicate == "chiefExecutive"]
        store.decide([Decision(id_, "wrong", "bob", "2024") for id_ in struck])
        loaded = load(assemble(store), server)
        assert (loaded.relationships_deleted, loaded.nodes_deleted) == (1, 0)
        assert database.ask("MATCH ()-[r:chiefExecutive]->() RETURN r") == []
        store.decide([Decision(id_, "undone", "bob", "2024") for id_ in struck])
        load(assemble(store), server)
        assert database.dump() == expected(before)

    def test_an_article_that_comes_back(self, store: SqliteStore, server: Server, database: Database) -> None:
        whole = assemble(store)
        store.remove(["visit.txt", "protest.txt"])
        load(assemble(store), server)
        load(whole, server)
        assert database.dump() == expected(whole)

    def test_everything_goes_with_the_last_article(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        with SqliteStore() as empty:
            loaded = load(assemble(empty), server)
        assert database.count() == (0, 0)
        assert (loaded.nodes_deleted, loaded.relationships_deleted) == tuple(map(len, expected(world)))

    def test_a_changed_name_is_updated_in_place(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        person = named(world, "Petra Ohm")
        where = database.one("MATCH (n:Person {name: 'Petra Ohm'}) RETURN elementId(n)")
        other = changed(world, replace(person, name="Petra Ohm-Vik", aliases=("Petra Ohm",)))
        loaded = load(other, server)
        assert (loaded.nodes_written, loaded.relationships_written, loaded.nodes_deleted) == (1, 0, 0)
        assert database.one("MATCH (n:Person {name: 'Petra Ohm-Vik'}) RETURN elementId(n)") == where
        assert database.dump() == expected(other)

    def test_a_property_that_is_gone_goes(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        town = named(world, "Oslo")
        load(changed(world, replace(town, properties=MappingProxyType({}))), server)
        assert database.one("MATCH (n:Place {name: 'Oslo'}) RETURN [n.latitude, n.point, n.country]") == [None] * 3

    def test_another_class_of_event_has_other_labels(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        march = next(entity for entity in world.entities.values() if entity.class_ == "Protest")
        other = changed(world, replace(march, class_="Attack"))
        load(other, server)
        assert database.dump() == expected(other)
        assert database.one("MATCH (n:Protest) RETURN count(n)") == 0
        load(changed(world, replace(march, class_="Event")), server)
        assert database.one("MATCH (n {id: $id}) RETURN labels(n)", id=march.id) == ["Event"]

    def test_another_class_keeps_the_relationships(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        other = changed(world, replace(named(world, "Norrland Oil"), class_="Place"))
        loaded = load(other, server)
        assert database.dump() == expected(other)
        assert (loaded.nodes_written, loaded.nodes_deleted, loaded.relationships_deleted) == (1, 1, 0)
        assert load(other, server).relationships_written == 0

    def test_labels_of_the_user_stay(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        database.ask("MATCH (n:Person {name: 'Petra Ohm'}) SET n:Suspect")
        load(changed(world, replace(named(world, "Petra Ohm"), name="P. Ohm")), server)
        assert database.one("MATCH (n:Suspect) RETURN n.name") == "P. Ohm"


class TestKilled:
    @pytest.mark.parametrize("batches", [0, 3, 12, 20])
    def test_the_next_load_completes_it(self, batches: int, world: Graph, server: Server, database: Database) -> None:
        with pytest.raises(KeyboardInterrupt):
            load(world, server, Dying(batches), batch=2)
        assert database.dump() != expected(world)
        load(world, server)
        assert database.dump() == expected(world)

    def test_a_killed_update_too(self, store: SqliteStore, server: Server, database: Database) -> None:
        load(assemble(store), server)
        store.remove(["protest.txt"])
        after = assemble(store)
        renamed = changed(after, *(replace(each, name=f"{each.name} II") for each in after.entities.values()))
        with pytest.raises(KeyboardInterrupt):
            load(renamed, server, Dying(2), batch=2)
        assert database.dump() != expected(renamed)
        load(renamed, server, batch=3)
        assert database.dump() == expected(renamed)


class TestForeign:
    def test_nodes_and_relationships_are_left_alone(
        self, store: SqliteStore, server: Server, database: Database
    ) -> None:
        database.ask("CREATE (:Person {id: 'mine', name: 'Ann'})-[:worksFor {id: 'mine'}]->(:Company {name: 'Ode'})")
        load(assemble(store), server)
        store.remove(["protest.txt", "visit.txt", "company.txt"])
        load(assemble(store), server)
        found = database.ask(
            "MATCH (a {id: 'mine'})-[r:worksFor]->(b:Company) RETURN properties(a), properties(r), b.name"
        )
        assert found == [[{"id": "mine", "name": "Ann"}, {"id": "mine"}, "Ode"]]

    def test_a_vanished_node_that_one_holds_on_to_becomes_a_stub(
        self, world: Graph, store: SqliteStore, server: Server, database: Database
    ) -> None:
        load(world, server)
        database.ask("MATCH (n:Person {name: 'Petra Ohm'}) CREATE (:Note {text: 'call her'})-[:about]->(n)")
        store.remove(["company.txt"])
        after = assemble(store)
        load(after, server)
        ohm = named(world, "Petra Ohm").id
        stub = "MATCH (:Note)-[:about]->(n) RETURN properties(n)"
        assert database.one(stub).keys() == {"id", "kg_content"}
        assert database.count() == (len(expected(after)[0]) + 2, len(expected(after)[1]) + 1)
        again = load(after, server)
        assert (again.nodes_deleted, again.nodes_written) == (0, 0)
        load(world, server)
        assert database.one("MATCH (:Note)-[:about]->(n) RETURN n.name") == "Petra Ohm"
        load(after, server)
        database.ask("MATCH (n:Note) DETACH DELETE n")
        load(after, server)
        assert database.ask("MATCH (n {id: $id}) RETURN n", id=ohm) == []
        assert database.dump() == expected(after)

    def test_a_node_with_an_id_of_ours_is_refused(self, world: Graph, server: Server, database: Database) -> None:
        database.ask("CREATE (:Place {id: 'gn3143244', name: 'my own Oslo'})")
        with pytest.raises(ExportError, match="a node with id 'gn3143244' that kg did not load; rename its id"):
            load(world, server)
        assert database.ask("MATCH (n:Place {id: 'gn3143244'}) RETURN properties(n)") == [
            [{"id": "gn3143244", "name": "my own Oslo"}]
        ]

    def test_a_relationship_with_an_id_of_ours_is_refused(
        self, world: Graph, server: Server, database: Database
    ) -> None:
        load(world, server)
        (edge,) = (each for each in relationships(world) if each.type == "headquarters")
        database.ask("MATCH ()-[r:headquarters]->() SET r = {id: $id, note: 'mine'}", id=edge.id)
        with pytest.raises(ExportError, match=f"a relationship with id '{edge.id}' that kg did not load"):
            load(world, server)
        assert database.one("MATCH ()-[r:headquarters]->() RETURN r.note") == "mine"

    def test_data_that_break_a_constraint_are_told(self, world: Graph, fresh: Server, database: Database) -> None:
        database.ask("CREATE (:Person {id: 'twice'}), (:Person {id: 'twice'})")
        with pytest.raises(ExportError, match=r"refused: Unable to create Constraint.*`id` = 'twice'"):
            load(world, fresh)
        assert database.count() == (2, 0)


class TestHostile:
    def test_names_arrive_unharmed_and_execute_nothing(self, world: Graph, server: Server, database: Database) -> None:
        load(world, server)
        person = " ".join(HOSTILE_PERSON.split())
        works = database.ask(
            "MATCH (p:Person)-[r:worksFor {stance: 'asserted'}]->(o {name: $body}) RETURN p.aliases + p.name, r.quotes",
            body=HOSTILE_BODY,
        )
        ((names, quotes),) = works
        assert {person, HOSTILE_PERSON} & set(names)
        assert quotes == [records.HOSTILE]
        assert database.one("MATCH (n:Article {id: $id}) RETURN n.source", id=HOSTILE_ID) == "a,b;\t=1+1\r\nX: y"
        labels = {label for (label,) in database.ask("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label")}
        assert labels == {label for node in nodes(world) for label in node.labels}

    @pytest.mark.parametrize(
        "name",
        ["'}) DETACH DELETE (n) //", "`) MATCH (n) DETACH DELETE n //", "\\u0060\\", "\x00\x1f\x7f\u2028", "🦊" * 3000],
    )
    def test_any_name(self, name: str, world: Graph, server: Server, database: Database) -> None:
        other = changed(world, replace(named(world, "Petra Ohm"), name=name, aliases=(name,)))
        load(other, server)
        assert database.dump() == expected(other)

    def test_an_id_that_no_index_can_hold_is_a_hash(self, world: Graph, server: Server, database: Database) -> None:
        articles = [replace(each, id="x" * 20_000) if each.id == "quiet.txt" else each for each in world.articles]
        load(replace(world, articles=tuple(articles)), server)
        assert database.one("MATCH (a:Article) WHERE a.id STARTS WITH 'article:' RETURN count(a)") >= 1


class TestRefused:
    def test_unknown_database(self, world: Graph, server: Server) -> None:
        with pytest.raises(ExportError, match=r"refused: .*nowhere"):
            load(world, replace(server, database="nowhere"))

    def test_encryption_that_the_server_does_not_speak(self, world: Graph, server: Server) -> None:
        with pytest.raises(ExportError, match=r"nothing answers Bolt at bolt\+s://.*check the address"):
            load(world, replace(server, uri=server.uri.replace("bolt:", "bolt+s:")))

    def test_the_address_may_be_of_a_cluster(self, world: Graph, server: Server, database: Database) -> None:
        load(world, replace(server, uri=server.uri.replace("bolt:", "neo4j:")))
        assert database.dump() == expected(world)


def test_a_wrong_password(world: Graph, tmp_path: Path) -> None:
    with altered(tmp_path, "auth_enabled=false", "auth_enabled=true") as server:  # the others ask for none
        for password in ("wrong", None):
            with pytest.raises(ExportError, match="give --user and --password, or set NEO4J_PASSWORD"):
                load(world, replace(server, password=password))
        with pytest.raises(ExportError, match="CredentialsExpired"):
            load(world, replace(server, password="neo4j"))


def test_the_report_in_words() -> None:
    lines: Iterable[str] = Loaded(3, 5, 1, 2, 4, 6).lines()
    assert list(lines) == [
        "3 nodes: 1 written, 4 old ones deleted",
        "5 relationships: 2 written, 6 old ones deleted",
    ]
