"""Turtle and TriG, laid out to be read and the same bytes every time."""

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kg.graph.rdf.iris import Iris

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def serialize(facts: Iterable[ox.Triple] | Iterable[ox.Quad], out: BinaryIO, form: ox.RdfFormat, iris: Iris) -> None:
    """Write triples as Turtle or quads as TriG, in their own order and with the prefixes of `iris`."""
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
