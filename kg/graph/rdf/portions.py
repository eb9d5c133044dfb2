"""The RDF view in portions that can be looked at one by one, each with the classes of all that it points at."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice

from kg.graph.rdf.resource import TYPE, Resource, Term

_SIZE = 1000  # resources, some 10,000 triples; ten times as many take a third longer each to check
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


def portions(walk: Callable[[], Iterable[Resource]], size: int = _SIZE) -> Iterator[Portion]:
    """Cut resources into portions; they are walked twice. Whatever their number, memory stays the same."""
    with closing(_Classes(walk())) as classes:
        rest = iter(walk())
        while part := list(islice(rest, size)):
            named = chain.from_iterable(_IRI.findall(text) for _, text in part)
            yield Portion(part, classes.of(set(named)))


class _Classes:
    """Which classes resources are of, in a temporary file."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._sets: dict[str, int] = {}
        self._db = sqlite3.connect("")  # SQLite deletes it when it is closed
        self._db.execute("CREATE TABLE class (iri TEXT PRIMARY KEY NOT NULL, classes INTEGER NOT NULL) WITHOUT ROWID")
        self._db.executemany("INSERT OR IGNORE INTO class VALUES (?, ?)", self._rows(resources))
        self._names = list(self._sets)

    def close(self) -> None:
        self._db.close()

    def of(self, iris: Iterable[Term]) -> dict[Term, str]:
        found = self._db.execute(
            "SELECT iri, classes FROM class WHERE iri IN (SELECT value FROM json_each(?))", (json.dumps(list(iris)),)
        )
        return {iri: self._names[classes] for iri, classes in found}

    def _rows(self, resources: Iterable[Resource]) -> Iterator[tuple[Term, int]]:
        for subject, text in resources:
            if classes := " ".join(_iris(f"\n{subject} {TYPE} <", f"\n{text}")):
                yield subject, self._sets.setdefault(classes, len(self._sets))


def _iris(start: str, text: str) -> Iterator[Term]:
    """The IRIs that end the lines that begin so; no literal holds the end of a line."""
    at = text.find(start)
    while at >= 0:
        end = text.index(" .\n", at)
        yield text[at + len(start) - 1 : end]
        at = text.find(start, end)
