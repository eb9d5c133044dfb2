"""A snapshot of the SQLite store: a read transaction, and a database beside it for what is derived."""

import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Self, TypeVar

from kg.errors import StoreError
from kg.model import Article, Decision, Entity, Judgement, LocalEntity, Mention, Stance, Statement
from kg.store import derived, history, kept, rows, schema
from kg.store.connection import MEMORY, connect, explained
from kg.store.protocol import Order, Run
from kg.store.told import Fact, Member, Mentioned, Named, Party, Receipt, Said, Told

T = TypeVar("T")
_ATTACH, _DETACH = "ATTACH ? AS derived", "DETACH derived"


class SqliteSnapshot:
    """A `kg.store.Snapshot` over a connection of its own, so that it outlives the store that it is made of.

    In WAL mode writers go on beside it. It closes itself when nobody holds it any more.
    """

    def __init__(self, path: str, source: sqlite3.Connection, run: int | None = None, derive_to: str = "") -> None:
        self._path, self._source = path, source
        self._keys: dict[Callable[[str, str, str, str], str], str] = {}
        self._shared = False
        with explained(path):
            self._db = _copy(source) if path == MEMORY else connect(path, write=False)
            self._close = weakref.finalize(self, self._db.close)
            self._db.execute(_ATTACH, (derive_to,))  # by default a file of SQLite's own, which goes with the connection
            for pragma in derived.PRAGMAS:
                self._db.execute(pragma)
            self._db.execute("BEGIN")
            mark = self._db.execute(schema.MARK).fetchone()  # only a read makes the moment that BEGIN means
        self._mark: bytes | None = mark[0] if mark and path != MEMORY and run is None else None
        if run is not None:
            with self._aside():
                history.go_back(self._db, run)

    def close(self) -> None:
        """Close the connection; the temporary tables go with it."""
        self._close()

    def derive(self, maker: Callable[[], str], work: Callable[[Self], None]) -> None:
        """Take what was kept, or have it made and keep it."""
        if self._mark is None or not self._large():
            work(self)
        elif not self._taken(self._mark, maker()):
            self._keep(self._mark, maker(), work)
            if not self._taken(self._mark, maker()):
                work(self)

    def shared(self) -> tuple[str, bytes] | None:
        """The path of the store and the mark by which another process knows that it has the same."""
        return (self._path, self._mark) if self._shared and self._mark else None

    def runs(self) -> Iterator[Run]:
        """The run ledger."""
        return self._stream(rows.select(rows.RUN, "runs"), rows.to_run)

    def articles(self) -> Iterator[Article]:
        """Every article."""
        return self._stream(rows.select(rows.ARTICLE, "articles"), rows.to_article)

    def article(self, id_: str) -> Article | None:
        """One article."""
        return self._one(rows.select(rows.ARTICLE, "articles", "WHERE id = ?"), rows.to_article, id_)

    def readings(self) -> Iterator[tuple[str, str, str]]:
        """How every article was read."""
        return self._stream(rows.select("id, content, reader", "articles"), lambda row: (row[0], row[1], row[2]))

    def signatures(self) -> Mapping[str, bytes]:
        """The near-copy signatures."""
        return dict(self._stream(schema.SIGNATURES, lambda row: (row[0], row[1])))

    def locals(self) -> Iterator[tuple[str, LocalEntity]]:
        """Every local entity."""
        return self._stream(rows.select(rows.ENTITY, "entities"), _by_id(rows.to_entity))

    def local(self, id_: str) -> LocalEntity | None:
        """One local entity."""
        return self._one(rows.select(rows.ENTITY, "entities", "WHERE id = ?"), rows.to_entity, id_)

    def judgements(self) -> Iterator[Judgement]:
        """What holds of pairs."""
        return self._stream(schema.JUDGEMENTS, rows.to_judgement)

    def decisions(self) -> Iterator[Decision]:
        """What holds of statements."""
        return self._stream(schema.DECISIONS, rows.to_decision)

    def number(self) -> int:
        """Number the local entities."""
        with self._aside():
            for statement in derived.NUMBER:
                self._db.execute(statement)
            count: int = self._db.execute("SELECT count(*) FROM temp.local").fetchone()[0]
        return count

    def judged(self) -> Iterator[tuple[int, int, bool]]:
        """What holds of numbered pairs."""
        return self._stream(derived.JUDGED, lambda row: row)

    def identified(self) -> Iterator[tuple[int, LocalEntity]]:
        """The numbered entities with IRIs."""
        return self._stream(derived.IDENTIFIED, lambda row: (row[-1], rows.to_entity(row[:-1])))

    def link(self, firsts: Iterable[int], names: Mapping[int, str]) -> None:
        """Name all local entities."""
        joined = ((number, first) for number, first in enumerate(firsts) if number != first)
        with self._aside():
            self._db.executemany("INSERT INTO temp.joined VALUES (?, ?)", joined)
            self._db.executemany("INSERT INTO temp.named VALUES (?, ?)", names.items())
            for statement in derived.LINK:
                self._db.execute(statement)

    def canonical(self, id_: str) -> str | None:
        """The canonical id of one local entity."""
        return self._one(derived.CANONICAL, lambda row: str(row[0]), id_)

    def links(self) -> Iterator[tuple[str, str]]:
        """Every local id with its canonical one."""
        return self._stream(derived.LINKS, lambda row: (row[0], row[1]))

    def statements(self, order: Order = "id", *, literals: bool = False) -> Iterator[Statement]:
        """Every statement, or every literal."""
        return self._stream(derived.statements(order, literals), rows.to_statement)

    def receipts(self, order: Order = "id") -> Iterator[Receipt]:
        """Every statement, as a tuple."""
        return self._stream(derived.statements(order), _tuples(Receipt))

    def said(self, order: Order = "id") -> Iterator[Said]:
        """Every statement without its receipt."""
        return self._stream(derived.said(order), _tuples(Said))

    def relations(self, key: Callable[[str, str, str, str], str]) -> Iterator[tuple[str, Statement]]:
        """The statements on two entities, by a key."""
        query = derived.relations(self._named_key(key))
        return self._stream(query, lambda row: (row[-1], rows.to_statement(row[:-1])))

    def told(self, key: Callable[[str, str, str, str], str]) -> Iterator[Told]:
        """The same as tuples."""
        return self._stream(derived.told(self._named_key(key)), _tuples(Told))

    def mentions(self, order: Order = "id") -> Iterator[Mention]:
        """Every mention."""
        return self._stream(derived.mentions(order), rows.to_mention)

    def mentioned(self, order: Order = "id") -> Iterator[Mentioned]:
        """Every mention, as a tuple."""
        return self._stream(derived.mentions(order), _tuples(Mentioned))

    def statements_with_names(self) -> Iterator[tuple[Statement, str, str | None, str | None]]:
        """Statements and what those whom they name are called."""
        return self._stream(derived.NAMED_STATEMENTS, lambda row: (rows.to_statement(row[:-3]), *row[-3:]))

    def mentions_with_names(self) -> Iterator[tuple[Mention, str]]:
        """Mentions and what those whom they name are called."""
        return self._stream(derived.NAMED_MENTIONS, lambda row: (rows.to_mention(row[:-1]), row[-1]))

    def named(self) -> Iterator[Named]:
        """The texts of mentions."""
        return self._stream(derived.NAMED, _tuples(Named))

    def facts(self, stance: Stance) -> Iterator[Fact]:
        """The literals in a stance."""
        return self._stream(derived.FACTS, _tuples(Fact), (stance,))

    def members(self) -> Iterator[Member]:
        """The local entities of each canonical one."""
        return self._stream(derived.MEMBERS, rows.to_member)

    def names(self) -> Iterator[tuple[str, str, int]]:
        """The names of each canonical entity."""
        return self._stream(derived.NAMES, lambda row: (row[0], row[1], row[2]))

    def keep(self, entities: Iterable[Entity]) -> int:
        """Keep entities in a temporary table."""
        with self._aside():
            kept = self._db.executemany(derived.KEEP, map(rows.from_canonical, entities)).rowcount
            for statement in derived.CALL:
                self._db.execute(statement)
        return kept

    def keep_copies(self, copies: Mapping[str, str]) -> None:
        """Keep which articles repeat others."""
        with self._aside():
            self._db.executemany("INSERT INTO derived.copy VALUES (?, ?)", copies.items())

    def copies(self) -> Mapping[str, str]:
        """The kept copies."""
        return dict(self._stream("SELECT article, original FROM derived.copy ORDER BY article", lambda row: row))

    def sizes(self) -> tuple[int, int]:
        """How many were linked and kept."""
        with explained(self._path):
            found: tuple[int, int] = self._db.execute(derived.SIZES).fetchone()
        return found

    def parties(self, predicates: Iterable[str]) -> Iterator[Party]:
        """Who takes part in what, with the names and classes that were kept."""
        return self._stream(derived.PARTIES, _tuples(Party), (rows.dump(list(predicates)),))

    def rename(self, names: Iterable[tuple[str, str]]) -> None:
        """Rename kept entities."""
        with self._aside():
            self._db.executemany("INSERT INTO derived.renamed VALUES (?, ?)", names)
            self._db.execute(derived.RENAME)

    def entities(self) -> Iterator[tuple[str, Entity]]:
        """The kept entities."""
        return self._stream(derived.ENTITIES, _by_id(rows.to_canonical))

    def entity(self, id_: str) -> Entity | None:
        """One kept entity."""
        return self._one(derived.ENTITY, rows.to_canonical, id_)

    def _large(self) -> bool:
        with explained(self._path):
            last: int | None = self._db.execute("SELECT max(rowid) FROM entities").fetchone()[0]
        return (last or 0) >= kept.LEAST

    def _taken(self, mark: bytes, maker: str) -> bool:
        """Whether a file with what is derived is there, and now attached."""
        file = kept.place(self._path)
        if not file.is_file():
            return False
        with explained(self._path):
            self._db.execute(_DETACH)
            with suppress(sqlite3.DatabaseError):  # it may be no database
                self._db.execute(_ATTACH, (kept.address(file),))
                self._shared = kept.fits(self._db, mark, maker)
                if self._shared:
                    self._db.execute(derived.CACHE)
                    return True
                self._db.execute(_DETACH)
            self._db.execute(_ATTACH, ("",))
        return False

    def _keep(self, mark: bytes, maker: str, work: Callable[[Self], None]) -> None:
        """Have all made by another snapshot of the same moment, which can commit without our losing ours.

        Where that fails, for the folder is full or nobody may write to it, nothing is kept.
        """
        with suppress(StoreError, OSError), kept.making(self._path) as part:
            if part is None:
                return
            other = type(self)(self._path, self._source, derive_to=str(part))
            try:
                if other._mark != mark:  # somebody has just written; the next one may keep it
                    raise StoreError("the store has changed")
                work(other)
                other._finish(maker)
            finally:
                other.close()

    def _finish(self, maker: str) -> None:
        """Say of what and by whom the derived tables were made, and commit them."""
        with self._aside():
            self._db.execute(kept.TABLE)
            self._db.execute("INSERT INTO derived.made VALUES (?, ?)", (self._mark, maker))
            self._db.execute("COMMIT")

    def _named_key(self, key: Callable[[str, str, str, str], str]) -> str:
        """The name by which SQLite knows a function."""
        if key not in self._keys:  # SQLite lets nobody replace a function while a query is read
            self._keys[key] = f"relation_key_{len(self._keys)}"
            with explained(self._path):
                self._db.create_function(self._keys[key], 4, key, deterministic=True)
        return self._keys[key]

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Lift the guard that keeps us from writing; what is written within goes to temporary tables."""
        with explained(self._path):
            self._db.execute("PRAGMA query_only = OFF")
            try:
                yield
            finally:
                self._db.execute("PRAGMA query_only = ON")

    def _stream(self, query: str, make: Callable[[rows.Row], T], values: rows.Row = ()) -> Iterator[T]:
        with explained(self._path):
            yield from map(make, self._db.execute(query, values))

    def _one(self, query: str, make: Callable[[rows.Row], T], id_: str) -> T | None:
        with explained(self._path):
            row = self._db.execute(query, (id_,)).fetchone()
        return None if row is None else make(row)


def _tuples(kind: type[T]) -> Callable[[rows.Row], T]:
    """What makes a named tuple of a row that has its columns, in half the time that `_make` takes."""
    new: Callable[..., T] = tuple.__new__
    return partial(new, kind)


def _by_id(make: Callable[[rows.Row], T]) -> Callable[[rows.Row], tuple[str, T]]:
    return lambda row: (row[0], make(row))


def _copy(source: sqlite3.Connection) -> sqlite3.Connection:
    """A store that is in memory has but one connection: what is in it is copied."""
    copy = sqlite3.connect(MEMORY, isolation_level=None, check_same_thread=False)
    source.backup(copy)
    return copy
