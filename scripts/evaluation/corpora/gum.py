"""GUM: CoNLL-U with nested entities. A name is the run of proper nouns around the head of an entity's span."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.gold import Document, Marked, either, trim
from kg.evaluate.spans import Name
from kg.extract.reader.labels import PRONOUNS
from kg.model import Span

_GENRES = ("bio", "court", "interview", "news", "speech")
_CLASSES = {"person": "Person", "organization": "Organization", "place": "Place"}
_MENTIONED = {**_CLASSES, "event": "Event"}
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
class Token:
    """A word: its characters, tag, whether a plural name, and what governs it how."""

    span: Span
    tag: str
    plural: bool
    head: int  # index in the document; its own where it is the root
    relation: str


@dataclass(slots=True)
class Text:
    """A document with its words and its entities, nested as they are."""

    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    entities: list[tuple[int, int, str, str]] = field(default_factory=list)  # first, last, class, id
    open: list[tuple[str, str, int]] = field(default_factory=list)
    fused: tuple[int, str] = (0, "")  # a word written as one ("site's"): its last token's number and what follows it


def gum(folder: Path) -> Iterator[Document]:
    """The genres nearest to news. Whatever is called both place and organization somewhere may be either."""
    files = [path for genre in _GENRES for path in sorted(folder.glob(f"dep/GUM_{genre}_*.conllu"))]
    yield from either(document(path.stem, read(path)) for path in files)


def document(stem: str, text: Text) -> Document:
    """The names and mentions of a document."""
    return Document(
        f"gum-{stem}", text.text, tuple(names(text)), tuple(_ignored(text)), mentions=tuple(_mentions(text))
    )


def read(path: Path) -> Text:
    """One file with its words and entities."""
    document = Text()
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


def _add(document: Text, cells: list[str], base: int) -> None:
    number = int(cells[0])
    last, after = document.fused
    start = len(document.text)
    document.text += cells[1] + ("" if number < last else after if number == last else _space(cells))
    if number >= last:
        document.fused = (0, "")
    at = len(document.tokens)
    head = base + int(cells[6]) - 1 if cells[6] != "0" else at
    document.tokens.append(
        Token((start, start + len(cells[1])), _tag(cells), cells[4] == "NNPS", head, cells[7].partition(":")[0])
    )
    for match in _BRACKETS.finditer(_misc(cells).get("Entity", "")):
        if match["open"]:
            document.open.append((match["open"], match["class"], at))
        if match["single"] or match["close"]:
            key = match["open"] or match["close"]
            place = max(i for i, entry in enumerate(document.open) if entry[0] == key)
            _, class_, first = document.open.pop(place)
            document.entities.append((first, at, class_, key))


def _tag(cells: list[str]) -> str:
    """The universal tag; proper nouns are what the treebank's own tag calls so, adjectives within names, too:
    "United" in "United Nations", "New" in "New York"."""
    return "PROPN" if cells[4] in ("NNP", "NNPS") else cells[3]


def _misc(cells: list[str]) -> dict[str, str]:
    return {key: value for key, _, value in (part.partition("=") for part in cells[9].split("|"))}


def _space(cells: list[str]) -> str:
    return "" if _misc(cells).get("SpaceAfter") == "No" else " "


def names(document: Text) -> Iterator[Name]:
    """People, organizations and places whose head is a proper noun, cut to the proper nouns."""
    seen: set[Span] = set()
    for first, last, class_, key in sorted(document.entities):
        at = head(document.tokens, first, last)
        if class_ not in _CLASSES or document.tokens[at].tag != "PROPN" or _rank(document, at, class_):
            continue
        if _inside_longer(document, at):
            continue
        joins = _JOINS if class_ == "organization" else frozenset()
        low, high = _core(document, at, (first, last), joins)
        span = trim(document.text, (document.tokens[low].span[0], document.tokens[high].span[1]))
        if span not in seen:
            seen.add(span)
            yield Name(*span, (_CLASSES[class_],), key)


def proper(document: Text, at: int, limits: Span) -> Span:
    """The characters of the proper nouns around the word `at` within a span of words."""
    low, high = _core(document, at, limits, _JOINS)
    return trim(document.text, (document.tokens[low].span[0], document.tokens[high].span[1]))


def _ignored(document: Text) -> Iterator[Span]:
    """Ranks and peoples that are tagged as names, and names inside a longer name ("the Kenya Law Society")."""
    for first, last, class_, _ in document.entities:
        at = head(document.tokens, first, last)
        if document.tokens[at].tag == "PROPN" and (_rank(document, at, class_) or _inside_longer(document, at)):
            yield document.tokens[first].span[0], document.tokens[last].span[1]


def _rank(document: Text, head: int, class_: str) -> bool:
    token = document.tokens[head]
    return class_ == "person" and (token.plural or document.text[slice(*token.span)].lower() in _RANKS)


def _inside_longer(document: Text, head: int) -> bool:
    """Whether the name is part of the proper name that follows it directly."""
    tokens = document.tokens
    token = tokens[head]
    between = tokens[head + 1 : token.head]
    return (
        token.relation == "compound"
        and token.head > head
        and all(other.tag == "PROPN" for other in (*between, tokens[token.head]))
    )


def head(tokens: list[Token], first: int, last: int) -> int:
    """The word of a span that no other word of it governs."""
    inside = range(first, last + 1)
    return next(i for i in inside if tokens[i].head not in inside or tokens[i].head == i)


def _core(document: Text, head: int, limits: Span, joins: frozenset[str]) -> Span:
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


def _mentions(text: Text) -> Iterator[Marked]:
    named = {(name.start, name.end): name for name in names(text)}
    taken: set[tuple[int, int]] = set()
    for first, last, class_, key in sorted(text.entities):
        at = head(text.tokens, first, last)
        token = text.tokens[at]
        ours = _MENTIONED.get(class_, "Other")
        span, form = token.span, "nominal"
        if token.tag == "PROPN":
            found = next((s for s in named if s[0] <= token.span[0] and token.span[1] <= s[1]), None)
            if found is not None and ours in ("Person", "Organization", "Place"):
                span, form = found, "name"
            elif ours in ("Event", "Other"):
                span, form = proper(text, at, (first, last)), "name"
        elif token.tag == "PRON" or text.text[slice(*token.span)].lower() in PRONOUNS:
            form = "pronoun"
        elif token.tag not in ("NOUN", "NUM", "ADJ"):
            continue  # a clause or a verb: nothing that we mark
        if span not in taken:
            taken.add(span)
            yield Marked(*span, ours, form, key)
