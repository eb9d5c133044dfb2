"""A connection to a Neo4j server over Bolt, its failures told in words for the user."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from kg.errors import KgError

OLDEST = 5


@dataclass(frozen=True, slots=True)
class Server:
    """Where the database is; `database` None means the server's default one, `password` None no authentication."""

    uri: str
    user: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None


@contextmanager
def connect(server: Server, failure: type[KgError]) -> Iterator[neo4j.Driver]:
    """A driver whose server answers and is Neo4j 5 or newer; whatever goes wrong meanwhile is raised as `failure`."""
    auth = None if server.password is None else (server.user, server.password)
    try:
        driver = neo4j.GraphDatabase.driver(
            server.uri,
            auth=auth,
            connection_timeout=10,
            notifications_min_severity="OFF",
            user_agent="kg",
        )
    except (ConfigurationError, ValueError) as error:
        raise failure(
            f"{server.uri!r} is no Bolt address; write for example bolt://127.0.0.1:7687 ({error})"
        ) from error
    with driver:
        try:
            _ask_version(driver, server, failure)
            yield driver
        except AuthError as error:
            how = "give --user and --password, or set NEO4J_PASSWORD"
            raise failure(f"{server.uri} refuses user {server.user!r}: {error.message}; {how}") from error
        except ServiceUnavailable as error:
            how = "check the address, or start a server (scripts/neo4j start)"
            raise failure(f"nothing answers Bolt at {server.uri}: {error}; {how}") from error
        except Neo4jError as error:
            raise failure(f"{server.uri} refused: {error.message} ({error.code})") from error
        except DriverError as error:
            raise failure(f"the connection to {server.uri} failed: {error}") from error


def _ask_version(driver: neo4j.Driver, server: Server, failure: type[KgError]) -> None:
    agent = driver.get_server_info().agent
    product, _, version = agent.partition("/")
    major = version.partition(".")[0]
    if product != "Neo4j" or not major.isdecimal() or int(major) < OLDEST:
        raise failure(f"{server.uri} is {agent!r}; kg needs Neo4j {OLDEST} or newer")
