"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError


@contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `target` when the block ends well; its folder is made where missing.

    What is no regular file (a pipe, a terminal) is written to directly. Raises `ExportError`.
    """
    place = Path(os.path.realpath(target))  # a link stays a link
    if place.is_dir():
        raise ExportError(f"{target} is a folder; name a file with -o")
    direct = place.exists() and not place.is_file()
    part = place if direct else place.with_name(f".{place.name[:200]}.{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as out:
            yield out
            out.flush()
            if not direct:
                os.fsync(out.fileno())
        if not direct:
            part.replace(place)
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        if not direct:
            part.unlink(missing_ok=True)
