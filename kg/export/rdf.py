"""RDF files: Turtle for people, TriG and N-Quads with a named graph for each article."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kg.export.atomic import writing
from kg.export.protocol import Options
from kg.graph import Graph
from kg.graph.iris import Iris
from kg.graph.triples import quads

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Turtle:
    """All triples in one graph."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        iris = Iris(options.base)
        triples = (quad.triple for quad in quads(graph, iris, named=False))
        with writing(target) as out:
            _serialize(triples, out, ox.RdfFormat.TURTLE, iris)


class Trig:
    """What each article asserts in a named graph, all else in the default graph."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        iris = Iris(options.base)
        with writing(target) as out:
            _serialize(quads(graph, iris), out, ox.RdfFormat.TRIG, iris)


class NQuads:
    """The quads of TriG, one a line."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        iris = Iris(options.base)
        with writing(target) as out:
            ox.serialize(quads(graph, iris), out, ox.RdfFormat.N_QUADS)


def _serialize(facts: Iterable[ox.Triple] | Iterable[ox.Quad], out: BinaryIO, form: ox.RdfFormat, iris: Iris) -> None:
    layout = _Layout(out, iris.prefixes())
    with io.BufferedWriter(layout) as buffer:
        ox.serialize(facts, buffer, form, prefixes=iris.prefixes())


class _Layout(io.RawIOBase):
    """Prefixes in order, where the serialiser writes them in a new one every time, and a blank line before each block.

    Line breaks within literals are escaped in its output, so that a line that begins neither with a tab nor with a
    closing brace begins a block.
    """

    def __init__(self, out: BinaryIO, prefixes: Mapping[str, str]) -> None:
        self._out = out
        self._rest = b""
        self._out.writelines(f"@prefix {name}: <{iri}> .\n".encode() for name, iri in sorted(prefixes.items()))

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        new = bytes(data)
        *lines, self._rest = (self._rest + new).split(b"\n")
        self._out.writelines(map(self._line, lines))
        return len(new)

    def _line(self, line: bytes) -> bytes:
        if line.startswith(b"@prefix "):
            return b""
        return line + b"\n" if line[:1] in (b"\t", b"}") else b"\n" + line + b"\n"
