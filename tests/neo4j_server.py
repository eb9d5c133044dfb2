"""A real Neo4j server for the tests marked `neo4j`, started once a session.

A plugin of pytest, named by the modules that use it and imported by none.
"""

from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from kg.bolt import Server
from tests.neo4j_script import needed, script


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the server's data."""
    return tmp_path_factory.mktemp("neo4j")


@pytest.fixture(scope="session")
def running(home: Path) -> Iterator[Server]:
    """A server for the session, whatever it holds."""
    try:
        yield Server(needed(script("start", "--port", "0", "--home", str(home))))
    finally:
        script("stop", "--home", str(home))


@pytest.fixture(scope="session")
def driver(running: Server) -> Iterator[neo4j.Driver]:
    """The bare driver, to look at what kg did."""
    with neo4j.GraphDatabase.driver(running.uri) as found:
        yield found


@pytest.fixture
def server(running: Server, driver: neo4j.Driver) -> Server:
    """The server with no nodes; constraints and indexes of earlier tests stay, for they take seconds."""
    driver.execute_query("MATCH (n) DETACH DELETE n")
    return running


@pytest.fixture
def fresh(server: Server, driver: neo4j.Driver) -> Server:
    """The server with nothing in it, no constraints and no indexes either."""
    for kind, kinds in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
        listed = driver.execute_query(f"SHOW {kinds} YIELD name, type WHERE type <> 'LOOKUP' RETURN name")
        for (name,) in listed.records:
            driver.execute_query(f"DROP {kind} `{name}`")
    return server
