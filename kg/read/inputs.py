"""Finds the files behind what the user named: files, folders, `-` for standard input."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.model import Rejected

STANDARD_INPUT = "-"


def check(inputs: Sequence[str]) -> None:
    """Raises `InputError` naming every input that does not exist or may not be read."""
    named = [name for name in inputs if name != STANDARD_INPUT]
    missing = [name for name in named if not os.path.lexists(name)]
    closed = [name for name in named if os.path.exists(name) and not os.access(name, os.R_OK)]
    for what, names in (("No such file or folder", missing), ("Permission denied", closed)):
        if names:
            listed = ", ".join(f"'{readable(name)}'" for name in names)
            raise InputError(f"{what}: {listed}. Nothing was read.")


def files(inputs: Iterable[str]) -> Iterator[tuple[str, Path] | Rejected]:
    """Every file once, with the id that a plain text in it gets: its name, or its path inside the named folder."""
    seen: set[str] = set()
    for given in inputs:
        if given == STANDARD_INPUT:
            continue
        for found in _files(Path(os.path.abspath(given))):
            if isinstance(found, Rejected):
                yield found
                continue
            real = os.path.realpath(found[1])
            if real not in seen:
                seen.add(real)
                yield found


def readable(name: str) -> str:
    """A file name as text: bytes that no encoding explains are written as `\\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _files(given: Path) -> Iterator[tuple[str, Path] | Rejected]:
    if not os.path.isdir(given):  # `Path.is_dir` raises where the folder around it is closed to us
        yield _regular(readable(given.name), given)
        return
    empty = True
    for found in _inside(given):
        empty = False
        yield found
    if empty:
        yield Rejected("folder", readable(str(given)), "it holds no files (hidden ones are not read)")


def _inside(top: Path) -> Iterator[tuple[str, Path] | Rejected]:
    """The files of a folder and of those in it, in the order of their names; folders may be nested to any depth."""
    waiting = _entries(top)
    while waiting:
        found = waiting.pop()
        if isinstance(found, Rejected):
            yield found
        elif not os.path.isdir(found):
            yield _regular(readable(found.relative_to(top).as_posix()), found)
        elif found.is_symlink():
            yield Rejected("folder", readable(str(found)), "it is a link to a folder; name the folder itself")
        else:
            waiting += _entries(found)


def _entries(folder: Path) -> list[Path | Rejected]:
    """What lies in a folder and is not hidden, the last first."""
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    except OSError as error:
        return [Rejected("folder", readable(str(folder)), f"it cannot be opened: {error.strerror}")]
    return [*sorted(entries, key=lambda entry: os.fsencode(entry.name), reverse=True)]


def _regular(name: str, path: Path) -> tuple[str, Path] | Rejected:
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return name, path
    except OSError as error:
        return Rejected("file", readable(str(path)), f"it cannot be opened: {error.strerror}")
    return Rejected("file", readable(str(path)), "it is not a regular file")
