"""Statements: each a claim with its receipt, tied to its fact in the way that the profile asks for."""

from collections.abc import Iterator

from kg import ontology
from kg.graph.rdf.iris import Iris
from kg.graph.rdf.resource import TYPE, Fact, Profile, Resource, fact, literal, optional, predicate, term, text, typed
from kg.model import Statement
from kg.text import edtf

# What all statements share is looked up once, for there are many of them.
_STANCE, _CONFIDENCE, _QUOTE = map(term, ("kg:stance", "kg:confidence", "kg:quote"))
_SPEAKER, _ARTICLE, _READER = map(term, ("sem:accordingTo", "prov:wasQuotedFrom", "prov:wasAttributedTo"))
_OFFSETS = tuple(
    term(f"kg:{name}") for name in ("start", "end", "subjectStart", "subjectEnd", "objectStart", "objectEnd")
)


def described(statement: Statement, profile: Profile, iris: Iris) -> Resource:
    """A statement: its fact, stance, speaker, sentence, and who read it."""
    facts = [(TYPE, term("schema:Claim")), *_tie(statement, profile, iris), *_receipt(statement, iris)]
    return iris.at("statement", statement.id), facts


def node(statement: Statement, iris: Iris) -> Fact:
    """What leads from the subject to the statement, as `p:` does in Wikidata."""
    return term(f"kgc:{statement.predicate}"), iris.at("statement", statement.id)


def _tie(statement: Statement, profile: Profile, iris: Iris) -> Iterator[Fact]:
    subject, property_, value = fact(statement, iris)
    if profile.statements == "triple-terms":
        yield term("rdf:reifies"), f"<<( {subject} {property_} {value} )>>"
    elif profile.statements == "nodes":
        yield term("kg:predicate"), predicate(statement.predicate)
        yield term(f"kgv:{statement.predicate}"), value
    elif profile.statements != "graph" or statement.stance != "asserted":
        yield TYPE, term("rdf:Statement")
        yield term("rdf:subject"), subject
        yield term("rdf:predicate"), property_
        yield term("rdf:object"), value


def _receipt(statement: Statement, iris: Iris) -> Iterator[Fact]:
    yield _STANCE, text(statement.stance)
    if statement.speaker is not None:
        yield _SPEAKER, iris.at("entity", statement.speaker)
    yield _CONFIDENCE, literal(statement.confidence)
    yield _QUOTE, text(statement.quote)
    yield _ARTICLE, iris.at("article", statement.article)
    offsets = (statement.start, statement.end, *statement.subject_span, *statement.object_span)
    yield from zip(_OFFSETS, map(literal, offsets), strict=True)
    if statement.datatype == ontology.DATE:
        days = edtf.days(statement.value or "")
        first, last = (typed(day.isoformat(), "xsd:date") if day else None for day in days)
        yield from optional(("kg:earliest", first), ("kg:latest", last))
    yield _READER, iris.at("extractor", statement.extractor)
