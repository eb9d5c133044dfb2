"""What the components write down about one `Doc`, beside spaCy's own annotation.

Tokens are referred to by their index in the `Doc`; the `Doc` covers `article.text[offset:offset + len(doc.text)]`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from kg.extract.reader.reading import Found, Reading
from kg.model import Article, Form, Rejected, Stance
from kg.text.dates import Dated

_KEY = "kg"


@dataclass(slots=True)
class Cluster:
    """Somebody or something that one story refers to; `item` is the story's number.

    `same_as` is what the gazetteer says it is. `key` tells namesakes in the record's id apart from `name`, the label.
    """

    class_: str
    name: str
    item: int
    same_as: tuple[str, ...] = ()
    key: str = ""


@dataclass(slots=True)
class Reference:
    """A mention: tokens `start` to `end`, of which `head` is the syntactic one, and the cluster it belongs to."""

    start: int
    end: int
    head: int
    class_: str
    form: Form
    cluster: Cluster


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills the object of a draft: a cluster or a literal, and the tokens that say so."""

    start: int
    end: int
    cluster: Cluster | None = None
    value: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it has ids: subject, predicate, object, the sentence, how it is meant and who found it."""

    subject: Filler
    predicate: str
    object: Filler
    confidence: float
    extractor: str
    stance: Stance = "asserted"
    speaker: Cluster | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Direct speech, tokens `start` to `end`, and who says it where the text makes that clear."""

    start: int
    end: int
    speaker: Cluster | None


@dataclass(slots=True)
class Notes:
    """All annotation of one `Doc`; `reading`, the `spans` in it and `phrases` are the trained reader's.

    `nameless` are chains of mentions in which nobody is named. References to them are written like others, but records
    are made only of what a statement is about. `pronouns` are those in drafts that nobody else
    may take for who does something: "who", "which", "I". `dated` remembers the dates of each sentence.
    """

    article: Article
    offset: int = 0
    references: list[Reference] = field(default_factory=list)
    dates: list[tuple[int, int, int, Dated]] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    reading: Reading | None = None
    spans: list[Found] = field(default_factory=list)
    phrases: list[Reference] = field(default_factory=list)
    nameless: list[tuple[Reference, ...]] = field(default_factory=list)
    pronouns: list[Reference] = field(default_factory=list)
    dated: dict[tuple[int, int], Sequence[tuple[int, int, Dated]]] = field(default_factory=dict)
    _by_token: dict[int, Reference] | None = None

    def at(self, token: int) -> Reference | None:
        """The mention that covers this token."""
        if self._by_token is None:
            self._by_token = {i: ref for ref in self.references for i in range(ref.start, ref.end)}
        return self._by_token.get(token)

    def add(self, reference: Reference) -> None:
        """Write down one more mention."""
        self.references.append(reference)
        self._by_token = None

    def drop(self, start: int, end: int) -> None:
        """Strike out what was taken for names within a title ("State" in "Secretary of State")."""
        self.references = [
            ref for ref in self.references if not (start <= ref.start and ref.end <= end and ref.class_ != "Position")
        ]
        self._by_token = None

    def holder(self, post: Reference) -> Reference | None:
        """The person whose title a mention of a position is: the name right behind it."""
        for draft in self.drafts:
            held = draft.predicate == "holdsPosition" and draft.object.start == post.start
            if held and draft.subject.start == post.end:
                return self.at(draft.subject.start)
        return None

    def within(self, span: Span) -> list[Reference]:
        """The mentions that lie in a span, in text order."""
        return sorted(
            (ref for ref in self.references if span.start <= ref.start and ref.end <= span.end),
            key=lambda ref: (ref.start, ref.end),
        )

    def item(self, char: int) -> int:
        """The number of the story that holds this character of the article's text."""
        for number, item in enumerate(self.article.items):
            if char < item.end:
                return number
        return max(len(self.article.items) - 1, 0)

    def item_of(self, token: Token) -> int:
        """The number of the story that the token stands in."""
        return self.item(self.offset + token.idx)


def attach(doc: Doc, notes: Notes) -> Doc:
    """Bind notes to a fresh `Doc`."""
    doc.user_data[_KEY] = notes
    return doc


def notes(doc: Doc) -> Notes:
    """The notes of a `Doc`; a `Doc` from elsewhere gets notes on an article made of its text."""
    if _KEY not in doc.user_data:
        attach(doc, Notes(Article(id="", text=doc.text)))
    found = doc.user_data[_KEY]
    assert isinstance(found, Notes)  # noqa: S101 - narrows spaCy's untyped dictionary
    return found
