"""What every exporter offers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.graph import Graph
from kg.graph.iris import BASE


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can choose: `base` begins all IRIs of RDF outputs."""

    base: str = BASE


class Exporter(Protocol):
    """Writes a whole graph, the same bytes for the same graph."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write to the file (or folder) `target`, whole or not at all; `ExportError` where that fails."""
