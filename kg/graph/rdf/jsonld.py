"""JSON-LD framed for each entity: an object with its own facts and, within it, the statements about it.

Written object by object, one a line, so that the whole document is never in memory.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg import ontology
from kg.graph.assemble import Graph
from kg.graph.rdf import view
from kg.graph.rdf.iris import PREFIXES, Iris
from kg.graph.rdf.resource import Profile, Resource, term
from kg.graph.rdf.statements import Statements
from kg.ontology import Ontology
from kg.store import Receipt

_STRING, _INTEGER, _BOOLEAN = (f"{PREFIXES['xsd']}{name}" for name in ("string", "integer", "boolean"))
_TYPE = f"{PREFIXES['rdf']}type"


def context(iris: Iris, known: Ontology | None = None) -> dict[str, Any]:
    """Prefixes, and the ontology's classes and predicates by their short names."""
    known = known or ontology.load()
    terms: dict[str, Any] = {name: class_.iri for name, class_ in known.classes.items()}
    for name, predicate in known.predicates.items():
        terms[name] = {"@id": predicate.iri, **_type(predicate.range)}
    own = {"id": "@id", "type": "@type", "statements": {"@reverse": "rdf:subject"}}
    return {"@version": 1.1, **dict(sorted(iris.prefixes().items())), **own, **dict(sorted(terms.items()))}


def document(graph: Graph, iris: Iris, profile: Profile) -> Iterator[str]:
    """The lines of the document."""
    yield '{"@context": ' + _json(context(iris)) + ',\n"@graph": [\n'
    first = True
    for each in _objects(graph, iris, profile):
        yield ("" if first else ",\n") + _json(each)
        first = False
    yield "\n]}\n"


def _objects(graph: Graph, iris: Iris, profile: Profile) -> Iterator[Mapping[str, Any]]:
    """Every resource; where statements are reified, those about an entity stand within it, and nowhere else."""
    names, nested = _Names(iris), profile.statements == "reification"
    describe = Statements(profile, iris).described
    claims = iris.at("statement", "").removesuffix(">")
    groups = graph.receipts_by_subject() if nested else iter(())
    entity, said = next(groups, ("", []))  # entities come in the same order
    for resource in view.resources(view.View(graph, iris, profile)):
        if nested and resource[0].startswith(claims):
            continue
        own = names.shortened(resource)
        if said and resource[0] == iris.at("entity", entity):
            own["statements"] = [names.shortened(_within(each, describe(each), iris)) for each in said]
            entity, said = next(groups, ("", []))
        yield own


def _within(statement: Receipt, written: str, iris: Iris) -> Resource:
    """A statement without its subject, which is what it stands in."""
    here = iris.at("statement", statement.id)
    around = f"{here} {term('rdf:subject')} "
    return here, "\n".join(line for line in written.split("\n") if not line.startswith(around))


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
        found: dict[str, list[Any]] = {}
        for quad in ox.parse(resource[1], format=ox.RdfFormat.N_TRIPLES):
            key, value = self._entry(quad.predicate, quad.object)
            found.setdefault(key, []).append(value)
        own = {key: values[0] if len(values) == 1 else values for key, values in found.items()}
        return {"id": self._short(resource[0][1:-1]), **own}

    def _entry(self, property_: ox.NamedNode, value: object) -> tuple[str, Any]:
        if property_.value == _TYPE and isinstance(value, ox.NamedNode):
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
