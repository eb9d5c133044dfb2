"""SHACL shapes: those that follow from the ontology, and the checking of a graph against them and the profile's."""

from collections.abc import Iterator
from functools import cache

import shacl

from kg import ontology
from kg.ontology import DATE, EDTF, TEXT, Ontology, Predicate

_PREFIXES = {
    "kgs": "https://kg.example/shapes#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# EDTF level 1, as far as news has it: years, months and days, each from the first unknown on written in X; uncertain,
# approximate; intervals.
_MOMENT = "([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(-([0-9]{2}|XX)(-([0-9]{2}|XX))?)?[?~%]?"
_PATTERN = f"^{_MOMENT}(/({_MOMENT}|\\\\.\\\\.)?)?$"


def from_ontology(vocabulary: Ontology) -> str:
    """`schemas/shapes.ttl`: for every predicate what it may join, for plain facts and for statements in any stance."""
    lines = [
        "# Made from ontology.ttl by scripts/schemas, and changed there: what each predicate may join.",
        *(f"@prefix {prefix}: <{iri}> ." for prefix, iri in _PREFIXES.items()),
    ]
    for predicate in vocabulary.predicates.values():
        lines += ["", *_fact(vocabulary, predicate), "", *_statement(vocabulary, predicate)]
    return "\n".join(lines) + "\n"


def _fact(vocabulary: Ontology, predicate: Predicate) -> Iterator[str]:
    yield f"kgs:{predicate.term} a sh:NodeShape ;"
    yield f"    sh:targetSubjectsOf <{predicate.iri}> ;"
    yield f"    sh:or ( {_classes(vocabulary, predicate.domain)} ) ;"
    yield f'    sh:message "{_says(predicate)}" ;'
    yield f"    sh:property [ sh:path <{predicate.iri}> ; sh:or ( {_kinds(vocabulary, predicate.range)} ) ;"
    yield f'        sh:message "{_says(predicate)}" ] .'


def _statement(vocabulary: Ontology, predicate: Predicate) -> Iterator[str]:
    yield f"kgs:{predicate.term}-statement a sh:NodeShape ;"
    yield "    sh:targetClass rdf:Statement ;"
    yield "    sh:or ("
    yield f"        [ sh:not [ sh:property [ sh:path rdf:predicate ; sh:hasValue <{predicate.iri}> ] ] ]"
    yield f"        [ sh:property [ sh:path rdf:subject ; sh:or ( {_classes(vocabulary, predicate.domain)} ) ] ;"
    yield f"          sh:property [ sh:path rdf:object ; sh:or ( {_kinds(vocabulary, predicate.range)} ) ] ] ) ;"
    yield f'    sh:message "{_says(predicate)}" .'


def _says(predicate: Predicate) -> str:
    return f"{predicate.term} joins {' or '.join(sorted(predicate.domain))} to {' or '.join(sorted(predicate.range))}"


def _classes(vocabulary: Ontology, terms: frozenset[str]) -> str:
    return " ".join(f"[ sh:class <{vocabulary.class_(term).iri}> ]" for term in sorted(terms))


def _kinds(vocabulary: Ontology, terms: frozenset[str]) -> str:
    literals = {
        DATE: f'[ sh:datatype <{EDTF}> ; sh:pattern "{_PATTERN}" ]',
        TEXT: "[ sh:datatype xsd:string ; sh:minLength 1 ]",
    }
    return " ".join(literals.get(term) or _classes(vocabulary, frozenset({term})) for term in sorted(terms))


@cache
def all_shapes() -> str:
    """All shapes in Turtle: those of the ontology and those of the profile."""
    profile = (ontology.schemas() / "profile.shapes.ttl").read_text(encoding="utf-8")
    return f"{from_ontology(ontology.load())}\n{profile}"


@cache
def compiled() -> shacl.Shapes:
    """The same, ready to check with."""
    return shacl.Shapes.from_turtle(all_shapes())
