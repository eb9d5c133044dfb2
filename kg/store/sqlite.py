"""The system of record in one SQLite file: WAL, foreign keys, one transaction a call."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from kg.errors import StoreError
from kg.model import Article, Decision, Extraction, Judgement, LocalEntity, Mention, Rejected, Statement
from kg.store import history, kept, rows, schema
from kg.store.connection import MEMORY, connect, explained
from kg.store.origins import within
from kg.store.protocol import Run, Snapshot, StoredArticle
from kg.store.snapshot import SqliteSnapshot

T = TypeVar("T")

_KNOWN = """
SELECT id, min(origin), content, articles.reader FROM articles JOIN origins ON article = id GROUP BY id ORDER BY id
"""
_SEE = """
INSERT INTO origins (article, origin, run) SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM articles WHERE id = ?)
ON CONFLICT DO UPDATE SET run = max(run, excluded.run)
"""
_FINISH = """
UPDATE runs SET finished = ?, counts = ?, judgements = (SELECT coalesce(max(seq), 0) FROM judgements),
  decisions = (SELECT coalesce(max(seq), 0) FROM decisions) WHERE id = ?
"""
_SETTLE = "DELETE FROM rejected WHERE place = ? AND article IS NULL AND run < ?"
_HELD = rows.select(rows.JUDGEMENT, "judgements", "WHERE left = ? AND right = ? AND machine = ? ORDER BY seq DESC")
_LAST = rows.select(rows.DECISION, "decisions", "WHERE statement = ? ORDER BY seq DESC")


class SqliteStore:
    """A `kg.store.Store` in the file `path` (made where it is missing) or in `:memory:`.

    Safe against being killed at any moment: a call is in the file whole or not at all.
    """

    def __init__(self, path: str | Path = ":memory:", *, write: bool = True) -> None:
        self.path = str(path)
        self._db = connect(self.path, write)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; SQLite folds the write-ahead log into it."""
        with explained(self.path):
            self._db.close()

    def begin(self, reader: str, settings: Mapping[str, str]) -> int:
        """Open a line in the run ledger and give its number."""
        with self._transaction():
            row = (_now(), reader, rows.dump(dict(settings)), "{}")
            cursor = self._db.execute("INSERT INTO runs (started, reader, settings, counts) VALUES (?, ?, ?, ?)", row)
        return cursor.lastrowid or 0

    def finish(self, run: int, counts: Mapping[str, int]) -> None:
        """Close the run's line in the ledger."""
        with self._transaction():
            row = (_now(), rows.dump(dict(counts)), run)
            self._db.execute(_FINISH, row)

    def runs(self) -> Iterator[Run]:
        """The ledger, oldest run first."""
        return self._stream(rows.select(rows.RUN, "runs"), rows.to_run)

    def snapshot(self, run: int | None = None) -> Snapshot:
        """All that is in the store now, or was when this run had finished."""
        return SqliteSnapshot(self.path, self._db, run)

    def known(self) -> Mapping[str, StoredArticle]:
        """Every stored article by id, without its text."""
        return {article.id: article for article in self._stream(_KNOWN, _to_stored)}

    def put(self, extraction: Extraction, origin: str, content: str, reader: str, run: int) -> None:
        """Add or replace an article; `StoreError` where its parts do not belong together."""
        article = extraction.article.id
        _check(extraction)
        with self._transaction(f"article {article!r} cannot be stored"):
            old = history.version(self._db, article)
            self._db.execute("DELETE FROM articles WHERE id = ?", (article,))
            row = rows.from_extraction(extraction, content, reader)
            self._insert("articles", f"{rows.STORED}, run", [(*row, run)])
            self._see([(article, origin)], run)
            self._insert("entities", rows.ENTITY, map(rows.from_entity, extraction.entities))
            self._insert("mentions", rows.MENTION, map(rows.from_mention, extraction.mentions))
            self._insert("statements", rows.STATEMENT, map(rows.from_statement, extraction.statements))
            self._reject(extraction.rejected, run, article)
            if old is not None:
                history.retire(self._db, old, run)

    def see(self, sightings: Iterable[tuple[str, str]], run: int) -> None:
        """Note that stored articles were met again at these origins."""
        with self._transaction():
            self._see(sightings, run)

    def forget(self, roots: Iterable[str], spared: Iterable[str], run: int) -> list[StoredArticle]:
        """Drop what lies in `roots`, not in `spared`, and was not seen in this run."""
        inside, safe = frozenset(roots), frozenset(spared)
        with self._transaction():
            stale = [
                (article, origin)
                for article, origin in self._db.execute("SELECT article, origin FROM origins WHERE run < ?", (run,))
                if within(origin, inside) and not within(origin, safe)
            ]
            old = self._db.execute("SELECT key, place FROM rejected WHERE run < ? AND article IS NULL", (run,))
            settled = [(key,) for key, place in old if within(place, inside)]
            self._db.executemany("DELETE FROM rejected WHERE key = ?", settled)
            gone = self._without(stale)
            self._db.executemany("DELETE FROM origins WHERE article = ? AND origin = ?", stale)
            self._remove([article.id for article in gone], run)
        return gone

    def remove(self, articles: Iterable[str]) -> int:
        """Remove articles with all that they say; gives how many were there."""
        with self._transaction():
            (last,) = self._db.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()
            removed = self._remove(articles, last + 1)
        self._drop_kept()
        return removed

    def purge(self, articles: Iterable[str] | None = None) -> int:
        """Drop for good what these articles said before, or all; gives how many versions that were."""
        with self._transaction():
            dropped = history.erase(self._db, articles)
        with explained(self.path):
            self._db.execute("VACUUM")  # what was deleted would lie in unused pages
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._drop_kept()
        return dropped

    def articles(self) -> Iterator[Article]:
        """Every article."""
        return self._stream(rows.select(rows.ARTICLE, "articles"), rows.to_article)

    def signatures(self) -> Mapping[str, bytes]:
        """The near-copy signature of every article that has one."""
        return dict(self._stream(schema.SIGNATURES, lambda row: (row[0], row[1])))

    def entities(self) -> Iterator[LocalEntity]:
        """Every local entity."""
        return self._stream(rows.select(rows.ENTITY, "entities"), rows.to_entity)

    def mentions(self, entity: str | None = None) -> Iterator[Mention]:
        """Every mention, or those of one local entity."""
        if entity is None:
            return self._stream(rows.select(rows.MENTION, "mentions"), rows.to_mention)
        query = rows.select(rows.MENTION, "mentions", "WHERE entity = ? ORDER BY id")
        return self._stream(query, rows.to_mention, (entity,))

    def statements(self, subject: str | None = None, *, beginning: str = "") -> Iterator[Statement]:
        """Every statement, or those on one local entity, or those whose ids begin so."""
        which, values = ("subject = ?", (subject,)) if subject is not None else ("TRUE", ())
        if beginning:  # the last of all characters comes behind whatever an id may go on with
            which, values = f"{which} AND id BETWEEN ? AND ?", (*values, beginning, beginning + chr(sys.maxunicode))
        return self._stream(
            rows.select(rows.STATEMENT, "statements", f"WHERE {which} ORDER BY id"), rows.to_statement, values
        )

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many there are, by kind and group."""
        return {kind: dict(self._stream(query, lambda row: (row[0], row[1]))) for kind, query in schema.COUNTS.items()}

    def reject(self, rejected: Iterable[Rejected], run: int) -> None:
        """Record rejections in place of those that earlier runs left at the same `where`."""
        with self._transaction():
            self._reject(rejected, run, None)

    def rejected(self) -> Iterator[Rejected]:
        """Every rejection, in the order of where, what and why."""
        return self._stream("SELECT what, place, why FROM rejected ORDER BY place, what, why", rows.to_rejected)

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Append judgements that their author's side does not hold already."""
        with self._transaction("a judgement cannot be stored"):
            for row in map(rows.from_judgement, judgements):
                if self._held(row) != row:
                    self._insert("judgements", rows.JUDGEMENT, [row])

    def withdraw(self, pairs: Iterable[tuple[str, str]], by: str) -> None:
        """Append a withdrawal of what the side of `by` holds of each pair, where it holds something."""
        machine = rows.is_machine(by)
        at = None if machine else _now()
        with self._transaction("a withdrawal cannot be stored"):
            for left, right in pairs:
                row = (left, right, "withdrawn", by, machine, 0.0, "[]", at)
                held = self._held(row)
                if held and held[2] != "withdrawn":
                    self._insert("judgements", rows.JUDGEMENT, [row])

    def judgements(self, *, by_people: bool = False) -> Iterator[Judgement]:
        """What holds: a pair's latest row, a person's before the program's, where both entities exist."""
        return self._stream(schema.PEOPLES if by_people else schema.JUDGEMENTS, rows.to_judgement)

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Append decisions that change what holds, or who says so."""
        with self._transaction("a decision cannot be stored"):
            for row in map(rows.from_decision, decisions):
                statement, verdict, by, _ = row
                last = self._db.execute(_LAST, (statement,)).fetchone() or (statement, "undone", by, None)
                # said again later, it is the same decision; and what nobody holds cannot be taken back
                if last[1:3] != (verdict, by) and not last[1] == verdict == "undone":
                    self._insert("decisions", rows.DECISION, [row])

    def decisions(self) -> Iterator[Decision]:
        """What holds: a statement's latest row, unless it takes the decision back, where the statement exists."""
        return self._stream(schema.DECISIONS, rows.to_decision)

    def _drop_kept(self) -> None:
        """Take away what may name those who are gone."""
        if self.path != MEMORY:
            kept.drop(self.path)

    @contextmanager
    def _transaction(self, what: str = "") -> Iterator[None]:
        with explained(self.path, what):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _stream(self, query: str, make: Callable[[rows.Row], T], values: rows.Row = ()) -> Iterator[T]:
        with explained(self.path):
            yield from map(make, self._db.execute(query, values))

    def _insert(self, table: str, columns: str, values: Iterable[rows.Row]) -> None:
        self._db.executemany(rows.insert(columns, table), values)

    def _see(self, sightings: Iterable[tuple[str, str]], run: int) -> None:
        seen = [(article, origin) for article, origin in sightings]
        self._db.executemany(_SEE, [(article, origin, run, article) for article, origin in seen])
        self._db.executemany(_SETTLE, [(origin, run) for _, origin in seen])

    def _without(self, stale: list[tuple[str, str]]) -> list[StoredArticle]:
        """The articles that these origins are the only ones of."""
        fading = Counter(article for article, _ in stale)
        query = (
            "SELECT count(*), id, min(origin), content, reader FROM articles JOIN origins ON article = id WHERE id = ?"
        )
        found = [self._db.execute(query, (article,)).fetchone() for article in sorted(fading)]
        return [_to_stored(stored) for count, *stored in found if count == fading[stored[0]]]

    def _reject(self, rejected: Iterable[Rejected], run: int, article: str | None) -> None:
        new = [(each.what, each.where, each.why, article, run) for each in rejected]
        if article is None:
            self._db.executemany(_SETTLE, [(where, run) for _, where, *_ in new])
        self._insert("rejected", "what, place, why, article, run", new)

    def _remove(self, articles: Iterable[str], run: int) -> int:
        removed = 0
        for article in articles:
            if old := history.version(self._db, article):
                self._db.execute("DELETE FROM articles WHERE id = ?", (article,))
                history.retire(self._db, old, run)
                removed += 1
        return removed

    def _held(self, row: rows.Row) -> rows.Row | None:
        """The latest row that the side of this one holds of the same pair."""
        left, right, _, _, machine, *_ = row
        held: rows.Row | None = self._db.execute(_HELD, (left, right, machine)).fetchone()
        return held


