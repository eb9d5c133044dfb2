"""What readers of exports should find."""

import json
from typing import Any

import duckdb

from kg.export.xml import writable
from kg.graph import Property


def as_xml(value: Property) -> Property:
    """A property as GraphML and GEXF carry it."""
    if isinstance(value, tuple):
        return writable(json.dumps(value, ensure_ascii=False))
    return writable(value) if isinstance(value, str) else value


def duck(query: str) -> list[dict[str, Any]]:
    """The rows that DuckDB answers."""
    with duckdb.connect() as database:
        answer = database.execute(query)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
