"""A moment of the SQLite store: a read transaction, and a database beside it for what is derived."""

import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from kg.errors import StoreError
from kg.store import derived, history, kept, marks, renewed
from kg.store.afresh import AFRESH
from kg.store.connection import MEMORY, connect, explained
from kg.store.plan import Plan, Script

_ATTACH, _DETACH = "ATTACH ? AS derived", "DETACH derived"


class Moment:
    """A connection of its own, so that it outlives the store that it is made of.

    In WAL mode writers go on beside it. It closes itself when nobody holds it any more.
    """

    def __init__(self, path: str, source: sqlite3.Connection, run: int | None = None, derive_to: str = "") -> None:
        self._path, self._shared, self._past = path, False, run is not None
        self._plan: Plan = AFRESH
        with explained(path):
            self._db = _copy(source) if path == MEMORY else connect(path, write=False)
            self._close = weakref.finalize(self, self._db.close)
            mark = self._begin(derive_to)
        self._mark = mark if path != MEMORY and run is None else None
        if run is not None:
            with self._aside():
                history.go_back(self._db, run)

    def close(self) -> None:
        """Close the connection; the temporary tables go with it."""
        self._close()

    def derive(self, maker: Callable[[], str], work: Callable[[Self], None]) -> None:
        """Take what was kept, or have it made and keep it."""
        if not self.derive_ahead(maker, work):
            work(self)

    def derive_ahead(self, maker: Callable[[], str], work: Callable[[Self], None]) -> bool:
        """Take what was kept, or have it made and keep it; False where nothing is kept."""
        if not self._keeps():
            return False
        if not self._taken(maker()):
            self._keep(maker(), work)
        return self._shared or self._taken(maker())

    def recall(self, shared: tuple[str, bytes], maker: str) -> bool:
        """Take what was kept under this mark, where it is still ours."""
        return shared == (self._path, self._mark) and self._taken(maker)

    def shared(self) -> tuple[str, bytes] | None:
        """The path of the store and the mark by which another process knows that it has the same."""
        return (self._path, self._mark) if self._shared and self._mark else None

    def _keeps(self) -> bool:
        """Whether this is a moment of now in a file, and large enough."""
        if self._mark is None:
            return False
        with explained(self._path):
            last: int | None = self._db.execute("SELECT max(rowid) FROM entities").fetchone()[0]
        return (last or 0) >= kept.LEAST

    def _begin(self, derive_to: str = "") -> bytes | None:
        """Begin to read at this moment, with a database for what is derived; gives the mark of the store.

        By default that is a file of SQLite's own, which goes with the connection.
        """
        self._db.execute(_ATTACH, (derive_to,))
        for pragma in derived.PRAGMAS:
            self._db.execute(pragma)
        self._db.execute("BEGIN")
        found = self._db.execute(marks.MARK).fetchone()  # only a read makes the moment that BEGIN means
        return found[0] if found else None

    def _taken(self, maker: str) -> bool:
        """Whether what was kept is there, and now attached; if not, the moment is another one."""
        file = kept.place(self._path)
        if self._mark is None or not file.is_file():
            return False
        with explained(self._path):
            self._db.execute("COMMIT")
            self._db.execute(_DETACH)
            with suppress(sqlite3.DatabaseError):  # it may be no database
                self._mark = self._begin(kept.address(file))
                self._shared = kept.fits(self._db, self._mark, maker)
            if not self._shared:
                if self._db.in_transaction:
                    self._db.execute("COMMIT")
                if any(name == "derived" for _, name, _ in self._db.execute("PRAGMA database_list")):
                    self._db.execute(_DETACH)
                self._mark = self._begin()
        return self._shared

    def _keep(self, maker: str, work: Callable[[Self], None]) -> None:
        """Have what was kept brought up to date or, where that cannot be, all made.

        Where that fails, too, for the folder is full or nobody may write to it, nothing is kept.
        """
        with suppress(StoreError, OSError):
            with kept.making(self._path, renew=True) as part:
                self._make(part, maker, work, renew=True)
            return
        with suppress(StoreError, OSError), kept.making(self._path) as part:
            self._make(part, maker, work)

    def _make(self, part: Path, maker: str, work: Callable[[Self], None], renew: bool = False) -> None:
        """Have it done by another snapshot of the same moment, which can commit without our losing ours."""
        other = type(self)(self._path, self._db, derive_to=str(part))
        try:
            if other._mark != self._mark:  # somebody has just written; the next one may keep it
                raise StoreError("the store has changed")
            if renew:
                other._renew(maker)
            work(other)
            other._finish(maker)
        finally:
            other.close()

    def _renew(self, maker: str) -> None:
        """Derive only what has changed since the attached tables were made.

        `StoreError` where another program made them, or nobody knows any more what has changed.
        """
        with self._aside():
            if not kept.made_by(self._db, maker) or self._db.execute(renewed.UNKNOWN).fetchone()[0]:
                raise StoreError("what has changed is not known")
            self._run(renewed.BEGIN)
            self._db.execute(renewed.BOUND, {"share": kept.SHARE})
        self._plan = renewed.RENEWED

    def _finish(self, maker: str) -> None:
        """Say of what and by whom the derived tables were made, and commit them."""
        with self._aside():
            self._run(kept.TABLE)
            self._db.execute("INSERT INTO derived.made VALUES (?, ?)", (self._mark, maker))
            self._db.execute("COMMIT")

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Lift the guard that keeps us from writing; what is written within goes to temporary tables."""
        with explained(self._path):
            self._db.execute("PRAGMA query_only = OFF")
            try:
                yield
            finally:
                self._db.execute("PRAGMA query_only = ON")

    def _run(self, script: Script) -> None:
        """Run statements; for within `_aside`."""
        for statement in script:
            self._db.execute(statement)


def _copy(source: sqlite3.Connection) -> sqlite3.Connection:
    """A store that is in memory has but one connection: what is in it is copied."""
    copy = sqlite3.connect(MEMORY, isolation_level=None, check_same_thread=False)
    source.backup(copy)
    return copy
