"""Loads that are killed, and servers that are: the end is the same as that of a load that nobody disturbed."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import neo4j
import pytest

from kg.bolt import Server
from kg.errors import ExportError
from kg.export import neo4j as loader
from kg.export.neo4j import load
from kg.export.neo4j_known import Known
from kg.graph import Graph, assemble
from kg.store.sqlite import SqliteStore
from tests import records
from tests.neo4j_database import Database, expected
from tests.neo4j_script import altered, needed, script

pytest_plugins = "tests.neo4j_server"
pytestmark = pytest.mark.neo4j

KILLS = 10


@pytest.fixture
def database(server: Server, driver: neo4j.Driver) -> Database:
    return Database(driver)


def everything(driver: neo4j.Driver) -> list[str]:
    """All that the database holds, hashes, points and days included."""
    asked = (
        "MATCH (n) RETURN labels(n), properties(n)",
        "MATCH (a)-[r]->(b) RETURN labels(a), a.id, type(r), labels(b), b.id, properties(r)",
    )
    found = [record.values() for query in asked for record in driver.execute_query(query).records]
    return sorted(json.dumps(each, sort_keys=True, default=str) for each in found)


@pytest.mark.slow
def test_a_load_that_is_killed_ten_times(tmp_path: Path, server: Server, driver: neo4j.Driver) -> None:
    path, database = tmp_path / "kg.db", Database(driver)
    with records.fill(SqliteStore(path)) as store:
        load(assemble(store), server, evidence=True)
        clean = everything(driver)
        store.remove(["protest.txt", "visit.txt"])  # what the database holds before: more, less and other things
        driver.execute_query("MATCH (n) DETACH DELETE n")
        load(assemble(store), server)
    with records.fill(SqliteStore(path)):
        pass
    start = sum(database.count())
    killed = 0
    command = [sys.executable, "-m", "kg", "load", "neo4j", "--uri", server.uri, "--store", str(path), "--evidence"]
    for number in range(KILLS):
        wanted = start + (len(clean) - start) * number // KILLS
        process = subprocess.Popen([*command, "--no-validate"], stderr=subprocess.PIPE)
        while process.poll() is None and sum(database.count()) <= wanted:
            time.sleep(0.002)
        killed += process.poll() is None
        process.kill()
        process.communicate()
    assert killed == KILLS
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    assert everything(driver) == clean


class Interrupting:
    """A progress that ends the server after so many batches, in the way that is told, and starts it again."""

    def __init__(self, home: str, port: str, ends: Mapping[int, Callable[[str], object]]) -> None:
        self._home, self._port, self._ends = home, port, ends
        self.seen = 0
        self.lines: list[str] = []

    def stage(self, name: str) -> None: ...

    def note(self, line: str) -> None:
        self.lines.append(line)

    def advance(self, count: int = 1) -> None:
        self.seen += 1
        if end := self._ends.get(self.seen):
            end(self._home)
            threading.Thread(target=script, args=("start", "--port", self._port, "--home", self._home)).start()


def stop(home: str) -> None:
    """What an administrator does."""
    script("stop", "--home", home)


def kill(home: str) -> None:
    """SIGKILL for the server, and wait until it is gone."""
    pid = int(json.loads((Path(home) / "run" / "kg.json").read_text())["pid"])
    os.kill(pid, signal.SIGKILL)
    while script("status", "--home", home).returncode == 0:
        time.sleep(0.1)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[tuple[Server, str]]:
    """A server of the test's own, with its folder."""
    home = str(tmp_path / "home")
    try:
        yield Server(needed(script("start", "--port", "0", "--home", home))), home
    finally:
        script("stop", "--home", home)


@pytest.mark.slow
def test_a_server_that_is_killed_and_comes_back(
    world: Graph, mortal: tuple[Server, str], server: Server, driver: neo4j.Driver
) -> None:
    load(world, server, evidence=True)
    clean = everything(driver)
    fragile, home = mortal
    progress = Interrupting(home, fragile.uri.rpartition(":")[2], {2: kill, 9: stop, 30: kill})
    loaded = load(world, fragile, progress, batch=4, evidence=True)
    # a server that has just started may be slow enough to count as away, or to look as if another load held it up
    assert sum("waiting for it, 300 seconds at most, and going on from there" in line for line in progress.lines) >= 3
    with neo4j.GraphDatabase.driver(fragile.uri) as other:
        assert everything(other) == clean
    assert loaded.nodes_written <= loaded.nodes
    again = load(world, fragile, evidence=True)
    assert (again.nodes_written, again.relationships_written) == (0, 0)


@pytest.mark.slow
def test_a_server_that_stays_away(world: Graph, mortal: tuple[Server, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "PATIENCE", 2)
    server, home = mortal

    class Killing(Interrupting):
        def advance(self, count: int = 1) -> None:
            kill(home)

    with pytest.raises(ExportError, match="nothing answers Bolt at"):
        load(world, server, Killing(home, "", {}), batch=4)


def test_what_is_there_against_expectation_is_replaced(
    world: Graph, server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a transaction came through and its answer did not."""
    load(world, server)
    monkeypatch.setattr(Known, "compare", lambda self, items: ((item, False, False) for item in items))
    monkeypatch.setattr(Known, "vanished", lambda self: ())
    load(world, server, batch=7)
    assert database.dump() == expected(world)


def test_failures_without_end_are_told(world: Graph, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def fail(*_: object, **__: object) -> None:
        tried.append(1)
        raise neo4j.exceptions.TransientError("the memory pool is full")

    monkeypatch.setattr(loader, "Known", fail)
    with pytest.raises(ExportError, match=r"the load came no further in 5 attempts: .*the memory pool is full"):
        load(world, server)
    assert len(tried) == 5


@pytest.mark.slow
def test_a_server_with_little_memory(world: Graph, tmp_path: Path) -> None:
    """Names too long for so many in one transaction: fewer go."""
    long = {id_: replace(each, aliases=(f"{each.name} " * 20_000,)) for id_, each in world.entities.items()}
    graph = replace(world, entities=MappingProxyType(long))
    setting = "dbms.usage_report.enabled=false"
    with altered(tmp_path, setting, f"{setting}\ndb.memory.transaction.max=8m") as server:
        notes = Interrupting("", "", {})
        load(graph, server, notes, batch=40)
        with neo4j.GraphDatabase.driver(server.uri) as driver:
            dump = Database(driver).dump()
    assert dump == expected(graph)
    assert notes.lines
    assert all("the server was overtaxed" in line for line in notes.lines)
