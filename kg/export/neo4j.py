"""Loads the graph into a Neo4j 5 database, so that a second load of the same graph writes nothing.

Everything that kg loads carries the property `kg_content`, a hash of what it is. A load compares these hashes, writes
what is new or changed, and deletes what has vanished; nodes and relationships without that property are left alone.
Each batch is a transaction that may be repeated without harm, one load works at a time, and where the server goes away
a load waits, compares again and goes on: however often it was interrupted, the end is the same.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import neo4j
from neo4j.exceptions import ClientError, ServiceUnavailable, SessionExpired, TransientError

from kg.bolt import Server, connect
from kg.errors import ExportError
from kg.export.neo4j_content import Content, Item
from kg.export.neo4j_known import NODE, RELATIONSHIP, RELEASED, Known, batches
from kg.export.neo4j_lock import Lock, LostError, held, overdue
from kg.export.neo4j_outbox import Outbox
from kg.export.neo4j_schema import roots, schema, types
from kg.export.neo4j_write import delete_nodes, delete_relationships
from kg.graph import Graph
from kg.graph.rdf import Iris
from kg.progress import Progress, Silent

BATCH = 5000
"""Rows a transaction."""
PATIENCE = 300
"""Seconds to wait for a server that went away."""
_ATTEMPTS = 5  # in a row that came no further
_FEWER = 8  # times fewer rows a transaction, where the server has no memory for so many
_RETRYING = 5.0  # seconds of the driver's own patience, of which it says nothing
_AWAY = (ServiceUnavailable, SessionExpired, TransientError)


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
    graph: Graph,
    server: Server,
    progress: Progress | None = None,
    batch: int = BATCH,
    *,
    evidence: bool = False,
    base: str | None = None,
) -> Loaded:
    """Make the database hold this graph, with a node for each statement where `evidence` is wanted.

    With `base`, which begins all IRIs, nodes carry the label `Resource` and the property `uri` that neosemantics works
    with. `ExportError` where the server is out of reach, refuses, or stays away for longer than `PATIENCE`.
    """
    content = Content(graph, evidence=evidence, iris=None if base is None else Iris(base))
    progress = progress or Silent()
    if content.without_iri:
        progress.note(f"articles that are no :Resource, as their IRIs are too long for an index: {content.without_iri}")
    with connect(server, ExportError, _RETRYING) as driver:
        return _Load(content, driver, server.database, progress, batch).run()


class _Load:
    """A load, in as many attempts as it takes."""

    def __init__(
        self, content: Content, driver: neo4j.Driver, database: str | None, progress: Progress, batch: int
    ) -> None:
        self._content, self._driver, self._database = content, driver, database
        self._progress, self._batch = progress, batch
        self._done = Counter[str]()

    def run(self) -> Loaded:
        """Attempts, until one has held the lock from its beginning to its end."""
        vain = 0
        while True:
            before = self._done.total()
            try:
                there = self._attempt()
            except (*_AWAY, ClientError, LostError) as error:
                if isinstance(error, ClientError) and not overdue(error):
                    raise
                vain = vain + 1 if self._done.total() == before else 0
                if vain == _ATTEMPTS:
                    raise ExportError(f"the load came no further in {_ATTEMPTS} attempts: {error}") from error
                if "OutOfMemory" in (getattr(error, "code", None) or ""):  # long texts, or a server with little memory
                    self._batch = max(1, self._batch // _FEWER)
                self._wait(error)
            else:
                changes = ("nodes_written", "relationships_written", "nodes_deleted", "relationships_deleted")
                return Loaded(*there, *(self._done[each] for each in changes))

    def _attempt(self) -> tuple[int, int]:
        with (
            self._driver.session(database=self._database) as session,
            self._driver.session(database=self._database) as other,
        ):
            self._progress.stage("constraints and indexes")
            with held(other, self._progress.note) as lock:
                _prepare(session, neosemantics=self._content.neosemantics)
                return _Attempt(session, lock, self._progress, self._batch, self._done).run(self._content)

    def _wait(self, error: Exception) -> None:
        """Wait until the server answers; its last failure where it does not."""
        away = isinstance(error, ServiceUnavailable | SessionExpired | LostError)
        why = "the server went away or ended our lock" if away else f"the server was overtaxed: {error}"
        self._progress.note(f"{why}; waiting for it, {PATIENCE} seconds at most, and going on from there")
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with self._driver.session(database=self._database) as session:
                    session.run("RETURN 1").consume()
            except _AWAY:
                if time.monotonic() > end:
                    raise
                time.sleep(1)
            else:
                return


class _Attempt:
    """One attempt: nodes, relationships, then what has vanished, each in sorted order."""

    def __init__(self, session: neo4j.Session, lock: Lock, progress: Progress, batch: int, done: Counter[str]) -> None:
        self._session, self._lock, self._progress, self._batch, self._done = session, lock, progress, batch, done

    def run(self, content: Content) -> tuple[int, int]:
        """How many nodes and relationships there are, after all of them are there."""
        nodes, of_nodes = self._bring("nodes", content.nodes(), Known(self._session, NODE, roots()))
        known = Known(self._session, RELATIONSHIP, types())
        edges, of_edges = self._bring("relationships", content.relationships(), known)
        self._progress.stage("deleting what has vanished")
        self._delete_relationships(of_edges)
        self._delete_nodes(of_nodes)
        self._lock.check()
        return nodes, edges

    def _bring(self, kind: str, items: Iterable[Item], known: Known) -> tuple[int, Known]:
        """Write what is new or changed; how many items there are."""
        self._progress.stage(kind)
        count = 0

        def sent(rows: int) -> None:
            self._done[f"{kind}_written"] += rows
            self._progress.advance(rows)

        with Outbox(self._session, self._lock, self._batch, sent) as outbox:
            for some in batches(items, self._batch):
                count += len(some)
                for item, there, same in known.compare(some):
                    if not same:
                        outbox.put(item, new=not there)
            outbox.flush()
        return count, known

    def _delete_relationships(self, known: Known) -> None:
        for type_, ids, _ in known.vanished():
            for some in batches(ids, self._batch):
                self._lock.check()
                delete_relationships(self._session, type_, some)
                self._done["relationships_deleted"] += len(some)

    def _delete_nodes(self, known: Known) -> None:
        for root, ids, contents in known.vanished():
            for some in batches(zip(ids, contents, strict=True), self._batch):
                self._lock.check()
                delete_nodes(self._session, root, [id_ for id_, _ in some])
                self._done["nodes_deleted"] += sum(content != RELEASED for _, content in some)


def _prepare(session: neo4j.Session, *, neosemantics: bool) -> None:
    """Constraints and the full-text index that are not there yet."""
    known = {row["name"] for row in session.run("SHOW INDEXES YIELD name")}
    for name, statement in schema(neosemantics=neosemantics):
        if name not in known:
            session.run(statement).consume()
    session.run("CALL db.awaitIndexes(300)").consume()
