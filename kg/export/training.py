"""What people confirmed or struck out, for training the reader (see `schemas/correction.schema.json`)."""

import json
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ExportError
from kg.export.atomic import writing
from kg.export.protocol import Options
from kg.graph import Graph
from kg.graph.records import Record
from kg.model import Span, Statement

FILE = "corrections.jsonl"


class Training:
    """A folder with one file: a record for each statement that people decided on, in the order of its id."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the file; `ExportError` where that fails."""
        if target.exists() and not target.is_dir():
            raise ExportError(f"{target} is a file; training writes a folder")
        encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
        with writing(target / FILE) as out:
            out.writelines(encode(row).encode() + b"\n" for row in corrections(graph))


def corrections(graph: Graph) -> Iterator[Record]:
    """The records of the file."""
    decided = [statement for statement in graph.all_statements() if statement.id in graph.decisions]
    wanted = {statement.article for statement in decided}
    texts = {article.id: article.text for article in graph.articles if article.id in wanted}
    for statement in decided:
        decision, text = graph.decisions[statement.id], texts[statement.article]
        yield {
            "statement": statement.id,
            "article": statement.article,
            "text": text,
            "start": statement.start,
            "end": statement.end,
            "predicate": statement.predicate,
            "subject": _entity(graph, statement.subject, statement.subject_span, text),
            **_filler(graph, statement, text),
            "verdict": decision.verdict,
            "by": decision.by,
        }


def _filler(graph: Graph, statement: Statement, text: str) -> Record:
    if statement.object is not None:
        return {"object": _entity(graph, statement.object, statement.object_span, text)}
    start, end = statement.object_span
    words = {"start": start, "end": end, "text": text[start:end]}
    return {"value": {**words, "datatype": statement.datatype, "value": statement.value}}


def _entity(graph: Graph, id_: str, span: Span, text: str) -> Record:
    start, end = span
    return {"start": start, "end": end, "class": graph.entities[id_].class_, "text": text[start:end]}
