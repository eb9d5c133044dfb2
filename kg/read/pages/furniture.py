"""What every page of a site carries beside its story, told by its wording."""

import re
from typing import get_args

from kg.read.pages.wording import Kind, patterns, phrases

_KINDS: dict[str, Kind] = {phrase: kind for kind in get_args(Kind) for phrase in phrases(kind)}
_SECTIONS = phrases("sections")
_PATTERNS = patterns()

# Phrases long enough to be told even where the page glued them to what stood before or after.
_GLUE = (
    "leave a review|leave a comment|leave a reply|follow us on social networks|follow us on social media|"
    "share on facebook|share on twitter|read also|advertisement|news line"
)
_GLUED_START = re.compile(rf"\A(?i:{_GLUE})(?=[A-ZÀ-ÖØ-ÞĀ-ŽƏİ][^\W\d_])")
_GLUED_END = re.compile(rf"(?<=[.!?\"”’)])\s*(?i:{_GLUE})\Z")
_GLUED_MIDDLE = re.compile(
    rf"(?<=[a-zß-öø-ÿ.!?\"”])(?:{'|'.join(p[0].upper() + p[1:] for p in _GLUE.split('|'))})(?=[A-Z]|\Z)"
)

# What agencies put behind the last sentence: "--06D--", "-0-".
_END_MARK = re.compile(r"(?:--?|[–—])\s?\d{1,2}[A-Z]?\s?(?:--?|[–—])\s*\Z")
_MARKS = re.compile(r"\A[\W_]+|[\W_]+\Z")
_BULLETS = "•·*-–—»›>|▶►◄→✓#  \t"
_COUNT = re.compile(r"\s*\(?\d+\)?\Z")
_LONGEST_PHRASE = 200  # with the marks around it


def furniture(text: str) -> Kind | None:
    """Whether a line is site furniture: `list` closes a story, `links` heads links to others, `inline` is any other."""
    if known := _KINDS.get(_bare(text)):
        return known
    words = len(text.split())
    begin = text.lstrip(_BULLETS)
    for kind, most, pattern in _PATTERNS:
        if words <= most and (pattern.match(begin) or pattern.match(text)):
            return kind
    return None


def section(text: str) -> bool:
    """Whether a line is the name of a section of a paper."""
    return _bare(text) in _SECTIONS


def glued(text: str) -> int | None:
    """Where a line falls apart into a phrase of site furniture and something else without a break between them."""
    if match := _GLUED_START.match(text):
        return match.end()
    match = _GLUED_END.search(text) or _GLUED_MIDDLE.search(text)
    if match and match.start() > 0 and match.group().strip():
        return match.start()
    return None


def end_mark(text: str) -> int | None:
    """Where the mark begins that some agencies end a story with."""
    match = _END_MARK.search(text)
    return match.start() if match else None


def _bare(text: str) -> str:
    return _COUNT.sub("", _MARKS.sub("", text)).casefold() if len(text) <= _LONGEST_PHRASE else ""
