"""Lines of a stream, whatever their length, in bounded memory."""

from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 1 << 16


def lines(content: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers from 1, line ends kept; None for one of over `limit` bytes, which is skipped."""
    number = 0
    while line := content.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = content.readline(_CHUNK)
        yield number, None
