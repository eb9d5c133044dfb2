"""What a database of kg is to hold: the property graph, and what else a user asks for, item by item and in order."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from neo4j.spatial import WGS84Point

from kg.export.neo4j_cells import Encoder
from kg.export.neo4j_schema import RESOURCE, URI, edge_content, node_content
from kg.graph import Graph, Node, Property, Relationship, claims, nodes, relationships
from kg.graph.columns import days
from kg.graph.properties import ARTICLE, article_node
from kg.graph.rdf import Iris

_LONGEST = 8000  # characters of an IRI; Neo4j's indexes hold 8,167 bytes


class Item(NamedTuple):
    """A node or a relationship.

    `place` holds the labels of a node, its root last, or the roots of both ends of a relationship, then its type;
    `ends` are the ids of these, and empty for a node. `content` is what `kg_content` shall be.
    """

    id: str
    place: tuple[str, ...]
    ends: tuple[str, ...]
    properties: Mapping[str, Property]
    content: str

    @property
    def term(self) -> str:
        """The root label or the type: ids are unique within it."""
        return self.place[-1]

    def derived(self) -> dict[str, Any]:
        """What is written besides the properties."""
        found: dict[str, Any] = {"kg_content": self.content}
        if not self.ends:
            found.update(days(self.properties))
            latitude, longitude = self.properties.get("latitude"), self.properties.get("longitude")
            if isinstance(latitude, float | int) and isinstance(longitude, float | int):
                found["point"] = WGS84Point((longitude, latitude))
        return found


class Content:
    """The items of a graph; with a node for each statement where `evidence` is wanted.

    With `iris`, nodes carry what neosemantics looks for: the label `Resource` and, as `uri`, the IRI that RDF exports
    give the same thing. Articles whose IRI is too long for an index go without; `without_iri` says how many they are.
    """

    def __init__(self, graph: Graph, *, evidence: bool = False, iris: Iris | None = None) -> None:
        self._graph, self._evidence, self._iris = graph, evidence, iris
        self._encoder = Encoder()
        self.without_iri = 0
        self._articles: dict[str, str] = {}  # ids of those whose node goes by another one
        if iris is not None:
            self._name_articles(iris)

    @property
    def neosemantics(self) -> bool:
        """Whether nodes carry what neosemantics looks for."""
        return self._iris is not None

    def nodes(self) -> Iterator[Item]:
        """Entities, articles, statements, each in the order of ids."""
        for node in nodes(self._graph):
            yield self._node(node)
        for node in claims.nodes(self._graph) if self._evidence else ():
            yield self._node(node)

    def relationships(self) -> Iterator[Item]:
        """Edges, mentions, what statements are about, each in a fixed order."""
        for edge in relationships(self._graph):
            yield self._edge(edge)
        for edge in claims.relationships(self._graph) if self._evidence else ():
            yield self._edge(edge)

    def _name_articles(self, iris: Iris) -> None:
        for article in self._graph.articles:
            id_ = article_node(article.id, self._graph)
            if id_ != article.id:
                self._articles[id_] = article.id
            self.without_iri += len(iris.of("article", article.id).value) > _LONGEST

    def _node(self, node: Node) -> Item:
        uri = None if self._iris is None else self._uri(node, self._iris)
        if uri is not None and len(uri) <= _LONGEST:
            labels = (*node.labels[:-1], RESOURCE, node.labels[-1])
            node = Node(node.id, labels, {**node.properties, URI: uri})
        content = node_content(node.labels, self._encoder.cells(node.properties))
        return Item(node.id, node.labels, (), node.properties, content)

    def _edge(self, edge: Relationship) -> Item:
        content = edge_content(edge.roots, self._encoder.row(edge))
        return Item(edge.id, (*edge.roots, edge.type), (edge.start, edge.end), edge.properties, content)

    def _uri(self, node: Node, iris: Iris) -> str:
        if node.labels[-1] == claims.LABEL:
            return iris.of("statement", node.id).value
        if node.labels[-1] == ARTICLE:
            return iris.of("article", self._articles.get(node.id, node.id)).value
        return iris.of("entity", node.id).value
