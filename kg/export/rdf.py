"""RDF files: Turtle for people, TriG and N-Quads with a named graph for each article."""

from pathlib import Path

import pyoxigraph as ox

from kg.export.atomic import writing
from kg.export.protocol import Options
from kg.graph import Graph
from kg.graph.iris import Iris
from kg.graph.triples import quads
from kg.graph.turtle import serialize


class Turtle:
    """All triples in one graph."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        iris = Iris(options.base)
        triples = (quad.triple for quad in quads(graph, iris, named=False))
        with writing(target) as out:
            serialize(triples, out, ox.RdfFormat.TURTLE, iris)


class Trig:
    """What each article asserts in a named graph, all else in the default graph."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        iris = Iris(options.base)
        with writing(target) as out:
            serialize(quads(graph, iris), out, ox.RdfFormat.TRIG, iris)


class NQuads:
    """The quads of TriG, one a line."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write the file; `ExportError` where that fails."""
        iris = Iris(options.base)
        with writing(target) as out:
            ox.serialize(quads(graph, iris), out, ox.RdfFormat.N_QUADS)
