"""Cypher without a server: an adapter over kglite, so that the same query means the same here and on Neo4j."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

import kglite

from kg import ontology
from kg.errors import QueryError
from kg.graph import Graph, Node, Property, Relationship, nodes, relationships
from kg.graph.columns import dated, days
from kg.query.answer import Answer, finite
from kg.query.dialect import ONLY_READS, adapted, check

_Found = TypeVar("_Found", Node, Relationship)

TIMEOUT = 60.0
"""Seconds that a query may take unless the caller says otherwise."""
_BATCH = 5000
_NODE = {"id", "labels", "properties"}
_RELATIONSHIP = {"id", "type", "start", "end", "properties"}
_ALWAYS: dict[str, object] = {
    **dict.fromkeys("id class name title url published source language country kind copy_of".split(), ""),
    "aliases": [""],
    "same_as": [""],
    "latitude": 0.5,
    "longitude": 0.5,
    "population": 1,
}
_DAY = date(2000, 1, 1)


def query(graph: Graph, text: str, parameters: Mapping[str, object] | None = None, timeout: float = TIMEOUT) -> Answer:
    """Ask one question; for several keep an `Engine`. `QueryError` as from `Engine.query`."""
    return Engine(graph).query(text, parameters, timeout)


class Engine:
    """A graph in the memory of this process, for any number of queries."""

    def __init__(self, graph: Graph) -> None:
        kglite.set_query_warning_policy("silent")
        self._graph = kglite.KnowledgeGraph()
        found = list(nodes(graph))
        roots = {node.id: node.labels[-1] for node in found}
        self._declare(found)
        for labels, same in _groups(found, lambda node: node.labels[::-1]):
            self._add_nodes(labels, same)
        for kind, alike in _groups(relationships(graph), lambda edge: (edge.type, roots[edge.start], roots[edge.end])):
            self._add_relationships(kind, alike)
        listed = self._run("MATCH (n) RETURN elementId(n) AS internal, n.id AS id").to_list()
        self._ids: dict[int, str] = {int(row["internal"]): row["id"] for row in listed}
        self._graph.read_only(True)

    def query(self, text: str, parameters: Mapping[str, object] | None = None, timeout: float = TIMEOUT) -> Answer:
        """Ask; `QueryError` where the query is wrong, writes, means something else on Neo4j, or takes too long."""
        check(text)
        try:
            found = self._run(adapted(text), parameters, timeout)
            columns = tuple(found.columns)
            rows = tuple(tuple(self._plain(row[column]) for column in columns) for row in found)
        except kglite.CypherTimeoutError as error:
            raise QueryError(f"no answer within {timeout:g} seconds; narrow the pattern, or add a LIMIT") from error
        except kglite.ReadOnlyError as error:
            raise QueryError(ONLY_READS) from error
        except (kglite.KgError, TypeError, OverflowError, ValueError, RecursionError) as error:
            raise QueryError(str(error)) from error
        return Answer(columns, rows)

    def _run(self, text: str, parameters: Mapping[str, object] | None = None, timeout: float = 0) -> Any:
        return self._graph.cypher(
            text, params=dict(parameters or {}), timeout_ms=round(timeout * 1000), hide_structural_keys=True
        )

    def _declare(self, found: Iterable[Node]) -> None:
        """Teach the engine every class and property, since it refuses those that it has never met.

        Neo4j answers with no rows there; a question may be asked before anything answers it.
        """
        ends: dict[str, object] = {f"{name}_{end}": _DAY for name in dated() for end in ("earliest", "latest")}
        known = {term: dict(ends) for term in _roots()}
        for predicate in ontology.load().predicates.values():
            if predicate.literal:
                for term in predicate.domain:
                    known[ontology.load().root(term)][predicate.term] = ""
        for node in found:
            known[node.labels[-1]].update((key, _listed(value)) for key, value in node.properties.items())
        for term, properties in known.items():
            self._run(f"CREATE (n:{_quoted(term)}) SET n = $all", {"all": _ALWAYS | properties | {"id": "-"}})
        self._run("MATCH (n) DELETE n")

    def _add_nodes(self, labels: tuple[str, ...], found: list[Node]) -> None:
        """Add nodes of one class; the engine keeps the first label apart from the others, so it is the general one."""
        create = f"UNWIND $rows AS row CREATE (n:{':'.join(map(_quoted, labels))}) SET n = row SET n.title = row.title"
        for rows in _batches([{**_properties(node.properties), **days(node.properties)} for node in found], _BATCH):
            self._run(create, {"rows": rows})
        if any("latitude" in node.properties for node in found):
            here = "point({latitude: n.latitude, longitude: n.longitude})"
            self._run(f"MATCH (n:{_quoted(labels[0])}) WHERE n.latitude IS NOT NULL SET n.point = {here}")

    def _add_relationships(self, kind: tuple[str, str, str], found: list[Relationship]) -> None:
        type_, start, end = map(_quoted, kind)
        create = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.source}}) MATCH (b:{end} {{id: row.target}}) "
            f"CREATE (a)-[r:{type_}]->(b) SET r = row.properties"
        )
        rows: list[dict[str, object]] = [
            {"source": e.start, "target": e.end, "properties": _properties(e.properties)} for e in found
        ]
        for some in _batches(rows, _BATCH):
            self._run(create, {"rows": some})

    def _plain(self, value: object) -> object:
        """A value of the engine in the form that `Answer` promises."""
        if isinstance(value, list | tuple):
            return [self._plain(part) for part in value]
        if not isinstance(value, dict):
            return finite(value) if isinstance(value, float) else value
        if value.keys() == _NODE and value["id"] in self._ids:
            return self._node(value)
        if value.keys() == _RELATIONSHIP and value["start"] in self._ids:
            start, end = self._ids[value["start"]], self._ids[value["end"]]
            properties = dict(sorted(value["properties"].items()))
            return {
                "id": properties["id"],
                "type": value["type"],
                "start": start,
                "end": end,
                "properties": properties,
            }
        return {key: self._plain(part) for key, part in sorted(value.items())}

    def _node(self, value: Mapping[str, Any]) -> dict[str, object]:
        kept = {key: part for key, part in sorted(value["properties"].items()) if key != "type" and part is not None}
        return {"id": self._ids[value["id"]], "labels": value["labels"][::-1], "properties": kept}


def _batches(rows: list[dict[str, object]], size: int) -> Iterator[list[dict[str, object]]]:
    return (rows[at : at + size] for at in range(0, len(rows), size))


def _groups(found: Iterable[_Found], key: Callable[[_Found], tuple[str, ...]]) -> Iterator[tuple[Any, list[_Found]]]:
    for kind, same in groupby(sorted(found, key=key), key=key):
        yield kind, list(same)


def _roots() -> tuple[str, ...]:
    known = ontology.load()
    return tuple(sorted({known.root(term) for term in known.classes}))


def _properties(properties: Mapping[str, Property]) -> dict[str, object]:
    return {key: _listed(value) for key, value in properties.items()}


def _listed(value: Property) -> object:
    return list(value) if isinstance(value, tuple) else value


def _quoted(term: str) -> str:
    return "`" + term.replace("`", "``") + "`"
