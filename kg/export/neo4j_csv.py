"""A bundle for `neo4j-admin database import full`: what `kg load neo4j` would load, as CSV with typed headers.

The same ids, properties and hashes, so that a later `kg load neo4j` goes on from there and writes only what changed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from kg.errors import ExportError
from kg.export import spread
from kg.export.atomic import BUFFER, writing_folder
from kg.export.neo4j_cells import DELIMITER
from kg.export.neo4j_lines import HeldError, Nodes, Relationships
from kg.export.neo4j_schema import quoted, schema
from kg.export.protocol import Options
from kg.graph import Graph, nodes, relationships

NODES, RELATIONSHIPS = "nodes.csv", "relationships.csv"
CONSTRAINTS, VERIFY, SCRIPT, README = "constraints.cypher", "verify.cypher", "import.sh", "README.md"
FILES = (NODES, RELATIONSHIPS, CONSTRAINTS, VERIFY, SCRIPT, README)

# Between the elements of a list: the first of these that no element holds. All are signs that no text should have.
_DELIMITERS = [DELIMITER, *map(chr, range(0x1E, 0x1B, -1)), *map(chr, range(0xE000, 0xE400))]

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


class Neo4jCsv:
    """A folder with nodes, relationships, constraints, counts to verify, and the script that imports them."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the folder; `ExportError` where that fails."""
        try:
            self._write(graph, target, options, _DELIMITERS[0])
        except HeldError:
            self._write(graph, target, options, _delimiter(graph))

    def _write(self, graph: Graph, target: Path, options: Options, delimiter: str) -> None:
        of_relationships, of_nodes = partial(Relationships, delimiter=delimiter), partial(Nodes, delimiter=delimiter)
        with writing_folder(target, FILES) as folder:
            with (folder / RELATIONSHIPS).open("wb", BUFFER) as related, (folder / NODES).open("wb", BUFFER) as named:
                types, labels = spread.write([(of_relationships, related), (of_nodes, named)], graph, options)
            _write(folder / CONSTRAINTS, (f"{statement};\n" for _, statement in schema()))
            _write(folder / VERIFY, _verify(_each(labels.met()), types.met()))
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
    path.write_bytes("".join(lines).encode())
