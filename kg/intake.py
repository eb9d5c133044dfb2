"""Which readings of a run need work: new and changed articles, told from repeats and from ids used twice.

What is decided does not depend on the order of the readings.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass

from kg.ids import digest
from kg.model import Article, Reading, Rejected
from kg.store import StoredArticle


@dataclass(frozen=True, slots=True)
class Job:
    """An article to extract from, where it was read, and the hash of what was read."""

    origin: str
    content: str
    article: Article


@dataclass(frozen=True, slots=True)
class _Seen:
    content: str
    origin: str


class Intake:
    """Sorts the readings of one run. Where an id comes with several contents, the smallest content hash wins."""

    def __init__(self, known: Mapping[str, StoredArticle], reader: str) -> None:
        self._known = known
        self.reader = reader
        self._winners: dict[str, _Seen] = {}
        self._others: list[tuple[str, _Seen]] = []
        self._done: set[str] = set()
        self.read = 0

    def admit(self, reading: Reading) -> Job | None:
        """The work that a reading asks for, if any."""
        self.read += 1
        article, seen = reading.article, _Seen(content_hash(reading.article), reading.origin)
        first = self._winners.get(article.id)
        if first and first.content <= seen.content:
            self._others.append((article.id, seen))
            return None
        if first:
            self._others.append((article.id, first))
        self._winners[article.id] = seen
        if not first and self.unchanged(article.id):
            return None
        return Job(seen.origin, seen.content, article)

    def unchanged(self, article: str) -> bool:
        """Whether the store held the same content, read by the same reader, before this run."""
        stored = self._known.get(article)
        return bool(stored and stored.content == self._winners[article].content and stored.reader == self.reader)

    def settle(self, job: Job) -> bool:
        """Whether the finished work still counts: False once another content has won the id."""
        wins = self._winners[job.article.id].content == job.content
        if wins:
            self._done.add(job.article.id)
        return wins

    def sightings(self) -> Iterator[tuple[str, str]]:
        """Every article met in this run with each of its origins."""
        for article, seen in self._winners.items():
            yield article, seen.origin
        for article, seen in self._others:
            if seen.content == self._winners[article].content:
                yield article, seen.origin

    def conflicts(self) -> Iterator[Rejected]:
        """The readings that lost their id to another content."""
        for article, seen in self._others:
            winner = self._winners[article]
            if seen.content != winner.content:
                yield Rejected("article", seen.origin, f"{winner.origin} has the same id {article!r} but other content")

    def missing(self) -> Iterator[StoredArticle]:
        """The articles stored before that this run did not meet."""
        return (stored for id_, stored in self._known.items() if id_ not in self._winners)

    def counts(self) -> dict[str, int]:
        """How many articles were read, and what became of them."""
        changed = {id_ for id_ in self._done if id_ in self._known and not self.unchanged(id_)}
        new = {id_ for id_ in self._done if id_ not in self._known}
        repeated = sum(seen.content == self._winners[article].content for article, seen in self._others)
        unchanged = sum(map(self.unchanged, self._winners))
        return {
            "read": self.read,
            "new": len(new),
            "changed": len(changed),
            "unchanged": unchanged,
            "repeated": repeated,
        }


def content_hash(article: Article) -> str:
    """The hash of an input record, all fields counting."""
    return digest("record", json.dumps(astuple(article)))
