"""The property graph that Cypher, Neo4j, GraphML and NetworkX share.

Nodes carry their class and its superclasses as labels, relationships the predicate as type, under the names of the
ontology. Articles are nodes, too, and `mentions` leads from each to everybody and everything that it names.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg import ids, ontology
from kg.graph.assemble import Graph
from kg.model import Article, Edge, Entity, Scalar

_LONGEST = 4000  # bytes; Neo4j's indexes hold 8,000 or so
Property = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `labels` from the most specific class up (`Protest`, `Event`)."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of one type between two nodes, given by their ids."""

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Property]


def nodes(graph: Graph) -> Iterator[Node]:
    """Entities, then articles, each in the order of their ids."""
    for entity in graph.entities.values():
        yield _entity(entity)
    for article in graph.articles:
        yield _article(article, graph)


def relationships(graph: Graph) -> Iterator[Relationship]:
    """The edges, then who and what each article mentions."""
    for edge in graph.edges:
        yield _edge(edge)
    for article, mentions in graph.mentions_by_article():
        node = article_node(article, graph)
        named: dict[str, list[str]] = defaultdict(list)
        for mention in mentions:
            named[mention.entity].append(" ".join(mention.text.split()) or mention.text)
        for entity, texts in sorted(named.items()):
            properties: dict[str, Property] = {"count": len(texts), "texts": tuple(sorted(set(texts)))}
            id_ = "a" + ids.digest("mentions", article, entity)
            yield _relationship(id_, "mentions", node, entity, properties)


def article_node(id_: str, graph: Graph) -> str:
    """The id of an article's node: the article's own, unless an entity goes by that or it is too long for an index."""
    if len(id_.encode()) > _LONGEST:
        return f"article:{ids.digest('article', id_)}"
    return f"article:{id_}" if id_ in graph.entities else id_


def _entity(entity: Entity) -> Node:
    properties: dict[str, Property] = {"id": entity.id, "class": entity.class_, "name": entity.name}
    if entity.aliases:
        properties["aliases"] = entity.aliases
    if entity.same_as:
        properties["same_as"] = entity.same_as
    return Node(entity.id, ontology.load().ancestry(entity.class_), {**properties, **entity.properties})


def _article(article: Article, graph: Graph) -> Node:
    id_, copy_of = article_node(article.id, graph), graph.copies.get(article.id)
    known = {
        "id": id_,
        "class": "Article",
        "name": article.title or article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "source": article.source,
        "language": article.language,
        "copy_of": article_node(copy_of, graph) if copy_of else None,
    }
    return Node(id_, ("Article",), {key: value for key, value in known.items() if value is not None})


def _edge(edge: Edge) -> Relationship:
    said = edge.statements
    properties: dict[str, Property] = {
        "stance": edge.stance,
        "confidence": edge.confidence,
        "sources": edge.sources,
        "articles": tuple(sorted({statement.article for statement in said})),
        "statements": tuple(sorted(statement.id for statement in said)),
        "quotes": tuple(dict.fromkeys(statement.quote for statement in said)),
        "speakers": tuple(sorted({statement.speaker for statement in said if statement.speaker})),
    }
    return _relationship(edge.id, edge.predicate, edge.subject, edge.object, properties)


def _relationship(id_: str, type_: str, start: str, end: str, properties: Mapping[str, Property]) -> Relationship:
    kept = {key: value for key, value in properties.items() if value != ()}
    return Relationship(id_, type_, start, end, {"id": id_, **kept})
