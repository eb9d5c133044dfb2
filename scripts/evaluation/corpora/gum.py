"""GUM: CoNLL-U with nested entities. A name is the run of proper nouns around the head of an entity's span."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.gold import Document, Name, either, trim
from kg.model import Span

_GENRES = ("bio", "court", "interview", "news", "speech")
_CLASSES = {"person": "Person", "organization": "Organization", "place": "Place"}
_BRACKETS = re.compile(r"\((?P<open>[^()-]+)-(?P<class>[a-z]+)[^()]*(?P<single>\))?|(?P<close>[^()]+)\)")
_INSIDE = frozenset({"flat", "compound", "amod", "nmod", "conj", "goeswith"})
_RANKS = frozenset(
    (
        "ceo",
        "cfo",
        "country",
        "doctor",
        "dr",
        "general",
        "governor",
        "king",
        "mayor",
        "minister",
        "mr",
        "president",
        "professor",
        "queen",
    )
)
_JOINS = frozenset({"of", "for", "and", "&", "the"})


@dataclass(slots=True)
class _Token:
    span: Span
    tag: str
    plural: bool
    head: int  # index in the document; its own where it is the root
    relation: str


@dataclass(slots=True)
class _Text:
    text: str = ""
    tokens: list[_Token] = field(default_factory=list)
    entities: list[tuple[int, int, str, str]] = field(default_factory=list)  # first, last, class, id
    open: list[tuple[str, str, int]] = field(default_factory=list)
    fused: tuple[int, str] = (0, "")  # a word written as one ("site's"): its last token's number and what follows it


def gum(folder: Path) -> Iterator[Document]:
    """The genres nearest to news. Whatever is called both place and organization somewhere may be either."""
    files = [path for genre in _GENRES for path in sorted(folder.glob(f"dep/GUM_{genre}_*.conllu"))]
    yield from either(_document(path.stem, _read(path)) for path in files)


def _document(stem: str, text: _Text) -> Document:
    return Document(f"gum-{stem}", text.text, tuple(_names(text)), tuple(_ignored(text)))


def _read(path: Path) -> _Text:
    document = _Text()
    break_ = ""
    base = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and document.text:
            break_ = "\n\n"
        elif line.startswith("# text = "):
            document.text += break_
            break_, base = "", len(document.tokens)
        elif line and line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                _add(document, cells, base)
            elif "-" in cells[0]:
                document.fused = (int(cells[0].partition("-")[2]), _space(cells))
        elif not line and document.tokens and not document.text[-1:].isspace():
            document.text += " "
    return document


def _add(document: _Text, cells: list[str], base: int) -> None:
    number = int(cells[0])
    last, after = document.fused
    start = len(document.text)
    document.text += cells[1] + ("" if number < last else after if number == last else _space(cells))
    if number >= last:
        document.fused = (0, "")
    at = len(document.tokens)
    head = base + int(cells[6]) - 1 if cells[6] != "0" else at
    document.tokens.append(
        _Token((start, start + len(cells[1])), cells[3], cells[4] == "NNPS", head, cells[7].partition(":")[0])
    )
    for match in _BRACKETS.finditer(_misc(cells).get("Entity", "")):
        if match["open"]:
            document.open.append((match["open"], match["class"], at))
        if match["single"] or match["close"]:
            key = match["open"] or match["close"]
            place = max(i for i, entry in enumerate(document.open) if entry[0] == key)
            _, class_, first = document.open.pop(place)
            document.entities.append((first, at, class_, key))


def _misc(cells: list[str]) -> dict[str, str]:
    return {key: value for key, _, value in (part.partition("=") for part in cells[9].split("|"))}


def _space(cells: list[str]) -> str:
    return "" if _misc(cells).get("SpaceAfter") == "No" else " "


def _names(document: _Text) -> Iterator[Name]:
    seen: set[Span] = set()
    for first, last, class_, key in sorted(document.entities):
        head = _head(document.tokens, first, last)
        if class_ not in _CLASSES or document.tokens[head].tag != "PROPN" or _rank(document, head, class_):
            continue
        if _inside_longer(document, head):
            continue
        joins = _JOINS if class_ == "organization" else frozenset()
        low, high = _core(document, head, (first, last), joins)
        span = trim(document.text, (document.tokens[low].span[0], document.tokens[high].span[1]))
        if span not in seen:
            seen.add(span)
            yield Name(*span, (_CLASSES[class_],), key)


def _ignored(document: _Text) -> Iterator[Span]:
    """Ranks and peoples that are tagged as names, and names inside a longer name ("the Kenya Law Society")."""
    for first, last, class_, _ in document.entities:
        head = _head(document.tokens, first, last)
        if document.tokens[head].tag == "PROPN" and (_rank(document, head, class_) or _inside_longer(document, head)):
            yield document.tokens[first].span[0], document.tokens[last].span[1]


def _rank(document: _Text, head: int, class_: str) -> bool:
    token = document.tokens[head]
    return class_ == "person" and (token.plural or document.text[slice(*token.span)].lower() in _RANKS)


def _inside_longer(document: _Text, head: int) -> bool:
    """Whether the name is part of the proper name that follows it directly."""
    tokens = document.tokens
    token = tokens[head]
    between = tokens[head + 1 : token.head]
    return (
        token.relation == "compound"
        and token.head > head
        and all(other.tag == "PROPN" for other in (*between, tokens[token.head]))
    )


def _head(tokens: list[_Token], first: int, last: int) -> int:
    inside = range(first, last + 1)
    return next(i for i in inside if tokens[i].head not in inside or tokens[i].head == i)


def _core(document: _Text, head: int, limits: Span, joins: frozenset[str]) -> Span:
    """The proper nouns next to the head; `joins` are the small words that may stand between two of them."""
    tokens = document.tokens

    def run(at: int, step: int) -> int:
        following = at + step
        while limits[0] <= following <= limits[1]:
            token = tokens[following]
            if token.tag == "PROPN" and token.relation in _INSIDE:
                at = following
            elif document.text[slice(*token.span)].lower() not in joins:
                break
            following += step
        return at

    return run(head, -1), run(head, 1)
