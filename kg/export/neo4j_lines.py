"""The two large files of a bundle for neo4j-admin, in parts that several processes can write."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice, repeat
from typing import Generic, NamedTuple, TypeVar

from kg.export.neo4j_cells import DELIMITER, Encoder, text
from kg.export.neo4j_schema import edge_content, node_content
from kg.export.protocol import Options
from kg.graph import Graph, Node, Property, Relationship, columns, properties
from kg.graph.columns import dated, days
from kg.store import Keys

_TYPES = {"text": "string", "texts": "string[]", "date": "string", "integer": "long", "decimal": "double"}
_POINT, _POINT_TYPE = "point", "point{crs:WGS-84}"
_AT_ONCE = 100  # lines
_ENTITIES, _ARTICLES, _MENTIONING = 2000, 1000, 200  # in a range: a megabyte of lines or so

Item = TypeVar("Item", Node, Relationship)
Kind = TypeVar("Kind", str, tuple[str, ...])


class HeldError(Exception):
    """A text holds the sign that should stand between the elements of a list."""


class Part(NamedTuple):
    """A section of a file, or what it has of a range of ids."""

    section: str
    keys: Keys | None = None


class _Lines(ABC, Generic[Item, Kind]):
    """A file with a line for each item; `count` says how many there are of a kind."""

    def __init__(self, graph: Graph, options: Options, delimiter: str) -> None:  # noqa: ARG002 - no option applies
        self._graph, self._delimiter = graph, delimiter
        self._plain = delimiter == DELIMITER  # if not, the hash of an item is not that of its cells as they are written
        self._written, self._hashed = Encoder(delimiter, _held), Encoder()
        self.count: Counter[Kind] = Counter()

    def parts(self, workers: int = 1) -> Iterator[Part]:
        """All parts in their order; for more than one process, smaller ones."""
        yield Part("header")
        for section, ranges in self._ranges().items():
            yield from (Part(section, keys) for keys in (ranges() if workers > 1 else [None]))

    def written(self, part: Part) -> Iterator[bytes]:
        """The lines of a part, some together."""
        items = self._items(part)
        lines = iter([self._header()]) if items is None else map(self._line, items)
        while some := "".join(islice(lines, _AT_ONCE)):
            yield some.encode()

    def met(self) -> Counter[Kind]:
        """How many of each kind were written since the last call."""
        found = self.count
        self.count = Counter()
        return found

    def meet(self, met: Counter[Kind]) -> None:
        """Count those that another process has written."""
        self.count += met

    @abstractmethod
    def _ranges(self) -> Mapping[str, Callable[[], list[Keys]]]:
        """The sections, and what makes the ranges of each."""

    @abstractmethod
    def _items(self, part: Part) -> Iterator[Item] | None:
        """What a part lists; None for the header."""

    @abstractmethod
    def _header(self) -> str: ...

    @abstractmethod
    def _line(self, item: Item) -> str: ...


class Nodes(_Lines[Node, tuple[str, ...]]):
    """Entities, then articles; they are counted by their labels."""

    def _ranges(self) -> Mapping[str, Callable[[], list[Keys]]]:
        ranges = self._graph.ranges
        return {"entities": lambda: ranges("entity", _ENTITIES), "articles": lambda: ranges("article", _ARTICLES)}

    def _items(self, part: Part) -> Iterator[Node] | None:
        if part.section == "entities":
            return properties.entity_nodes(self._graph, part.keys)
        return properties.article_nodes(self._graph, part.keys) if part.section == "articles" else None

    def _header(self) -> str:
        typed = (f"{name}:{kind}" for name, kind in _typed().items())
        return ",".join(map(text, ("id:ID", ":LABEL", *typed, "kg_content:string"))) + "\n"

    def _line(self, item: Node) -> str:
        self.count[item.labels] += 1
        cells = self._written.cells(item.properties)
        content = node_content(item.labels, cells if self._plain else self._hashed.cells(item.properties))
        cells |= {name: day.isoformat() for name, day in days(item.properties).items()}
        cells[_POINT] = _point(item.properties)
        place = f"{cells['id']},{text(self._delimiter.join(item.labels))}"
        return f"{place},{','.join(map(cells.get, _typed(), repeat('')))},{content}\n"


class Relationships(_Lines[Relationship, str]):
    """Edges, then whom each article mentions; they are counted by their types."""

    def _ranges(self) -> Mapping[str, Callable[[], list[Keys]]]:
        ranges = self._graph.ranges
        return {"edges": lambda: ranges("entity", _ENTITIES), "mentions": lambda: ranges("article", _MENTIONING)}

    def _items(self, part: Part) -> Iterator[Relationship] | None:
        if part.section == "edges":
            return properties.edges(self._graph, part.keys)
        return properties.mentions(self._graph, part.keys) if part.section == "mentions" else None

    def _header(self) -> str:
        typed = [text(f"{name}:{_TYPES[kind]}") for name, kind in columns.of_relationships().items()]
        return ",".join([*map(text, (":START_ID", ":END_ID", ":TYPE")), *typed, text("kg_content:string")]) + "\n"

    def _line(self, item: Relationship) -> str:
        self.count[item.type] += 1
        row = self._written.row(item)
        return f"{row},{edge_content(item.roots, row if self._plain else self._hashed.row(item))}\n"


@cache
def _typed() -> Mapping[str, str]:
    """The columns of nodes besides their ids and labels, with their types."""
    known = {name: _TYPES[kind] for name, kind in columns.of_nodes().items() if name != "id"}
    known |= {f"{name}_{end}": "date" for name in dated() for end in ("earliest", "latest")}
    return known | {_POINT: _POINT_TYPE}


def _held(_: tuple[object, ...]) -> str:
    raise HeldError


def _point(held: Mapping[str, Property]) -> str:
    """Where a node is, as `kg load neo4j` sets it: WGS 84, degrees."""
    latitude, longitude = held.get("latitude"), held.get("longitude")
    if latitude is None or longitude is None:
        return ""
    return text(f"{{latitude:{latitude}, longitude:{longitude}}}")
