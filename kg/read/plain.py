"""Plain text: one file, one article."""

from collections.abc import Iterator

from kg.model import Reading, Rejected
from kg.read.decode import Decoder
from kg.read.jsonl import characters_lost
from kg.read.limits import Limits, size
from kg.read.record import reading
from kg.read.source import Source


class PlainReader:
    """Reads a whole file as the text of one article whose id is the file's name."""

    def read(self, source: Source, limits: Limits) -> Iterator[Reading | Rejected]:
        """The article."""
        data = source.content.read(limits.article_bytes + 1)
        if len(data) > limits.article_bytes:
            yield Rejected("file", source.origin, f"its text is larger than {size(limits.article_bytes)}")
            return
        if b"\0" in data:
            yield Rejected("file", source.origin, "it is binary, not text")
            return
        text, lost = Decoder(data).decode(data)
        if lost:
            yield characters_lost(source.origin, lost)
        yield from reading({"id": source.name or None, "text": text}, source.origin, limits)
