"""Nodes and relationships as CSV: what a bundle for neo4j-admin holds, and what the hash of an item is taken over."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from kg.graph import Property, Relationship
from kg.graph.columns import of_relationships

DELIMITER = "\x1f"
"""Between the elements of a list, where none of them holds it. It is a sign that no text should have."""
_SHAPES = {"text": '"%s"', "texts": "%s", "integer": "%s", "decimal": "%r"}
_encode = json.JSONEncoder(ensure_ascii=True).encode

Texts = tuple[Property, ...]


def text(value: str) -> str:
    """A text as a cell."""
    return '"' + value.replace('"', '""') + '"'


class Encoder:
    """Makes cells; `held` makes one of a list with an element that holds the delimiter.

    The default gives a cell that begins with a bracket, as no other does: different values are different cells.
    """

    def __init__(self, delimiter: str = DELIMITER, held: Callable[[Texts], str] = _encode) -> None:
        self._delimiter, self._held = delimiter, held

    def cells(self, properties: Mapping[str, Property]) -> dict[str, str]:
        """Each property as a cell."""
        return {key: text(value) if type(value) is str else self._cell(value) for key, value in properties.items()}

    def row(self, edge: Relationship) -> str:
        """A relationship as cells: the ids of its ends, its type, then all properties that there are."""
        _, type_, start, end, keys, values, _, _ = edge
        template, lists, quotes = _template(keys)
        filled: list[Any] = [start, end, type_, *values]
        delimiters = 0
        for at in lists:
            elements = filled[at]
            if len(elements) == 1:
                filled[at] = f'"{elements[0]}"'
            elif elements:
                filled[at] = f'"{self._delimiter.join(elements)}"'
                delimiters += len(elements) - 1
            else:
                filled[at] = ""
                quotes -= 2
        row = template % tuple(filled)
        if row.count('"') == quotes and row.count(self._delimiter) == delimiters:
            return row
        return self._careful(edge)

    def _careful(self, edge: Relationship) -> str:
        """The same where a text holds what has a meaning in CSV."""
        cells = self.cells(edge.properties)
        return ",".join(
            [text(edge.start), text(edge.end), edge.type, *(cells.get(key, "") for key in of_relationships())]
        )

    def _cell(self, value: Property) -> str:
        if isinstance(value, tuple):
            joined = self._delimiter.join(map(str, value))
            return self._held(value) if joined.count(self._delimiter) >= len(value) else text(joined)
        if isinstance(value, str):
            return text(value)
        return str(value).lower() if isinstance(value, bool) else repr(value)


@cache
def _template(keys: tuple[str, ...]) -> tuple[str, tuple[int, ...], int]:
    """A row with these properties, where its lists are, and how many quotation marks it has where no text holds one."""
    known = of_relationships()
    shapes = ",".join(_SHAPES[kind] if key in keys else "" for key, kind in known.items())
    lists = tuple(at for at, key in enumerate(keys, 3) if known[key] == "texts")
    template = f'"%s","%s",%s,{shapes}'
    return template, lists, template.count('"') + 2 * len(lists)
