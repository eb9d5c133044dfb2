"""What was derived from a store, kept in a file beside it until the store changes.

The file is a cache: whoever deletes it loses nothing but time. It names the mark of the store that it was made of (see
`kg.store.marks`) and the program that made it, and is used where both are still the same; where only the mark is an
earlier one of the store, a copy is brought up to date. It is written under another name, synced, and never changed once
it has its own, so that it can be read without locks, on read-only media too, and a process that reads one goes on
reading it when another process puts a newer one in its place; one that is killed leaves what nobody believes.
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
SHARE = 0.25
"""Of a store's local entities, those that may be tied to a change; where there are more, all is made anew at once."""
_ENDING, _NOTE = "-derived", "-checked"
_STALE = 86_400.0  # seconds after which an unfinished file is what a killed process left
TABLE = (
    "CREATE TABLE IF NOT EXISTS derived.made (mark BLOB NOT NULL, maker TEXT NOT NULL)",
    "DELETE FROM derived.made",
)
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


def made_by(database: sqlite3.Connection, maker: str) -> bool:
    """Whether what is attached as `derived` is a finished file of this very program."""
    found = database.execute(_MADE).fetchall()
    return len(found) == 1 and found[0][1] == maker


@contextmanager
def making(path: str, *, renew: bool = False) -> Iterator[Path]:
    """A new file, or with `renew` a copy, which takes its place when the block ends well and is gone otherwise.

    `OSError` where none can be made, or there is none to copy.
    """
    target = place(path)
    part = _part(target)
    try:
        if renew:
            shutil.copyfile(target, part)
        shutil.copymode(path, part)  # who may not read the store may not read what comes of it
        yield part
        with part.open("r+b") as written:
            os.fsync(written.fileno())
        with suppress(PermissionError):  # Windows lets nobody replace a file that is read
            part.replace(target)
    finally:
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
