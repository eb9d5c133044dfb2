"""What exports cost on an invented store: their rates beside rdflib's and pyoxigraph's, and whether memory grows.

example: scripts/bench exports --statements 1000000
"""

import argparse
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.invented import fill, sizes
from benchmarks.processes import elsewhere, peak, spent, timed
from kg.processes import cores

FORMATS = {"nquads": "quads", "jsonl": "records", "neo4j-csv": "rows"}
"""The formats that are measured, and what their lines are called."""
AFTER = ("fill", "strike", "merge", "build")
"""What an export comes after: a store filled through Python, for which nothing is derived yet; a statement struck out,
or two people merged, in one that was built; or the build itself, which leaves nothing to derive."""
WANTED = {"rdflib": 10.0, "pyoxigraph": 0.5, "neo4j-csv": 100_000.0}
"""How many times the rate of these N-Quads should have, and rows a second of neo4j-csv."""
GROWTH = 1.3  # times the memory that ten times the statements may take; measured: 1.26 to 100,000, 1.2 from there on
_BY, _AT = "bench", "2024-01-01T00:00:00+00:00"  # who decides, and when
_SAMPLE = 300_000  # quads that the other libraries are measured on
_BLOCK = 1000  # quads that are taken from one place of the file


@dataclass(frozen=True)
class Written:
    """An export, and what it comes `after` (see `AFTER`).

    Seconds on the clock and CPU seconds of all processes, to assemble the graph and to write it; the most memory that
    one process held (MB), and how many wrote.
    """

    format: str
    statements: int
    after: str
    workers: int
    lines: int
    assemble: float
    write: float
    assemble_cpu: float
    write_cpu: float
    memory: float
    load: float

    @property
    def rate(self) -> float:
        """Lines a second on the clock, from the store to the finished file."""
        return self.lines / (self.assemble + self.write)

    @property
    def cpu_rate(self) -> float:
        """The same for a CPU second."""
        return self.lines / (self.assemble_cpu + self.write_cpu)


