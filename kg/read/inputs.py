"""Finds the files behind what the user named: files, folders, `-` for standard input."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.model import Rejected

STANDARD_INPUT = "-"


def check(inputs: Sequence[str]) -> None:
    """Raises `InputError` naming every input that does not exist."""
    missing = [name for name in inputs if name != STANDARD_INPUT and not os.path.lexists(name)]
    if missing:
        listed = ", ".join(f"'{readable(name)}'" for name in missing)
        raise InputError(f"No such file or folder: {listed}. Nothing was read.")


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
    if not given.is_dir():
        yield _regular(readable(given.name), given)
        return
    empty = True
    for found in _inside(given, given):
        empty = False
        yield found
    if empty:
        yield Rejected("folder", readable(str(given)), "it holds no files (hidden ones are not read)")


def _inside(folder: Path, top: Path) -> Iterator[tuple[str, Path] | Rejected]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Rejected("folder", readable(str(folder)), f"it cannot be opened: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if entry.is_symlink():
                yield Rejected("folder", readable(str(entry)), "it is a link to a folder; name the folder itself")
            else:
                yield from _inside(entry, top)
        else:
            yield _regular(readable(entry.relative_to(top).as_posix()), entry)


def _regular(name: str, path: Path) -> tuple[str, Path] | Rejected:
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return name, path
    except OSError as error:
        return Rejected("file", readable(str(path)), f"it cannot be opened: {error.strerror}")
    return Rejected("file", readable(str(path)), "it is not a regular file")
