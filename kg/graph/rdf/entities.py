"""Entities: names in the words of schema.org, SKOS and FOAF, places with GeoSPARQL geometries."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg import ontology
from kg.graph.rdf.forms import Form, gap, words
from kg.graph.rdf.iris import Iris, segments, web
from kg.graph.rdf.resource import (
    LABEL,
    NAME,
    TYPE,
    Fact,
    class_,
    escaped,
    literal,
    optional,
    term,
    text,
    typed,
    written,
)
from kg.model import Entity, Scalar

_FOAF = {"Person": "foaf:Person", "Organization": "foaf:Organization", "Group": "foaf:Group"}
# What the gazetteer knows of a place, in the words of GeoNames and W3C Basic Geo.
_GAZETTEER = {
    "country": "gn:countryCode",
    "kind": "kg:kind",
    "latitude": "wgs:lat",
    "longitude": "wgs:long",
    "population": "gn:population",
}


class Entities:
    """Writes entities, and the geometries of places."""

    def __init__(self, iris: Iris) -> None:
        self._iris = iris
        self._forms: dict[str, Form] = {}

    def described(self, entity: Entity, more: Iterable[Fact]) -> str:
        """An entity as lines, with its names and `more` facts, and the geometry of a place."""
        form = self._forms.get(entity.class_)
        if form is None:
            form = self._forms[entity.class_] = _named(entity.class_, self._iris)
        latitude, longitude = (entity.properties.get(key) for key in ("latitude", "longitude"))
        here = self._iris.at("geometry", entity.id) if _number(latitude) and _number(longitude) else None
        facts = [*_own(entity), *optional(("geo:hasGeometry", here)), *more]
        lines = form.filled((*segments((entity.id,)), *escaped((entity.name,)))) + written(
            self._iris.at("entity", entity.id), facts
        )
        if here is None:
            return lines
        point = typed(f"POINT({_plain(longitude)} {_plain(latitude)})", "geo:wktLiteral")
        return lines + written(here, [(TYPE, term("sf:Point")), (term("geo:asWKT"), point)])


def _named(class_name: str, iris: Iris) -> Form:
    """What is said of all entities of a class: what they are, and their name in the words of several vocabularies."""
    ancestry, name = ontology.load().ancestry(class_name), words("name")
    facts = [(TYPE, class_(each)) for each in ancestry]
    if ancestry[-1] == "Event":
        facts += [(TYPE, term("sem:Event"))]
    if class_name in _FOAF:
        facts += [(TYPE, term(_FOAF[class_name])), (term("foaf:name"), name)]
    facts += [(LABEL, name), (NAME, name), (term("skos:prefLabel"), name)]
    return Form(written(iris.ending("entity", gap("id")), facts), ("id", "name"))


def _own(entity: Entity) -> Iterator[Fact]:
    """What only this entity is called, and where a place lies."""
    for alias in entity.aliases:
        yield term("schema:alternateName"), text(alias)
        yield term("skos:altLabel"), text(alias)
    for iri in entity.same_as:
        if (address := web(iri)) is not None:
            yield term("owl:sameAs"), str(address)
    for key, name in _GAZETTEER.items():
        value = entity.properties.get(key)
        if value is not None and not isinstance(value, tuple):
            yield term(name), literal(value)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(value: Scalar | tuple[Scalar, ...] | None) -> str:
    """Degrees (WGS 84), without an exponent."""
    return f"{Decimal(repr(value)):f}" if isinstance(value, int | float) else ""
