"""The data set itself (VoID, DCAT), and who and what made it (PROV-O)."""

from collections.abc import Iterator

from kg.graph.assemble import Graph
from kg.graph.rdf.iris import KG, SCHEMA, Iris
from kg.graph.rdf.resource import (
    LABEL,
    NAME,
    TYPE,
    Fact,
    Profile,
    Term,
    literal,
    optional,
    term,
    text,
    typed,
    written,
)


def header(graph: Graph, iris: Iris, profile: Profile) -> str:
    """What the data set is, and whom its places come from, as the licence of GeoNames asks."""
    title = f"{text('What news articles say, with the sentence behind every fact')}@en"
    facts: list[Fact] = [
        (TYPE, term("void:Dataset")),
        (TYPE, term("dcat:Dataset")),
        (LABEL, title),
        (term("dcterms:title"), title),
        *optional(("dcterms:license", f"<{profile.licence}>" if profile.licence else None)),
        (term("dcterms:source"), "<https://www.geonames.org/>"),
        (term("dcterms:rights"), f"{text('Places: GeoNames, CC BY 4.0')}@en"),
        (term("void:vocabulary"), f"<{KG.rstrip('#')}>"),
        (term("void:vocabulary"), f"<{SCHEMA}>"),
        (term("void:uriSpace"), text(iris.base)),
        (term("void:entities"), literal(len(graph.entities))),
    ]
    if profile.runs:
        facts += [(term("prov:wasGeneratedBy"), iris.at("run", str(run.id))) for run in graph.runs]
    return written(f"<{iris.base}>", facts)


def runs(graph: Graph, iris: Iris) -> Iterator[str]:
    """The ledger: when kg read what with which model. Times make two builds of the same input differ."""
    for run in graph.runs:
        facts: list[Fact] = [
            (TYPE, term("prov:Activity")),
            (term("prov:startedAtTime"), _moment(run.started)),
            *optional(("prov:endedAtTime", _moment(run.finished) if run.finished else None)),
            (term("kg:reader"), text(run.reader)),
        ]
        yield written(iris.at("run", str(run.id)), facts)


def extractors(names: set[str], iris: Iris) -> Iterator[str]:
    """What read statements out of articles: `name@version`."""
    for name in sorted(names):
        program, _, version = name.partition("@")
        facts: list[Fact] = [
            (TYPE, term("prov:SoftwareAgent")),
            (NAME, text(program)),
            (term("schema:softwareVersion"), text(version)),
        ]
        yield written(iris.at("extractor", name), facts)


def decisions(graph: Graph, iris: Iris) -> Iterator[str]:
    """What people confirmed; what they struck out is no part of the graph."""
    there = {id_: decision for id_, decision in graph.decisions.items() if id_ not in graph.struck}
    for who in sorted({decision.by for decision in there.values()}):
        yield written(iris.at("person", who), [(TYPE, term("prov:Person")), (NAME, text(who))])
    for id_, decision in sorted(there.items()):
        facts: list[Fact] = [
            (TYPE, term("prov:Activity")),
            (term("prov:used"), iris.at("statement", id_)),
            (term("prov:wasAssociatedWith"), iris.at("person", decision.by)),
            (term("prov:endedAtTime"), _moment(decision.at)),
            (term("kg:verdict"), text(decision.verdict)),
        ]
        yield written(iris.at("decision", id_), facts)


def _moment(at: str) -> Term:
    return typed(at, "xsd:dateTime")
