"""Loads the graph into a Neo4j 5 database, so that a second load of the same graph writes nothing.

Everything that kg loads carries the property `kg_content`, a hash of what it is. A load compares these hashes, writes
what is new or changed, and deletes what has vanished; nodes and relationships without that property are left alone.
Names of labels and types come from the ontology, values go as parameters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

import neo4j

from kg import ontology
from kg.bolt import Server, connect
from kg.errors import ExportError
from kg.export.neo4j_schema import days, edge_hash, node_hash, quoted, roots, schema, types
from kg.graph import Graph, Node, Relationship, claims, nodes, relationships
from kg.progress import Progress, Silent

BATCH = 5000
"""Rows a transaction."""
_POINT = (
    "SET n.point = CASE WHEN n.latitude IS NOT NULL THEN point({latitude: n.latitude, longitude: n.longitude}) END "
)
_ATTACHED = "EXISTS { (n)-[r]-() WHERE r.kg_content IS NULL }"
_RELEASED = "released"  # the hash of a vanished node that foreign relationships still hold on to

Row = dict[str, Any]
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did to the nodes and relationships of kg."""

    nodes: int
    relationships: int
    nodes_written: int
    relationships_written: int
    nodes_deleted: int
    relationships_deleted: int

    def lines(self) -> Iterator[str]:
        """The report in words."""
        yield f"{self.nodes} nodes: {self.nodes_written} written, {self.nodes_deleted} old ones deleted"
        yield (
            f"{self.relationships} relationships: {self.relationships_written} written, "
            f"{self.relationships_deleted} old ones deleted"
        )


def load(
    graph: Graph, server: Server, progress: Progress | None = None, batch: int = BATCH, *, evidence: bool = False
) -> Loaded:
    """Make the database hold this graph, with a node for each statement where `evidence` is wanted.

    `ExportError` where the server is out of reach or refuses.
    """
    found = [*nodes(graph), *(claims.nodes(graph) if evidence else ())]
    edges = [*relationships(graph), *(claims.relationships(graph) if evidence else ())]
    with connect(server, ExportError) as driver, driver.session(database=server.database) as session:
        return _Load(found, edges, session, progress or Silent(), batch).run()


