"""The RDF view in portions that can be looked at one by one, each with the classes of all that it points at."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice

from kg.graph.rdf.resource import TYPE, Resource, Term

_SIZE = 1000  # resources, some 10,000 triples; ten times as many take a third longer each to check
_IRI = re.compile(r"<[^<>\x00-\x20]+>")  # in a literal it may find what is none, and what has no class


@dataclass(frozen=True, slots=True)
class Portion:
    """Whole resources: `subjects`, all that is said of them, and `beside` it the classes of what that points at.

    Both texts are lines of N-Triples. Without `subjects` it is all there is.
    """

    subjects: frozenset[Term] | None
    text: str
    beside: str

    def has(self, subject: Term) -> bool:
        """Whether it is here that all is said of this resource."""
        return self.subjects is None or subject in self.subjects


def portions(walk: Callable[[], Iterable[Resource]], size: int = _SIZE) -> Iterator[Portion]:
    """Cut resources into portions; they are walked twice. Whatever their number, memory stays the same."""
    with closing(_Classes(walk())) as classes:
        rest = iter(walk())
        while part := list(islice(rest, size)):
            subjects = frozenset(subject for subject, _ in part)
            text = "".join(written for _, written in part)
            yield Portion(subjects, text, classes.of(set(_IRI.findall(text)) - subjects))


class _Classes:
    """The lines that say which classes resources are of, in a temporary file."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._sets: dict[str, int] = {}
        self._db = sqlite3.connect("")  # SQLite deletes it when it is closed
        self._db.execute("CREATE TABLE class (iri TEXT PRIMARY KEY NOT NULL, classes INTEGER NOT NULL) WITHOUT ROWID")
        self._db.executemany("INSERT OR IGNORE INTO class VALUES (?, ?)", self._rows(resources))
        self._names = list(self._sets)

    def close(self) -> None:
        self._db.close()

    def of(self, iris: Iterable[Term]) -> str:
        found = self._db.execute(
            "SELECT iri, classes FROM class WHERE iri IN (SELECT value FROM json_each(?)) ORDER BY iri",
            (json.dumps(sorted(iris)),),
        )
        return "".join(
            chain.from_iterable(
                (f"{iri} {TYPE} {class_} .\n" for class_ in self._names[classes].split()) for iri, classes in found
            )
        )

    def _rows(self, resources: Iterable[Resource]) -> Iterator[tuple[Term, int]]:
        for subject, text in resources:
            start = f"{subject} {TYPE} "
            lines = text.split("\n")
            classes = " ".join(line.removeprefix(start).removesuffix(" .") for line in lines if line.startswith(start))
            if classes:
                yield subject, self._sets.setdefault(classes, len(self._sets))
