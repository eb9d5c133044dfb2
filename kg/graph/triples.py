"""The RDF view that Turtle, TriG, N-Quads, SPARQL and rdflib share.

Every statement is a resource with its stance, speaker and sentence; only what is asserted is also a plain triple,
for a denied or alleged fact is no fact. Everything has an IRI: there are no blank nodes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import pyoxigraph as ox

from kg import ontology
from kg.graph.assemble import Graph
from kg.graph.iris import DCTERMS, GEO, GN, KG, OWL, PROV, RDF, RDFS, SCHEMA, SEM, VOID, XSD, Iris, web
from kg.model import Article, Entity, Scalar, Statement

Value = ox.NamedNode | ox.Literal
Fact = tuple[ox.NamedNode, ox.NamedNode, Value]

_TYPE = ox.NamedNode(f"{RDF}type")
_LABEL = ox.NamedNode(f"{RDFS}label")
_NAME = ox.NamedNode(f"{SCHEMA}name")
_EDTF = ox.NamedNode(f"{KG}Edtf")
_DECIMAL = ox.NamedNode(f"{XSD}decimal")
_DEFAULT = ox.DefaultGraph()

# What the gazetteer knows of a place, in the words of GeoNames and W3C Basic Geo.
_GAZETTEER = {
    "country": f"{GN}countryCode",
    "kind": f"{KG}kind",
    "latitude": f"{GEO}lat",
    "longitude": f"{GEO}long",
    "population": f"{GN}population",
}
_MOMENTS = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\Z", re.ASCII), "dateTime"),
    (re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII), "date"),
    (re.compile(r"\d{4}-\d\d\Z", re.ASCII), "gYearMonth"),
    (re.compile(r"\d{4}\Z", re.ASCII), "gYear"),
)


def quads(graph: Graph, iris: Iris, *, named: bool = True) -> Iterator[ox.Quad]:
    """The whole graph in a fixed order: the data set, entities, publishers, articles, statements.

    What an article asserts is in the named graph of its IRI, all else in the default graph; with `named` false all
    is in the default graph.
    """
    yield from _quads(iris.dataset(), _dataset(), _DEFAULT)
    plain = _by_subject(_asserted(graph), iris) if not named else {}
    for entity in graph.entities.values():
        subject = iris.entity(entity.id)
        yield from _quads(subject, [*_entity(entity), *plain.get(entity.id, ())], _DEFAULT)
    for name in sorted({article.source for article in graph.articles if article.source}):
        outlet = ox.NamedNode(f"{SCHEMA}NewsMediaOrganization")
        yield from _quads(iris.publisher(name), [(_TYPE, outlet), (_NAME, ox.Literal(name))], _DEFAULT)
    yield from _articles(graph, iris)
    for statement in graph.statements():
        yield from _quads(iris.statement(statement.id), _statement(statement, iris), _DEFAULT)
    if named:
        yield from article_graphs(graph, iris)


def article_graphs(graph: Graph, iris: Iris) -> Iterator[ox.Quad]:
    """The plain facts of every article, each article a named graph."""
    found: dict[str, set[Fact]] = defaultdict(set)
    for statement in _asserted(graph):
        found[statement.article].add(_fact(statement, iris))
    for article in sorted(found):
        where = iris.article(article)
        yield from (ox.Quad(*fact, where) for fact in sorted(found[article], key=_order))


def _asserted(graph: Graph) -> Iterator[Statement]:
    return (statement for statement in graph.statements() if statement.stance == "asserted")


def _quads(
    subject: ox.NamedNode, facts: Iterable[tuple[ox.NamedNode, Value]], where: ox.NamedNode | ox.DefaultGraph
) -> Iterator[ox.Quad]:
    return (ox.Quad(subject, predicate, value, where) for predicate, value in facts)


def _dataset() -> Iterator[tuple[ox.NamedNode, Value]]:
    """What the data set is, and whom its places come from, as the licence of GeoNames asks."""
    yield _TYPE, ox.NamedNode(f"{VOID}Dataset")
    yield _LABEL, ox.Literal("What news articles say, with the sentence behind every fact", language="en")
    yield ox.NamedNode(f"{VOID}vocabulary"), ox.NamedNode(KG.rstrip("#"))
    yield ox.NamedNode(f"{DCTERMS}source"), ox.NamedNode("https://www.geonames.org/")
    yield ox.NamedNode(f"{DCTERMS}rights"), ox.Literal("Places: GeoNames, CC BY 4.0", language="en")


def _entity(entity: Entity) -> Iterator[tuple[ox.NamedNode, Value]]:
    vocabulary = ontology.load()
    for term in vocabulary.ancestry(entity.class_):
        yield _TYPE, ox.NamedNode(vocabulary.class_(term).iri)
    yield _LABEL, ox.Literal(entity.name)
    yield _NAME, ox.Literal(entity.name)
    for alias in entity.aliases:
        yield ox.NamedNode(f"{SCHEMA}alternateName"), ox.Literal(alias)
    for iri in entity.same_as:
        address = web(iri)
        if address is not None:
            yield ox.NamedNode(f"{OWL}sameAs"), address
    for key, iri in _GAZETTEER.items():
        value = entity.properties.get(key)
        if value is not None and not isinstance(value, tuple):
            yield ox.NamedNode(iri), _literal(value)


def _articles(graph: Graph, iris: Iris) -> Iterator[ox.Quad]:
    named: dict[str, set[str]] = defaultdict(set)
    for mention in graph.mentions():
        named[mention.article].add(mention.entity)
    for article in graph.articles:
        subject = iris.article(article.id)
        yield from _quads(subject, _article(article, graph.copies, iris), _DEFAULT)
        mentions = ox.NamedNode(f"{SCHEMA}mentions")
        yield from _quads(subject, ((mentions, iris.entity(id_)) for id_ in sorted(named[article.id])), _DEFAULT)


def _article(article: Article, copies: Mapping[str, str], iris: Iris) -> Iterator[tuple[ox.NamedNode, Value]]:
    yield _TYPE, ox.NamedNode(ontology.load().class_("Article").iri)
    yield ox.NamedNode(f"{SCHEMA}identifier"), ox.Literal(article.id)
    if article.title:
        yield ox.NamedNode(f"{SCHEMA}headline"), ox.Literal(article.title)
    if article.url:
        address = web(article.url)
        # what is no web address must not become something that a reader's browser follows
        yield (
            (ox.NamedNode(f"{SCHEMA}url"), address)
            if address
            else (ox.NamedNode(f"{KG}statedUrl"), ox.Literal(article.url))
        )
    if article.published:
        yield ox.NamedNode(f"{SCHEMA}datePublished"), _moment(article.published)
    if article.source:
        yield ox.NamedNode(f"{SCHEMA}publisher"), iris.publisher(article.source)
    for author in article.authors:
        yield ox.NamedNode(f"{SCHEMA}author"), ox.Literal(author)
    if article.language:
        yield ox.NamedNode(f"{SCHEMA}inLanguage"), ox.Literal(article.language)
    if article.id in copies:
        yield ox.NamedNode(f"{SCHEMA}isBasedOn"), iris.article(copies[article.id])


def _statement(statement: Statement, iris: Iris) -> Iterator[tuple[ox.NamedNode, Value]]:
    subject, predicate, filler = _fact(statement, iris)
    yield _TYPE, ox.NamedNode(f"{RDF}Statement")
    yield ox.NamedNode(f"{RDF}subject"), subject
    yield ox.NamedNode(f"{RDF}predicate"), predicate
    yield ox.NamedNode(f"{RDF}object"), filler
    yield ox.NamedNode(f"{KG}stance"), ox.Literal(statement.stance)
    if statement.speaker is not None:
        yield ox.NamedNode(f"{SEM}accordingTo"), iris.entity(statement.speaker)
    yield ox.NamedNode(f"{KG}confidence"), _literal(statement.confidence)
    yield ox.NamedNode(f"{KG}quote"), ox.Literal(statement.quote)
    yield ox.NamedNode(f"{PROV}wasQuotedFrom"), iris.article(statement.article)
    offsets = {
        "start": statement.start,
        "end": statement.end,
        "subjectStart": statement.subject_span[0],
        "subjectEnd": statement.subject_span[1],
        "objectStart": statement.object_span[0],
        "objectEnd": statement.object_span[1],
    }
    for name, offset in offsets.items():
        yield ox.NamedNode(f"{KG}{name}"), ox.Literal(offset)
    yield ox.NamedNode(f"{KG}extractor"), ox.Literal(statement.extractor)


def _fact(statement: Statement, iris: Iris) -> Fact:
    predicate = ox.NamedNode(ontology.load().predicate(statement.predicate).iri)
    return iris.entity(statement.subject), predicate, _filler(statement, iris)


def _filler(statement: Statement, iris: Iris) -> Value:
    if statement.object is not None:
        return iris.entity(statement.object)
    value = statement.value or ""
    return ox.Literal(value, datatype=_EDTF) if statement.datatype == ontology.DATE else ox.Literal(value)


def _by_subject(asserted: Iterable[Statement], iris: Iris) -> dict[str, list[tuple[ox.NamedNode, Value]]]:
    """The plain facts of every entity, each once, however many articles assert it."""
    found: dict[str, set[tuple[ox.NamedNode, Value]]] = defaultdict(set)
    for statement in asserted:
        _, predicate, filler = _fact(statement, iris)
        found[statement.subject].add((predicate, filler))
    return {subject: sorted(facts, key=_order) for subject, facts in found.items()}


def _order(fact: Iterable[Value]) -> tuple[str, ...]:
    return tuple(str(term) for term in fact)


def _literal(value: Scalar) -> ox.Literal:
    if isinstance(value, float):
        return ox.Literal(f"{Decimal(repr(value)):f}", datatype=_DECIMAL)
    return ox.Literal(value)


def _moment(published: str) -> ox.Literal:
    """A date of publication, typed by how exact it is."""
    for form, name in _MOMENTS:
        if form.match(published):
            return ox.Literal(published, datatype=ox.NamedNode(f"{XSD}{name}"))
    return ox.Literal(published)
