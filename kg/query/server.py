"""The same Cypher on a Neo4j server, in read access mode, answered in the same form."""

from collections.abc import Iterator, Mapping
from typing import Any

import neo4j
from neo4j.exceptions import ClientError
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from kg import ontology
from kg.bolt import Server, connect
from kg.errors import QueryError
from kg.query.answer import Answer, finite

TIMEOUT = 60.0
WGS84 = 4326
LOADED = "kg_content"
"""The property by which `kg load neo4j` knows its own; answers leave it out."""


def run_on_server(
    server: Server, text: str, parameters: Mapping[str, object] | None = None, timeout: float = TIMEOUT
) -> Answer:
    """Ask a server; `QueryError` where it is out of reach, refuses, or needs more than `timeout` seconds."""
    with (
        connect(server, QueryError) as driver,
        driver.session(database=server.database, default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        columns, records = _ask(session, text, dict(parameters or {}), timeout)
        ends = sorted({end for record in records for value in record for end in _ends(value)})
        asked = session.run("MATCH (n) WHERE elementId(n) IN $ends RETURN elementId(n), n.id", ends=ends)
        ids = {element: id_ for element, id_ in asked if id_ is not None}
    return Answer(columns, tuple(tuple(_plain(value, ids) for value in record) for record in records))


def _ask(
    session: neo4j.Session, text: str, parameters: dict[str, object], timeout: float
) -> tuple[tuple[str, ...], list[list[Any]]]:
    """Columns and rows, as the driver gives them."""
    try:
        # The text is the user's own query; nothing from an article is ever put into it.
        found = session.run(neo4j.Query(text, timeout=timeout), parameters)
        return tuple(found.keys()), [record.values() for record in found]
    except (OverflowError, TypeError, ValueError) as error:
        raise QueryError(f"a parameter cannot be sent to the server: {error}") from error
    except ClientError as error:
        if "TransactionTimedOut" not in (error.code or ""):
            raise
        raise QueryError(f"no answer within {timeout:g} seconds; narrow the pattern, or add a LIMIT") from error


def _ends(value: Any) -> Iterator[str]:
    """The internal ids of nodes that relationships in an answer refer to; the server sends no more of them."""
    if isinstance(value, Relationship):
        yield from (node.element_id for node in value.nodes if node is not None)
    elif isinstance(value, Path):
        yield from (node.element_id for node in value.nodes)
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _ends(part)


def _plain(value: Any, ids: Mapping[str, object]) -> object:
    if isinstance(value, Node):
        return _node(value, ids)
    if isinstance(value, Relationship):
        return _relationship(value, ids)
    if isinstance(value, Path):
        return {
            "nodes": [_node(node, ids) for node in value.nodes],
            "relationships": [_relationship(edge, ids) for edge in value.relationships],
        }
    if isinstance(value, list):
        return [_plain(part, ids) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part, ids) for key, part in sorted(value.items()) if key != LOADED}
    return _scalar(value)


def _scalar(value: Any) -> object:
    if isinstance(value, Point):
        longitude, latitude, *_ = value
        return {"latitude": latitude, "longitude": longitude} if value.srid == WGS84 else list(value)
    if isinstance(value, Date | DateTime | Time):
        return value.to_native()
    if isinstance(value, Duration):
        return value.iso_format()
    return finite(value) if isinstance(value, float) else value


def _node(node: Node, ids: Mapping[str, object]) -> dict[str, object]:
    labels = sorted(node.labels, key=_generality)
    return {"id": node.get("id", _end(node, ids)), "labels": labels, "properties": _properties(node, ids)}


def _relationship(edge: Relationship, ids: Mapping[str, object]) -> dict[str, object]:
    start, end = (_end(node, ids) if node is not None else None for node in edge.nodes)
    own = edge.get("id", edge.element_id)
    return {"id": own, "type": edge.type, "start": start, "end": end, "properties": _properties(edge, ids)}


def _end(node: Node, ids: Mapping[str, object]) -> object:
    return ids.get(node.element_id, node.element_id)


def _properties(entity: Node | Relationship, ids: Mapping[str, object]) -> dict[str, object]:
    return {key: _plain(value, ids) for key, value in sorted(entity.items()) if key != LOADED}


def _generality(label: str) -> tuple[int, str]:
    """Labels from the most specific class up, as everywhere in kg; foreign ones last."""
    classes = ontology.load().classes
    return (-len(ontology.load().ancestry(label)) if label in classes else 1, label)
