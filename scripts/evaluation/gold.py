"""What a corpus says is right, in one shape for every corpus."""

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.model import Span

Half = Literal["dev", "held"]

_CLOSING = re.compile(r"[.,;:!?%)\]}]|'s|’s|n't|'(?:re|ve|ll|d|m)|'", re.IGNORECASE)
_OPENING = frozenset("([{$£€#")
_QUOTES = frozenset({'"', "``", "''"})
_EDGE = re.compile(r"(?:(?:the|a|an)\s+)?(.*?)(?:\s*['’]s)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text. `classes` are the accepted ones, the corpus's own first; `cluster` is its entity."""

    start: int
    end: int
    classes: tuple[str, ...]
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that a passage states; `named` is false where a pronoun stands for either side."""

    property: str
    subject: Span
    object: Span
    named: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that was annotated in full for these properties; a fact that is not there is known to be wrong."""

    start: int
    end: int
    properties: frozenset[str]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its right answers; what lies in `ignored` counts neither way."""

    id: str
    text: str
    names: tuple[Name, ...] = ()
    ignored: tuple[Span, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def order(self) -> str:
        """A hash of the id: samples and halves follow it, never the order in the corpus."""
        return hashlib.sha256(self.id.encode()).hexdigest()

    @property
    def half(self) -> Half:
        """`dev` is read and tuned on; `held` is only scored."""
        return "dev" if int(self.order, 16) % 2 == 0 else "held"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named set of documents and the tasks that it can score: `names`, `coreference`, `relations`."""

    name: str
    documents: tuple[Document, ...]
    tasks: frozenset[str]


def join_tokens(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Text as a newspaper would print these tokens, and the span of each token in it."""
    text = ""
    spans: list[Span] = []
    open_quote = False
    glue = True
    for token in tokens:
        quote = token in _QUOTES
        closes = open_quote if quote else _CLOSING.fullmatch(token) is not None
        if not glue and not closes:
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        open_quote = open_quote != quote
        glue = token in _OPENING or (quote and open_quote)
    return text, spans


def trim(text: str, span: Span) -> Span:
    """The span without a leading article and a trailing possessive: corpora differ on both."""
    match = _EDGE.fullmatch(text, *span)
    return (span[0], span[1]) if match is None or not match[1] else match.span(1)


def overlaps(left: Span, right: Span) -> bool:
    """Whether the two spans share a character."""
    return left[0] < right[1] and right[0] < left[1]


def within(inner: Span, outer: Span) -> bool:
    """Whether the first span lies inside the second or equals it."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def bio_spans(tags: Iterable[str]) -> list[tuple[int, int, str]]:
    """`(first token, past the last token, label)` of each BIO run."""
    found: list[tuple[int, int, str]] = []
    for at, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        if prefix == "I" and found and found[-1][1] == at and found[-1][2] == label:
            found[-1] = (found[-1][0], at + 1, label)
        elif prefix in {"B", "I"}:
            found.append((at, at + 1, label))
    return found


def either(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents with names that are a place here and an organization there ("China agreed") accepted as both."""
    read = tuple(documents)
    seen = {(document.text[n.start : n.end], n.classes[0]) for document in read for n in document.names}
    both = {text for text, class_ in seen if class_ == "Place" and (text, "Organization") in seen}
    return tuple(replace(document, names=tuple(_accepting(document, both))) for document in read)


def _accepting(document: Document, both: Container[str]) -> Iterator[Name]:
    for name in document.names:
        yield _widen(name) if document.text[name.start : name.end] in both else name


def _widen(name: Name) -> Name:
    other = {"Place": "Organization", "Organization": "Place"}.get(name.classes[0])
    return name if other is None else replace(name, classes=(name.classes[0], other))


def labelled(text: str, spans: Iterable[tuple[Span, str]], classes: Mapping[str, str]) -> tuple[Name, ...]:
    """Names from spans with corpus labels; labels without a class of ours are left out."""
    return tuple(Name(*trim(text, span), (classes[label],)) for span, label in spans if label in classes)
