"""What `kg.open` gives: a store's graph for Python."""

from collections.abc import Iterator
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.graph import Graph, assemble
from kg.graph.rdf import BASE
from kg.model import Article, Edge, Entity, Statement
from kg.store.sqlite import open_existing

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.query.answer import Answer
    from kg.query.cypher import Engine as CypherEngine
    from kg.query.sparql import Engine as SparqlEngine


class Handle:
    """The graph of a store as it was when it was opened, or as a run left it; later changes need a new handle.

    `graph` reads it piece by piece, the methods here give it whole. Leaving the block, or letting go of the handle,
    closes it. `base` begins all IRIs.
    """

    def __init__(self, path: str | PathLike[str], base: str = BASE, run: int | None = None) -> None:
        with open_existing(Path(path)) as store:
            self.graph: Graph = assemble(store, run)
        self._base = base

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store; what was read stays, and nothing more can be read (`StoreError`)."""
        self.graph.close()

    def articles(self) -> tuple[Article, ...]:
        """Every article, in the order of ids."""
        return tuple(self.graph.articles)

    def entities(self) -> tuple[Entity, ...]:
        """Every canonical entity, in the order of ids."""
        return tuple(self.graph.entities.values())

    def edges(self) -> tuple[Edge, ...]:
        """Every relation between two entities, one for each stance, with the statements behind it."""
        return tuple(self.graph.edges)

    def statements(self) -> Iterator[Statement]:
        """Every statement that nobody struck out, with canonical ids."""
        return self.graph.statements()

    def query(self, text: str, /, **parameters: object) -> "Answer":
        """Ask in Cypher; `QueryError` where the engine refuses."""
        return self._cypher.query(text, parameters)

    def sparql(self, text: str) -> "Answer":
        """Ask in SPARQL; `QueryError` where the engine refuses."""
        return self._sparql.query(text)

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """The property graph for NetworkX, see `kg.query.views`."""
        from kg.query.views import to_networkx

        return to_networkx(self.graph)

    def to_rdflib(self) -> "rdflib.Dataset":
        """The RDF view for rdflib, see `kg.query.views`."""
        from kg.query.views import to_rdflib

        return to_rdflib(self.graph, self._base)

    @cached_property
    def _cypher(self) -> "CypherEngine":
        from kg.query.cypher import Engine

        return Engine(self.graph)

    @cached_property
    def _sparql(self) -> "SparqlEngine":
        from kg.query.sparql import Engine

        return Engine(self.graph, self._base)
