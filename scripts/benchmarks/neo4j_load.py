#!/usr/bin/env python3
"""How fast `kg load neo4j` is beside a bare `UNWIND ... MERGE` of the same rows by the official driver, in one run.

example: scripts/benchmarks/neo4j_load.py --statements 50000    (starts a server of its own and stops it)
"""

import argparse
import json
import resource
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

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(SCRIPTS.parent), str(SCRIPTS)]

import neo4j  # noqa: E402 - these lie in the checkout

from benchmarks.invented import graph as invented  # noqa: E402
from kg.bolt import Server  # noqa: E402
from kg.export.neo4j import BATCH, load  # noqa: E402
from kg.export.neo4j_content import Content, Item  # noqa: E402
from kg.export.neo4j_schema import quoted, schema  # noqa: E402
from kg.graph import Graph  # noqa: E402

FLOOR = 0.7
"""Of the bare rate that a load has to reach."""
_WARM = 2000  # statements loaded both ways before anything is measured

Groups = dict[tuple[str, ...], list[dict[str, Any]]]


@dataclass(frozen=True)
class Figures:
    """Rows a second (medians of the rounds), their ratio, seconds of a second load, and MB that a load takes itself."""

    rows: int
    bare: float
    load: float
    ratio: float
    again_seconds: float
    memory: float


def measure(server: Server, graph: Graph, rounds: int = 3) -> Figures:
    """Load the graph both ways in turn into an emptied database; whatever that held is lost."""
    content = Content(graph)
    groups = [_groups(content.nodes()), _groups(content.relationships())]
    rows = sum(len(some) for group in groups for some in group.values())
    with neo4j.GraphDatabase.driver(server.uri) as driver:
        _both(driver, server, invented(_WARM))
        bare: list[float] = []
        ours: list[float] = []
        for _ in range(rounds):
            _empty(driver)
            bare.append(rows / _seconds(lambda: _merge(driver, groups)))
            _empty(driver)
            before = _peak()
            ours.append(rows / _seconds(lambda: load(graph, server)))
        memory = _peak() - before
        again = _seconds(lambda: load(graph, server))
    found = statistics.median(bare), statistics.median(ours)
    return Figures(rows, *found, found[1] / found[0], again, memory)


def main() -> int:
    """Measure and print; 1 where a load is slower than it may be."""
    options = _options()
    with _server(options.uri) as server:
        found = measure(server, invented(options.statements), options.rounds)
    print(json.dumps(asdict(found)) if options.json else _told(found))
    return int(found.ratio < FLOOR)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=50_000, metavar="N", help="how many (default: 50,000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of both ways in turn (default: 3)")
    parser.add_argument("--uri", help="a server without a password whose data may be lost (default: one of its own)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


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


def _groups(items: Iterator[Item]) -> Groups:
    found: Groups = defaultdict(list)
    for item in items:
        ends = dict(zip(("source", "target"), item.ends, strict=False))
        found[item.place].append({"id": item.id, **ends, "properties": {**item.properties, **item.derived()}})
    return dict(sorted(found.items()))


def _both(driver: neo4j.Driver, server: Server, graph: Graph) -> None:
    for _, statement in schema():
        driver.execute_query(statement)
    content = Content(graph)
    _merge(driver, [_groups(content.nodes()), _groups(content.relationships())])
    _empty(driver)
    load(graph, server)


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


def _peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
