"""Statements: each a claim with its receipt, tied to its fact in the way that the profile asks for."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg import ontology
from kg.graph.rdf.forms import Form, gap, number, words
from kg.graph.rdf.iris import Iris, segment, segments
from kg.graph.rdf.resource import (
    TYPE,
    Fact,
    Profile,
    Term,
    decimal,
    escaped,
    filler,
    predicate,
    term,
    text,
    typed,
    written,
)
from kg.model import Stance
from kg.store import Receipt, Said
from kg.text import edtf

_GAPS = (
    "id", "subject", "speaker", "quote", "article", "extractor", "object", "confidence", "start", "end",
    "subject_start", "subject_end", "object_start", "object_end", "earliest", "latest",
)  # fmt: skip


class _Shape(NamedTuple):
    """What the statements of one form have in common: what they say in one stance, and which lines they have."""

    predicate: str
    stance: Stance
    speaker: bool
    earliest: bool
    latest: bool


class Statements:
    """Writes statements as a profile asks for."""

    def __init__(self, profile: Profile, iris: Iris) -> None:
        self._profile, self._iris = profile, iris
        self._forms: dict[tuple[object, ...], Form] = {}

    def described(self, said: Receipt) -> str:
        """All that is said of a statement, as lines: its fact, stance, speaker, sentence, and who read it."""
        (
            id_, subject, predicate_, article, start, end, quote, subject_start, subject_end, object_start, object_end,
            extractor, confidence, _, value, datatype, stance, speaker,
        ) = said  # fmt: skip
        earliest, latest = _days(value) if value and datatype == ontology.DATE else ("", "")
        shape = predicate_, stance, speaker is not None, earliest != "", latest != ""
        form = self._forms.get(shape)
        if form is None:
            form = self._forms[shape] = self._form(_Shape(*shape))
        return form.filled(
            (
                *segments((id_, subject, speaker or "")), *escaped((quote,)), segment(article), segment(extractor),
                filler(said, self._iris), decimal(confidence), str(start), str(end), str(subject_start),
                str(subject_end), str(object_start), str(object_end), earliest, latest,
            )
        )  # fmt: skip

    def _form(self, shape: _Shape) -> Form:
        here = self._iris.ending("statement", gap("id"))
        facts = [(TYPE, term("schema:Claim")), *self._tie(shape), *self._receipt(shape)]
        return Form(written(here, facts), _GAPS)

    def _tie(self, shape: _Shape) -> Iterator[Fact]:
        """How the statement is tied to its fact."""
        subject, value = self._iris.ending("entity", gap("subject")), gap("object")
        property_ = predicate(shape.predicate)
        if self._profile.statements == "triple-terms":
            yield term("rdf:reifies"), f"<<( {subject} {property_} {value} )>>"
        elif self._profile.statements == "nodes":
            yield term("kg:predicate"), property_
            yield term(f"kgv:{shape.predicate}"), value
        elif self._profile.statements != "graph" or shape.stance != "asserted":
            yield TYPE, term("rdf:Statement")
            yield term("rdf:subject"), subject
            yield term("rdf:predicate"), property_
            yield term("rdf:object"), value

    def _receipt(self, shape: _Shape) -> Iterator[Fact]:
        """Who says it and how, in which sentence of which article, between which characters, and who read it."""
        at = self._iris.ending
        yield term("kg:stance"), text(shape.stance)
        if shape.speaker:
            yield term("sem:accordingTo"), at("entity", gap("speaker"))
        yield term("kg:confidence"), gap("confidence")
        yield term("kg:quote"), words("quote")
        yield term("prov:wasQuotedFrom"), at("article", gap("article"))
        yield term("kg:start"), number("start")
        yield term("kg:end"), number("end")
        yield term("kg:subjectStart"), number("subject_start")
        yield term("kg:subjectEnd"), number("subject_end")
        yield term("kg:objectStart"), number("object_start")
        yield term("kg:objectEnd"), number("object_end")
        if shape.earliest:
            yield term("kg:earliest"), gap("earliest")
        if shape.latest:
            yield term("kg:latest"), gap("latest")
        yield term("prov:wasAttributedTo"), at("extractor", gap("extractor"))


@lru_cache(4096)
def _days(value: str) -> tuple[Term, Term]:
    """The first and the last day of a date; empty where there is no telling."""
    first, last = (typed(day.isoformat(), "xsd:date") if day else "" for day in edtf.days(value))
    return first, last


def node(statement: Said, iris: Iris) -> Fact:
    """What leads from the subject to the statement, as `p:` does in Wikidata."""
    return term(f"kgc:{statement.predicate}"), iris.at("statement", statement.id)
