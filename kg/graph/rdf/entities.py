"""Entities: names in the words of schema.org, SKOS and FOAF, places with GeoSPARQL geometries."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg import ontology
from kg.graph.rdf.iris import Iris, web
from kg.graph.rdf.resource import (
    LABEL,
    NAME,
    TYPE,
    Fact,
    class_,
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


def described(entity: Entity, more: Iterable[Fact], iris: Iris) -> Iterator[str]:
    """An entity with its names and `more` facts, and the geometry of a place."""
    subject = iris.at("entity", entity.id)
    latitude, longitude = (entity.properties.get(key) for key in ("latitude", "longitude"))
    here = iris.at("geometry", entity.id) if _number(latitude) and _number(longitude) else None
    yield written(subject, [*_own(entity), *optional(("geo:hasGeometry", here)), *more])
    if here is not None:
        point = typed(f"POINT({_plain(longitude)} {_plain(latitude)})", "geo:wktLiteral")
        yield written(here, [(TYPE, term("sf:Point")), (term("geo:asWKT"), point)])


def _own(entity: Entity) -> Iterator[Fact]:
    ancestry = ontology.load().ancestry(entity.class_)
    for name in ancestry:
        yield TYPE, class_(name)
    if ancestry[-1] == "Event":
        yield TYPE, term("sem:Event")
    if entity.class_ in _FOAF:
        yield TYPE, term(_FOAF[entity.class_])
        yield term("foaf:name"), text(entity.name)
    for property_ in (LABEL, NAME, term("skos:prefLabel")):
        yield property_, text(entity.name)
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
