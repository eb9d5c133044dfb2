"""What the modules of the RDF view share: terms by prefixed name, resources with their facts, and a user's choices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from kg import ontology
from kg.graph.rdf.iris import PREFIXES, Iris
from kg.model import Scalar, Statement

Value = ox.NamedNode | ox.Literal | ox.Triple
Fact = tuple[ox.NamedNode, Value]
Resource = tuple[ox.NamedNode, list[Fact]]

STATEMENTS = ("article", "graph", "reification", "nodes", "triple-terms")
"""How a statement is tied to its fact: by the named graph of its article or of its own, by `rdf:subject` and so on, by
a node between subject and value as in Wikidata, or by `rdf:reifies` of RDF 1.2."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a publisher can choose: one of `STATEMENTS`, the licence (an IRI), whether runs and mentions are told."""

    statements: str = "article"
    licence: str | None = None
    runs: bool = False
    mentions: bool = True


@cache
def term(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name, as `schema:name`."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


@cache
def class_(name: str) -> ox.NamedNode:
    """The IRI of a class of the ontology, by its short name."""
    return ox.NamedNode(ontology.load().class_(name).iri)


@cache
def predicate(name: str) -> ox.NamedNode:
    """The IRI of a predicate of the ontology, by its short name."""
    return ox.NamedNode(ontology.load().predicate(name).iri)


TYPE, LABEL, NAME = term("rdf:type"), term("rdfs:label"), term("schema:name")


def literal(value: Scalar) -> ox.Literal:
    """A number, truth value or text; fractions as decimals, which are exact."""
    if isinstance(value, float):
        return ox.Literal(f"{Decimal(repr(value)):f}", datatype=term("xsd:decimal"))
    return ox.Literal(value)


def filler(statement: Statement, iris: Iris) -> ox.NamedNode | ox.Literal:
    """What a statement says of its subject: an entity, a date or words."""
    if statement.object is not None:
        return iris.of("entity", statement.object)
    value = statement.value or ""
    return ox.Literal(value, datatype=term("edtf:EDTF")) if statement.datatype == ontology.DATE else ox.Literal(value)


def fact(statement: Statement, iris: Iris) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]:
    """The plain triple of a statement."""
    return iris.of("entity", statement.subject), predicate(statement.predicate), filler(statement, iris)


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts once each, in an order that depends on nothing else."""
    return sorted(set(facts), key=lambda each: (str(each[0]), str(each[1])))


def optional(*facts: tuple[str, Value | None]) -> Iterator[Fact]:
    """Facts by prefixed name of the property, where there is a value."""
    for name, value in facts:
        if value is not None:
            yield term(name), value