@dataclass(frozen=True)
class Checked:
    """A validation: triples, seconds on the clock, CPU seconds of all processes, and the most memory of one (MB)."""

    triples: int
    clock: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Rival:
    """Another library that writes quads which it holds ready: quads a CPU second."""

    name: str
    rate: float


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where memory grows with the store."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        stores = [_store(Path(options.folder or scratch), count) for count in _counts(options.statements)]
        runs = [(str(store), name, after) for name in FORMATS for store in stores for after in AFTER]
        found = [_written(*each, scratch, options.workers) for each in runs]
        rivals = [elsewhere(task, str(Path(scratch) / "nquads")) for task in _RIVALS]
        valid = elsewhere(checked, str(stores[-1]), options.workers)
        held = dict(sizes(stores[-1]))
    growth = {name: _growth(found, name) for name in FORMATS}
    if options.json:
        exports = [{**vars(each), "rate": each.rate, "cpu_rate": each.cpu_rate} for each in found]
        print(
            json.dumps(
                {"exports": exports, "rivals": list(map(vars, rivals)), "growth": growth, "validation": vars(valid)},
                indent=2,
            )
        )
    else:
        print(
            "\n".join([*_sizes(held), *_exports(found), *_rivals(found, rivals), _validation(valid), *_memory(growth)])
        )
    return int(max(growth.values()) > GROWTH)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "bench exports", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--statements", type=int, default=100_000, metavar="N", help="how many (default: 100000)")
    parser.add_argument("--folder", metavar="DIR", help="keep the stores here, for the next time")
    parser.add_argument("--workers", type=int, default=cores(), metavar="N", help="processes (default: one a core)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args(arguments)


def _counts(statements: int) -> tuple[int, int]:
    return statements // 10, statements


def _store(folder: Path, statements: int) -> Path:
    path = folder / f"invented-{statements}.db"
    if not path.exists():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        elsewhere(fill, part, statements)
        part.rename(path)
    return path


def _written(store: str, name: str, after: str, folder: str, workers: int) -> Written:
    elsewhere(change, store, after)
    try:
        return elsewhere(write, store, name, after, folder, workers)
    finally:
        elsewhere(take_back, store)


def change(store: str, after: str) -> None:
    """Bring about what an export is to come after, in a store for which nothing is derived, or all that it needs."""
    from kg.graph import assemble_ahead
    from kg.model import Decision, Judgement
    from kg.store import kept
    from kg.store.sqlite import open_existing

    with open_existing(store, write=True) as opened:
        if after == "fill":
            kept.drop(store)
            return
        assemble_ahead(opened)
        # ids are hashes: whoever is in the middle was drawn by chance, so most likely is among those named most often
        middle = islice(opened.statements(), sum(opened.counts()["statements"].values()) // 2, None)
        if after == "strike":
            opened.decide([Decision(next(middle).id, "wrong", _BY, _AT)])
        if after == "merge":
            one, other = islice((each.subject for each in middle if each.predicate == "worksFor"), 2)
            opened.judge([Judgement(min(one, other), max(one, other), "same", _BY, 1.0, (), _AT)])


def take_back(store: str) -> None:
    """Have the store say what it did before."""
    from kg.model import Decision
    from kg.store.sqlite import open_existing

    with open_existing(store, write=True) as opened:
        opened.decide([Decision(each.statement, "undone", _BY, _AT) for each in list(opened.decisions())])
        opened.withdraw([(each.left, each.right) for each in opened.judgements() if each.by == _BY], _BY)


def write(store: str, name: str, after: str, folder: str, workers: int) -> Written:
    """Export a store; the files stay in the folder until the next export of this format."""
    from kg import plugins
    from kg.export import Options
    from kg.graph import Graph, assemble
    from kg.store.sqlite import open_existing

    target, graphs = Path(folder) / name, list[Graph]()
    shutil.rmtree(target, ignore_errors=True)  # an earlier file of 8 GB takes the kernel's memory
    target.unlink(missing_ok=True)

    def assembled() -> None:
        with open_existing(store) as opened:
            graphs.append(assemble(opened))

    first = spent(assembled)
    (graph,) = graphs
    exporter = plugins.load("exporter", name)()
    then = spent(lambda: exporter.write(graph, target, Options(workers=workers)))
    load, memory = os.getloadavg()[0], peak()  # what follows is no part of the export
    graph.close()
    lines = sum(_lines(path) for path in ([target] if target.is_file() else sorted(target.iterdir())))
    with open_existing(store) as opened:
        statements = sum(opened.counts()["statements"].values())
    used = workers if then.others else 1
    return Written(name, statements, after, used, lines, first.clock, then.clock, first.cpu, then.cpu, memory, load)


def checked(store: str, workers: int) -> Checked:
    """Validate a store that is assembled, as an export does before it writes, the first time."""
    from kg.graph import assemble
    from kg.graph.validation import Validation, validate
    from kg.store.sqlite import open_existing

    found = list[Validation]()
    with open_existing(store) as opened, assemble(opened) as graph:
        taken = spent(lambda: found.append(validate(graph, workers=workers)))
    if found[0].violations:
        raise SystemExit(f"the invented graph is not valid: {found[0].text()}")
    return Checked(found[0].triples, taken.clock, taken.cpu, peak())


def rdflib(quads: str) -> Rival:
    """Rdflib, serialising a dataset as N-Quads."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(data=b"".join(_sample(quads)), format="nquads")
    count = sum(1 for _ in dataset.quads())
    return Rival("rdflib", count / timed(lambda: dataset.serialize(io.BytesIO(), format="nquads")))


def rdflib_made(quads: str) -> Rival:
    """The same, where the dataset is made of the terms of its quads first, as an exporter on top of it would."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(data=b"".join(_sample(quads)), format="nquads")
    terms = list(dataset.quads())

    def written() -> None:
        made = rdflib.Dataset()
        made.addN((s, p, o, made.graph(graph)) for s, p, o, graph in terms)
        made.serialize(io.BytesIO(), format="nquads")

    return Rival("rdflib, making its dataset", len(terms) / timed(written))


def pyoxigraph(quads: str) -> Rival:
    """Pyoxigraph, serialising a list of its quads as N-Quads: no Python runs but the list itself."""
    import pyoxigraph as ox

    ready = list(ox.parse(b"".join(_sample(quads)), format=ox.RdfFormat.N_QUADS))
    return Rival("pyoxigraph", len(ready) / timed(lambda: ox.serialize(ready, io.BytesIO(), ox.RdfFormat.N_QUADS)))


def pyoxigraph_made(quads: str) -> Rival:
    """The same, where every quad is made of its terms first, as an exporter on top of it would."""
    import pyoxigraph as ox

    parsed = ox.parse(b"".join(_sample(quads)), format=ox.RdfFormat.N_QUADS)
    terms = [(quad.subject, quad.predicate, quad.object, quad.graph_name) for quad in parsed]
    made = (ox.Quad(*each) for each in terms)
    rate = len(terms) / timed(lambda: ox.serialize(made, io.BytesIO(), ox.RdfFormat.N_QUADS))
    return Rival("pyoxigraph, making quads", rate)


_RIVALS = (rdflib, rdflib_made, pyoxigraph, pyoxigraph_made)


def _sample(quads: str) -> Iterator[bytes]:
    """Blocks from all over the file, since its parts have quads of different lengths."""
    with Path(quads).open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        for block in range(_SAMPLE // _BLOCK):
            file.seek(size * block // (_SAMPLE // _BLOCK))
            file.readline()
            yield from islice(file, _BLOCK)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(part.count(b"\n") for part in iter(lambda: file.read(1 << 20), b""))


def _growth(found: list[Written], name: str) -> float:
    """How many times the memory the larger store takes, whatever it comes after."""
    most: dict[int, float] = {}
    for each in found:
        if each.format == name:
            most[each.statements] = max(most.get(each.statements, 0.0), each.memory)
    return round(most[max(most)] / most[min(most)], 2)


def _sizes(held: dict[str, int]) -> Iterator[str]:
    yield ", ".join(f"{count:,} {kind}" for kind, count in held.items())


def _exports(found: list[Written]) -> Iterator[str]:
    columns = (
        ("statements", 11),
        ("after", 6),
        ("workers", 7),
        ("assemble", 9),
        ("write", 8),
        ("CPU", 8),
        ("lines", 12),
        ("a second", 10),
        ("a CPU s", 10),
        ("MB", 5),
        ("load", 5),
    )
    yield f"\n{'seconds':10} {' '.join(name.rjust(width) for name, width in columns)}"
    for each in found:
        yield (
            f"{each.format:10} {each.statements:11,} {each.after:>6} {each.workers:7} "
            f"{each.assemble:9.1f} {each.write:8.1f} {each.assemble_cpu + each.write_cpu:8.1f} {each.lines:12,} "
            f"{each.rate:10,.0f} {each.cpu_rate:10,.0f} {each.memory:5.0f} {each.load:5.1f}"
        )


def _rivals(found: list[Written], rivals: list[Rival]) -> Iterator[str]:
    """On the clock against CPU seconds, which no other work on the machine lengthens."""
    largest = max(each.statements for each in found)
    runs = [each for each in found if each.format == "nquads" and each.statements == largest]
    yield f"\n{'quads a second':28} {'rate':>12}  times that, N-Quads of kg on the clock: {_list(AFTER)}; writing alone"
    for rival in rivals:
        wanted = f"  (wanted: {WANTED[rival.name]:g})" if rival.name in WANTED else ""
        times = _list(f"{each.rate / rival.rate:.2f}" for each in runs)
        alone = runs[-1].lines / runs[-1].write / rival.rate
        yield f"{rival.name:28} {rival.rate:12,.0f}  {times}; {alone:.2f}{wanted}"
    rates = (each.rate for each in found if each.format == "neo4j-csv" and each.statements == largest)
    wanted = f"  (wanted: {WANTED['neo4j-csv']:,.0f})"
    yield f"neo4j-csv, rows a second on the clock: {_list(f'{rate:,.0f}' for rate in rates)}{wanted}"


def _list(some: Iterable[str]) -> str:
    return ", ".join(some)


def _validation(found: Checked) -> str:
    rate = found.triples / found.clock
    return (
        f"validation: {found.triples:,} triples in {found.clock:.1f} s on the clock ({rate:,.0f} a second), "
        f"{found.cpu:.1f} CPU s, {found.memory:.0f} MB"
    )


def _memory(growth: dict[str, float]) -> Iterator[str]:
    yield ""
    for name, times in growth.items():
        yield f"memory of {name} for ten times the statements: {times:.2f} times (at most {GROWTH})"
