"""The whole RDF view in a fixed order.

Only what is asserted is a plain triple, for a denied or alleged fact is no fact; every statement is a resource with
its stance, speaker and sentence. Everything has an IRI: there are no blank nodes.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Literal, NamedTuple, get_args

import pyoxigraph as ox

from kg.graph.assemble import Graph
from kg.graph.lazy import Aligned
from kg.graph.rdf import articles, dataset, events
from kg.graph.rdf.articles import Mentions
from kg.graph.rdf.entities import Entities
from kg.graph.rdf.iris import Iris
from kg.graph.rdf.resource import Fact, Profile, Resource, fact, in_order, term
from kg.graph.rdf.statements import Statements, node
from kg.store import Keys, Kind, Said

_TOGETHER = 500_000  # characters parsed at a time
NAMED = frozenset({"article", "graph"})
"""The choices of `Profile.statements` that put plain facts into named graphs."""

Section = Literal["header", "entities", "moments", "publishers", "articles", "statements", "agents", "facts"]
# What a range of each section that grows with the store is made of, and of how many: some megabytes of lines.
_RANGES: dict[Section, tuple[Kind, int]] = {
    "entities": ("entity", 500),
    "articles": ("article", 10),
    "statements": ("article", 20),
    "facts": ("article", 100),
}


class Part(NamedTuple):
    """A section of the view, or what it has of a range of ids."""

    section: Section
    keys: Keys | None = None


class View:
    """The view in parts; one after the other they are the whole.

    Moments and agents are those that other parts met; where these are written elsewhere, they must be met here, too.
    """

    def __init__(self, graph: Graph, iris: Iris, profile: Profile | None = None) -> None:
        self._graph, self._iris, self._profile = graph, iris, profile or Profile()
        self._dates, self._extractors = set[str](), set[str]()
        self._describe, self._describe_role = Entities(iris).described, events.Roles(graph.copies, iris).described
        self._mentioned, self._claim = Mentions(iris).within, Statements(self._profile, iris).described

    def parts(self, workers: int = 1) -> Iterator[Part]:
        """All parts in order; for more than one process, sections that grow with the store by ranges of ids."""
        for section in get_args(Section):
            if section == "facts" and self._profile.statements not in NAMED:
                continue
            kind, size = _RANGES.get(section, (None, 0))
            if workers > 1 and kind is not None:
                yield from (Part(section, keys) for keys in self._graph.ranges(kind, size))
            else:
                yield Part(section)

    def written(self, part: Part) -> Iterator[str]:
        """A part as lines of N-Quads.

        The lines of one resource, or of one named graph, come in one string, those of mentions some together.
        """
        return getattr(self, f"_{part.section}")(part.keys)  # type: ignore[no-any-return]

    def met(self) -> tuple[set[str], set[str]]:
        """The dates and extractors of all parts written since the last call."""
        found = self._dates, self._extractors
        self._dates, self._extractors = set(), set()
        return found

    def meet(self, met: tuple[set[str], set[str]]) -> None:
        """Take in what another view has met."""
        self._dates |= met[0]
        self._extractors |= met[1]

    def _header(self, _: None) -> Iterator[str]:
        yield dataset.header(self._graph, self._iris, self._profile)

    def _entities(self, keys: Keys | None) -> Iterator[str]:
        """Entities, each with the parts that people took in it."""
        graph, iris = self._graph, self._iris
        about = Aligned(graph.said_by_subject(keys))
        for entity in graph.entities_in_order(keys):
            said = about.of(entity.id)
            self._dates.update(events.dates(said))
            roles = events.roles(said)
            actors = [(term("sem:hasActor"), iris.at("role", role.id)) for role in roles]
            more = chain(actors, events.facts(said, iris), self._plain(said))
            yield self._describe(entity, in_order(more))
            yield from map(self._describe_role, roles)

    def _moments(self, _: None) -> Iterator[str]:
        return events.moments(self._dates, self._iris)

    def _publishers(self, _: None) -> Iterator[str]:
        for name in sorted({article.source for article in self._graph.articles if article.source}):
            yield articles.publisher(name, self._iris)

    def _articles(self, keys: Keys | None) -> Iterator[str]:
        """Articles with what they mention."""
        graph, iris = self._graph, self._iris
        within = Aligned(graph.mentioned_by_article(keys))
        for article in graph.articles_in_order(keys):
            found = within.of(article.id)
            yield articles.described(article, graph.copies, sorted({each.entity for each in found}), iris)
            if self._profile.mentions:
                yield from self._mentioned(article, found)

    def _statements(self, keys: Keys | None) -> Iterator[str]:
        describe, extractors = self._claim, self._extractors
        for receipt in self._graph.receipts(keys):
            extractors.add(receipt.extractor)
            yield describe(receipt)

    def _agents(self, _: None) -> Iterator[str]:
        """What read the statements, who decided on them, and the runs."""
        yield from dataset.extractors(self._extractors, self._iris)
        yield from dataset.decisions(self._graph, self._iris)
        if self._profile.runs:
            yield from dataset.runs(self._graph, self._iris)

    def _facts(self, keys: Keys | None) -> Iterator[str]:
        """The plain facts, each in the graph of the articles, or of the statements, that assert it."""
        iris = self._iris
        if self._profile.statements == "graph":
            for said in self._graph.said(keys):
                if said.stance == "asserted":
                    yield f"{' '.join(fact(said, iris))} {iris.at('statement', said.id)} .\n"
            return
        for article, group in self._graph.said_by_article(keys):
            end = f" {iris.at('article', article)} .\n"
            facts = {" ".join(fact(said, iris)) for said in group if said.stance == "asserted"}
            yield "".join([f"{each}{end}" for each in sorted(facts)])

    def _plain(self, about: Iterable[Said]) -> Iterator[Fact]:
        """The plain facts on an entity, unless they are in named graphs, and what leads to statement nodes."""
        if self._profile.statements in NAMED:
            return
        for said in about:
            if said.stance == "asserted":
                yield fact(said, self._iris)[1:]
            if self._profile.statements == "nodes":
                yield node(said, self._iris)


def lines(graph: Graph, iris: Iris, profile: Profile | None = None) -> Iterator[str]:
    """All facts as lines of N-Quads: those of the default graph, then the named graphs, where the profile asks so."""
    view = View(graph, iris, profile)
    return chain.from_iterable(map(view.written, view.parts()))


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


def resources(view: View, parts: Iterable[Part] | None = None) -> Iterator[Resource]:
    """What is in the default graph, or what some parts have of it, one resource after the other."""
    for part in view.parts() if parts is None else parts:
        for text in view.written(part) if part.section != "facts" else ():
            subject = text.partition(" ")[0]
            if text.count(f"\n{subject} ") == text.count("\n") - 1:  # as of most
                yield subject, text
                continue
            for subject, said in groupby(text.removesuffix("\n").split("\n"), lambda line: line.partition(" ")[0]):
                yield subject, "".join([f"{line}\n" for line in said])


def named_graphs(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    """The plain facts as lines, each in the graph of the articles, or of the statements, that assert it."""
    return View(graph, iris, profile).written(Part("facts"))
