"""FollowTheMoney entities for Aleph and OpenSanctions tools, one JSON object a line (https://followthemoney.tech).

* Only what an article asserts is a link between entities or a property of one. What is denied, alleged, planned or
  hypothetical is a `Note` on both: its name begins with the stance, and nothing follows it along an edge.
* A literal fact (a date of birth, an occupation) is a property, and a `Note` that carries its sentence.
* Every link and note has its sentences as `summary`, its articles as `proof`, their addresses as `sourceUrl`, their
  outlets as `publisher`, and its statements as `recordId` (links) or `keywords` (notes).
* There are no places in FollowTheMoney: a place is an `Address`, and its country a property of who is there.
* Characters that XML cannot carry are U+FFFD, for databases behind these tools refuse some of them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg import ids, ontology
from kg.export.atomic import writing
from kg.export.ftm_mapping import DOCUMENTS, LITERALS, LOCATED, MENTIONS, NAMED, REFERRED, SCHEMATA, Link, link
from kg.export.ftm_values import Pair, Values, identifier, record
from kg.export.protocol import Options
from kg.graph import Graph, Relationship, relationships
from kg.graph.properties import article_node
from kg.model import Article, Edge, Entity, Statement
from kg.receipts import receipts
from kg.terminal import complain
from kg.text.lexicon import words

Record = dict[str, object]


class FollowTheMoney:
    """A file of entities: articles, then who and what they tell of, then links and notes."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the file; `ExportError` where that fails. What FollowTheMoney cannot hold is told on stderr."""
        values = Values()
        encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
        with writing(target) as out:
            out.writelines(encode(row).encode() + b"\n" for row in records(graph, values))
        for line in values.complaints():
            complain(line)


def records(graph: Graph, values: Values) -> Iterator[Record]:
    """All entities, each once and with an id of its own."""
    articles, links = _Articles(graph, values), _Links(graph)
    yield from articles.records()
    for entity in graph.entities.values():
        given = links.given.get(entity.id, ())
        yield record(identifier(entity.id), schema_of(entity), (*_entity(entity, values), *given))
    for edge in relationships(graph):
        if edge.type == "mentions":
            yield links.mention(edge, values)
        elif edge.properties["stance"] == "asserted":
            yield links.link(edge, articles)
        else:
            yield links.note(edge, articles)
    for _, said in graph.statements_by_subject():
        for group in receipts(statement for statement in said if statement.value is not None):
            yield _literal(group, graph, articles)


def schema_of(entity: Entity) -> str:
    """The schema of an entity; of organizations, a company is known by its legal form."""
    schema = SCHEMATA[ontology.load().root(entity.class_)]
    last = entity.name.split()[1:][-1:]
    company = schema == "Organization" and last and last[0].strip(".,").casefold() in words("legal_form")
    return "Company" if company else schema


def _entity(entity: Entity, values: Values) -> Iterator[Pair]:
    schema, known = schema_of(entity), entity.properties
    yield "name", values.name(entity.name) or entity.id  # it must have one
    for alias in entity.aliases:
        # one word of a person's name is many people's
        yield "weakAlias" if schema == "Person" and " " not in alias else "alias", values.name(alias)
    for iri in entity.same_as:
        yield "sourceUrl", values.url(iri)
    if schema == "Event":
        yield "keywords", entity.class_
    if schema == "Address":
        yield "full", values.name(entity.name)
        yield from ((name, str(known[name])) for name in ("latitude", "longitude") if name in known)
        if known.get("kind") in ("city", "region"):
            yield str(known["kind"]), values.name(entity.name)
    if "country" in known:
        yield "country", str(known["country"]).lower()
    for term, (name, schemata) in LITERALS.items():
        if term in known and schema in schemata:
            text = str(known[term])
            dated = ontology.DATE in ontology.load().predicate(term).range
            yield name, values.date(text) if dated else values.text(text)


class _Articles:
    """The articles, and what each of them is evidence for."""

    def __init__(self, graph: Graph, values: Values) -> None:
        self._graph, self._values = graph, values
        self._urls = {article.id: values.url(article.url) for article in graph.articles if article.url}
        self._sources = {article.id: values.text(article.source) for article in graph.articles if article.source}

    def id(self, article: str) -> str:
        """The id of an article's entity."""
        return identifier(article_node(article, self._graph))

    def records(self) -> Iterator[Record]:
        for article in self._graph.articles:
            yield record(self.id(article.id), "Article", self._article(article))

    def evidence(self, articles: Iterable[str], quotes: Iterable[str]) -> Iterator[Pair]:
        yield from (("summary", quote) for quote in quotes)
        for article in articles:
            yield "proof", self.id(article)
            yield "sourceUrl", self._urls.get(article)
            yield "publisher", self._sources.get(article)

    def _article(self, article: Article) -> Iterator[Pair]:
        yield "fileName", article.id
        yield "name", self._values.name(article.title or article.id)
        yield "title", self._values.text(article.title) if article.title else None
        yield "bodyText", article.text or None
        yield "sourceUrl", self._urls.get(article.id)
        yield "publisher", self._sources.get(article.id)
        yield from (("author", self._values.text(author)) for author in article.authors)
        if article.published:
            yield "publishedAt", self._values.moment(article.published)
        if article.language:
            yield "language", self._values.language(article.language)
        if article.id in self._graph.copies:
            yield "notes", f"This article repeats {self._graph.copies[article.id]}."


