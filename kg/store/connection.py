"""Opening the SQLite file of a store, and SQLite's errors in words for the user."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from urllib.parse import quote

from kg.errors import StoreError
from kg.store.schema import APPLICATION, SCHEMA, STAND_INS, UPGRADES, VERSION

MEMORY = ":memory:"
PATIENCE = 30.0  # seconds to wait for another process that writes; its transactions take milliseconds

_REASONS = {
    "SQLITE_NOTADB": "is not a store of kg: the file is no SQLite database",
    "SQLITE_CORRUPT": "is damaged; restore a copy or build it again",
    "SQLITE_BUSY": "is in use by another process; wait until it is done and try again",
    "SQLITE_LOCKED": "is in use by another process; wait until it is done and try again",
    "SQLITE_READONLY": "cannot be written; check its permissions and those of its folder",
    "SQLITE_CANTOPEN": "cannot be opened; check its permissions and those of its folder",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_IOERR": "cannot be read or written: the disk reports an error",
}


@contextmanager
def explained(path: str, what: str = "") -> Iterator[None]:
    """Turn SQLite's errors into `StoreError`; `what` says what was going on when the data is at fault."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_explain(path, what, error)) from error
    except UnicodeEncodeError as error:
        raise StoreError(f"store {path}: {what or 'a text'}: it holds lone surrogates, which are no text") from error
    except (UnicodeDecodeError, JSONDecodeError) as error:  # what SQLite itself does not notice
        raise StoreError(f"store {path} {_REASONS['SQLITE_CORRUPT']}") from error


def connect(path: str, write: bool) -> sqlite3.Connection:
    """Open (where `write`, and it is missing: make) the store; `StoreError` where it is not one of ours."""
    if path != MEMORY:
        _check_place(Path(path), write)
    with explained(path):
        # who only reads may do so from any thread: SQLite lets them in one by one
        database = sqlite3.connect(
            _uri(path, write), uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=write
        )
        try:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("PRAGMA cache_size = -32768")
            _check_marks(database, path, write)
            if write:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = NORMAL")
            else:
                database.execute("PRAGMA query_only = ON")
        except BaseException:
            database.close()
            raise
    return database


def _explain(path: str, what: str, error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    for prefix, reason in _REASONS.items():
        if name.startswith(prefix):
            return f"store {path} {reason}"
    if str(error).startswith("Could not decode to UTF-8"):  # Python's own error, without a name
        return f"store {path} {_REASONS['SQLITE_CORRUPT']}"
    return f"store {path}: {what}: {error}" if what else f"store {path}: {error}"


def _check_place(path: Path, write: bool) -> None:
    if path.is_dir():
        raise StoreError(f"store {path} is a folder; name a file, for example {path / 'kg.db'}")
    if write and not path.parent.is_dir():
        raise StoreError(f"store {path} cannot be made: there is no folder {path.parent}")


def _uri(path: str, write: bool) -> str:
    if path == MEMORY:
        return "file::memory:"
    place = "file:" + quote(os.path.abspath(path))
    if write:
        return place
    if os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK):
        return f"{place}?mode=rw"  # so that SQLite can clear its log away; `query_only` keeps us from writing
    # on read-only media SQLite cannot make the log that it wants; where there is none, nobody is writing either
    return f"{place}?mode=ro" if Path(f"{path}-wal").exists() else f"{place}?immutable=1"


def _check_marks(database: sqlite3.Connection, path: str, write: bool) -> None:
    if write:
        database.execute("BEGIN IMMEDIATE")
    application, version = _pragma(database, "application_id"), _pragma(database, "user_version")
    fresh = application == 0 and database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if fresh and write:
        _execute(database, SCHEMA)
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {VERSION}")
    elif fresh:
        raise StoreError(f"store {path} is empty; run kg build first")
    elif application != APPLICATION:
        raise StoreError(f"store {path} is an SQLite database of another program; name another file with --store")
    elif version > VERSION:
        raise StoreError(f"store {path} was written by a newer kg (format {version}, this one reads {VERSION})")
    elif version < 1:
        raise StoreError(f"store {path} {_REASONS['SQLITE_CORRUPT']}")
    else:
        _catch_up(database, version, write)
    if write:
        database.execute("COMMIT")


def _catch_up(database: sqlite3.Connection, version: int, write: bool) -> None:
    """Bring a store of an older format up to this one, or where it is only read, stand something in."""
    for number in range(version + 1, VERSION + 1):
        _execute(database, (UPGRADES if write else STAND_INS)[number])
    if write and version < VERSION:
        database.execute(f"PRAGMA user_version = {VERSION}")


def _pragma(database: sqlite3.Connection, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])


def _execute(database: sqlite3.Connection, script: str) -> None:
    """Run the statements of a script one by one, since `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.execute(statement)
            statement = ""
