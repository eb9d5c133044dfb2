"""The whole RDF view in a fixed order.

Only what is asserted is a plain triple, for a denied or alleged fact is no fact; every statement is a resource with
its stance, speaker and sentence. Everything has an IRI: there are no blank nodes.
"""

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg import ontology
from kg.graph.assemble import Graph
from kg.graph.rdf import articles, dataset, entities, events, statements
from kg.graph.rdf.iris import Iris
from kg.graph.rdf.resource import Fact, Profile, Resource, fact, in_order
from kg.model import Mention, Statement

_DEFAULT = ox.DefaultGraph()
NAMED = frozenset({"article", "graph"})
"""The choices of `Profile.statements` that put plain facts into named graphs."""


def quads(graph: Graph, iris: Iris, profile: Profile | None = None) -> Iterator[ox.Quad]:
    """All facts of the resources, in the default graph, then the named graphs, where the profile asks for them."""
    profile = profile or Profile()
    for subject, facts in resources(graph, iris, profile):
        for property_, value in facts:
            yield ox.Quad(subject, property_, value, _DEFAULT)
    if profile.statements in NAMED:
        yield from named_graphs(graph, iris, profile)


def resources(graph: Graph, iris: Iris, profile: Profile) -> Iterator[Resource]:
    """The data set, entities, roles, moments, publishers, articles with their mentions, statements, provenance."""
    yield dataset.header(graph, iris, profile)
    plain, parts = _by_subject(graph, iris, profile), events.parts(graph, iris)
    for entity in graph.entities.values():
        more = in_order([*plain.get(entity.id, ()), *parts.get(entity.id, ())])
        yield from entities.described(entity, more, iris)
    yield from events.roles(graph, iris)
    yield from events.moments(_dates(graph), iris)
    for name in sorted({article.source for article in graph.articles if article.source}):
        yield articles.publisher(name, iris)
    yield from _articles(graph, iris, profile)
    yield from dataset.extractors({statement.extractor for statement in graph.statements()}, iris)
    for statement in graph.statements():
        yield statements.described(statement, profile, iris)
    yield from dataset.decisions(graph, iris)
    if profile.runs:
        yield from dataset.runs(graph, iris)


def named_graphs(graph: Graph, iris: Iris, profile: Profile) -> Iterator[ox.Quad]:
    """The plain facts, each in the graph of the articles, or of the statements, that assert it."""
    if profile.statements == "graph":
        for statement in _asserted(graph):
            yield ox.Quad(*fact(statement, iris), iris.of("statement", statement.id))
        return
    found: dict[str, set[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]] = defaultdict(set)
    for statement in _asserted(graph):
        found[statement.article].add(fact(statement, iris))
    for article in sorted(found):
        where = iris.of("article", article)
        for each in sorted(found[article], key=lambda terms: [str(part) for part in terms]):
            yield ox.Quad(*each, where)


def _articles(graph: Graph, iris: Iris, profile: Profile) -> Iterator[Resource]:
    within: dict[str, list[Mention]] = defaultdict(list)
    for mention in graph.mentions():
        within[mention.article].append(mention)
    for article in graph.articles:
        found = within.pop(article.id, [])
        yield articles.described(article, graph.copies, sorted({each.entity for each in found}), iris)
        for each in found if profile.mentions else ():
            yield from articles.mention(each, article, iris)


def _asserted(graph: Graph) -> Iterator[Statement]:
    return (statement for statement in graph.statements() if statement.stance == "asserted")


def _dates(graph: Graph) -> set[str]:
    asserted = (each for each in graph.literals if each.stance == "asserted")
    return {
        each.value for each in asserted if each.datatype == ontology.DATE and each.predicate == "date" and each.value
    }


def _by_subject(graph: Graph, iris: Iris, profile: Profile) -> dict[str, list[Fact]]:
    """What entities hold in the default graph: plain facts without named graphs, and ways to statement nodes."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for statement in graph.statements():
        if profile.statements not in NAMED and statement.stance == "asserted":
            found[statement.subject].append(fact(statement, iris)[1:])
        if profile.statements == "nodes":
            found[statement.subject].append(statements.node(statement, iris))
    return found
