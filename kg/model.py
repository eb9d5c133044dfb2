"""The records that flow through kg, frozen and free of behaviour.

Offsets are Unicode code points into `Article.text`, end exclusive; the text is never edited after reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Span = tuple[int, int]
Form = Literal["name", "nominal", "pronoun", "trigger"]
Stance = Literal["asserted", "denied", "alleged", "planned", "hypothetical"]
Verdict = Literal["same", "different", "unsure"]
Ruling = Literal["right", "wrong", "undone"]
Scalar = str | float | int | bool


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of an article's text that is kept but not read as prose, and why.

    `reason` is one of `boilerplate`, `byline`, `dateline`, `caption`, `heading`, `separator`, `duplicate`
    or `language:xx` (BCP 47).
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """One story on a page; a page with a single story has one item. `authors` are its by-lines."""

    start: int
    end: int
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A page as it was read. `published` is an ISO 8601 date or date-time, `language` a BCP 47 tag."""

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    items: tuple[Item, ...] = ()
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that could not be used: what it was, where it stood, why, in words for the user."""

    what: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one piece of input.

    `origin` names the piece (absolute file, then `!member` or `#line`), so that a later run over the same input
    can tell a changed or removed article from a new one.
    """

    origin: str
    article: Article


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names or refers to a local entity (`entity` is its local id)."""

    id: str
    article: str
    start: int
    end: int
    text: str
    form: Form
    class_: str
    entity: str


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """What one article knows somebody or something as; the resolver joins these across articles.

    `same_as` holds IRIs that a gazetteer gave it. Its other names are the texts of its `name` mentions.
    """

    id: str
    article: str
    class_: str
    name: str
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What an article says, with its receipt. Exactly one of `object` (local entity id) and `value` is set.

    `start`, `end` and `quote` are the sentence that carries it; `subject_span` and `object_span` lie within it.
    `extractor` reads `name@version`; `confidence` is a probability.
    """

    id: str
    subject: str
    predicate: str
    article: str
    start: int
    end: int
    quote: str
    subject_span: Span
    object_span: Span
    extractor: str
    confidence: float
    object: str | None = None
    value: str | None = None
    datatype: str | None = None
    stance: Stance = "asserted"
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yielded. `signature` is its MinHash (see `kg.text.shingles`), for near-copies."""

    article: Article
    signature: bytes = b""
    entities: tuple[LocalEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two local entities are the same, who says so, and why. `left` < `right`.

    `by` is `kg/resolve` for the model's own judgements; `at` is set only where a person decided.
    """

    left: str
    right: str
    verdict: Verdict
    by: str
    score: float
    reasons: tuple[str, ...] = ()
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of a statement: it is right (confirmed), wrong (struck out), or undecided again.

    `at` is ISO 8601 UTC.
    """

    statement: str
    verdict: Ruling
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical entity: the view over all local entities that were judged the same.

    `properties` holds its literal facts and what the gazetteer adds (latitude, longitude, country).
    """

    id: str
    class_: str
    name: str
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    properties: Mapping[str, Scalar | tuple[Scalar, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two canonical entities in one stance, with every statement behind it.

    `sources` counts independent articles: near-copies of one another count once.
    """

    id: str
    subject: str
    predicate: str
    object: str
    stance: Stance
    confidence: float
    sources: int
    statements: tuple[Statement, ...]
