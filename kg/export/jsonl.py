"""The exchange records: five files of JSON Lines that others build on (see `schemas/*.schema.json`)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError
from kg.export.atomic import writing
from kg.export.protocol import Options
from kg.graph import Graph
from kg.model import Article, Entity, Item, Judgement, Mention, Statement

Record = Mapping[str, object]


class JsonLines:
    """A folder with articles, mentions, entities, statements and judgements, each sorted by id."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the five files, all or none; `ExportError` where that fails."""
        if target.exists() and not target.is_dir():
            raise ExportError(f"{target} is a file; jsonl writes a folder of five files")
        with ExitStack() as files:
            for name, records in tables(graph).items():
                _write(records, files.enter_context(writing(target / f"{name}.jsonl")))


def tables(graph: Graph) -> dict[str, Iterator[Record]]:
    """The records of every file by its name, each in the order of ids."""
    return {
        "articles": (_article(article, graph.copies.get(article.id)) for article in graph.articles),
        "mentions": map(_mention, graph.mentions()),
        "entities": map(_entity, graph.entities.values()),
        "statements": map(_statement, graph.statements()),
        "judgements": map(_judgement, graph.judgements),
    }


def _write(records: Iterable[Record], out: BinaryIO) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    out.writelines(encode(record).encode() + b"\n" for record in records)


def _article(article: Article, copy_of: str | None) -> Record:
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
            "items": [_item(item) for item in article.items],
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


def _mention(mention: Mention) -> Record:
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


def _entity(entity: Entity) -> Record:
    own = {
        "id": entity.id,
        "class": entity.class_,
        "name": entity.name,
        "aliases": entity.aliases,
        "same_as": entity.same_as,
        "members": entity.members,
    }
    return {**own, **dict(sorted(entity.properties.items()))}


def _statement(statement: Statement) -> Record:
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


def _judgement(judgement: Judgement) -> Record:
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


def _without_none(record: Record) -> Record:
    return {key: value for key, value in record.items() if value is not None}
