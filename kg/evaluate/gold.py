"""Gold, or predictions, from a folder of the contract's exchange records, as `kg export jsonl` writes them.

Gold need not hold more than is compared: `articles.jsonl` with `id` and `text`; `mentions.jsonl` with `article`,
`start`, `end`, `form`, `class` and `entity`; `statements.jsonl` with `article`, `predicate`, `subject_span` and
`object_span` (`stance` is `asserted` by default). An article of the gold may say in `passages`, a list of `start`,
`end` and `predicates`, which stretches were read for which predicates; all else in it is then left unjudged.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast, get_args

from kg import ontology
from kg.errors import InputError
from kg.evaluate.fields import BadRecordError, Fields, lines
from kg.model import Form, Mention, Span, Stance, Statement

_FORMS: tuple[str, ...] = get_args(Form)
_STANCES: tuple[str, ...] = get_args(Stance)
_EXAMPLES = 20
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an article that was read for these predicates."""

    span: Span
    predicates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """What one side says: texts by article id, mentions and statements; `problems` are `file:line: what`."""

    articles: Mapping[str, str]
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    stretches: Mapping[str, tuple[Stretch, ...]] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[str, ...] = ()

    def complaints(self) -> Iterator[str]:
        """How many problems there are, and the first of them."""
        if self.problems:
            yield f"{len(self.problems):,} that could not be used:"
            yield from (f"  {problem}" for problem in self.problems[:_EXAMPLES])
        if len(self.problems) > _EXAMPLES:
            yield f"  and {len(self.problems) - _EXAMPLES:,} more"


def read(folder: Path) -> Annotations:
    """The records of a folder; a line that cannot be used is a problem. `InputError` where there are no articles."""
    reader = _Reader(folder)
    articles: dict[str, str] = {}
    stretches: dict[str, tuple[Stretch, ...]] = {}
    reader.each("articles", lambda fields: _article(fields, articles, stretches))
    if not articles:
        raise InputError(f"{folder} holds no articles: {'; '.join(reader.problems) or 'articles.jsonl is empty'}")
    mentions = reader.each("mentions", lambda fields: _mention(fields, articles))
    statements = reader.each("statements", lambda fields: _statement(fields, articles))
    return Annotations(articles, tuple(mentions), tuple(statements), stretches, tuple(reader.problems))


class _Reader:
    """Reads the files of a folder and notes what it could not use."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InputError(f"{folder} is no folder of exchange records; kg export jsonl writes one")
        self.folder = folder
        self.problems: list[str] = []

    def each(self, name: str, make: Callable[[Fields], T]) -> list[T]:
        """What `make` makes of every record of the file."""
        path = self.folder / f"{name}.jsonl"
        if not path.exists():
            self.problems.append(f"{path} is not there")
            return []
        made = []
        for found in lines(path):
            try:
                if isinstance(found, str):
                    self.problems.append(found)
                else:
                    made.append(make(found))
            except BadRecordError as error:
                self.problems.append(f"{found.where if isinstance(found, Fields) else path}: {error}")
        return made


def _article(fields: Fields, articles: dict[str, str], stretches: dict[str, tuple[Stretch, ...]]) -> None:
    id_, text = fields.text("id"), fields.text("text")
    if id_ in articles:
        raise BadRecordError(f"article {id_!r} is there already; the first one counts")
    if "passages" in fields:
        stretches[id_] = tuple(
            Stretch(each.span(text), tuple(map(_predicate, each.texts("predicates"))))
            for each in fields.records("passages")
        )
    articles[id_] = text


def _mention(fields: Fields, articles: Mapping[str, str]) -> Mention:
    article = _known(fields, articles)
    start, end = fields.span(articles[article])
    text = articles[article][start:end]
    if fields.text("text", text) != text:
        raise BadRecordError(f"'text' is {fields.text('text')!r}, but {text!r} is what stands at {start}, {end}")
    return Mention(
        id=fields.text("id", fields.where),
        article=article,
        start=start,
        end=end,
        text=text,
        form=cast("Form", fields.one_of("form", _FORMS, "name")),
        class_=_class(fields.text("class")),
        entity=fields.text("entity", fields.where),
    )


def _statement(fields: Fields, articles: Mapping[str, str]) -> Statement:
    article = _known(fields, articles)
    text = articles[article]
    subject, object_ = fields.span(text, "subject_span"), fields.span(text, "object_span")
    both = (min(subject[0], object_[0]), max(subject[1], object_[1]))
    start, end = fields.span(text) if "start" in fields else both
    return Statement(
        id=fields.text("id", fields.where),
        subject=fields.text("subject", fields.where),
        predicate=_predicate(fields.text("predicate")),
        article=article,
        start=start,
        end=end,
        quote=text[start:end],
        subject_span=subject,
        object_span=object_,
        extractor=fields.text("extractor", "gold"),
        confidence=fields.share("confidence", 1.0),
        object=fields.text("object") if "object" in fields else None,
        value=fields.text("value") if "value" in fields else None,
        stance=cast("Stance", fields.one_of("stance", _STANCES, "asserted")),
    )


def _known(fields: Fields, articles: Mapping[str, str]) -> str:
    article = fields.text("article")
    if article not in articles:
        raise BadRecordError(f"article {article!r} is not in articles.jsonl")
    return article


def _class(term: str) -> str:
    if term not in ontology.load().classes:
        raise BadRecordError(f"no class {term!r} in the vocabulary")
    return term


def _predicate(term: str) -> str:
    if term not in ontology.load().predicates:
        raise BadRecordError(f"no predicate {term!r} in the vocabulary")
    return term
