"""How fast `kg load neo4j` is beside a bare `UNWIND ... MERGE` of the same rows by the official driver, in one run.

example: scripts/bench neo4j --statements 50000    (starts a server of its own and stops it)
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import neo4j

from benchmarks.invented import fill
from benchmarks.processes import elsewhere, own_peak
from kg.bolt import Server
from kg.export.neo4j import BATCH, load
from kg.export.neo4j_content import Content, Item
from kg.export.neo4j_schema import quoted, schema
from kg.graph import assemble
from kg.store.sqlite import open_existing

SCRIPTS = Path(__file__).resolve().parents[1]
FLOOR = 0.7
"""Of the bare rate that a load has to reach."""
_WARM = 2000  # statements loaded both ways before anything is measured

Groups = dict[tuple[str, ...], list[dict[str, Any]]]


@dataclass(frozen=True)
class Figures:
    """Rows a second (medians of the rounds), their ratio, seconds of a second load, and MB that a load held."""

    rows: int
    bare: float
    load: float
    ratio: float
    again_seconds: float
    memory: float


def measure(server: Server, store: Path, warm: Path, rounds: int = 3) -> Figures:
    """Load a store both ways in turn into an emptied database; whatever that held is lost."""
    with neo4j.GraphDatabase.driver(server.uri) as driver:
        for _, statement in schema():
            driver.execute_query(statement)
        _merge(driver, _rows(warm))
        _empty(driver)
        elsewhere(loaded, server.uri, str(warm))
        groups = _rows(store)
        rows = sum(len(some) for group in groups for some in group.values())
        bare: list[float] = []
        ours: list[float] = []
        for _ in range(rounds):
            _empty(driver)
            bare.append(rows / _seconds(lambda: _merge(driver, groups)))
            _empty(driver)
            seconds, memory = elsewhere(loaded, server.uri, str(store))
            ours.append(rows / seconds)
        again, _ = elsewhere(loaded, server.uri, str(store))
    found = statistics.median(bare), statistics.median(ours)
    return Figures(rows, *found, found[1] / found[0], again, memory)


def loaded(uri: str, store: str) -> tuple[float, float]:
    """Load a store; seconds on the clock, without those to assemble the graph, and the most memory held (MB)."""
    with open_existing(store) as opened, assemble(opened) as graph:
        return _seconds(lambda: load(graph, Server(uri))), own_peak()


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a load is slower than it may be."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as scratch, _server(options.uri) as server:
        store, warm = Path(scratch) / "store.db", Path(scratch) / "warm.db"
        elsewhere(fill, store, options.statements)
        elsewhere(fill, warm, _WARM)
        found = measure(server, store, warm, options.rounds)
    print(json.dumps(asdict(found)) if options.json else _told(found))
    return int(found.ratio < FLOOR)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "bench neo4j", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statements", type=int, default=50_000, metavar="N", help="how many (default: 50,000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of both ways in turn (default: 3)")
    parser.add_argument("--uri", help="a server without a password whose data may be lost (default: one of its own)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args(arguments)


def _told(found: Figures) -> str:
    return (
        f"{found.rows} rows: bare UNWIND ... MERGE {found.bare:.0f} a second, kg load neo4j {found.load:.0f} "
        f"({found.ratio:.2f} of it); a second load takes {found.again_seconds:.1f} s; {found.memory:.0f} MB"
    )


@contextmanager
def _server(uri: str | None) -> Iterator[Server]:
    if uri:
        yield Server(uri)
        return
    with tempfile.TemporaryDirectory() as home:
        script = [sys.executable, str(SCRIPTS / "neo4j")]
        started = subprocess.run(
            [*script, "start", "--port", "0", "--home", home], stdout=subprocess.PIPE, text=True, check=True
        )
        try:
            yield Server(started.stdout.strip())
        finally:
            subprocess.run([*script, "stop", "--home", home], check=True)


def _rows(store: Path) -> list[Groups]:
    """The rows of nodes, and of relationships, as somebody would have them who writes the queries by hand."""
    with open_existing(store) as opened, assemble(opened) as graph:
        content = Content(graph)
        return [_groups(content.nodes()), _groups(content.relationships())]


def _groups(items: Iterator[Item]) -> Groups:
    found: Groups = defaultdict(list)
    for item in items:
        ends = dict(zip(("source", "target"), item.ends, strict=False))
        found[item.place].append({"id": item.id, **ends, "properties": {**item.properties, **item.derived()}})
    return dict(sorted(found.items()))


def _merge(driver: neo4j.Driver, groups: list[Groups]) -> None:
    """What one would write by hand: nodes, then relationships, a batch a transaction."""
    with driver.session() as session:
        for place, rows in groups[0].items():
            labels = "".join(f" SET n:{quoted(label)}" for label in place[:-1])
            query = f"UNWIND $rows AS row MERGE (n:{quoted(place[-1])} {{id: row.id}}) SET n = row.properties{labels}"
            _send(session, query, rows)
        for (start, end, type_), rows in groups[1].items():
            ends = f"MATCH (a:{quoted(start)} {{id: row.source}}) MATCH (b:{quoted(end)} {{id: row.target}})"
            merge = f"MERGE (a)-[r:{quoted(type_)} {{id: row.id}}]->(b) SET r = row.properties"
            _send(session, f"UNWIND $rows AS row {ends} {merge}", rows)


def _send(session: neo4j.Session, query: str, rows: list[dict[str, Any]]) -> None:
    for at in range(0, len(rows), BATCH):
        session.execute_write(
            lambda transaction, some: transaction.run(query, rows=some).consume(), rows[at : at + BATCH]
        )


def _empty(driver: neo4j.Driver) -> None:
    with driver.session() as session:
        for each in ("()-[n]->()", "(n)"):
            session.run(f"MATCH {each} CALL (n) {{ DELETE n }} IN TRANSACTIONS OF 5000 ROWS").consume()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
