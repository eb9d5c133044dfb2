"""GraphML, as NetworkX, Gephi, yEd and Cytoscape read it (http://graphml.graphdrawing.org/specification.html)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kg import ids
from kg.export.atomic import writing
from kg.export.protocol import Options
from kg.graph import Graph, Node, Property, Relationship, nodes, relationships

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES = {bool: "boolean", int: "long", float: "double"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
# XML 1.0 has no way to write these, not even escaped
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Types = Mapping[str, str]


class GraphMl:
    """The property graph; lists are JSON strings, a node's or relationship's own id is its attribute `id`."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - no option applies
        """Write the file; `ExportError` where that fails."""
        with writing(target) as out:
            out.writelines(line.encode() for line in _lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    of_nodes = _types(_of_node(node) for node in nodes(graph))
    of_edges = _types(_of_edge(edge) for edge in relationships(graph))
    yield _HEAD
    for owner, types in (("node", of_nodes), ("edge", of_edges)):
        for name, type_ in types.items():
            key = f"{owner}.{name}"
            yield f'  <key id={quoteattr(key)} for="{owner}" attr.name={quoteattr(name)} attr.type="{type_}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in nodes(graph):
        yield f"    <node id={quoteattr(_id(node.id))}>\n"
        yield from _data("node", _of_node(node), of_nodes)
        yield "    </node>\n"
    for edge in relationships(graph):
        ends = f"source={quoteattr(_id(edge.start))} target={quoteattr(_id(edge.end))}"
        yield f"    <edge id={quoteattr(_id(edge.id))} {ends}>\n"
        yield from _data("edge", _of_edge(edge), of_edges)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _of_node(node: Node) -> Mapping[str, Property]:
    return {"labels": node.labels, **node.properties}


def _of_edge(edge: Relationship) -> Mapping[str, Property]:
    return {"type": edge.type, **edge.properties}


def _types(records: Iterable[Mapping[str, Property]]) -> Types:
    """One type for each attribute, wide enough for all of its values, in the order of names."""
    found: dict[str, str] = {}
    for record in records:
        for name, value in record.items():
            type_ = _TYPES.get(type(value), "string")
            before = found.setdefault(name, type_)
            if before != type_:
                found[name] = "double" if {before, type_} == {"long", "double"} else "string"
    return dict(sorted(found.items()))


def _data(owner: str, record: Mapping[str, Property], types: Types) -> Iterator[str]:
    for name, value in sorted(record.items()):
        key = quoteattr(f"{owner}.{name}")
        yield f"      <data key={key}>{_text(value, types[name])}</data>\n"


def _text(value: Property, type_: str) -> str:
    if isinstance(value, tuple):
        written = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, bool):
        written = str(value).lower()
    else:
        written = repr(float(value)) if type_ == "double" else str(value)
    return escape(_UNWRITABLE.sub("\ufffd", written), {"\r": "&#13;"})


def _id(id_: str) -> str:
    """The id itself where XML allows it as a name, else a hash of it."""
    return id_ if _NAME.match(id_) else "a" + ids.digest("node", id_)
