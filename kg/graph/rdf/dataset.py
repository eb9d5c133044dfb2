"""The data set itself (VoID, DCAT), and who and what made it (PROV-O)."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.assemble import Graph
from kg.graph.rdf.iris import KG, Iris
from kg.graph.rdf.resource import LABEL, NAME, TYPE, Fact, Profile, Resource, literal, optional, term


def header(graph: Graph, iris: Iris, profile: Profile) -> Resource:
    """What the data set is, and whom its places come from, as the licence of GeoNames asks."""
    title = ox.Literal("What news articles say, with the sentence behind every fact", language="en")
    facts: list[Fact] = [
        (TYPE, term("void:Dataset")),
        (TYPE, term("dcat:Dataset")),
        (LABEL, title),
        (term("dcterms:title"), title),
        *optional(("dcterms:license", ox.NamedNode(profile.licence) if profile.licence else None)),
        (term("dcterms:source"), ox.NamedNode("https://www.geonames.org/")),
        (term("dcterms:rights"), ox.Literal("Places: GeoNames, CC BY 4.0", language="en")),
        (term("void:vocabulary"), ox.NamedNode(KG.rstrip("#"))),
        (term("void:vocabulary"), ox.NamedNode("https://schema.org/")),
        (term("void:uriSpace"), ox.Literal(iris.base)),
        (term("void:entities"), literal(len(graph.entities))),
    ]
    if profile.runs:
        facts += [(term("prov:wasGeneratedBy"), iris.of("run", str(run.id))) for run in graph.runs]
    return iris.dataset(), facts


def runs(graph: Graph, iris: Iris) -> Iterator[Resource]:
    """The ledger: when kg read what with which model. Times make two builds of the same input differ."""
    for run in graph.runs:
        facts: list[Fact] = [
            (TYPE, term("prov:Activity")),
            (term("prov:startedAtTime"), _moment(run.started)),
            *optional(("prov:endedAtTime", _moment(run.finished) if run.finished else None)),
            (term("kg:reader"), ox.Literal(run.reader)),
        ]
        yield iris.of("run", str(run.id)), facts


def extractors(names: set[str], iris: Iris) -> Iterator[Resource]:
    """What read statements out of articles: `name@version`."""
    for name in sorted(names):
        program, _, version = name.partition("@")
        facts: list[Fact] = [
            (TYPE, term("prov:SoftwareAgent")),
            (NAME, ox.Literal(program)),
            (term("schema:softwareVersion"), ox.Literal(version)),
        ]
        yield iris.of("extractor", name), facts


def decisions(graph: Graph, iris: Iris) -> Iterator[Resource]:
    """What people confirmed; what they struck out is no part of the graph."""
    there = {id_: decision for id_, decision in graph.decisions.items() if id_ not in graph.struck}
    for who in sorted({decision.by for decision in there.values()}):
        yield iris.of("person", who), [(TYPE, term("prov:Person")), (NAME, ox.Literal(who))]
    for id_, decision in sorted(there.items()):
        facts: list[Fact] = [
            (TYPE, term("prov:Activity")),
            (term("prov:used"), iris.of("statement", id_)),
            (term("prov:wasAssociatedWith"), iris.of("person", decision.by)),
            (term("prov:endedAtTime"), _moment(decision.at)),
            (term("kg:verdict"), ox.Literal(decision.verdict)),
        ]
        yield iris.of("decision", id_), facts


def _moment(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=term("xsd:dateTime"))
