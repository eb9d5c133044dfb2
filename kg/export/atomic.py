"""Files and folders that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError

_KEPT = 40
"""Characters of the name that the unfinished file keeps; file systems allow 255 bytes, and a character has up to 4."""

BUFFER = 1 << 18
"""Bytes written at a time; with eight thousand, as Python has it, the kernel takes twice as long for a large file."""


@contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `target` when the block ends well; its folder is made where missing.

    What is no regular file (a pipe, a terminal) is written to directly. Raises `ExportError`.
    """
    try:
        place = Path(os.path.realpath(target))  # a link stays a link
        if place.is_dir():
            raise ExportError(f"{target} is a folder; name a file with -o")
        direct = place.exists() and not place.is_file()
        with place.open("wb") if direct else _replacing(place) as out:
            yield out
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror or error}") from error


@contextmanager
def _replacing(place: Path) -> Iterator[BinaryIO]:
    place.parent.mkdir(parents=True, exist_ok=True)
    part = _beside(place, "part")
    try:
        with part.open("wb", BUFFER) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def writing_folder(target: Path, names: Iterable[str]) -> Iterator[Path]:
    """An empty folder that takes the place of `target` when the block ends well; its parent is made where missing.

    `names` are all the files that such a folder may hold: one that holds anything else is left alone. What an earlier
    export left in it goes with it. Raises `ExportError`.
    """
    try:
        place = Path(os.path.realpath(target))  # a link stays a link
        _refuse_strangers(target, place, frozenset(names))
        place.parent.mkdir(parents=True, exist_ok=True)
        part, old = (_beside(place, kind) for kind in ("part", "old"))
        try:
            part.mkdir()
            yield part
            for each in sorted(part.iterdir()):
                _sync(each)
            _exchange(part, place, old)
        finally:
            shutil.rmtree(part, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror or error}") from error


def _refuse_strangers(target: Path, place: Path, names: frozenset[str]) -> None:
    if place.exists() and not place.is_dir():
        raise ExportError(f"{target} is a file; this format writes a folder")
    strangers = sorted({each.name for each in place.iterdir()} - names) if place.is_dir() else []
    if strangers:
        raise ExportError(f"{target} holds {strangers[0]!r}, which no such export writes; name a new folder with -o")


def _beside(place: Path, kind: str) -> Path:
    return place.with_name(f".{place.name[:_KEPT]}.{os.getpid()}.{kind}")


def _sync(path: Path) -> None:
    with path.open("r+b") as written:
        os.fsync(written.fileno())


def _exchange(part: Path, place: Path, old: Path) -> None:
    """Put `part` in the place of what is there; where that fails, what was there comes back."""
    there = place.exists()
    if there:
        shutil.copymode(place, part)
        place.rename(old)
    try:
        part.rename(place)
    except OSError:
        if there:
            old.rename(place)
        raise
