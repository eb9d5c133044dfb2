"""What entities and relationships are made of, as a snapshot reads it: tuples, for there are millions of them.

A frozen record takes five times as long to make. All ids are canonical but those of members, statements and articles.
"""

from typing import NamedTuple

from kg.model import Form, Stance


class Member(NamedTuple):
    """A local entity of a canonical one."""

    entity: str
    id: str
    class_: str
    name: str
    same_as: tuple[str, ...]


class Fact(NamedTuple):
    """A statement with a value."""

    subject: str
    statement: str
    predicate: str
    value: str
    article: str
    confidence: float


class Party(NamedTuple):
    """A statement on who takes part in an event; `start` is where the text names the party."""

    event: str
    statement: str
    predicate: str
    start: int
    event_class: str
    name: str


class Told(NamedTuple):
    """What a statement on two entities says of the edge between them."""

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
    """How often an article mentions an entity by a text."""

    article: str
    entity: str
    text: str
    times: int
    entity_class: str
    entity_name: str


class Said(NamedTuple):
    """A statement without its receipt; either `object` or `value` is set."""

    id: str
    subject: str
    predicate: str
    object: str | None
    value: str | None
    datatype: str | None
    stance: Stance
    article: str
    confidence: float


class Receipt(NamedTuple):
    """A whole statement, see `kg.model.Statement`."""

    id: str
    subject: str
    predicate: str
    article: str
    start: int
    end: int
    quote: str
    subject_start: int
    subject_end: int
    object_start: int
    object_end: int
    extractor: str
    confidence: float
    object: str | None
    value: str | None
    datatype: str | None
    stance: Stance
    speaker: str | None


class Mentioned(NamedTuple):
    """A mention, see `kg.model.Mention`."""

    id: str
    article: str
    start: int
    end: int
    text: str
    form: Form
    class_: str
    entity: str
