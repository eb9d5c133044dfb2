"""What readers of exports should find."""

import json

from kg.export.xml import writable
from kg.graph import Property


def as_xml(value: Property) -> Property:
    """A property as GraphML and GEXF carry it."""
    if isinstance(value, tuple):
        return writable(json.dumps(value, ensure_ascii=False))
    return writable(value) if isinstance(value, str) else value
