"""A connection to a Neo4j server over Bolt, its failures told in words for the user."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from kg.errors import KgError

OLDEST = 5
PATIENCE = 15
"""Seconds to wait for a server that does not answer."""
RETRYING = 30.0
# The server's hints on a query; the driver can turn them off only from Neo4j 5.7 on.
logging.getLogger("neo4j.notifications").setLevel(logging.ERROR)
_SCHEMES = tuple(f"{scheme}{security}" for scheme in ("bolt", "neo4j") for security in ("", "+s", "+ssc"))


@dataclass(frozen=True, slots=True)
class Server:
    """Where the database is; `database` None means the server's default one, `password` None no authentication."""

    uri: str
    user: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str | None = None


@contextmanager
def connect(server: Server, failure: type[KgError], retrying: float = RETRYING) -> Iterator[neo4j.Driver]:
    """A driver whose server answers and is Neo4j 5 or newer; whatever goes wrong meanwhile is raised as `failure`.

    For so many seconds the driver itself repeats a transaction that failed for a passing reason.
    """
    auth = None if server.password is None else (server.user, server.password)
    try:
        driver = neo4j.GraphDatabase.driver(
            _address(server.uri),
            auth=auth,
            connection_timeout=PATIENCE,
            connection_acquisition_timeout=PATIENCE,
            max_transaction_retry_time=retrying,
            user_agent="kg",
        )
    except (ConfigurationError, ValueError) as error:
        raise failure(
            f"{server.uri!r} is no Bolt address; write for example bolt://127.0.0.1:7687 ({_line(error)})"
        ) from error
    with driver:
        try:
            _ask_version(driver, server, failure)
            yield driver
        except AuthError as error:
            how = "give --user and --password, or set NEO4J_PASSWORD"
            raise failure(f"{server.uri} refuses user {server.user!r}: {_line(error.message)}; {how}") from error
        except ServiceUnavailable as error:
            how = "check the address, or start a server (scripts/neo4j start)"
            raise failure(f"nothing answers Bolt at {server.uri}: {_line(error)}; {how}") from error
        except ConfigurationError as error:
            raise failure(f"{server.uri} is no Neo4j {OLDEST} or newer: {_line(error)}") from error
        except Neo4jError as error:
            raise failure(f"{server.uri} refused: {_line(error.message)} ({error.code})") from error
        except DriverError as error:
            raise failure(f"the connection to {server.uri} failed: {_line(error)}") from error


def _address(uri: str) -> str:
    """The address as the driver takes it; `ValueError` where the driver would take it for something else."""
    parts = urlsplit(uri)
    if parts.scheme not in _SCHEMES:
        raise ValueError(f"it begins with none of {', '.join(_SCHEMES)}")
    if not parts.hostname or not parts.hostname.encode("idna"):
        raise ValueError("it names no host")
    if parts.username is not None:
        raise ValueError("give --user and --password in place of a name before the host")
    if parts.path.strip("/") or parts.port == 0:  # the driver takes ports modulo 65536; reading it here checks it
        raise ValueError("after the host comes only a port")
    return uri.rstrip("/")


def _ask_version(driver: neo4j.Driver, server: Server, failure: type[KgError]) -> None:
    agent = driver.get_server_info().agent
    product, _, version = agent.partition("/")
    major = version.partition(".")[0]
    if product != "Neo4j" or not major.isdecimal() or int(major) < OLDEST:
        raise failure(f"{server.uri} is {agent!r}; kg needs Neo4j {OLDEST} or newer")


def _line(error: object) -> str:
    return " ".join(str(error).split())
