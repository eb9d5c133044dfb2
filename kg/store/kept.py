"""What was derived from a store, kept in a file beside it until the store changes.

The file is a cache: whoever deletes it loses nothing but time. It names the mark of the store that it was made of (see
`kg.store.schema`) and the program that made it, and is used where both are still the same. It is written under
another name, synced, and never changed once it has its own, so that it can be read without locks, on read-only media
too, and a process that reads one goes on reading it when another process puts a newer one in its place.
"""

import glob
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from kg.errors import StoreError

LEAST = 5000
"""Local entities of a store whose derived tables are kept; for fewer it takes a second to make them."""
_ENDING, _NOTE = "-derived", "-checked"
_STALE = 86_400.0  # seconds after which an unfinished file is what a killed process left
TABLE = "CREATE TABLE derived.made (mark BLOB NOT NULL, maker TEXT NOT NULL)"
_MADE = "SELECT mark, maker FROM derived.made"


def place(path: str) -> Path:
    """Where the file of the store at `path` lies."""
    return Path(os.path.realpath(path) + _ENDING)


def address(file: Path) -> str:
    """The URI by which SQLite opens a finished file for reading."""
    return f"file:{quote(str(file))}?immutable=1"


def fits(database: sqlite3.Connection, mark: bytes | None, maker: str) -> bool:
    """Whether what is attached as `derived` is a finished file made of this very store."""
    with suppress(sqlite3.DatabaseError):  # it may be anything; then it is made anew
        return bool(database.execute(_MADE).fetchall() == [(mark, maker)])
    return False


@contextmanager
def making(path: str) -> Iterator[Path | None]:
    """A new file, which takes its place when the block ends well and is gone otherwise; None where none can be made."""
    target, part = place(path), None
    with suppress(OSError):
        part = _part(target)
        shutil.copymode(path, part)  # who may not read the store may not read what comes of it
    try:
        yield part
        if part is not None:
            with part.open("r+b") as written:
                os.fsync(written.fileno())
            with suppress(PermissionError):  # Windows lets nobody replace a file that is read
                part.replace(target)
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def drop(path: str) -> None:
    """Delete the file of a store, for it may name who is in the store no more; `StoreError` where it stays."""
    try:
        place(path).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{place(path)} cannot be deleted: {error.strerror or error}") from error


def note(path: str, finding: str) -> None:
    """Keep a line on what was found of the store at `path` in place of the last one, where the folder lets us."""
    target = Path(os.path.realpath(path) + _NOTE)
    with suppress(OSError):
        part = _part(target)
        try:
            part.write_text(f"{finding}\n", encoding="utf-8")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def noted(path: str) -> str:
    """The line that was kept last, empty where there is none."""
    with suppress(OSError, UnicodeError):
        return Path(os.path.realpath(path) + _NOTE).read_text(encoding="utf-8").removesuffix("\n")
    return ""


def _part(target: Path) -> Path:
    for left in target.parent.glob(f"{glob.escape(target.name)}.*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:
                left.unlink()
    handle, name = tempfile.mkstemp(".part", f"{target.name}.", target.parent)
    os.close(handle)
    return Path(name)
