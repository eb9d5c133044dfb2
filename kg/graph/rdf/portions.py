"""The RDF view in portions that can be looked at one by one, each with the classes of all that it points at."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from typing import Self

from kg.graph.rdf.resource import TYPE, Resource, Term

_SIZE = 1000  # resources, some 10,000 triples; ten times as many take a third longer each to check
_TABLES = (
    "CREATE TABLE IF NOT EXISTS class (iri TEXT PRIMARY KEY NOT NULL, kind INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS kind (number INTEGER PRIMARY KEY, classes TEXT NOT NULL)",
)
_OF = "SELECT iri, classes FROM class JOIN kind ON number = kind WHERE iri IN (SELECT value FROM json_each(?))"
_IRI = re.compile(r"<[^<>\x00-\x20]+>")  # in a literal it may find what is none, and what has no class


@dataclass(frozen=True, slots=True)
class Portion:
    """Whole resources, and the classes of all that they name and of themselves, where these are described at all."""

    resources: Sequence[Resource]
    classes: Mapping[Term, str]

    def __len__(self) -> int:
        """How many triples they have."""
        return sum(text.count("\n") for _, text in self.resources)

    def lines(self) -> str:
        """What is said of the resources and of what classes the others are, as lines of N-Triples."""
        text = "".join(text for _, text in self.resources)
        others = set(_IRI.findall(text)) & self.classes.keys() - {subject for subject, _ in self.resources}
        beside = (f"{iri} {TYPE} {class_} .\n" for iri in sorted(others) for class_ in self.classes[iri].split())
        return text + "".join(beside)


def portions(
    walk: Callable[[], Iterable[Resource]], size: int = _SIZE, classes: "Classes | None" = None
) -> Iterator[Portion]:
    """Cut resources into portions. Whatever their number, memory stays the same.

    They are walked twice, unless the `classes` of all are known already.
    """
    with ExitStack() as opened:
        if classes is None:
            classes = opened.enter_context(Classes())
            classes.add(classes_of(walk()))
        rest = iter(walk())
        while part := list(islice(rest, size)):
            named = chain.from_iterable(_IRI.findall(text) for _, text in part)
            yield Portion(part, classes.of(set(named)))


def classes_of(resources: Iterable[Resource]) -> Iterator[tuple[Term, str]]:
    """The resources that are of any class, with these."""
    for subject, text in resources:
        if classes := " ".join(_iris(f"\n{subject} {TYPE} <", f"\n{text}")):
            yield subject, classes


class Classes:
    """Which classes resources are of, in the file at `path`, made where there is none, or one that goes when closed.

    What was added is there for others once it is closed.
    """

    def __init__(self, path: str = "") -> None:
        self._db = sqlite3.connect(path)
        for table in _TABLES:
            self._db.execute(table)
        self._numbers: dict[str, int] = dict(self._db.execute("SELECT classes, number FROM kind"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Keep what was added, and let go of the file."""
        self._db.commit()
        self._db.close()

    def add(self, rows: Iterable[tuple[Term, str]]) -> None:
        """Add resources, each with its classes; what is there already stays."""
        self._db.executemany(
            "INSERT OR IGNORE INTO class VALUES (?, ?)", ((iri, self._kind(each)) for iri, each in rows)
        )

    def of(self, iris: Iterable[Term]) -> dict[Term, str]:
        """The classes of those of the resources that are of any."""
        return dict(self._db.execute(_OF, (json.dumps(list(iris)),)))

    def _kind(self, classes: str) -> int:
        if classes not in self._numbers:
            self._numbers[classes] = len(self._numbers)
            self._db.execute("INSERT INTO kind VALUES (?, ?)", (self._numbers[classes], classes))
        return self._numbers[classes]


def _iris(start: str, text: str) -> Iterator[Term]:
    """The IRIs that end the lines that begin so; no literal holds the end of a line."""
    at = text.find(start)
    while at >= 0:
        end = text.index(" .\n", at)
        yield text[at + len(start) - 1 : end]
        at = text.find(start, end)
