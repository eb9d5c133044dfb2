"""An extractor and a resolver for tests of the pipeline: quick, and with faults to order.

Named as plugins by `tests.fakes:Fake`, so that worker processes can load them as well.
"""

import os
import re
import signal
from collections.abc import Iterable, Iterator

from kg.ids import entity_id, mention_id, statement_id
from kg.model import Article, Extraction, LocalEntity, Mention, Statement
from kg.store import Store

_NAME = re.compile(r"[A-Z][a-z]+")


class Fake:
    """Takes every capitalised word for a person who is a `speaker`. The model's name is its fingerprint."""

    def __init__(self, model: str | None = None, **settings: object) -> None:
        self.fingerprint = f"fake {model}"

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction an article."""
        return map(_extraction, articles)


class Deadly(Fake):
    """A `Fake` whose process is killed by articles that hold the word KILL."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction an article, or sudden death."""
        for article in articles:
            if "KILL" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            yield _extraction(article)


def resolve(store: Store) -> None:
    """Judge nothing."""


def _extraction(article: Article) -> Extraction:
    entities: dict[str, LocalEntity] = {}
    mentions, statements = [], []
    for found in _NAME.finditer(article.text):
        name, (start, end) = found[0], found.span()
        id_ = entity_id(article.id, "Person", name)
        mentions.append(
            Mention(mention_id(article.id, start, end, "name"), article.id, start, end, name, "name", "Person", id_)
        )
        if id_ not in entities:
            entities[id_] = LocalEntity(id_, article.id, "Person", name)
            statements.append(_statement(article, id_, start, end))
    return Extraction(article, b"", tuple(entities.values()), tuple(mentions), tuple(statements))


def _statement(article: Article, subject: str, start: int, end: int) -> Statement:
    id_ = statement_id(subject, "hasOccupation", "speaker", article.id, (start, end), "fake@1")
    return Statement(
        id=id_,
        subject=subject,
        predicate="hasOccupation",
        article=article.id,
        start=start,
        end=end,
        quote=article.text[start:end],
        subject_span=(start, end),
        object_span=(start, end),
        extractor="fake@1",
        confidence=0.5,
        value="speaker",
        datatype="text",
    )
