"""The property graph that Cypher, Neo4j, GraphML and NetworkX share.

Nodes carry their class and its superclasses as labels, relationships the predicate as type, under the names of the
ontology. Articles are nodes, too, and `mentions` leads from each to everybody and everything that it names.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from kg import ids, ontology
from kg.graph.assemble import Graph
from kg.graph.edges import edge_id
from kg.graph.lazy import Aligned, grouped
from kg.graph.support import weighed
from kg.model import Article, Entity, Scalar
from kg.store import Keys, Named, Told

_LONGEST = 4000  # bytes; Neo4j's indexes hold 8,000 or so
ARTICLE = "Article"
EDGE = ("id", "stance", "confidence", "sources", "articles", "statements", "quotes", "speakers")
MENTIONS = ("id", "count", "texts")
"""The keys of the properties of relationships."""
Property = Scalar | tuple[Scalar, ...]


class Node(NamedTuple):
    """A node: `labels` from the most specific class up (`Protest`, `Event`), so that its root comes last."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Property]


class Relationship(NamedTuple):
    """A relationship of one type between two nodes, given by their ids; `roots` and `names` are those of both nodes.

    `values` are those of the properties `keys`; an empty list is no property.
    """

    id: str
    type: str
    start: str
    end: str
    keys: tuple[str, ...]
    values: tuple[Property, ...]
    roots: tuple[str, str]
    names: tuple[str, str]

    @property
    def properties(self) -> Mapping[str, Property]:
        """The properties by key, made anew each time."""
        return {key: value for key, value in zip(self.keys, self.values, strict=True) if value != ()}


def nodes(graph: Graph) -> Iterator[Node]:
    """Entities, then articles, each in the order of their ids."""
    yield from map(_entity, graph.entities.values())
    yield from article_nodes(graph)


def entity_nodes(graph: Graph, keys: Keys | None = None) -> Iterator[Node]:
    """The entities, or a range."""
    return map(_entity, graph.entities_in_order(keys))


def article_nodes(graph: Graph, keys: Keys | None = None) -> Iterator[Node]:
    """The articles, or a range."""
    return (_article(article, graph) for article in graph.articles_in_order(keys))


def relationships(graph: Graph) -> Iterator[Relationship]:
    """The edges, then who and what each article mentions."""
    yield from edges(graph)
    yield from mentions(graph)


def edges(graph: Graph, keys: Keys | None = None) -> Iterator[Relationship]:
    """The edges, or those of a range of subjects."""
    return (_edge(told, graph.copies) for _, told in graph.told_by_edge(keys))


def mentions(graph: Graph, keys: Keys | None = None) -> Iterator[Relationship]:
    """Who and what each article mentions, or each in a range."""
    named = Aligned(graph.named_by_article(keys))
    for article in graph.articles_in_order(keys):
        if found := named.of(article.id):
            node, title = article_node(article.id, graph), _title(article)
            for _, texts in grouped(found, itemgetter(1)):
                yield _mentions(node, title, texts)


@cache
def labels(class_: str) -> tuple[str, ...]:
    """The labels of the nodes of a class, its root last."""
    return ontology.load().ancestry(class_)


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
    return Node(entity.id, labels(entity.class_), {**properties, **entity.properties})


def _article(article: Article, graph: Graph) -> Node:
    id_, copy_of = article_node(article.id, graph), graph.copies.get(article.id)
    known = {
        "id": id_,
        "class": ARTICLE,
        "name": _title(article),
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "source": article.source,
        "language": article.language,
        "copy_of": article_node(copy_of, graph) if copy_of else None,
    }
    return Node(id_, (ARTICLE,), {key: value for key, value in known.items() if value is not None})


def _title(article: Article) -> str:
    return article.title or article.id


def _edge(told: Sequence[Told], copies: Mapping[str, str]) -> Relationship:
    statement, start, type_, end, stance, speaker, article, sure, quote, one, source, other, target = told[0]
    if len(told) == 1:  # as most are
        confidence, sources = weighed((article,), (sure,), copies)
        found: tuple[tuple[str, ...], ...] = ((article,), (statement,), (quote,), (speaker,) if speaker else ())
    else:
        statements, _, _, _, _, speakers, articles, confidences, quotes, *_ = zip(*told, strict=True)
        confidence, sources = weighed(articles, confidences, copies)
        found = (_sorted(articles), statements, tuple(dict.fromkeys(quotes)), _sorted(speakers))
    id_ = edge_id(start, type_, end, stance)
    values: tuple[Property, ...] = (id_, stance, confidence, sources, *found)
    return Relationship(id_, type_, start, end, EDGE, values, (labels(one)[-1], labels(other)[-1]), (source, target))


def _mentions(node: str, title: str, named: Sequence[Named]) -> Relationship:
    article, entity, text, count, class_, name = named[0]
    if len(named) == 1:
        texts: tuple[str, ...] = (" ".join(text.split()) or text,)
    else:
        texts = tuple(sorted({" ".join(each.text.split()) or each.text for each in named}))
        count = sum([each.times for each in named])
    id_ = "a" + ids.digest("mentions", article, entity)
    roots = (ARTICLE, labels(class_)[-1])
    return Relationship(id_, "mentions", node, entity, MENTIONS, (id_, count, texts), roots, (title, name))


def _sorted(found: tuple[str | None, ...]) -> tuple[str, ...]:
    """Each once, in order, without what is missing."""
    return tuple(sorted({each for each in found if each}))
