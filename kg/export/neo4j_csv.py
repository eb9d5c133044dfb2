"""A bundle for `neo4j-admin database import full`: what `kg load neo4j` would load, as CSV with typed headers.

The same ids, properties and hashes, so that a later `kg load neo4j` goes on from there and writes only what changed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from kg.errors import ExportError
from kg.export.atomic import writing_folder
from kg.export.neo4j_cells import DELIMITER, Encoder, text
from kg.export.neo4j_schema import edge_content, node_content, quoted, schema
from kg.export.protocol import Options
from kg.graph import Graph, Property, columns, nodes, relationships
from kg.graph.columns import dated, days

NODES, RELATIONSHIPS = "nodes.csv", "relationships.csv"
CONSTRAINTS, VERIFY, SCRIPT, README = "constraints.cypher", "verify.cypher", "import.sh", "README.md"
FILES = (NODES, RELATIONSHIPS, CONSTRAINTS, VERIFY, SCRIPT, README)

_TYPES = {"text": "string", "texts": "string[]", "date": "string", "integer": "long", "decimal": "double"}
_POINT, _POINT_TYPE = "point", "point{crs:WGS-84}"
# Between the elements of a list: the first of these that no element holds. All are signs that no text should have.
_DELIMITERS = [DELIMITER, *map(chr, range(0x1E, 0x1B, -1)), *map(chr, range(0xE000, 0xE400))]
_AT_ONCE = 100  # lines

_SCRIPT = """\
#!/bin/sh
# Imports this bundle into an empty Neo4j 5 database; the server must be stopped, and what the database held is lost.
# usage: NEO4J_HOME=/path/to/neo4j sh import.sh [DATABASE]    (neo4j-admin on the PATH will do, too)
set -eu
admin=neo4j-admin
case ${NEO4J_HOME:-} in
    "") ;;
    /*) admin=$NEO4J_HOME/bin/neo4j-admin ;;
    *) admin=$(pwd)/$NEO4J_HOME/bin/neo4j-admin ;;
esac
command -v "$admin" >/dev/null || { echo "no neo4j-admin: set NEO4J_HOME, or put it on the PATH" >&2; exit 1; }
CDPATH= cd -- "$(dirname -- "$0")"
exec "$admin" database import full "${1:-neo4j}" --nodes=NODES --relationships=RELATIONSHIPS \\
    ARGUMENTS
"""
_README = """\
# A graph for Neo4j 5

1. Stop the server, then `NEO4J_HOME=/path/to/neo4j sh import.sh` (what the database held before is lost).
2. Start it, then `cypher-shell -f constraints.cypher` and `cypher-shell -f verify.cypher`: every row of the second
   must say `right` true.

`kg load neo4j` can bring it up to date later. Values are just as the articles have them: do not open these files in a
spreadsheet, which may run what looks like a formula (`kg export csv` is made for that).
"""

Counts = Mapping[str, int]


class _HeldError(Exception):
    """An element of a list holds the delimiter."""


class Neo4jCsv:
    """A folder with nodes, relationships, constraints, counts to verify, and the script that imports them."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the folder; `ExportError` where that fails."""
        try:
            self._write(graph, target, _DELIMITERS[0])
        except _HeldError:
            self._write(graph, target, _delimiter(graph))

    def _write(self, graph: Graph, target: Path, delimiter: str) -> None:
        with writing_folder(target, FILES) as folder:
            labels, types = Counter[tuple[str, ...]](), Counter[str]()
            _write(folder / NODES, _node_lines(graph, delimiter, labels))
            _write(folder / RELATIONSHIPS, _edge_lines(graph, delimiter, types))
            _write(folder / CONSTRAINTS, (f"{statement};\n" for _, statement in schema()))
            _write(folder / VERIFY, _verify(_each(labels), types))
            _write(folder / SCRIPT, [_script(delimiter)])
            _write(folder / README, [_README])


def _script(delimiter: str) -> str:
    told = [
        "--overwrite-destination", "--multiline-fields=true", "--ignore-empty-strings=false",
        f"--array-delimiter=U+{ord(delimiter):04X}", "--id-type=string",
    ]  # fmt: skip
    return _SCRIPT.replace("ARGUMENTS", " ".join(told)).replace("NODES", NODES).replace("RELATIONSHIPS", RELATIONSHIPS)


def _delimiter(graph: Graph) -> str:
    """The first sign that no element of a list holds; the graph is walked for that, so it is the last resort."""
    free = dict.fromkeys(_DELIMITERS)
    properties = chain((node.properties for node in nodes(graph)), (edge.properties for edge in relationships(graph)))
    for held in properties:
        for value in held.values():
            if isinstance(value, tuple):
                for each in {sign for element in value for sign in str(element)} & free.keys():
                    del free[each]
    if not free:
        raise ExportError(
            "the texts hold every sign that could stand between the elements of a list; use kg load neo4j"
        )
    return next(iter(free))


def _node_lines(graph: Graph, delimiter: str, labels: Counter[tuple[str, ...]]) -> Iterator[str]:
    known = {name: _TYPES[kind] for name, kind in columns.of_nodes().items() if name != "id"}
    known |= {f"{name}_{end}": "date" for name in dated() for end in ("earliest", "latest")} | {_POINT: _POINT_TYPE}
    typed = (f"{name}:{kind}" for name, kind in known.items())
    yield ",".join(map(text, ("id:ID", ":LABEL", *typed, "kg_content:string"))) + "\n"
    written, hashed, missing = Encoder(delimiter, _held).cells, Encoder().cells, [""] * len(known)
    for node in nodes(graph):
        labels[node.labels] += 1
        cells = written(node.properties)
        content = node_content(node.labels, cells if delimiter == DELIMITER else hashed(node.properties))
        cells |= {name: day.isoformat() for name, day in days(node.properties).items()}
        cells[_POINT] = _point(node.properties)
        place = f"{cells['id']},{text(delimiter.join(node.labels))}"
        yield f"{place},{','.join(map(cells.get, known, missing))},{content}\n"


def _edge_lines(graph: Graph, delimiter: str, types: Counter[str]) -> Iterator[str]:
    typed = [text(f"{name}:{_TYPES[kind]}") for name, kind in columns.of_relationships().items()]
    yield ",".join([*map(text, (":START_ID", ":END_ID", ":TYPE")), *typed, text("kg_content:string")]) + "\n"
    written, hashed = Encoder(delimiter, _held).row, Encoder().row
    for edge in relationships(graph):
        types[edge.type] += 1
        row = written(edge)
        yield f"{row},{edge_content(edge.roots, row if delimiter == DELIMITER else hashed(edge))}\n"


def _held(_: tuple[object, ...]) -> str:
    raise _HeldError


def _point(properties: Mapping[str, Property]) -> str:
    """Where a node is, as `kg load neo4j` sets it: WGS 84, degrees."""
    latitude, longitude = properties.get("latitude"), properties.get("longitude")
    if latitude is None or longitude is None:
        return ""
    return text(f"{{latitude:{latitude}, longitude:{longitude}}}")


def _verify(labels: Counts, types: Counts) -> Iterator[str]:
    """Queries with a row for each label and type: how many there are, should be, and whether that is right."""
    for label, count in sorted(labels.items()):
        yield f"MATCH (n:{quoted(label)}) WITH count(n) AS found RETURN {_row(label, count)};\n"
    for type_, count in sorted(types.items()):
        yield f"MATCH ()-[r:{quoted(type_)}]->() WITH count(r) AS found RETURN {_row(type_, count)};\n"


def _each(labels: Mapping[tuple[str, ...], int]) -> Counter[str]:
    """How many nodes each label has."""
    found = Counter[str]()
    for some, count in labels.items():
        found.update(dict.fromkeys(some, count))
    return found


def _row(what: str, count: int) -> str:
    return f"'{what}' AS what, found, {count} AS expected, found = {count} AS right"


def _write(path: Path, lines: Iterable[str]) -> None:
    waiting = iter(lines)
    with path.open("wb") as out:
        while some := "".join(islice(waiting, _AT_ONCE)):
            out.write(some.encode())
