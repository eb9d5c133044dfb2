"""The graph as tables: what CSV and Parquet share.

Beside a column of dates stand the earliest and the latest day that each may mean, beside an id the name of whom it is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg import ontology
from kg.graph import Graph, Property, columns, nodes, relationships
from kg.text import edtf

Kind = Literal["text", "texts", "date", "day", "integer", "decimal"]
Cell = Property | date | None
Row = Mapping[str, Cell]
_Rows = Callable[[Graph], Iterator[Row]]

_STATEMENT: dict[str, Kind] = {
    "id": "text",
    "subject": "text",
    "subject_name": "text",
    "predicate": "text",
    "object": "text",
    "object_name": "text",
    "value": "text",
    "datatype": "text",
    "value_earliest": "day",
    "value_latest": "day",
    "stance": "text",
    "speaker": "text",
    "speaker_name": "text",
    "confidence": "decimal",
    "quote": "text",
    "article": "text",
    "start": "integer",
    "end": "integer",
    "subject_start": "integer",
    "subject_end": "integer",
    "object_start": "integer",
    "object_end": "integer",
    "extractor": "text",
}
_MENTION: dict[str, Kind] = {
    "id": "text",
    "entity": "text",
    "entity_name": "text",
    "text": "text",
    "form": "text",
    "class": "text",
    "article": "text",
    "start": "integer",
    "end": "integer",
}
_ARTICLE: dict[str, Kind] = {
    "id": "text",
    "url": "text",
    "title": "text",
    "published": "date",
    "source": "text",
    "authors": "texts",
    "language": "text",
    "copy_of": "text",
    "text": "text",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order and its rows, each a mapping that leaves out what is missing."""

    name: str
    columns: Mapping[str, Kind]
    rows: _Rows


def tables() -> tuple[Table, ...]:
    """The five tables. Nodes and edges are those of the property graph, with articles and what they mention."""
    of_nodes = _with_days({"id": "text", "labels": "texts", **columns.of_nodes()})
    ends: dict[str, Kind] = {"source": "text", "source_name": "text", "target": "text", "target_name": "text"}
    of_edges: dict[str, Kind] = {"id": "text", "type": "text", **ends, **columns.of_relationships()}
    return (
        Table("nodes", of_nodes, _nodes),
        Table("edges", of_edges, _edges),
        Table("statements", _STATEMENT, _statements),
        Table("mentions", _MENTION, _mentions),
        Table("articles", _with_days(_ARTICLE), _articles),
    )


def _with_days(known: Mapping[str, Kind]) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for name, kind in known.items():
        found[name] = kind
        if kind == "date":
            found.update({f"{name}_earliest": "day", f"{name}_latest": "day"})
    return found


def _nodes(graph: Graph) -> Iterator[Row]:
    for node in nodes(graph):
        yield {"labels": node.labels, **node.properties, **columns.days(node.properties)}


def _edges(graph: Graph) -> Iterator[Row]:
    for edge in relationships(graph):
        source, target = edge.names
        ends = {"source": edge.start, "source_name": source, "target": edge.end, "target_name": target}
        yield {"type": edge.type, **ends, **edge.properties}


def _statements(graph: Graph) -> Iterator[Row]:
    for each, *names in graph.statements_with_names():
        first, last = edtf.days(each.value or "") if each.datatype == ontology.DATE else (None, None)
        yield {
            **dict(zip(("subject_name", "object_name", "speaker_name"), names, strict=True)),
            "id": each.id,
            "subject": each.subject,
            "object": each.object,
            "speaker": each.speaker,
            "predicate": each.predicate,
            "value": each.value,
            "datatype": each.datatype,
            "value_earliest": first,
            "value_latest": last,
            "stance": each.stance,
            "confidence": each.confidence,
            "quote": each.quote,
            "article": each.article,
            "start": each.start,
            "end": each.end,
            "subject_start": each.subject_span[0],
            "subject_end": each.subject_span[1],
            "object_start": each.object_span[0],
            "object_end": each.object_span[1],
            "extractor": each.extractor,
        }


def _mentions(graph: Graph) -> Iterator[Row]:
    for each, name in graph.mentions_with_names():
        yield {
            "id": each.id,
            "entity": each.entity,
            "entity_name": name,
            "text": each.text,
            "form": each.form,
            "class": each.class_,
            "article": each.article,
            "start": each.start,
            "end": each.end,
        }


def _articles(graph: Graph) -> Iterator[Row]:
    for each in graph.articles:
        record: dict[str, Cell] = {
            "id": each.id,
            "url": each.url,
            "title": each.title,
            "published": each.published,
            "source": each.source,
            "authors": each.authors,
            "language": each.language,
            "copy_of": graph.copies.get(each.id),
            "text": each.text,
        }
        yield {**record, **columns.days(record)}
