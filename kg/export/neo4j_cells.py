"""Properties as cells of CSV: what a bundle for neo4j-admin is made of, and what the hash of an item is taken over."""

import json
from collections.abc import Mapping

from kg.graph import Property

DELIMITER = "\x1f"
"""Between the elements of a list, where none of them holds it. It is a sign that no text should have."""
_encode = json.JSONEncoder(ensure_ascii=True).encode

Cells = Mapping[str, str]


def cells(properties: Mapping[str, Property]) -> dict[str, str]:
    """Each property as a cell; different values of one property are different cells."""
    return {key: text(value) if type(value) is str else _cell(value) for key, value in properties.items()}


def text(value: str) -> str:
    """A text as a cell."""
    return '"' + value.replace('"', '""') + '"'


def listed(values: tuple[object, ...], delimiter: str = DELIMITER) -> str | None:
    """A list as a cell, None where an element holds the delimiter."""
    joined = delimiter.join(map(str, values))
    return None if joined.count(delimiter) >= len(values) else text(joined)


def _cell(value: Property) -> str:
    if isinstance(value, tuple):
        return listed(value) or _encode(value)  # which begins with a bracket, as no other cell does
    if isinstance(value, str):
        return text(value)
    return str(value).lower() if isinstance(value, bool) else repr(value)
