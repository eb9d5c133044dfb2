"""The exchange records that others build on, as plain mappings (see `schemas/*.schema.json`)."""

from collections.abc import Mapping

from kg.model import Article, Decision, Entity, Item, Judgement, Mention, Statement

Record = Mapping[str, object]


def article(article: Article, copy_of: str | None) -> Record:
    """An article; `copy_of` is the one it repeats."""
    return _without_none(
        {
            "id": article.id,
            "text": article.text,
            "url": article.url,
            "title": article.title,
            "published": article.published,
            "source": article.source,
            "authors": article.authors or None,
            "language": article.language,
            "items": [_item(each) for each in article.items],
            "removed": [{"start": part.start, "end": part.end, "reason": part.reason} for part in article.removed],
            "copy_of": copy_of,
        }
    )


def _item(item: Item) -> Record:
    return _without_none(
        {
            "start": item.start,
            "end": item.end,
            "title": item.title,
            "authors": item.authors or None,
            "published": item.published,
        }
    )


def mention(mention: Mention) -> Record:
    """A mention, with the id of its canonical entity."""
    return {
        "id": mention.id,
        "article": mention.article,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "form": mention.form,
        "class": mention.class_,
        "entity": mention.entity,
    }


def entity(entity: Entity) -> Record:
    """A canonical entity, its properties in the order of their names."""
    own = {
        "id": entity.id,
        "class": entity.class_,
        "name": entity.name,
        "aliases": entity.aliases,
        "same_as": entity.same_as,
        "members": entity.members,
    }
    return {**own, **dict(sorted(entity.properties.items()))}


def statement(statement: Statement) -> Record:
    """A statement with its receipt."""
    return _without_none(
        {
            "id": statement.id,
            "subject": statement.subject,
            "predicate": statement.predicate,
            "object": statement.object,
            "value": statement.value,
            "datatype": statement.datatype,
            "article": statement.article,
            "start": statement.start,
            "end": statement.end,
            "subject_span": statement.subject_span,
            "object_span": statement.object_span,
            "quote": statement.quote,
            "stance": statement.stance,
            "speaker": statement.speaker,
            "confidence": statement.confidence,
            "extractor": statement.extractor,
        }
    )


def judgement(judgement: Judgement) -> Record:
    """A judgement and its reasons."""
    return _without_none(
        {
            "left": judgement.left,
            "right": judgement.right,
            "verdict": judgement.verdict,
            "by": judgement.by,
            "at": judgement.at,
            "score": judgement.score,
            "reasons": judgement.reasons,
        }
    )


def decision(decision: Decision) -> Record:
    """What a person says of a statement."""
    return {
        "statement": decision.statement,
        "verdict": decision.verdict,
        "by": decision.by,
        "at": decision.at,
    }


def _without_none(record: Record) -> Record:
    return {key: value for key, value in record.items() if value is not None}
