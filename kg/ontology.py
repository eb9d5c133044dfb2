"""The vocabulary, read from `schemas/ontology.ttl`: the one place that knows classes and predicates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import OntologyError

KG = "https://kg.example/ontology#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
"""Datatype of dates: as precise as the text gives them, see https://www.loc.gov/standards/datetime/."""
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_COUNTERPARTS = {
    "close": f"{_SKOS}closeMatch",
    "broader": f"{_SKOS}broadMatch",
    "narrower": f"{_SKOS}narrowMatch",
    "implies": f"{_RDFS}subPropertyOf",
}

TEXT = "text"
DATE = "date"
_LITERALS = {f"{KG}Text": TEXT, EDTF: DATE}


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A term of another vocabulary: `relation` is `close`, `broader`, `narrower`, or `implies` for a superproperty."""

    relation: str
    iri: str


@dataclass(frozen=True, slots=True)
class Class:
    """A class: its short name, IRI, the short name of its superclass, its counterparts and codes elsewhere."""

    term: str
    iri: str
    parent: str | None
    counterparts: tuple[Counterpart, ...]
    cameo: tuple[str, ...]
    plover: tuple[str, ...]
    comment: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate: `domain` and `range` hold class terms; a range may also hold `text` or `date`."""

    term: str
    iri: str
    label: str
    domain: frozenset[str]
    range: frozenset[str]
    inverse: str | None
    symmetric: bool
    counterparts: tuple[Counterpart, ...]
    comment: str

    @property
    def literal(self) -> bool:
        """Whether its values are always literals."""
        return self.range <= {TEXT, DATE}


class Ontology:
    """Classes and predicates by term, in the order of their names."""

    def __init__(self, classes: Mapping[str, Class], predicates: Mapping[str, Predicate]) -> None:
        self.classes = MappingProxyType(dict(sorted(classes.items())))
        self.predicates = MappingProxyType(dict(sorted(predicates.items())))

    def class_(self, term: str) -> Class:
        """The class of this name; `OntologyError` where there is none."""
        try:
            return self.classes[term]
        except KeyError:
            raise OntologyError(f"no class {term!r} in schemas/ontology.ttl; add it there first") from None

    def predicate(self, term: str) -> Predicate:
        """The predicate of this name; `OntologyError` where there is none."""
        try:
            return self.predicates[term]
        except KeyError:
            raise OntologyError(f"no predicate {term!r} in schemas/ontology.ttl; add it there first") from None

    def ancestry(self, term: str) -> tuple[str, ...]:
        """The class and its superclasses, the most specific first."""
        chain = [term]
        while parent := self.class_(chain[-1]).parent:
            chain.append(parent)
        return tuple(chain)

    def root(self, term: str) -> str:
        """The most general class: `Event` for every event class, else the class itself."""
        return self.ancestry(term)[-1]

    def allows(self, subject: str, predicate: str, filler: str) -> bool:
        """Whether the predicate may join a subject of this class and an object of that class (or literal kind)."""
        found = self.predicate(predicate)
        kinds = {filler} if filler in (TEXT, DATE) else set(self.ancestry(filler))
        return bool(found.domain & set(self.ancestry(subject))) and bool(found.range & kinds)


def schemas() -> Path:
    """The folder `schemas/`: beside the package when installed, at the top level in a checkout."""
    installed = Path(str(files("kg"))) / "schemas"
    return installed if installed.is_dir() else installed.parent.parent / "schemas"


@cache
def load() -> Ontology:
    """Read the ontology once a process."""
    return parse((schemas() / "ontology.ttl").read_bytes())


def parse(turtle: bytes) -> Ontology:
    """An ontology from Turtle; `OntologyError` where it does not parse or contradicts itself."""
    try:
        facts = _Facts(turtle)
    except SyntaxError as error:
        raise OntologyError(f"the ontology is not valid Turtle: {error}") from error
    terms = {iri: term for iri in facts.subjects if (term := facts.one(iri, f"{KG}term")) is not None}
    classes = {
        term: Class(
            term=term,
            iri=iri,
            parent=_known(terms, facts.one(iri, f"{_RDFS}subClassOf"), term),
            counterparts=facts.counterparts(iri),
            cameo=facts.all(iri, f"{KG}cameo"),
            plover=facts.all(iri, f"{KG}plover"),
            comment=facts.one(iri, f"{_RDFS}comment") or "",
        )
        for iri, term in terms.items()
        if f"{_OWL}Class" in facts.all(iri, f"{_RDF}type")
    }
    predicates = {
        term: Predicate(
            term=term,
            iri=iri,
            label=facts.one(iri, f"{_RDFS}label") or term,
            domain=_kinds(terms, facts.all(iri, f"{_SCHEMA}domainIncludes"), term),
            range=_kinds(terms, facts.all(iri, f"{_SCHEMA}rangeIncludes"), term),
            inverse=_known(terms, facts.one(iri, f"{_OWL}inverseOf"), term),
            symmetric=f"{_OWL}SymmetricProperty" in facts.all(iri, f"{_RDF}type"),
            counterparts=facts.counterparts(iri),
            comment=facts.one(iri, f"{_RDFS}comment") or "",
        )
        for iri, term in terms.items()
        if term not in classes
    }
    return Ontology(classes, predicates)


class _Facts:
    """The triples of the ontology by subject and predicate."""

    def __init__(self, turtle: bytes) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        for triple in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            key = (_text(triple.subject), triple.predicate.value)
            self._values.setdefault(key, []).append(_text(triple.object))
        self.subjects = tuple(dict.fromkeys(subject for subject, _ in self._values))

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        return tuple(self._values.get((subject, predicate), ()))

    def one(self, subject: str, predicate: str) -> str | None:
        values = self.all(subject, predicate)
        if len(values) > 1:
            raise OntologyError(f"{subject} has {len(values)} values of {predicate}; it may have one")
        return values[0] if values else None

    def counterparts(self, subject: str) -> tuple[Counterpart, ...]:
        return tuple(
            Counterpart(relation, iri)
            for relation, predicate in _COUNTERPARTS.items()
            for iri in self.all(subject, predicate)
        )


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


def _known(terms: Mapping[str, str], iri: str | None, term: str) -> str | None:
    if iri is None:
        return None
    if iri not in terms:
        raise OntologyError(f"{term} refers to {iri}, which has no kg:term")
    return terms[iri]


def _kinds(terms: Mapping[str, str], iris: tuple[str, ...], term: str) -> frozenset[str]:
    if not iris:
        raise OntologyError(f"predicate {term} has no schema:domainIncludes or schema:rangeIncludes")
    return frozenset(_LITERALS.get(iri) or _known(terms, iri, term) or "" for iri in iris)
