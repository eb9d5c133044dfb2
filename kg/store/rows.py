"""Records to rows of the SQLite store and back, exactly."""

import json
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from kg.model import (
    Article,
    Decision,
    Entity,
    Extraction,
    Item,
    Judgement,
    LocalEntity,
    Mention,
    Rejected,
    Removed,
    Statement,
)
from kg.store.protocol import MACHINE, Run
from kg.store.told import Member

Row = tuple[Any, ...]
_NONE = "[]"
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_DECODE = json.JSONDecoder().raw_decode  # of what `_ENCODE` wrote: no blanks around it

ARTICLE = "id, text, url, title, published, source, authors, language, items, removed"
ENTITY = "id, article, class, name, same_as"
MENTION = 'id, article, start, "end", text, form, class, entity'
STATEMENT = (
    'id, subject, predicate, article, start, "end", quote, subject_start, subject_end, object_start, object_end, '
    "extractor, confidence, object, value, datatype, stance, speaker"
)
RUN = "id, started, finished, reader, settings, counts"
STORED = f"{ARTICLE}, signature, content, reader"
JUDGEMENT = "left, right, verdict, by, machine, score, reasons, at"
DECISION = "statement, verdict, by, at"
CANONICAL = "id, class, name, aliases, same_as, members, properties"

# A frozen record's own constructor takes twice as long to fill its slots, and statements are read by the million.
_SLOTS = tuple(getattr(Statement, field.name).__set__ for field in fields(Statement))


def select(columns: str, table: str, rest: str = "ORDER BY id") -> str:
    """A query for these columns; names come from this package, values go in as parameters."""
    return " ".join(("SELECT", columns, "FROM", table, rest))


def insert(columns: str, table: str) -> str:
    """An insert of these columns with a parameter each."""
    marks = ", ".join("?" * len(columns.split(",")))
    return " ".join(("INSERT INTO", table, f"({columns})", "VALUES", f"({marks})"))


def dump(value: object) -> str:
    """Compact JSON that keeps every character as it is."""
    return _ENCODE(value)


def from_extraction(extraction: Extraction, content: str, reader: str) -> Row:
    """The article's row: `STORED`."""
    article = extraction.article
    return (
        article.id,
        article.text,
        article.url,
        article.title,
        article.published,
        article.source,
        dump(article.authors),
        article.language,
        dump([(item.start, item.end, item.title, item.authors, item.published) for item in article.items]),
        dump([(part.start, part.end, part.reason) for part in article.removed]),
        extraction.signature,
        content,
        reader,
    )


def to_article(row: Row) -> Article:
    """An article from a row of `ARTICLE`."""
    id_, text, url, title, published, source, authors, language, items, removed = row
    return Article(
        id=id_,
        text=text,
        url=url,
        title=title,
        published=published,
        source=source,
        authors=_strings(authors),
        language=language,
        items=tuple(Item(start, end, name, tuple(by), day) for start, end, name, by, day in json.loads(items)),
        removed=tuple(Removed(start, end, reason) for start, end, reason in json.loads(removed)),
    )


def from_entity(entity: LocalEntity) -> Row:
    """A row of `ENTITY`."""
    return (entity.id, entity.article, entity.class_, entity.name, dump(entity.same_as))


def to_entity(row: Row) -> LocalEntity:
    """A local entity from a row of `ENTITY`."""
    id_, article, class_, name, same_as = row
    return LocalEntity(id_, article, class_, name, _strings(same_as))


def to_member(row: Row) -> Member:
    """A member from the canonical id and a row of `ENTITY` without its article."""
    entity, id_, class_, name, same_as = row
    return Member(entity, id_, class_, name, () if same_as == _NONE else _strings(same_as))


def from_mention(mention: Mention) -> Row:
    """A row of `MENTION`."""
    return (
        mention.id,
        mention.article,
        mention.start,
        mention.end,
        mention.text,
        mention.form,
        mention.class_,
        mention.entity,
    )


def to_mention(row: Row) -> Mention:
    """A mention from a row of `MENTION`."""
    return Mention(*row)


def from_statement(statement: Statement) -> Row:
    """A row of `STATEMENT`."""
    return (
        statement.id,
        statement.subject,
        statement.predicate,
        statement.article,
        statement.start,
        statement.end,
        statement.quote,
        *statement.subject_span,
        *statement.object_span,
        statement.extractor,
        statement.confidence,
        statement.object,
        statement.value,
        statement.datatype,
        statement.stance,
        statement.speaker,
    )


def to_statement(row: Row) -> Statement:
    """A statement from a row of `STATEMENT`."""
    statement: Statement = object.__new__(Statement)
    for fill, value in zip(_SLOTS, (*row[:7], row[7:9], row[9:11], *row[11:]), strict=True):
        fill(statement, value)
    return statement


def to_rejected(row: Row) -> Rejected:
    """A rejection from what, place and why."""
    return Rejected(*row)


def from_judgement(judgement: Judgement) -> Row:
    """A row of `JUDGEMENT`."""
    return (
        judgement.left,
        judgement.right,
        judgement.verdict,
        judgement.by,
        is_machine(judgement.by),
        float(judgement.score),
        dump(judgement.reasons),
        judgement.at,
    )


def to_judgement(row: Row) -> Judgement:
    """A judgement from left, right, verdict, by, score, reasons and at."""
    left, right, verdict, by, score, reasons, at = row
    return Judgement(left, right, verdict, by, score, _strings(reasons), at)


def from_decision(decision: Decision) -> Row:
    """A row of `DECISION`."""
    return (decision.statement, decision.verdict, decision.by, decision.at)


def to_decision(row: Row) -> Decision:
    """A decision from a row of `DECISION`."""
    return Decision(*row)


def from_canonical(entity: Entity) -> Row:
    """A row of `CANONICAL`."""
    return (
        entity.id,
        entity.class_,
        entity.name,
        dump(entity.aliases) if entity.aliases else _NONE,
        dump(entity.same_as) if entity.same_as else _NONE,
        dump(entity.members),
        dump(dict(entity.properties)),
    )


def to_canonical(row: Row) -> Entity:
    """A canonical entity from a row of `CANONICAL`."""
    id_, class_, name, aliases, same_as, members, properties = row
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in _DECODE(properties)[0].items()}
    return Entity(id_, class_, name, _strings(aliases), _strings(same_as), _strings(members), MappingProxyType(values))


def is_machine(by: str) -> bool:
    """Whether it is the program that judges under this name."""
    return by.startswith(MACHINE)


def to_run(row: Row) -> Run:
    """A line of the run ledger."""
    id_, started, finished, reader, settings, counts = row
    return Run(id_, started, finished, reader, json.loads(settings), json.loads(counts))


def _strings(text: str) -> tuple[str, ...]:
    return tuple(_DECODE(text)[0]) if text != _NONE else ()
