"""Reads a zip file that has lost its end, where its table of contents was, member by member from the front.

Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT , section 4.3.7 (local file header).
"""

import struct
import zlib
from collections.abc import Iterator
from typing import IO

from kg.read.source import Binary

_HEADER = struct.Struct("<4sHHHHHLLLHH")
_MAGIC = b"PK\x03\x04"
_UTF8_NAMES = 0x800
_SIZE_FOLLOWS = 0x8
_STORED, _DEFLATED = 0, 8
_CHUNK = 1 << 16


class _Inflated:
    """The bytes of one deflated member; knows when the member ends without being told its size."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)

    def read(self, size: int, /) -> bytes:
        while not self._inflater.eof:
            packed = self._inflater.unconsumed_tail or self._file.read(_CHUNK)
            if not packed:
                raise EOFError("the file ends within this member")
            if chunk := self._inflater.decompress(packed, size):
                return chunk
        return b""

    def finish(self) -> None:
        """Moves the file to the end of the member, whether or not all of it was read."""
        while self.read(_CHUNK):
            pass
        self._file.seek(-len(self._inflater.unused_data), 1)


class _Stored:
    """The bytes of one member that is not compressed."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._left = size

    def read(self, size: int, /) -> bytes:
        chunk = self._file.read(min(size, self._left))
        if not chunk and self._left:
            raise EOFError("the file ends within this member")
        self._left -= len(chunk)
        return chunk

    def finish(self) -> None:
        """Moves the file to the end of the member, whether or not all of it was read."""
        self._file.seek(self._left, 1)


def salvage(file: IO[bytes]) -> Iterator[tuple[str, Binary]]:
    """Names and contents of the members that can still be found, in the order of the file; read each before the next.

    Stops at the first member that is encrypted, packed in another way than deflate, or damaged.
    """
    while len(header := file.read(_HEADER.size)) == _HEADER.size:
        magic, _, flags, method, _, _, _, packed, _, name_size, extra_size = _HEADER.unpack(header)
        if magic != _MAGIC:
            if not _skip_descriptor(file, header):
                return
            continue
        raw_name = file.read(name_size)
        file.seek(extra_size, 1)
        content = _content(file, flags, method, packed)
        if content is None:
            return
        yield raw_name.decode("utf-8" if flags & _UTF8_NAMES else "cp437", "replace"), content
        try:
            content.finish()
        except (EOFError, zlib.error):
            return


def _content(file: IO[bytes], flags: int, method: int, packed: int) -> _Inflated | _Stored | None:
    encrypted = flags & 0x1
    if method == _DEFLATED and not encrypted:
        return _Inflated(file)
    if method == _STORED and not encrypted and not flags & _SIZE_FOLLOWS:
        return _Stored(file, packed)
    return None


def _skip_descriptor(file: IO[bytes], read: bytes) -> bool:
    """Moves past the sizes that some writers put behind a member; False where no further member follows."""
    at = read.find(_MAGIC)
    if 0 < at <= 24:
        file.seek(at - len(read), 1)
        return True
    return False
