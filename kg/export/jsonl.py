"""The exchange records: six files of JSON Lines that others build on (see `schemas/*.schema.json`)."""

import json
from collections.abc import Iterator
from pathlib import Path

from kg.export.atomic import BUFFER, writing_folder
from kg.export.protocol import Options
from kg.graph import Graph, records
from kg.graph.records import Record

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


class JsonLines:
    """A folder with articles, mentions, entities, statements, judgements and decisions, each sorted by id."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the six files, all or none; `ExportError` where that fails."""
        found = {f"{name}.jsonl": rows for name, rows in tables(graph).items()}
        with writing_folder(target, found) as folder:
            for name, rows in found.items():
                with (folder / name).open("wb", BUFFER) as out:
                    out.writelines(map(line, rows))


def tables(graph: Graph) -> dict[str, Iterator[Record]]:
    """The records of every file by its name, each in the order of ids."""
    return {
        "articles": (records.article(article, graph.copies.get(article.id)) for article in graph.articles),
        "mentions": map(records.mention, graph.mentions()),
        "entities": map(records.entity, graph.entities.values()),
        "statements": map(records.statement, graph.all_statements()),
        "judgements": map(records.judgement, graph.judgements),
        "decisions": map(records.decision, graph.decisions.values()),
    }


def line(record: Record) -> bytes:
    """A record as a line of JSON Lines."""
    return _ENCODE(record).encode() + b"\n"
