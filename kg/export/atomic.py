"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError

_KEPT = 40
"""Characters of the name that the unfinished file keeps; file systems allow 255 bytes, and a character has up to 4."""


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
    part = place.with_name(f".{place.name[:_KEPT]}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
