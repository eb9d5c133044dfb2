"""What the property graph is made of, as a snapshot reads it: tuples, for there are millions of them.

A frozen record takes five times as long to make.
"""

from typing import NamedTuple

from kg.model import Stance


class Told(NamedTuple):
    """What a statement on two entities says of the edge with the id `edge`; ids, classes and names are canonical."""

    edge: str
    statement: str
    subject: str
    predicate: str
    object: str
    stance: Stance
    speaker: str | None
    article: str
    confidence: float
    quote: str
    subject_class: str
    subject_name: str
    object_class: str
    object_name: str


class Named(NamedTuple):
    """How often an article mentions a canonical entity by a text."""

    article: str
    entity: str
    text: str
    count: int
    entity_class: str
    entity_name: str
