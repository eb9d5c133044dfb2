"""Who wrote a story, from lines that say so and from lines that are a name and nothing else."""

import re

from kg.read.pages.wording import words
from kg.text.names import is_given_name
from kg.text.places import lookup

_MARKER = re.compile(
    r"(?:(?:story|text|words|written|reported|reporting|article|interview|compiled|prepared|posted|published|"
    r"translated|additional reporting)\s+by|by|authors?|text|reporting by)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_EDITING = re.compile(
    r"[;,.]?\s*\(?\b(?:editing|edited|additional reporting|writing|translated|photos?|photography)\s+by\b.*\Z",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:,|;|\||/|•|·|\band\b|&|\bwith\b|–|—|\s-\s)\s*", re.IGNORECASE)
_PLACE_OF_WORK = re.compile(r"\s+(?:in|at|for|from)\s+(?:the\s+)?[A-Z][\w .'’-]*\Z")
_TITLES = re.compile(
    r"(?:(?P<office>(?:U\.?S\.? )?(?:sen|senator|rep|representative|congressman|congresswoman|gov|governor|president|"
    r"minister|ambassador|secretary|mayor|chairman)s?\.?)|mr|mrs|ms|dr|prof|professor|sir)\.?\s+(?=[A-Z])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*[(\[<]?(?:[\w.+-]+@[\w.-]+|@\w+|https?://\S+)[)\]>]?\s*")
_TOKEN = re.compile(r"(?:[^\W\d_][.’'-]?)+\Z")
_INITIAL = re.compile(r"[A-Z](?:\.-?[A-Z])*\.?\Z")
_DESK = re.compile(rf"\b(?:{'|'.join(sorted(words('desk')))})\b", re.IGNORECASE)
_NO_PERSON, _PARTICLES = words("no_person"), words("particles")
_MOST_WORDS = 5
_MOST_LINE, _MOST_CREDITS = 16, 30


def signed(text: str) -> tuple[str, ...] | None:
    """The authors that a line with a marker names ("By Jane Doe and John Roe, Agency"); None where it is no by-line.

    A politician's guest article ("By Sen. Roe") is a by-line without an author.
    """
    begin = text.lstrip("(")
    marker = _MARKER.match(begin)
    if not marker or len(text.split()) > (_MOST_CREDITS if _EDITING.search(text) else _MOST_LINE):
        return None
    return None if text.endswith(("?", "!", ":")) else _authors(begin[marker.end() :], marked=True)


def names(text: str) -> tuple[str, ...] | None:
    """The authors where a line is made of nothing but people's names and the outlets or places they write for."""
    if len(text.split()) > _MOST_LINE or text.endswith(("?", "!", ":", ";")):
        return None
    return _authors(text, marked=False)


def person(text: str) -> int:
    """How much a line looks like one person's name: 0 not at all, 1 by its form, 2 by a known given name too."""
    tokens = text.split()
    if not 2 <= len(tokens) <= _MOST_WORDS or not all(map(_name_token, tokens)):
        return 0
    plain = [token.strip(".,'’").casefold() for token in tokens]
    if any(token in _NO_PERSON for token in plain) or tokens[-1].casefold() in ("de", "van", "von", "al", "bin"):
        return 0
    if not any(len(token.strip(".")) > 1 for token in tokens[1:]):
        return 0
    known = is_given_name(tokens[0]) or (_INITIAL.match(tokens[0]) is not None and len(tokens) > 1)
    return 0 if lookup(text) else 2 if known else 1


def _name_token(token: str) -> bool:
    word = token.strip(",")
    if word.casefold() in _PARTICLES:
        return True
    return word[:1].isupper() and (_TOKEN.match(word) is not None or _INITIAL.match(word) is not None)


def _authors(text: str, *, marked: bool) -> tuple[str, ...] | None:
    rest = _ADDRESS.sub(" ", _EDITING.sub("", text)).strip(" ().,;|-–—")
    found: list[str] = []
    guest = False
    for part in filter(None, _PARTS.split(rest)):
        title = _TITLES.match(part)
        name = _PLACE_OF_WORK.sub("", part[title.end() :] if title else part).strip(" .()")
        if person(name) >= (1 if marked else 2) or (found and person(name)):
            guest = guest or bool(title and title["office"])
            found.append(name)
        elif not (found or marked) or not (_DESK.search(part) or lookup(part) or lookup(name)):
            return None
    return (() if guest else tuple(dict.fromkeys(found))) if found else None
