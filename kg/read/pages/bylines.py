"""Who wrote a story, from lines that say so and from lines that are a name and nothing else."""

import re
from collections.abc import Iterator

from kg.read.pages.datelines import when
from kg.read.pages.wording import words
from kg.text.names import is_given_name
from kg.text.places import lookup

_MARKER = re.compile(
    r"(?:(?:story|text|words|written|reported|reporting|article|interview|compiled|prepared|posted|published|"
    r"translated|additional reporting)\s+by|by|authors?|text|reporting by)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
# Who did what, each at its place in a line: "Reporting by A in B; Editing by C; additional reporting by D".
_WORK = r"(?:reporting|writing|editing|edited|translated|translation|photos?|photography|filming|graphics?|production)"
_CREDIT = re.compile(
    r"[;,.|(\s]{0,4}\b(?:(?:additional|further|extra)\s+)?"
    rf"(?P<work>{_WORK}(?:(?:,| and| &)\s{_WORK})*)\s+by\b\s*:?\s*",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"report|writ", re.IGNORECASE)
_PARTS = re.compile(r"(\s*(?:,|;|\||/|•|·|\band\b|&|\bwith\b|–|—|\s-\s)\s*)", re.IGNORECASE)
_AND = re.compile(r"and\b|&|with\b", re.IGNORECASE)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽƏ]"
_PLACE_OF_WORK = re.compile(
    rf"\s+(?:in|at|for|from)\s+(?:the\s+)?{_CAPITAL}[\w.'’-]*(?:\s(?:{_CAPITAL}[\w.'’-]*|of|the|de|del|la|el|al))*\Z"
)
_TITLES = re.compile(
    r"(?:(?P<office>(?:U\.?S\.? )?(?:sen|senator|rep|representative|congressman|congresswoman|gov|governor|president|"
    r"minister|ambassador|secretary|mayor|chairman)s?\.?)|mr|mrs|ms|dr|prof|professor|sir)\.?\s+(?=[A-Z])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*[(\[<]?(?:[\w.+-]+@[\w.-]+|@\w+|https?://\S+)[)\]>]?\s*")
_TOKEN = re.compile(r"(?:[^\W\d_][.’'-]?)+\Z")
_INITIAL = re.compile(r"[A-Z](?:\.-?[A-Z])*\.?\Z")
_DESK = re.compile(rf"\b(?:{'|'.join(sorted(words('desk')))})\b", re.IGNORECASE)
_OFFICE = re.compile(rf"\b(?:{'|'.join(sorted(words('offices')))})\b|\d", re.IGNORECASE)
_NO_PERSON, _PARTICLES = words("no_person"), words("particles")
_MOST_WORDS = 5
_MOST_LINE, _MOST_CREDITS = 16, 30
_BEFORE_CAPITAL = re.compile(r"(?:[^\W\d_]{1,4})[-'’](?=[^\W\d_])")  # el-Gohary, d'Arc


def signed(text: str) -> tuple[str, ...] | None:
    """The authors that a line with a marker names ("By Jane Doe and John Roe, Agency"); None where it is no by-line.

    Reporters and writers are authors, editors and photographers are not. A politician's guest article ("By Sen. Roe")
    is a by-line without an author.
    """
    begin = text.lstrip("(")
    credits_ = list(_CREDIT.finditer(begin))
    marker = _MARKER.match(begin)
    if len(text.split()) > (_MOST_CREDITS if credits_ else _MOST_LINE) or text.endswith(("?", "!", ":")):
        return None
    first = marker.end() if marker else credits_[0].end() if credits_ and credits_[0].start() == 0 else None
    if first is None:
        return None
    written = marker is not None or _AUTHOR.search(credits_[0]["work"]) is not None
    later = [credit for credit in credits_ if credit.start() >= first]
    ends = [*(credit.start() for credit in later), len(begin)]
    leading = _authors(begin[first : ends[0]], marked=True)
    if leading is None:
        return None
    found = list(leading) if written else []
    for credit, end in zip(later, ends[1:], strict=True):
        if _AUTHOR.search(credit["work"]):
            found += _authors(begin[credit.end() : end], marked=True) or ()
    return tuple(dict.fromkeys(found))


def names(text: str) -> tuple[str, ...] | None:
    """The authors where a line is made of nothing but people's names and the outlets or places they write for."""
    if len(text.split()) > _MOST_LINE or text.endswith(("?", "!", ":", ";")):
        return None
    credit = _CREDIT.search(text)
    return _authors(text[: credit.start()] if credit else text, marked=False)


def signature(text: str) -> bool:
    """Whether a line below a name says what somebody is or how to reach them, so that the name signs a statement."""
    return _OFFICE.search(text) is not None


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
    particle = _BEFORE_CAPITAL.match(word)
    if particle and (particle.group()[:-1].casefold() in _PARTICLES or particle.group()[:-1] in ("d", "o", "l")):
        word = word[particle.end() :]
    return word[:1].isupper() and (_TOKEN.match(word) is not None or _INITIAL.match(word) is not None)


def _authors(text: str, *, marked: bool) -> tuple[str, ...] | None:
    rest = _ADDRESS.sub(" ", text).strip(" ().,;|-–—")
    found: list[str] = []
    guest = False
    for part, joined in _parts(rest):
        if when(part)[0]:  # "By Ada Roe | Lesk | Updated: 12 May 2025"
            continue
        title = _TITLES.match(part)
        name = _PLACE_OF_WORK.sub("", part[title.end() :] if title else part).strip(" .()")
        outlet = _DESK.search(name) is not None
        score = 0 if outlet else person(name)
        if score > 1 or (score and (joined or not _told(found)) and (marked or found)):
            guest = guest or bool(title and title["office"])
            found.append(name)
        elif not (found or marked) or not (outlet or score or _DESK.search(part) or lookup(part) or lookup(name)):
            return None
    return (() if guest else tuple(dict.fromkeys(found))) if found else None


def _told(found: list[str]) -> bool:
    """Whether those found have given names that are known, so that what lacks one is rather their outlet."""
    return any(person(name) > 1 for name in found)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The names in a list, and whether an "and" beside each says that it is one of several people."""
    pieces = _PARTS.split(text)
    parts: list[str] = []
    glue = [""]
    for part, between in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if part:
            parts.append(part)
            glue.append("")
        glue[-1] += between
    for number, part in enumerate(parts):
        yield part, any(_AND.search(beside) is not None for beside in glue[number : number + 2])
