"""Statements as nodes of the property graph, for those who want to follow each to its article and speaker.

The label is `Claim`, since `Statement` is a class of events.
"""

from collections.abc import Iterator

from kg import ids
from kg.graph.assemble import Graph
from kg.graph.properties import ARTICLE, Node, Property, Relationship, article_node, labels

LABEL = "Claim"
TYPES = ("claimSubject", "claimObject", "accordingTo", "quotedFrom")


def nodes(graph: Graph) -> Iterator[Node]:
    """A node for each statement, in the order of ids."""
    for said in graph.statements():
        properties: dict[str, Property | None] = {
            "id": said.id,
            "class": LABEL,
            "name": " ".join(said.quote.split()),
            "predicate": said.predicate,
            "value": said.value,
            "quote": said.quote,
            "stance": said.stance,
            "confidence": said.confidence,
            "extractor": said.extractor,
            "start": said.start,
            "end": said.end,
            "subject_start": said.subject_span[0],
            "subject_end": said.subject_span[1],
            "object_start": said.object_span[0],
            "object_end": said.object_span[1],
        }
        yield Node(said.id, (LABEL,), {key: value for key, value in properties.items() if value is not None})


def relationships(graph: Graph) -> Iterator[Relationship]:
    """What each statement is about, who says it, and the article that it stands in."""
    for said in graph.statements():
        name = " ".join(said.quote.split())
        for type_, id_ in zip(TYPES, (said.subject, said.object, said.speaker), strict=False):
            if id_ is not None:
                entity = graph.entities[id_]
                yield _relationship(type_, (said.id, id_), labels(entity.class_)[-1], (name, entity.name))
        yield _relationship(TYPES[-1], (said.id, article_node(said.article, graph)), ARTICLE, (name, said.article))


def _relationship(type_: str, ends: tuple[str, str], root: str, names: tuple[str, str]) -> Relationship:
    id_ = "c" + ids.digest(type_, *ends)
    return Relationship(id_, type_, *ends, ("id",), (id_,), (LABEL, root), names)
