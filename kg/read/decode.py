"""Bytes to text: one policy for every format. No article is lost over its encoding."""

import codecs
import io
import re
from functools import cached_property

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOST = "\ufffd"
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n?")
# Encodings of web pages and feeds leave these alone; UTF-16 and the codecs of Python that are none do not.
_PLAIN = b"<p>\\u0041"

# English text with curly quotes, dashes and a few accented names is Windows-1252 far more often than anything
# else that its bytes might be; beyond this share of non-ASCII bytes the text is not mainly English.
_WESTERN = 0.05


def clean(text: str) -> str:
    """Text as the rest of kg sees it: lines end in a line feed, and lone surrogates are replaced by U+FFFD."""
    if "\r" in text:
        text = _BREAKS.sub("\n", text)
    return text if text.isascii() else _SURROGATES.sub(_LOST, text)


class Decoder:
    """Decodes the pieces of one input alike; `head` is its beginning, `declared` the encoding that it claims."""

    def __init__(self, head: bytes, declared: str | None = None) -> None:
        self._head = head
        self._declared = declared if declared and _strictly(_PLAIN, declared) == _PLAIN.decode() else None

    def decode(self, data: bytes) -> tuple[str, int]:
        """The clean text, and how many characters could not be made out and read U+FFFD instead."""
        data = data.removeprefix(codecs.BOM_UTF8)
        for encoding in ("utf-8", self._declared):
            if encoding and (text := _strictly(data, encoding)) is not None:
                return clean(text), 0
        patched = data.decode("utf-8", "replace")
        lost = patched.count(_LOST)
        if 2 * lost <= sum(not char.isascii() for char in patched) - lost:
            return clean(patched), lost  # plainly UTF-8 with some damage
        for encoding in (self._guess, _guess(data)):
            if encoding and (text := _strictly(data, encoding)) is not None:
                return clean(text), 0
        return clean(patched), lost

    @cached_property
    def _guess(self) -> str | None:
        return None if _strictly(self._head[:-4], "utf-8") is not None else _guess(self._head)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _guess(data: bytes) -> str | None:
    beyond = len(data.translate(None, bytes(range(128))))
    if beyond <= _WESTERN * len(data) and _strictly(data, "cp1252") is not None:
        return "cp1252"
    best = from_bytes(data[: 1 << 16]).best()
    return best.encoding if best else None


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 where the bytes say so by a byte order mark or by their zeros; None for all else."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return None if encoding == "utf-8" else encoding
    sample = head[:1000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.8 * len(sample) / 2 and not even:
        return "utf-16-le"
    if even > 0.8 * len(sample) / 2 and not odd:
        return "utf-16-be"
    return None


class Narrowed:
    """A UTF-16 or UTF-32 stream as UTF-8, so that the readers see one encoding with one-byte line ends."""

    def __init__(self, wide: io.BufferedReader, encoding: str) -> None:
        self._wide = wide
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def read(self, size: int, /) -> bytes:
        """At most `size` UTF-8 bytes; none at the end."""
        ended = False
        while not self._ready and not ended:
            chunk = self._wide.read(1 << 14)
            ended = not chunk
            text = self._decoder.decode(chunk, final=ended).replace("\ufeff", "")
            self._ready = text.encode("utf-8", "replace")
        taken, self._ready = self._ready[:size], self._ready[size:]
        return taken
