"""Statements: each a claim with its receipt, tied to its fact in the way that the profile asks for."""

from kg import ontology
from kg.graph.rdf.iris import Iris
from kg.graph.rdf.resource import TYPE, Fact, Profile, Resource, Term, fact, literal, predicate, term, text, typed
from kg.model import Statement
from kg.text import edtf

# What all statements share is looked up once, and their lines are written out, for there are many of them.
_CLAIM, _STATEMENT = term("schema:Claim"), term("rdf:Statement")
_SUBJECT, _PREDICATE, _OBJECT = map(term, ("rdf:subject", "rdf:predicate", "rdf:object"))
_STANCE, _CONFIDENCE, _SENTENCE = map(term, ("kg:stance", "kg:confidence", "kg:quote"))
_SPEAKER, _ARTICLE, _READER = map(term, ("sem:accordingTo", "prov:wasQuotedFrom", "prov:wasAttributedTo"))
_START, _END = term("kg:start"), term("kg:end")
_SUBJECT_START, _SUBJECT_END = term("kg:subjectStart"), term("kg:subjectEnd")
_OBJECT_START, _OBJECT_END = term("kg:objectStart"), term("kg:objectEnd")
_EARLIEST, _LATEST = term("kg:earliest"), term("kg:latest")


def described(statement: Statement, profile: Profile, iris: Iris) -> Resource:
    """A statement: its fact, stance, speaker, sentence, and who read it."""
    here = iris.at("statement", statement.id)
    return here, f"{here} {TYPE} {_CLAIM} .\n{_tie(here, statement, profile, iris)}{_receipt(here, statement, iris)}"


def node(statement: Statement, iris: Iris) -> Fact:
    """What leads from the subject to the statement, as `p:` does in Wikidata."""
    return term(f"kgc:{statement.predicate}"), iris.at("statement", statement.id)


def _tie(here: Term, statement: Statement, profile: Profile, iris: Iris) -> str:
    subject, property_, value = fact(statement, iris)
    if profile.statements == "triple-terms":
        return f"{here} {term('rdf:reifies')} <<( {subject} {property_} {value} )>> .\n"
    if profile.statements == "nodes":
        return (
            f"{here} {term('kg:predicate')} {predicate(statement.predicate)} .\n"
            f"{here} {term(f'kgv:{statement.predicate}')} {value} .\n"
        )
    if profile.statements == "graph" and statement.stance == "asserted":
        return ""
    return (
        f"{here} {TYPE} {_STATEMENT} .\n"
        f"{here} {_SUBJECT} {subject} .\n"
        f"{here} {_PREDICATE} {property_} .\n"
        f"{here} {_OBJECT} {value} .\n"
    )


def _receipt(here: Term, statement: Statement, iris: Iris) -> str:
    speaker = f"{here} {_SPEAKER} {iris.at('entity', statement.speaker)} .\n" if statement.speaker is not None else ""
    subject_start, subject_end = statement.subject_span
    object_start, object_end = statement.object_span
    return (
        f"{here} {_STANCE} {text(statement.stance)} .\n{speaker}"
        f"{here} {_CONFIDENCE} {literal(statement.confidence)} .\n"
        f"{here} {_SENTENCE} {text(statement.quote)} .\n"
        f"{here} {_ARTICLE} {iris.at('article', statement.article)} .\n"
        f"{here} {_START} {literal(statement.start)} .\n"
        f"{here} {_END} {literal(statement.end)} .\n"
        f"{here} {_SUBJECT_START} {literal(subject_start)} .\n"
        f"{here} {_SUBJECT_END} {literal(subject_end)} .\n"
        f"{here} {_OBJECT_START} {literal(object_start)} .\n"
        f"{here} {_OBJECT_END} {literal(object_end)} .\n"
        f"{_days(here, statement)}"
        f"{here} {_READER} {iris.at('extractor', statement.extractor)} .\n"
    )


def _days(here: Term, statement: Statement) -> str:
    """The first and last day of a date."""
    if statement.datatype != ontology.DATE:
        return ""
    ends = zip((_EARLIEST, _LATEST), edtf.days(statement.value or ""), strict=True)
    return "".join([f"{here} {end} {typed(day.isoformat(), 'xsd:date')} .\n" for end, day in ends if day])
