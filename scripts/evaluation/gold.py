"""What a corpus says is right, in one shape for every corpus."""

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from kg.evaluate.spans import Name
from kg.model import Span

Part = Literal["train", "tune", "held"]
PARTS: tuple[Part, ...] = get_args(Part)

_CLOSING = re.compile(r"[.,;:!?%)\]}]|'s|’s|n't|'(?:re|ve|ll|d|m)|'", re.IGNORECASE)
_OPENING = frozenset("([{$£€#")
_QUOTES = frozenset({'"', "``", "''"})
_EDGE = re.compile(r"(?:(?:the|a|an)\s+)?(.*?)(?:\s*['’]s)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that a passage states; `named` is false where a pronoun stands for either side."""

    property: str
    subject: Span
    object: Span
    named: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention: characters (of a phrase its head's), class ("" where the corpus does not say), form, cluster."""

    start: int
    end: int
    class_: str
    form: str
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that was annotated in full for these properties; a fact that is not there is known to be wrong."""

    start: int
    end: int
    properties: frozenset[str]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its right answers; what lies in `ignored` counts neither way.

    `mentions` are all that are marked, names among them; `facts` hold between their clusters, wherever they are stated;
    `sentences` are there where the corpus says them, and so is `own_part`.
    """

    id: str
    text: str
    names: tuple[Name, ...] = ()
    ignored: tuple[Span, ...] = ()
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Marked, ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()
    sentences: tuple[Span, ...] = ()
    own_part: Part | None = None

    @property
    def order(self) -> str:
        """A hash of the id: samples and parts follow it, never the order in the corpus."""
        return _hash(self.id)

    @property
    def part(self) -> Part:
        """Which part it is in."""
        return self.own_part or part_of(self.id)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named set of documents and the tasks that it can score: `names`, `coreference`, `relations`."""

    name: str
    documents: tuple[Document, ...]
    tasks: frozenset[str]


def part_of(name: str) -> Part:
    """Seven in ten texts are trained and tuned on, one sets thresholds, two are `held`: scored and never read.

    What is held now lies within the half that was held while the rules were written, so no rule has seen it.
    """
    return {1: "held", 3: "held", 5: "tune"}.get(int(_hash(name), 16) % 10, "train")  # type: ignore[return-value]


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


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
