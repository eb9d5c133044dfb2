"""GEXF 1.3 with time, as Gephi and NetworkX read it (https://gexf.net).

A spell is when something happened or was in the news, in days, both ends inclusive: for an article the day it came
out; for an event the days that its date may mean and the days on which its articles came out; for a relation the days
on which the articles that say it came out, and those of the event if it is one's. Spells that meet are one. People,
organizations, groups, places and positions have none, nor has what no date is known of: they are always there.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from kg import ids, ontology
from kg.export import labels
from kg.export.atomic import writing
from kg.export.protocol import Options
from kg.export.xml import attribute, writable
from kg.graph import Graph, Node, Property, Relationship, columns, nodes, relationships
from kg.graph.columns import Columns
from kg.graph.properties import article_node
from kg.text.edtf import days

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
"""
_LIST = json.JSONEncoder(ensure_ascii=False).encode
_TYPES = {"integer": "long", "decimal": "double"}

Spell = tuple[date, date]


class Gexf:
    """The property graph; lists are JSON strings.

    A relationship's label is its `kind`, too, so that Gephi keeps several between the same two nodes apart. Its weight
    counts independent articles, or how often an article mentions the entity.
    """

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the file; `ExportError` where that fails."""
        with writing(target) as out:
            out.writelines(line.encode() for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    of_nodes: Columns = {"labels": "texts", "earliest": "text", "latest": "text", **columns.of_nodes()}
    of_edges: Columns = {"type": "text", **columns.of_relationships()}
    calendar = _Calendar(graph)
    yield _HEAD
    yield from _attributes("node", of_nodes)
    yield from _attributes("edge", of_edges)
    yield "    <nodes>\n"
    for node in nodes(graph):
        yield f"      <node id={attribute(_id(node.id))} label={attribute(labels.of_node(node))}>\n"
        yield from _inside("node", _of_node(node), of_nodes, calendar.of_node(node))
        yield "      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    for edge in relationships(graph):
        known = edge.properties
        yield f"      <edge {_place(edge, known)}>\n"
        yield from _inside("edge", {"type": edge.type, **known}, of_edges, calendar.of_edge(edge))
        yield "      </edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _attributes(owner: str, known: Columns) -> Iterator[str]:
    yield f'    <attributes class="{owner}" mode="static">\n'
    for name, kind in known.items():
        yield f'      <attribute id="{owner}.{name}" title="{name}" type="{_TYPES.get(kind, "string")}"/>\n'
    yield "    </attributes>\n"


def _of_node(node: Node) -> Mapping[str, Property]:
    first, last = days(str(node.properties.get("date", "")))
    found = {"earliest": first, "latest": last}
    bounds = {name: day.isoformat() for name, day in found.items() if day is not None}
    return {"labels": node.labels, **bounds, **node.properties}


def _place(edge: Relationship, known: Mapping[str, Property]) -> str:
    kind = labels.of_relationship(edge)
    weight = known.get("sources", known.get("count", 1))
    ends = f"source={attribute(_id(edge.start))} target={attribute(_id(edge.end))}"
    return f'id={attribute(edge.id)} {ends} label="{kind}" kind="{kind}" weight="{weight}"'


def _inside(owner: str, record: Mapping[str, Property], known: Columns, spells: Iterable[Spell]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for name, value in record.items():
        yield f'          <attvalue for="{owner}.{name}" value={attribute(_text(value, known[name]))}/>\n'
    yield "        </attvalues>\n"
    found = [f'          <spell start="{first}" end="{last}"/>\n' for first, last in spells]
    if found:
        yield from ("        <spells>\n", *found, "        </spells>\n")


def _text(value: Property, kind: str) -> str:
    if isinstance(value, tuple):
        return _LIST(value)
    return repr(float(value)) if kind == "decimal" else str(value)


def _id(id_: str) -> str:
    """The id itself where XML can carry it, else a hash: what it cannot carry may be all that tells two apart."""
    return id_ if writable(id_) == id_ else "a" + ids.digest("node", id_)


class _Calendar:
    """When each article came out, and what follows from it for nodes and relationships."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._published = {article.id: _spell(article.published) for article in graph.articles}
        self._articles = {article_node(id_, graph): id_ for id_ in self._published}

    def of_node(self, node: Node) -> list[Spell]:
        if node.labels[-1] == "Article":
            return self._news([self._articles[node.id]])
        return _joined([*self._event(node.id), *self._reports(node.id)]) if node.labels[-1] == "Event" else []

    def of_edge(self, edge: Relationship) -> list[Spell]:
        if edge.start in self._articles:
            return self._news([self._articles[edge.start]])
        articles = edge.properties["articles"]
        said = self._news(articles) if isinstance(articles, tuple) else []
        return _joined([*said, *self._event(edge.start), *self._event(edge.end)])

    def _news(self, articles: Iterable[object]) -> list[Spell]:
        return _joined(spell for article in articles for spell in self._published[str(article)])

    def _event(self, id_: str) -> list[Spell]:
        entity = self._graph.entities[id_]
        if ontology.load().root(entity.class_) != "Event":
            return []
        return _spell(str(entity.properties.get("date", "")))

    def _reports(self, event: str) -> list[Spell]:
        return self._news({self._graph.locals[member].article for member in self._graph.entities[event].members})


def _spell(value: str | None) -> list[Spell]:
    first, last = days(value or "")
    return [(first, last)] if first and last else []


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    """The same days, in order, as few spells as hold them."""
    found: list[Spell] = []
    for first, last in sorted(spells):
        if found and first - found[-1][1] <= timedelta(1):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found
