"""JSON Lines: one record a line."""

import json
from collections.abc import Iterator

from kg.model import Reading, Rejected
from kg.read.decode import Decoder
from kg.read.limits import Limits, size
from kg.read.lines import lines
from kg.read.record import reading
from kg.read.source import Source


class JsonLinesReader:
    """Reads the contract's input records, one JSON object a line; a bad line costs that line only."""

    def read(self, source: Source, limits: Limits) -> Iterator[Reading | Rejected]:
        """The articles in the order of their lines; blank lines are skipped."""
        decoder = Decoder(source.head)
        for number, line in lines(source.content, limits.record_bytes):
            origin = f"{source.origin}#{number}"
            if line is None:
                yield Rejected("line", origin, f"it is longer than {size(limits.record_bytes)}")
            elif line.strip():
                yield from json_record(line, decoder, origin, limits)


def json_record(raw: bytes, decoder: Decoder, origin: str, limits: Limits) -> Iterator[Reading | Rejected]:
    """The article of one JSON object."""
    text, lost = decoder.decode(raw)
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = str(error)
        if isinstance(error, json.JSONDecodeError):
            why = f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
        yield Rejected("record", origin, f"it is not JSON: {why}")
        return
    if not isinstance(fields, dict):
        yield Rejected("record", origin, "it must be a JSON object with the field 'text'")
        return
    if lost:
        yield characters_lost(origin, lost)
    yield from reading(fields, origin, limits)


def characters_lost(origin: str, count: int) -> Rejected:
    """The note on an article that was kept although some bytes of it meant nothing."""
    return Rejected("characters", origin, f"{count:,} could not be decoded and read U+FFFD; the article was kept")