def open_existing(path: str | Path, *, write: bool = False) -> SqliteStore:
    """A store that is there already, for reading unless `write`; `StoreError` where there is none."""
    if not Path(path).exists():
        raise StoreError(f"no store at {path}; run kg build first, or name another with --store")
    return SqliteStore(path, write=write)


def _to_stored(row: Iterable[str]) -> StoredArticle:
    return StoredArticle(*row)


def _check(extraction: Extraction) -> None:
    """Whether all parts belong to the article, and are about its own entities."""
    article = extraction.article.id
    parts: tuple[LocalEntity | Mention | Statement, ...]
    parts = (*extraction.entities, *extraction.mentions, *extraction.statements)
    for part in parts:
        if part.article != article:
            raise StoreError(f"article {article!r} cannot be stored: {part.id} belongs to article {part.article!r}")
    own = {entity.id for entity in extraction.entities}
    named: list[tuple[str, str | None]] = [(mention.id, mention.entity) for mention in extraction.mentions]
    for said in extraction.statements:
        named += [(said.id, said.subject), (said.id, said.object), (said.id, said.speaker)]
    for id_, entity in named:
        if entity is not None and entity not in own:
            raise StoreError(f"article {article!r} cannot be stored: {id_} names {entity!r}, no entity of its own")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
