"""The properties that nodes and relationships may have, each with its type: the columns of tables and the keys of XML.

They come from the ontology and from what `kg.graph.properties` gives every node, so that a file can begin before the
whole graph was seen.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

from kg import ontology
from kg.text import edtf

Kind = Literal["text", "texts", "date", "integer", "decimal"]
"""`texts` is a list, `date` EDTF or, for `published`, ISO 8601."""
Columns = Mapping[str, Kind]

_NODE: dict[str, Kind] = {
    "id": "text",
    "class": "text",
    "name": "text",
    "aliases": "texts",
    "same_as": "texts",
    "country": "text",
    "kind": "text",
    "latitude": "decimal",
    "longitude": "decimal",
    "population": "integer",
}
_ARTICLE: dict[str, Kind] = {
    "title": "text",
    "url": "text",
    "published": "date",
    "source": "text",
    "language": "text",
    "copy_of": "text",
}
_RELATIONSHIP: dict[str, Kind] = {
    "id": "text",
    "stance": "text",
    "confidence": "decimal",
    "sources": "integer",
    "articles": "texts",
    "statements": "texts",
    "quotes": "texts",
    "speakers": "texts",
    "count": "integer",
    "texts": "texts",
}


@cache
def of_nodes() -> Columns:
    """The properties of nodes: what all have, what the gazetteer and the literal predicates add, those of articles."""
    return MappingProxyType({**_NODE, **_literals(), **_ARTICLE})


def of_relationships() -> Columns:
    """The properties of relationships; `count` and `texts` are those of `mentions`."""
    return MappingProxyType(_RELATIONSHIP)


@cache
def dated() -> tuple[str, ...]:
    """The properties of nodes that hold dates."""
    return tuple(key for key, kind in of_nodes().items() if kind == "date")


def days(properties: Mapping[str, object]) -> dict[str, date]:
    """The first and the last day that each date (EDTF) may mean, as `<name>_earliest` and `<name>_latest`."""
    found = {}
    for key in dated():
        value = properties.get(key)
        if isinstance(value, str):
            for end, day in zip(("earliest", "latest"), edtf.days(value), strict=True):
                if day is not None:
                    found[f"{key}_{end}"] = day
    return found


def _literals() -> dict[str, Kind]:
    """A column for the best supported value of each literal predicate, and one for all values where sources differ."""
    found: dict[str, Kind] = {}
    for term, predicate in ontology.load().predicates.items():
        if predicate.range & {ontology.TEXT, ontology.DATE}:
            found[term] = "date" if ontology.DATE in predicate.range else "text"
            found[f"{term}_all"] = "texts"
    return found
