"""RDF files: Turtle for people, TriG and N-Quads with named graphs, N-Triples and JSON-LD for programs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import UsageError
from kg.export import spread
from kg.export.atomic import writing
from kg.export.protocol import Options
from kg.graph import Graph
from kg.graph.rdf import Iris, Part, Profile, View, jsonld, lines, quads
from kg.graph.rdf.turtle import serialize
from kg.graph.rdf.view import NAMED


class Turtle:
    """All triples in one graph."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        iris, profile = Iris(options.base), _one_graph(options.profile)
        triples = (quad.triple for quad in quads(graph, iris, profile))
        with writing(target) as out:
            serialize(triples, out, ox.RdfFormat.TURTLE, iris)


class NTriples:
    """The triples of Turtle, one a line."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        _write(graph, target, replace(options, profile=_one_graph(options.profile)))

    def pieces(self, graph: Graph, options: Options) -> Iterator[bytes]:
        """The file piece by piece, each a few whole lines."""
        return map(str.encode, lines(graph, Iris(options.base), _one_graph(options.profile)))


class Trig:
    """What each article or statement asserts in a named graph, all else in the default graph."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        iris = Iris(options.base)
        with writing(target) as out:
            serialize(quads(graph, iris, options.profile), out, ox.RdfFormat.TRIG, iris)


class NQuads:
    """The quads of TriG, one a line."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        _write(graph, target, options)

    def pieces(self, graph: Graph, options: Options) -> Iterator[bytes]:
        """The file piece by piece, each a few whole lines."""
        return map(str.encode, lines(graph, Iris(options.base), options.profile))


class JsonLd:
    """The triples of Turtle as JSON, each entity with the statements about it."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        profile = _one_graph(options.profile)
        if profile.statements == "triple-terms":
            raise UsageError("JSON-LD has no triple terms; choose another --statements, or nquads, trig or turtle")
        with writing(target) as out:
            out.writelines(line.encode() for line in jsonld.document(graph, Iris(options.base), profile))


class _Lines:
    """The lines of a graph in parts, which several processes can write."""

    def __init__(self, graph: Graph, options: Options) -> None:
        view = View(graph, Iris(options.base), options.profile)
        self.parts, self.met, self.meet, self._lines = view.parts, view.met, view.meet, view.written

    def written(self, part: Part) -> Iterator[bytes]:
        """A part, piece by piece."""
        return map(str.encode, self._lines(part))


def _write(graph: Graph, target: Path, options: Options) -> None:
    with writing(target) as out:
        spread.write([(_Lines, out)], graph, options)


def _one_graph(profile: Profile) -> Profile:
    """The same for a format without named graphs: statements are reified where nothing else was asked for."""
    if profile.statements == "graph":
        raise UsageError("only trig and nquads have a named graph for each statement; choose another --statements")
    return replace(profile, statements="reification") if profile.statements in NAMED else profile
