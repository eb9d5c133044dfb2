"""An invented graph of any size: the same one for the same size, without reading a single article."""

from collections.abc import Iterator
from types import MappingProxyType

from kg.graph import Graph
from kg.ids import digest
from kg.model import Article, Edge, Entity, LocalEntity, Mention, Scalar, Stance, Statement

_CLASSES = ("Person", "Person", "Organization", "Place", "Meeting")
_PREDICATES = {  # by the places of subject and object among the five classes
    (0, 2): "worksFor",
    (1, 0): "spouse",
    (2, 3): "headquarters",
    (3, 3): "containedIn",
    (4, 1): "participant",
}
_STANCES: tuple[Stance, ...] = ("asserted", "asserted", "asserted", "alleged", "denied")
_EACH = 5
"""Statements for each entity, and ten for each article."""


def graph(statements: int) -> Graph:
    """A graph of about so many statements, each an edge with its sentence, and two mentions for each."""
    size = max(statements // _EACH // len(_CLASSES), 1) * len(_CLASSES)
    ids = [f"e{digest('invented', str(number))}" for number in range(size)]
    entities = {id_: _entity(id_, number) for number, id_ in enumerate(ids)}
    said = sorted(_statements(ids, statements), key=lambda each: each.id)
    edges = sorted((_edge(each) for each in said), key=lambda edge: edge.id)
    articles = [_article(number) for number in range(max(statements // 10, 1))]
    return Graph(
        articles=tuple(sorted(articles, key=lambda article: article.id)),
        copies=MappingProxyType({}),
        entities=MappingProxyType(dict(sorted(entities.items()))),
        edges=tuple(edges),
        literals=(),
        canonical=MappingProxyType({id_: id_ for id_ in ids}),
        locals=MappingProxyType({id_: LocalEntity(id_, articles[0].id, "Person", id_) for id_ in ids[:1]}),
        judgements=(),
        decisions=MappingProxyType({}),
        struck=frozenset(),
        runs=(),
        _statements=tuple(said),
        _mentions=tuple(_mentions(said, entities)),
    )


def _entity(id_: str, number: int) -> Entity:
    class_ = _CLASSES[number % len(_CLASSES)]
    name = f"{class_} Nº {number} of Tellmark"
    known: dict[str, Scalar | tuple[Scalar, ...]] = {}
    if class_ == "Place":
        known = {"latitude": number % 90 + 0.5, "longitude": number % 180 + 0.25}
    elif class_ == "Meeting":
        known = {"date": f"2024-{number % 12 + 1:02}"}
    aliases = (f"{class_} {number}", f"N{number}") if class_ != "Meeting" else ()
    return Entity(id_, class_, name, aliases, (), (id_,), MappingProxyType(known))


def _article(number: int) -> Article:
    return Article(
        id=f"https://news.example/{number:08}",
        text="",
        url=f"https://news.example/{number:08}",
        title=f"What was said on day {number}",
        published=f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
        source=f"Gazette {number % 40}",
    )


def _statements(ids: list[str], count: int) -> Iterator[Statement]:
    places = list(_PREDICATES.items())
    for number in range(count):
        (start, end), predicate = places[number % len(places)]
        group, width = number // len(places), len(ids) // len(_CLASSES)
        subject = ids[group % width * len(_CLASSES) + start]
        filler = ids[(group * 7 + group // width + 1) % width * len(_CLASSES) + end]
        quote = f"On day {number} it was said that this is so, that nobody denied it, and that more will be told soon."
        yield Statement(
            id=f"s{digest('invented', subject, filler, str(number))}",
            subject=subject,
            predicate=predicate,
            article=f"https://news.example/{number // 10:08}",
            start=number % 1000,
            end=number % 1000 + len(quote),
            quote=quote,
            subject_span=(number % 1000, number % 1000 + 2),
            object_span=(number % 1000 + 7, number % 1000 + 12),
            extractor="invented@1",
            confidence=round(0.5 + number % 50 / 100, 2),
            object=filler,
            stance=_STANCES[number % len(_STANCES)],
        )


def _edge(said: Statement) -> Edge:
    id_ = f"r{digest('edge', said.id)}"
    return Edge(id_, said.subject, said.predicate, said.object or "", said.stance, said.confidence, 1, (said,))


def _mentions(said: list[Statement], entities: dict[str, Entity]) -> Iterator[Mention]:
    for each in said:
        for entity, (start, end) in ((each.subject, each.subject_span), (each.object or "", each.object_span)):
            known = entities[entity]
            id_ = f"m{digest('mention', each.id, entity)}"
            yield Mention(id_, each.article, start, end, known.name, "name", known.class_, entity)