class _Links:
    """What the relations become. `given` are the properties that asserted ones give their subjects, by subject.

    These are the one thing held in memory, a few words for each such relation.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.given: dict[str, list[Pair]] = defaultdict(list)
        for edge in graph.edges:
            if edge.stance == "asserted" and edge.subject != edge.object:
                self.given[edge.subject].extend(self._gifts(edge))

    def mention(self, edge: Relationship, values: Values) -> Record:
        entity = self._graph.entities[edge.end]
        texts = _texts(edge, "texts")
        pairs = [("document", identifier(edge.start))]
        if not MENTIONS.fits("Article", schema_of(entity)):
            found = [*pairs, ("entity", identifier(entity.id)), ("role", "mentions")]
            return record(edge.id, DOCUMENTS.schema, [*found, *(("summary", text) for text in texts)])
        found = [*pairs, ("resolved", identifier(entity.id)), ("detectedSchema", schema_of(entity))]
        names = [name for text in texts if (name := values.name(text))] or [entity.id]
        return record(edge.id, MENTIONS.schema, [*found, *(("name", name) for name in names)])

    def link(self, edge: Relationship, articles: _Articles) -> Record:
        how = self._how(edge)
        ends = [(how.subject, identifier(edge.start)), (how.object, identifier(edge.end))]
        role = [(how.role, ontology.load().predicate(edge.type).label)] if how.role else []
        ids_ = [("recordId", id_) for id_ in _texts(edge, "statements")]
        evidence = articles.evidence(_texts(edge, "articles"), _texts(edge, "quotes"))
        return record(edge.id, how.schema, [*ends, *role, *ids_, *evidence, ("description", self._told(edge))])

    def note(self, edge: Relationship, articles: _Articles) -> Record:
        stance = str(edge.properties["stance"])
        left, right = (self._graph.entities[id_].name for id_ in (edge.start, edge.end))
        name = f"{stance}: {left} → {ontology.load().predicate(edge.type).label} → {right}"
        pairs = [
            ("name", " ".join(name.split())),
            *(("entity", identifier(id_)) for id_ in (edge.start, edge.end)),
            *(("keywords", word) for word in (stance, edge.type, *_texts(edge, "statements"))),
            ("description", self._told(edge)),
        ]
        return record(edge.id, "Note", [*pairs, *articles.evidence(_texts(edge, "articles"), _texts(edge, "quotes"))])

    def _how(self, edge: Relationship) -> Link:
        subject, filler = (schema_of(self._graph.entities[id_]) for id_ in (edge.start, edge.end))
        return link(edge.type, subject, filler)

    def _told(self, edge: Relationship) -> str:
        known = edge.properties
        told = f"{known['stance']}; confidence {known['confidence']}; independent articles: {known['sources']}"
        speakers = [self._graph.entities[id_].name for id_ in _texts(edge, "speakers")]
        return f"{told}; said by {', '.join(speakers)}" if speakers else told

    def _gifts(self, edge: Edge) -> Iterator[Pair]:
        filler = self._graph.entities[edge.object]
        schema, other = schema_of(self._graph.entities[edge.subject]), schema_of(filler)
        for table, value in ((NAMED, " ".join(filler.name.split())), (REFERRED, identifier(edge.object))):
            name, subjects, fillers = table.get(edge.predicate, ("", frozenset(), frozenset()))
            if schema in subjects and other in fillers:
                yield name, value
        name, subjects = LOCATED.get(edge.predicate, ("", frozenset()))
        if schema in subjects and "country" in filler.properties:
            yield name, str(filler.properties["country"]).lower()


def _literal(group: Sequence[Statement], graph: Graph, articles: _Articles) -> Record:
    """A literal fact with its sentence, in whatever stance."""
    statement = group[0]
    predicate = ontology.load().predicate(statement.predicate)
    told = f"{graph.entities[statement.subject].name} → {predicate.label} → {statement.value}"
    name = told if statement.stance == "asserted" else f"{statement.stance}: {told}"
    said_by = f"; said by {graph.entities[statement.speaker].name}" if statement.speaker else ""
    pairs = [
        ("name", " ".join(name.split())),
        ("entity", identifier(statement.subject)),
        *(("keywords", word) for word in (statement.stance, statement.predicate, *(each.id for each in group))),
        ("description", f"{statement.stance}; confidence {statement.confidence}{said_by}"),
    ]
    return record(
        "n" + ids.digest("note", min(each.id for each in group)),
        "Note",
        [*pairs, *articles.evidence([statement.article], [statement.quote])],
    )


def _texts(edge: Relationship, name: str) -> tuple[str, ...]:
    found = edge.properties.get(name, ())
    return tuple(map(str, found)) if isinstance(found, tuple) else ()
