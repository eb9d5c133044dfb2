"""The whole RDF view in a fixed order.

Only what is asserted is a plain triple, for a denied or alleged fact is no fact; every statement is a resource with
its stance, speaker and sentence. Everything has an IRI: there are no blank nodes.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby

import pyoxigraph as ox

from kg.graph.assemble import Graph
from kg.graph.lazy import Aligned
from kg.graph.rdf import articles, dataset, events
from kg.graph.rdf.articles import Mentions
from kg.graph.rdf.entities import Entities
from kg.graph.rdf.iris import Iris
from kg.graph.rdf.resource import Fact, Profile, Resource, fact, in_order, term
from kg.graph.rdf.statements import Statements, node
from kg.store import Said

_TOGETHER = 500_000  # characters parsed at a time
NAMED = frozenset({"article", "graph"})
"""The choices of `Profile.statements` that put plain facts into named graphs."""


def lines(graph: Graph, iris: Iris, profile: Profile | None = None) -> Iterator[str]:
    """All facts as lines of N-Quads: those of the default graph, then the named graphs, where the profile asks so.

    The lines of one resource, or of one named graph, come in one string, those of mentions some together.
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
    for text in _together(lines):
        yield from ox.parse(text, format=ox.RdfFormat.N_QUADS)


def _together(lines: Iterable[str]) -> Iterator[str]:
    some, size = list[str](), 0
    for text in lines:
        some.append(text)
        size += len(text)
        if size > _TOGETHER:
            yield "".join(some)
            some, size = [], 0
    yield "".join(some)


def resources(graph: Graph, iris: Iris, profile: Profile) -> Iterator[Resource]:
    """What is in the default graph, one resource after the other."""
    for text in _default_graph(graph, iris, profile):
        for subject, said in groupby(text.removesuffix("\n").split("\n"), lambda line: line.partition(" ")[0]):
            yield subject, "".join([f"{line}\n" for line in said])


def named_graphs(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    """The plain facts as lines, each in the graph of the articles, or of the statements, that assert it."""
    if profile.statements == "graph":
        for said in graph.said():
            if said.stance == "asserted":
                yield f"{' '.join(fact(said, iris))} {iris.at('statement', said.id)} .\n"
        return
    for article, group in graph.said_by_article():
        end = f" {iris.at('article', article)} .\n"
        facts = {" ".join(fact(said, iris)) for said in group if said.stance == "asserted"}
        yield "".join([f"{each}{end}" for each in sorted(facts)])


def _default_graph(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    """The data set, entities with their roles, moments, publishers, articles with mentions, statements, provenance."""
    yield dataset.header(graph, iris, profile)
    yield from _entities(graph, iris, profile)
    for name in sorted({article.source for article in graph.articles if article.source}):
        yield articles.publisher(name, iris)
    yield from _articles(graph, iris, profile)
    extractors = set()
    describe = Statements(profile, iris).described
    for receipt in graph.receipts():
        extractors.add(receipt.extractor)
        yield describe(receipt)
    yield from dataset.extractors(extractors, iris)
    yield from dataset.decisions(graph, iris)
    if profile.runs:
        yield from dataset.runs(graph, iris)


def _entities(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    """Entities, each with the parts that people took in it, then the moments of them all."""
    about = Aligned(graph.said_by_subject())
    describe, describe_role = Entities(iris).described, events.Roles(graph.copies, iris).described
    dates = set[str]()
    for entity in graph.entities.values():
        said = about.of(entity.id)
        dates.update(events.dates(said))
        roles = events.roles(said)
        actors = [(term("sem:hasActor"), iris.at("role", role.id)) for role in roles]
        more = chain(actors, events.facts(said, iris), _plain(said, iris, profile))
        yield describe(entity, in_order(more))
        yield from map(describe_role, roles)
    yield from events.moments(dates, iris)


def _articles(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    within = Aligned(graph.mentioned_by_article())
    mentions = Mentions(iris)
    for article in graph.articles:
        found = within.of(article.id)
        yield articles.described(article, graph.copies, sorted({each.entity for each in found}), iris)
        if profile.mentions:
            yield from mentions.within(article, found)


def _plain(about: Iterable[Said], iris: Iris, profile: Profile) -> Iterator[Fact]:
    """The plain facts on an entity, unless they are in named graphs, and what leads to statement nodes."""
    if profile.statements in NAMED:
        return
    for said in about:
        if said.stance == "asserted":
            yield fact(said, iris)[1:]
        if profile.statements == "nodes":
            yield node(said, iris)
