"""The whole RDF view in a fixed order.

Only what is asserted is a plain triple, for a denied or alleged fact is no fact; every statement is a resource with
its stance, speaker and sentence. Everything has an IRI: there are no blank nodes.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice

import pyoxigraph as ox

from kg import ontology
from kg.graph.assemble import Graph
from kg.graph.lazy import Aligned
from kg.graph.rdf import articles, dataset, entities, events
from kg.graph.rdf.articles import Mentions
from kg.graph.rdf.iris import Iris
from kg.graph.rdf.resource import Fact, Profile, Resource, fact, in_order
from kg.graph.rdf.statements import Statements, node
from kg.model import Statement

_TOGETHER = 500  # resources parsed at a time
NAMED = frozenset({"article", "graph"})
"""The choices of `Profile.statements` that put plain facts into named graphs."""


def lines(graph: Graph, iris: Iris, profile: Profile | None = None) -> Iterator[str]:
    """All facts as lines of N-Quads: those of the default graph, then the named graphs, where the profile asks so.

    The lines of one resource, or of one named graph, come in one string.
    """
    profile = profile or Profile()
    yield from _default_graph(graph, iris, profile)
    if profile.statements in NAMED:
        yield from named_graphs(graph, iris, profile)


def quads(graph: Graph, iris: Iris, profile: Profile | None = None) -> Iterator[ox.Quad]:
    """The same as quads."""
    return parsed(lines(graph, iris, profile))


def parsed(lines: Iterable[str]) -> Iterator[ox.Quad]:
    """Lines of N-Quads, some together, as quads."""
    source = iter(lines)
    while part := list(islice(source, _TOGETHER)):
        yield from ox.parse("".join(part), format=ox.RdfFormat.N_QUADS)


def resources(graph: Graph, iris: Iris, profile: Profile) -> Iterator[Resource]:
    """What is in the default graph, one resource after the other."""
    for text in _default_graph(graph, iris, profile):
        for subject, said in groupby(text.removesuffix("\n").split("\n"), lambda line: line.partition(" ")[0]):
            yield subject, "".join([f"{line}\n" for line in said])


def named_graphs(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    """The plain facts as lines, each in the graph of the articles, or of the statements, that assert it."""
    if profile.statements == "graph":
        for statement in _asserted(graph):
            yield f"{' '.join(fact(statement, iris))} {iris.at('statement', statement.id)} .\n"
        return
    for article, said in graph.statements_by_article():
        where = iris.at("article", article)
        facts = {" ".join(fact(statement, iris)) for statement in said if statement.stance == "asserted"}
        yield "".join([f"{each} {where} .\n" for each in sorted(facts)])


def _default_graph(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    """The data set, entities with roles, moments, publishers, articles with mentions, statements, provenance."""
    yield dataset.header(graph, iris, profile)
    yield from _entities(graph, iris, profile)
    yield from events.moments(_dates(graph), iris)
    for name in sorted({article.source for article in graph.articles if article.source}):
        yield articles.publisher(name, iris)
    yield from _articles(graph, iris, profile)
    extractors = set()
    describe = Statements(profile, iris).described
    for statement in graph.statements():
        extractors.add(statement.extractor)
        yield describe(statement)
    yield from dataset.extractors(extractors, iris)
    yield from dataset.decisions(graph, iris)
    if profile.runs:
        yield from dataset.runs(graph, iris)


def _entities(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    said = Aligned(graph.statements_by_subject())
    for entity in graph.entities.values():
        on_it = said.of(entity.id)
        more = in_order(chain.from_iterable(_on_subject(each, iris, profile) for each in on_it))
        yield from entities.described(entity, more, iris)
        yield from events.roles(on_it, graph.copies, iris)


def _articles(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    within = Aligned(graph.mentions_by_article())
    describe = Mentions(iris).described
    for article in graph.articles:
        found = within.of(article.id)
        yield articles.described(article, graph.copies, sorted({each.entity for each in found}), iris)
        for each in found if profile.mentions else ():
            yield describe(each, article)


def _asserted(graph: Graph) -> Iterator[Statement]:
    return (statement for statement in graph.statements() if statement.stance == "asserted")


def _dates(graph: Graph) -> set[str]:
    asserted = (each for each in graph.literals if each.stance == "asserted")
    return {
        each.value for each in asserted if each.datatype == ontology.DATE and each.predicate == "date" and each.value
    }


def _on_subject(statement: Statement, iris: Iris, profile: Profile) -> Iterator[Fact]:
    """What an entity holds in the default graph: plain facts without named graphs, parts of events, statement nodes."""
    if statement.stance == "asserted":
        if profile.statements not in NAMED:
            yield fact(statement, iris)[1:]
        yield from events.part(statement, iris)
    if profile.statements == "nodes":
        yield node(statement, iris)
