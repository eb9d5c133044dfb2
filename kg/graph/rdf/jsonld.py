"""JSON-LD framed for each entity: an object with its own facts and, within it, the statements about it.

Written object by object, one a line, so that the whole document is never in memory.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg import ontology
from kg.graph.assemble import Graph
from kg.graph.rdf import statements, view
from kg.graph.rdf.iris import Iris
from kg.graph.rdf.resource import Fact, Profile, Resource, term
from kg.ontology import Ontology

_STRING, _INTEGER, _BOOLEAN = (term(f"xsd:{name}").value for name in ("string", "integer", "boolean"))


def context(iris: Iris, known: Ontology | None = None) -> dict[str, Any]:
    """Prefixes, and the ontology's classes and predicates by their short names."""
    known = known or ontology.load()
    terms: dict[str, Any] = {name: class_.iri for name, class_ in known.classes.items()}
    for name, predicate in known.predicates.items():
        terms[name] = {"@id": predicate.iri, **_type(predicate.range)}
    own = {"id": "@id", "type": "@type", "statements": {"@reverse": "rdf:subject"}}
    return {"@version": 1.1, **dict(sorted(iris.prefixes().items())), **own, **dict(sorted(terms.items()))}


def lines(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    """The lines of the document."""
    yield '{"@context": ' + _json(context(iris)) + ',\n"@graph": [\n'
    first = True
    for each in _objects(graph, iris, profile):
        yield ("" if first else ",\n") + _json(each)
        first = False
    yield "\n]}\n"


def _objects(graph: Graph, iris: Iris, profile: Profile) -> Iterator[Mapping[str, Any]]:
    names = _Names(iris)
    about: dict[str, list[Any]] = defaultdict(list)
    within = set()
    if profile.statements == "reification":
        for statement in graph.statements():
            subject, facts = statements.described(statement, profile, iris)
            about[iris.of("entity", statement.subject).value].append(
                names.shortened((subject, [each for each in facts if each[0] != term("rdf:subject")]))
            )
            within.add(subject.value)
    for resource in view.resources(graph, iris, profile):
        if resource[0].value not in within:
            own = names.shortened(resource)
            nested = about.pop(resource[0].value, None)
            yield {**own, "statements": nested} if nested else own


class _Names:
    """IRIs as the context shortens them."""

    def __init__(self, iris: Iris) -> None:
        known = ontology.load()
        self._spaces = sorted(iris.prefixes().items(), key=lambda each: -len(each[1]))
        self._terms = {predicate.iri: name for name, predicate in known.predicates.items()}
        self._types = {
            self._terms[predicate.iri]: _type(predicate.range).get("@type") for predicate in known.predicates.values()
        }
        self._classes = {class_.iri: name for name, class_ in known.classes.items()}

    def shortened(self, resource: Resource) -> dict[str, Any]:
        """A resource as a JSON object; a property with one value has no list."""
        subject, facts = resource
        found: dict[str, list[Any]] = {}
        for fact in facts:
            key, value = self._entry(fact)
            found.setdefault(key, []).append(value)
        return {"id": self._short(subject.value), **{k: v[0] if len(v) == 1 else v for k, v in found.items()}}

    def _entry(self, fact: Fact) -> tuple[str, Any]:
        property_, value = fact
        if property_ == term("rdf:type") and isinstance(value, ox.NamedNode):
            return "type", self._classes.get(value.value) or self._short(value.value)
        key = self._terms.get(property_.value) or self._short(property_.value)
        return key, self._value(value, self._types.get(key))

    def _value(self, value: object, expected: str | None) -> Any:
        if isinstance(value, ox.NamedNode):
            short = self._short(value.value)
            return short if expected == "@id" else {"id": short}
        assert isinstance(value, ox.Literal)  # noqa: S101 - triple terms are refused before
        if value.language:
            return {"@value": value.value, "@language": value.language}
        type_ = value.datatype.value
        if expected is not None and self._short(type_) == expected:
            return value.value
        if type_ == _STRING and expected is None:
            return value.value
        if type_ == _INTEGER:
            return int(value.value)
        return value.value == "true" if type_ == _BOOLEAN else {"@value": value.value, "@type": self._short(type_)}

    def _short(self, iri: str) -> str:
        for prefix, space in self._spaces:
            if iri.startswith(space) and len(iri) > len(space):
                return f"{prefix}:{iri[len(space) :]}"
        return iri


def _type(range_: frozenset[str]) -> dict[str, str]:
    """What values of a predicate are, where all of them are the same."""
    if range_ == {ontology.DATE}:
        return {"@type": "edtf:EDTF"}
    return {} if range_ & {ontology.DATE, ontology.TEXT} else {"@type": "@id"}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
