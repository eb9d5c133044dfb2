"""JSON: one record, or an array of records, as a stream."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.model import Reading, Rejected
from kg.read.decode import Decoder
from kg.read.jsonl import json_record
from kg.read.limits import Limits, size
from kg.read.source import Source

_OUTSIDE = re.compile(rb'["\[\]{},]')
_INSIDE = re.compile(rb'["\\]')
_CHUNK = 1 << 16
_BLANKS = b"\xef\xbb\xbf \t\r\n"


class JsonReader:
    """Reads the contract's input records from one JSON document, an array element at a time."""

    def read(self, source: Source, limits: Limits) -> Iterator[Reading | Rejected]:
        """The articles in the order of the array."""
        decoder = Decoder(source.head)
        elements = Elements(source.content, limits.record_bytes)
        number = 0
        for number, element in enumerate(elements, 1):
            origin = f"{source.origin}#{number}"
            if element is None:
                yield Rejected("record", origin, f"it is larger than {size(limits.record_bytes)}")
            else:
                yield from json_record(element, decoder, origin, limits)
        if elements.cut_off:
            yield Rejected("file", source.origin, "it ends before its array does; what could be read was kept")
        elif not number:
            yield Rejected("file", source.origin, "it holds no records")


class Elements:
    """The elements of a JSON array, or the values of a document one after the other; None for one beyond `limit` bytes.

    Only strings and brackets are looked at, so that a broken element costs that element only.
    """

    def __init__(self, content: BinaryIO, limit: int) -> None:
        self._content = content
        self._limit = limit
        self._kept = bytearray()
        self._size = 0
        self._depth = 0
        self._array: bool | None = None
        self._in_string = False
        self._escaped = False

    def __iter__(self) -> Iterator[bytes | None]:
        while chunk := self._content.read(_CHUNK):
            yield from self._feed(chunk)
        yield from self._finish()

    @property
    def cut_off(self) -> bool:
        """Whether the end is missing between two elements; an element without its end is no JSON anyway."""
        return bool(self._array) and self._depth == 0 and not self._in_string

    def _feed(self, chunk: bytes) -> Iterator[bytes | None]:
        """The elements that end in this chunk."""
        at = 0
        if self._array is None:
            at = len(chunk) - len(chunk.lstrip(_BLANKS))
            if at == len(chunk):
                return
            self._array = chunk[at : at + 1] == b"["
            at += self._array
        start = at
        while (mark := self._next(chunk, at)) is not None:
            at = mark + 1
            ended = self._see(chunk[mark : mark + 1])
            if ended:
                self._keep(chunk[start : at if not self._array else mark])
                start = at
                yield from self._finish()
        self._keep(chunk[start:])

    def _finish(self) -> Iterator[bytes | None]:
        """What has gathered since the last element, unless it is blank."""
        element = bytes(self._kept).strip()
        if self._size > self._limit:
            yield None
        elif element and element != b",":
            yield element
        self._kept.clear()
        self._size = 0

    def _next(self, chunk: bytes, at: int) -> int | None:
        if self._escaped and at < len(chunk):
            self._escaped = False
            at += 1
        found = (_INSIDE if self._in_string else _OUTSIDE).search(chunk, at)
        return found.start() if found else None

    def _see(self, mark: bytes) -> bool:
        """Follows the structure; True where an element ends."""
        if mark == b'"':
            self._in_string = not self._in_string
        elif mark == b"\\":
            self._escaped = True
        elif mark in b"[{":
            self._depth += 1
        elif mark in b"]}":
            self._depth -= 1
            return (self._depth <= 0 and not self._array) or self._depth < 0
        elif mark == b"," and self._depth <= 0:
            return bool(self._array)
        return False

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size <= self._limit:
            self._kept += piece
