"""What every page of a site carries beside its story, told by its wording."""

import re
from typing import get_args

from kg.read.pages.wording import Kind, patterns, phrases, words
from kg.text.folding import key

_KINDS: dict[str, Kind] = {phrase: kind for kind in get_args(Kind) for phrase in phrases(kind)}
_SECTIONS = phrases("sections")
_ENTRIES = frozenset(_KINDS) | _SECTIONS | phrases("menu")
_OUTLETS, _OUTLETS_FIRST = words("outlets"), words("outlets_first")
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

_BETWEEN_ENTRIES = re.compile(r" ?[|•·] ?|\t\s*|  +")
_LONGEST_MENU, _ENTRY_WORDS = 300, 5
_FEWEST_ENTRIES, _FEWEST_CAPITALS = 3, 4
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{3,}(?:\.[\w-]+)*\.[a-z]{2,6}\Z", re.IGNORECASE)
_OUTLET_WORDS = 3


def furniture(text: str) -> Kind | None:
    """Whether a line is site furniture: `list` closes a story, `links` heads links to others, `inline` is any other."""
    if known := _KINDS.get(_bare(text)):
        return known
    count = len(text.split())
    begin = text.lstrip(_BULLETS)
    for kind, most, pattern in _PATTERNS:
        if count <= most and (pattern.match(begin) or pattern.match(text)):
            return kind
    return "inline" if len(text) <= _LONGEST_MENU and (_menu(text) or _menu_in_capitals(text)) else None


def section(text: str) -> bool:
    """Whether a line is the name of a section of a paper."""
    return _bare(text) in _SECTIONS


def outlet(text: str, source: str | None = None) -> int:
    """Whether a line is the name of an outlet: 2 for certain, 1 where it may be a headline about one, else 0.

    `source` is the outlet of the page where that is known.
    """
    if source and len(text) <= _LONGEST_PHRASE and key(text) == key(source):
        return 2
    tokens = text.removeprefix("The ").removeprefix("THE ").split()
    if len(tokens) == 1:
        return 2 if _DOMAIN.match(text) else 0
    if not 2 <= len(tokens) <= _OUTLET_WORDS or not all(token[0].isupper() for token in tokens):
        return 0
    known = tokens[-1].casefold() in _OUTLETS or tokens[0].casefold() in _OUTLETS_FIRST
    return 0 if not known else 2 if len(tokens) == 2 else 1


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


def _menu(text: str) -> bool:
    """Whether bars or wide gaps part a line into entries of a menu: two known ones, or half of all, are enough."""
    entries = [entry for entry in map(str.strip, _BETWEEN_ENTRIES.split(text)) if entry]
    if len(entries) < _FEWEST_ENTRIES or any(len(entry.split()) > _ENTRY_WORDS for entry in entries):
        return False
    if any(entry[0].isdigit() for entry in entries):
        return False  # a row of a table, or a date
    known = sum(_bare(entry) in _ENTRIES for entry in entries)
    return known > 1 or 2 * known >= len(entries)


def _menu_in_capitals(text: str) -> bool:
    """Whether a line in capitals is a menu whose gaps went lost: all but one entry in four known, and one of them
    nothing but an entry, since "WORLD HEALTH ORGANIZATION" is made of sections too."""
    if not text.isupper():
        return False
    tokens = text.casefold().split()
    at = entries = known = 0
    sure = False
    while at < len(tokens):
        size = next((n for n in (3, 2, 1) if at + n <= len(tokens) and " ".join(tokens[at : at + n]) in _ENTRIES), 0)
        phrase = " ".join(tokens[at : at + size])
        entries, known, at = entries + 1, known + (size > 0), at + max(size, 1)
        sure = sure or phrase in _KINDS or phrase in ("news", "sports")
    return sure and entries >= _FEWEST_CAPITALS and 4 * known >= 3 * entries


def _bare(text: str) -> str:
    if len(text) > _LONGEST_PHRASE:
        return ""
    return _COUNT.sub("", _MARKS.sub("", text)).casefold().replace("i\u0307", "i")  # of the Turkish capital İ
