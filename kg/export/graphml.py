"""GraphML, as NetworkX, Gephi, yEd and Cytoscape read it (http://graphml.graphdrawing.org/specification.html)."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg import ids
from kg.export import labels
from kg.export.atomic import writing
from kg.export.protocol import Options
from kg.export.xml import attribute, content
from kg.graph import Graph, Node, Property, Relationship, columns, nodes, relationships
from kg.graph.columns import Columns

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xmlns:y="http://www.yworks.com/xml/graphml" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_LIST = json.JSONEncoder(ensure_ascii=False).encode
_TYPES = {"integer": "long", "decimal": "double"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
# yEd shows only labels of its own; these are the ids that its keys have, by which Gephi knows them, too
_YED = {
    "node": ("d3", "nodegraphics", "<y:ShapeNode><y:NodeLabel>{}</y:NodeLabel></y:ShapeNode>"),
    "edge": (
        "d7",
        "edgegraphics",
        '<y:PolyLineEdge><y:Arrows source="none" target="standard"/><y:EdgeLabel>{}</y:EdgeLabel></y:PolyLineEdge>',
    ),
}


class GraphMl:
    """The property graph; lists are JSON strings, a node's or relationship's own id is its attribute `id`.

    Gephi makes one of several relationships between the same two nodes; GEXF keeps them apart.
    """

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the file; `ExportError` where that fails."""
        with writing(target) as out:
            out.writelines(line.encode() for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    of_nodes: Columns = {"label": "text", "labels": "texts", **columns.of_nodes()}
    of_edges: Columns = {"label": "text", "type": "text", **columns.of_relationships()}
    yield _HEAD
    yield from _keys("node", of_nodes)
    yield from _keys("edge", of_edges)
    yield '  <graph edgedefault="directed">\n'
    for node in nodes(graph):
        yield f"    <node id={attribute(_id(node.id))}>\n"
        yield from _data("node", _of_node(node), of_nodes)
        yield "    </node>\n"
    for edge in relationships(graph):
        ends = f"source={attribute(_id(edge.start))} target={attribute(_id(edge.end))}"
        yield f"    <edge id={attribute(_id(edge.id))} {ends}>\n"
        yield from _data("edge", _of_edge(edge), of_edges)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _of_node(node: Node) -> Mapping[str, Property]:
    return {"label": labels.of_node(node), "labels": node.labels, **node.properties}


def _of_edge(edge: Relationship) -> Mapping[str, Property]:
    return {"label": labels.of_relationship(edge), "type": edge.type, **edge.properties}


def _keys(owner: str, known: Columns) -> Iterator[str]:
    id_, graphics, _ = _YED[owner]
    yield f'  <key id="{id_}" for="{owner}" yfiles.type="{graphics}"/>\n'
    for name, kind in known.items():
        type_ = _TYPES.get(kind, "string")
        yield f'  <key id="{owner}.{name}" for="{owner}" attr.name="{name}" attr.type="{type_}"/>\n'


def _data(owner: str, record: Mapping[str, Property], known: Columns) -> Iterator[str]:
    id_, _, drawing = _YED[owner]
    yield f'      <data key="{id_}">{drawing.format(content(str(record["label"])))}</data>\n'
    for name, value in record.items():
        yield f'      <data key="{owner}.{name}">{content(_text(value, known[name]))}</data>\n'


def _text(value: Property, kind: str) -> str:
    if isinstance(value, tuple):
        return _LIST(value)
    return repr(float(value)) if kind == "decimal" else str(value)


def _id(id_: str) -> str:
    """The id itself where XML allows it as a name, else a hash of it."""
    return id_ if _NAME.match(id_) else "a" + ids.digest("node", id_)
