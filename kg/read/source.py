"""One piece of input as a stream of bytes that ends early, and says why, rather than fail or flood the memory."""

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.read.limits import Limits, size

# What the standard library raises on damaged, encrypted or unsupported packing; the last four on names and numbers
# that make no sense, which it does not check.
DAMAGE = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OverflowError,
    struct.error,
)

HEAD = 1 << 16
# What is unpacked in one go is lost if the packing turns out to be damaged within it.
_STEP = 1 << 12
_ALWAYS_ALLOWED = 100_000_000


class Binary(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class Budget:
    """What one input may unpack to, over all its members and layers."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self._left = max(_ALWAYS_ALLOWED, limits.expansion * packed)

    def spend(self, count: int) -> bool:
        """Takes unpacked bytes off the budget; False once it is used up."""
        self._left -= count
        return self._left >= 0


class Stream(io.RawIOBase):
    """Bytes up to a limit. After the last of them `fault` says, in words, what kept the rest back, if anything did."""

    def __init__(self, raw: Binary, limits: Limits, budget: Budget | None = None) -> None:
        super().__init__()
        # `read` would collect as much as it is asked for, and drop that where the damage begins.
        self._read = getattr(raw, "read1", raw.read)
        self._limit = limits.file_bytes
        self._left = limits.file_bytes
        self._budget = budget
        self.fault: str | None = None

    def readable(self) -> bool:
        """Always: this is what it is for."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills the buffer as far as the bytes last."""
        filled = 0
        while filled < len(buffer) and self.fault is None:
            chunk = self._take(len(buffer) - filled)
            if not chunk:
                break
            buffer[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        return filled

    def _take(self, count: int) -> bytes:
        try:
            chunk = self._read(min(count, _STEP))
        except DAMAGE as error:
            self.fault = f"it is damaged or cut off ({error}); what could be read before that was kept"
            return b""
        allowed = chunk[: self._left]
        self._left -= len(chunk)
        if self._left < 0:
            self.fault = f"it is larger than {size(self._limit)}; the rest was not read"
        elif self._budget and not self._budget.spend(len(chunk)):
            self.fault = "it unpacks to far more than its own size; the rest was not read"
        return allowed


@dataclass(frozen=True, slots=True)
class Source:
    """A file, a member of an archive or standard input.

    `origin` is its address for the user and the store, `name` the id of a plain text in it (empty where it has
    none), `path` the file where it is one on disk as it stands. `layers` counts what it was unpacked from.
    """

    origin: str
    name: str
    stream: Stream
    content: io.BufferedReader
    path: Path | None = None
    layers: int = 0

    @classmethod
    def of(cls, origin: str, name: str, stream: Stream, path: Path | None = None, layers: int = 0) -> "Source":
        """A source over a stream, buffered so that `head` can look ahead."""
        return cls(origin, name, stream, io.BufferedReader(stream, HEAD), path, layers)

    @property
    def head(self) -> bytes:
        """The first 64 kB at most; they stay to be read. Only before anything else is read."""
        return self.content.peek(HEAD)

    @property
    def suffix(self) -> str:
        """The extension of the file name in lower case, with its dot."""
        return Path(self.name or self.origin).suffix.lower()
