"""What the modules of the RDF view share: terms as N-Triples writes them, resources with their facts, a user's choices.

Terms are strings, since making an object of each takes five times as long as writing it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from kg import ontology
from kg.graph.rdf.iris import PREFIXES, Iris
from kg.model import Scalar, Statement
from kg.store import Receipt, Said

Term = str
"""An IRI, literal or triple term in N-Triples syntax: `<https://schema.org/name>`, `"Oslo"`."""
Fact = tuple[Term, Term]
Resource = tuple[Term, str]
"""A subject, and all that is said of it as lines of N-Triples."""

STATEMENTS = ("article", "graph", "reification", "nodes", "triple-terms")
"""How a statement is tied to its fact: by the named graph of its article or of its own, by `rdf:subject` and so on, by
a node between subject and value as in Wikidata, or by `rdf:reifies` of RDF 1.2."""

# What may not stand in a literal as it is, and how canonical N-Triples writes it.
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


@dataclass(frozen=True, slots=True)
class Profile:
    """What a publisher can choose: one of `STATEMENTS`, the licence (an IRI), whether runs and mentions are told."""

    statements: str = "article"
    licence: str | None = None
    runs: bool = False
    mentions: bool = True


@cache
def term(name: str) -> Term:
    """The IRI of a prefixed name, as `schema:name`."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


@cache
def class_(name: str) -> Term:
    """The IRI of a class of the ontology, by its short name."""
    return f"<{ontology.load().class_(name).iri}>"


@cache
def predicate(name: str) -> Term:
    """The IRI of a predicate of the ontology, by its short name."""
    return f"<{ontology.load().predicate(name).iri}>"


INTEGER = term("xsd:integer")
TYPE, LABEL, NAME = term("rdf:type"), term("rdfs:label"), term("schema:name")


def text(value: str) -> Term:
    """A literal of plain text."""
    (written_,) = escaped((value,))
    return f'"{written_}"'


def escaped(values: Sequence[str]) -> Sequence[str]:
    """Texts as they stand between the quotation marks of literals; one look is enough where all are plain."""
    if _plain("".join(values)):
        return values
    return [value if _plain(value) else _SPECIAL.sub(_escape, value) for value in values]


def _plain(value: str) -> bool:
    """Whether nothing in a text is special, in half the time that the expression takes to find nothing."""
    return value.isprintable() and '"' not in value and "\\" not in value


def typed(value: str, type_: str) -> Term:
    """A literal of a datatype, given as a prefixed name."""
    return f"{text(value)}^^{term(type_)}"


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def literal(value: Scalar) -> Term:
    """A number, truth value or text; fractions as decimals, which are exact."""
    if isinstance(value, bool):
        return typed(str(value).lower(), "xsd:boolean")
    if isinstance(value, int):
        return f'"{value}"^^{INTEGER}'
    return decimal(value) if isinstance(value, float) else text(value)


@lru_cache(1024)
def decimal(value: float) -> Term:
    """A fraction as a decimal."""
    return typed(f"{Decimal(repr(value)):f}", "xsd:decimal")


def written(subject: Term, facts: Iterable[Fact]) -> str:
    """Facts on a subject as lines, in their order."""
    return "".join([f"{subject} {property_} {value} .\n" for property_, value in facts])


def filler(statement: Statement | Said | Receipt, iris: Iris) -> Term:
    """What a statement says of its subject: an entity, a date or words."""
    if statement.object is not None:
        return iris.at("entity", statement.object)
    value = statement.value or ""
    return typed(value, "edtf:EDTF") if statement.datatype == ontology.DATE else text(value)


def fact(statement: Statement | Said, iris: Iris) -> tuple[Term, Term, Term]:
    """The plain triple of a statement."""
    return iris.at("entity", statement.subject), predicate(statement.predicate), filler(statement, iris)


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Facts once each, in an order that depends on nothing else."""
    return sorted(set(facts))


def optional(*facts: tuple[str, Term | None]) -> Iterator[Fact]:
    """Facts by prefixed name of the property, where there is a value."""
    for name, value in facts:
        if value is not None:
            yield term(name), value