class _Load:
    """One load over one session."""

    def __init__(
        self, found: list[Node], edges: list[Relationship], session: neo4j.Session, progress: Progress, batch: int
    ) -> None:
        self._session, self._progress, self._batch = session, progress, batch
        self._roots = {node.id: node.labels[-1] for node in found}
        self._nodes = {(node.labels[-1], node.id): node for node in found}
        self._edges = {(edge.type, edge.id): edge for edge in edges}

    def run(self) -> Loaded:
        """Schema, then what vanished, then nodes, then relationships, each in sorted order."""
        self._progress.stage("constraints and indexes")
        self._prepare()
        node_hashes = {key: node_hash(node) for key, node in self._nodes.items()}
        edge_hashes = {key: edge_hash(edge) for key, edge in self._edges.items()}
        self._progress.stage("deleting what has vanished")
        there = self._state("MATCH (n:{0}) WHERE n.kg_content IS NOT NULL RETURN n.id, n.kg_content", roots())
        vanished = sorted(there.keys() - node_hashes.keys())
        gone = [key for key in vanished if there[key] != _RELEASED]
        edges_there = self._state(_EDGES_THERE, types())
        edges_gone = sorted(key for key, known in edges_there.items() if edge_hashes.get(key) != known)
        self._delete_edges(edges_gone)
        self._delete_nodes(gone, vanished)
        # a deleted node takes its relationships along, which may be wanted at its successor of another class
        edges_there = self._state(_EDGES_THERE, types()) if gone or edges_gone else edges_there
        new_nodes = sorted(key for key, known in node_hashes.items() if there.get(key) != known)
        new_edges = sorted(key for key in edge_hashes if key not in edges_there)
        self._write_nodes(new_nodes, node_hashes)
        self._write_edges(new_edges, edge_hashes)
        return Loaded(
            nodes=len(self._nodes),
            relationships=len(self._edges),
            nodes_written=len(new_nodes),
            relationships_written=len(new_edges),
            nodes_deleted=len(gone),
            relationships_deleted=sum(key not in self._edges for key in edges_gone),
        )

    def _prepare(self) -> None:
        """Constraints and the full-text index that are not there yet."""
        known = {row["name"] for row in self._session.run("SHOW INDEXES YIELD name")}
        for name, statement in schema():
            if name not in known:
                self._session.run(statement).consume()
        self._session.run("CALL db.awaitIndexes(300)").consume()

    def _state(self, query: str, terms: Iterable[str]) -> dict[tuple[str, str], str]:
        """What kg loaded earlier: hashes by label or type and id."""
        return {
            (term, row[0]): row[1]
            for term in terms
            for row in self._session.execute_read(_fetch, query.format(quoted(term)))
        }

    def _delete_edges(self, keys: list[tuple[str, str]]) -> None:
        for type_, same in _by(keys, lambda key: key[0]):
            found = f"UNWIND $ids AS id MATCH ()-[r:{quoted(type_)} {{id: id}}]->()"
            query = f"{found} WHERE r.kg_content IS NOT NULL DELETE r"
            for some in self._batches([id_ for _, id_ in same]):
                self._session.execute_write(_send, query, {"ids": some})

    def _delete_nodes(self, gone: list[tuple[str, str]], vanished: list[tuple[str, str]]) -> None:
        """Release what foreign relationships hold on to; delete the rest, and what they have let go of since."""
        self._each_node(gone, f"AND {_ATTACHED} SET n = {{id: id, kg_content: $released}}")
        self._each_node(vanished, f"AND NOT {_ATTACHED} DETACH DELETE n")

    def _each_node(self, keys: list[tuple[str, str]], action: str) -> None:
        for root, same in _by(keys, lambda key: key[0]):
            found = f"UNWIND $ids AS id MATCH (n:{quoted(root)} {{id: id}}) WHERE n.kg_content IS NOT NULL"
            for some in self._batches([id_ for _, id_ in same]):
                self._session.execute_write(_send, f"{found} {action}", {"ids": some, "released": _RELEASED})

    def _write_nodes(self, keys: list[tuple[str, str]], hashes: Mapping[tuple[str, str], str]) -> None:
        self._progress.stage("nodes")
        for labels, same in _by(keys, lambda key: self._nodes[key].labels):
            place = f"(n:{quoted(labels[-1])} {{id: row.id}})"
            write = f"MERGE {place} SET n = row.properties {_POINT}{_relabel(labels)}"
            rows = [{"id": key[1], "properties": self._node_row(key, hashes[key])} for key in same]
            self._write("node", place, write, rows)

    def _write_edges(self, keys: list[tuple[str, str]], hashes: Mapping[tuple[str, str], str]) -> None:
        self._progress.stage("relationships")
        for (type_, start, end), same in _by(keys, self._placing):
            edge = f"[n:{quoted(type_)} {{id: row.id}}]"
            write = (
                f"MATCH (a:{quoted(start)} {{id: row.source}}) MATCH (b:{quoted(end)} {{id: row.target}}) "
                f"MERGE (a)-{edge}->(b) SET n = row.properties "
            )
            rows = [self._edge_row(key, hashes[key]) for key in same]
            self._write("relationship", f"()-{edge}->()", write, rows)

    def _write(self, kind: str, place: str, write: str, rows: list[Row]) -> None:
        """Write rows, each to its place `n`; foreign ones there are a reason to stop."""
        foreign = (
            f"UNWIND $ids AS id WITH {{id: id}} AS row MATCH {place} WHERE n.kg_content IS NULL RETURN n.id LIMIT 1"
        )
        write = f"UNWIND $rows AS row {write}RETURN count(n)"
        for some in self._batches(rows):
            self._session.execute_write(_write_guarded, kind, foreign, write, some)
            self._progress.advance(len(some))

    def _placing(self, key: tuple[str, str]) -> tuple[str, str, str]:
        edge = self._edges[key]
        return edge.type, self._roots[edge.start], self._roots[edge.end]

    def _edge_row(self, key: tuple[str, str], content: str) -> Row:
        edge = self._edges[key]
        return {"id": edge.id, "source": edge.start, "target": edge.end, "properties": _properties(edge, content)}

    def _node_row(self, key: tuple[str, str], content: str) -> Row:
        node = self._nodes[key]
        return {**_properties(node, content), **days(node.properties)}

    def _batches(self, rows: list[_Item]) -> Iterator[list[_Item]]:
        return (rows[at : at + self._batch] for at in range(0, len(rows), self._batch))


_EDGES_THERE = "MATCH ()-[r:{0}]->() WHERE r.kg_content IS NOT NULL RETURN r.id, r.kg_content"


def _fetch(transaction: neo4j.ManagedTransaction, query: str) -> list[list[Any]]:
    return [record.values() for record in transaction.run(query)]


def _send(transaction: neo4j.ManagedTransaction, query: str, parameters: Row) -> None:
    transaction.run(query, parameters).consume()


def _write_guarded(transaction: neo4j.ManagedTransaction, kind: str, foreign: str, write: str, rows: list[Row]) -> None:
    other = transaction.run(foreign, ids=[row["id"] for row in rows]).single()
    if other is not None:
        raise ExportError(
            f"the database holds a {kind} with id {other[0]!r} that kg did not load; rename its id, or load into "
            "another database with --database"
        )
    found = transaction.run(write, rows=rows).single(strict=True)[0]
    if found != len(rows):
        raise ExportError(f"only {found} of {len(rows)} rows found their place; is another load running? run it again")


def _by(keys: list[_Item], kind: Callable[[_Item], Any]) -> Iterator[tuple[Any, list[_Item]]]:
    for found, same in groupby(sorted(keys, key=kind), key=kind):
        yield found, list(same)


def _relabel(labels: tuple[str, ...]) -> str:
    """Give a node exactly these of the ontology's labels below its root; labels that a user added stay."""
    known = ontology.load()
    others = [term for term in known.classes if known.root(term) == labels[-1] and term not in labels]
    removed = f"REMOVE n:{':'.join(map(quoted, others))} " if others else ""
    added = f"SET n:{':'.join(map(quoted, labels[:-1]))} " if labels[1:] else ""
    return removed + added


def _properties(item: Node | Relationship, content: str) -> Row:
    lists = {key: list(value) if isinstance(value, tuple) else value for key, value in item.properties.items()}
    return {**lists, "kg_content": content}
