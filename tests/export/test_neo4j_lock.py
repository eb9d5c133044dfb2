"""Two loads at once: one waits for the other, whatever both load, and nothing of the lock stays behind."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j
import pytest

from kg.bolt import Server
from kg.errors import ExportError
from kg.export import neo4j_lock
from kg.export.neo4j import Loaded, load
from kg.export.neo4j_lock import LostError, held
from kg.graph import Graph
from tests.neo4j_database import Database, expected

pytest_plugins = "tests.neo4j_server"
pytestmark = pytest.mark.neo4j


class Notes:
    """A progress that keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.told = threading.Event()

    def stage(self, name: str) -> None: ...

    def advance(self, count: int = 1) -> None: ...

    def note(self, line: str) -> None:
        self.lines.append(line)
        self.told.set()


@pytest.fixture
def database(server: Server, driver: neo4j.Driver) -> Database:
    return Database(driver)


@contextmanager
def locked(driver: neo4j.Driver) -> Iterator[neo4j_lock.Lock]:
    with driver.session() as session, held(session, print) as lock:
        yield lock


def test_two_loads_of_different_graphs_end_as_one_of_them(
    world: Graph, hostile: Graph, server: Server, database: Database
) -> None:
    load(world, server)
    for _ in range(2):
        loads = [threading.Thread(target=load, args=(graph, server, None, 50)) for graph in (world, hostile)]
        for each in loads:
            each.start()
        for each in loads:
            each.join(200)
        assert database.dump() in (expected(world), expected(hostile))


def test_two_loads_of_one_graph_write_it_once(world: Graph, fresh: Server, driver: neo4j.Driver) -> None:
    found: list[Loaded] = []
    loads = [threading.Thread(target=lambda: found.append(load(world, fresh, batch=20))) for _ in range(3)]
    for each in loads:
        each.start()
    for each in loads:
        each.join(200)
    database = Database(driver)
    assert database.dump() == expected(world)
    assert sorted(each.nodes_written for each in found) == [0, 0, found[0].nodes]
    assert sorted(each.relationships_written for each in found) == [0, 0, found[0].relationships]


def test_a_load_waits_and_says_so(world: Graph, server: Server, database: Database, driver: neo4j.Driver) -> None:
    load(world, server)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    notes = Notes()
    waiting = threading.Thread(target=load, args=(world, server, notes))
    with locked(driver) as lock:
        waiting.start()
        assert notes.told.wait(60)
        assert database.count() == (0, 0)
        lock.check()
    waiting.join(200)
    assert notes.lines == ["another load is at work; waiting for its end, 600 seconds at most"]
    assert database.dump() == expected(world)


def test_it_does_not_wait_for_ever(
    world: Graph, server: Server, driver: neo4j.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(world, server)
    monkeypatch.setattr(neo4j_lock, "PATIENCE", 2)
    with locked(driver), pytest.raises(ExportError, match=r"another load has been at work for 2 seconds; load again"):
        load(world, server)


def test_nothing_stays_behind_not_even_in_the_log(
    world: Graph, server: Server, database: Database, driver: neo4j.Driver, home: Path
) -> None:
    load(world, server)
    (log,) = home.glob("data/transactions/neo4j/neostore.transaction.db.*")
    written = log.stat().st_size
    with locked(driver):
        assert database.one("MATCH (n:KgLoad) RETURN count(n)") == 0
    assert log.stat().st_size == written


def test_a_lock_that_the_server_ended_is_lost(world: Graph, server: Server, driver: neo4j.Driver) -> None:
    load(world, server)
    with locked(driver) as lock:
        lock.check()
        driver.execute_query(
            "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.app = 'kg load' "
            "TERMINATE TRANSACTIONS id YIELD message RETURN message"
        )
        for _ in range(2):
            with pytest.raises(LostError):
                lock.check()
        with locked(driver) as another:
            another.check()


def test_a_load_whose_lock_is_ended_gets_another(
    world: Graph, server: Server, database: Database, driver: neo4j.Driver
) -> None:
    """An administrator, or a limit on the time of transactions, ends the lock after every few batches."""
    load(world, server)
    driver.execute_query("MATCH (n) DETACH DELETE n")

    class Ending(Notes):
        left = 4

        def advance(self, count: int = 1) -> None:
            self.left -= 1
            if self.left % 2 == 0 and self.left >= 0:
                driver.execute_query(
                    "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.app = 'kg load' "
                    "TERMINATE TRANSACTIONS id YIELD message RETURN message"
                )

    progress = Ending()
    loaded = load(world, server, progress, batch=10)
    assert database.dump() == expected(world)
    assert (loaded.nodes_written, loaded.relationships_written) == (loaded.nodes, loaded.relationships)
    assert len(progress.lines) == 2
    assert all(
        "the server went away or ended our lock; waiting for it, 300 seconds at most" in line for line in progress.lines
    )
