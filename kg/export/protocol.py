"""What every exporter offers."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kg.graph import Graph
from kg.graph.rdf import BASE, Profile


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can choose: `base` begins all IRIs of RDF outputs, `profile` says what they tell and how.

    `workers` counts the processes that may write a large file. With more than one, a script must keep what it does
    under `if __name__ == "__main__"`, as `multiprocessing` asks.
    """

    base: str = BASE
    profile: Profile = field(default_factory=Profile)
    workers: int = 1


class Exporter(Protocol):
    """Writes a whole graph, the same bytes for the same graph."""

    def write(self, graph: Graph, target: Path, options: Options) -> None:
        """Write to the file (or folder) `target`, whole or not at all; `ExportError` where that fails."""
