"""One loaded pipeline for all tests of extraction, and a short way to read what a text says."""

from collections.abc import Callable

import pytest

from kg import ontology
from kg.extract import Extractor
from kg.model import Article, Extraction, Item

Read = Callable[..., Extraction]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Read:
    """Extract one article given as its text."""

    def run(text: str, published: str | None = None) -> Extraction:
        article = Article(id="page", text=text, published=published, items=(Item(0, len(text)),))
        return next(iter(extractor.extract([article])))

    return run


def said(extraction: Extraction) -> set[str]:
    """The statements as `subject predicate object`; an event is called by its class."""
    vocabulary = ontology.load()
    names = {e.id: e.class_ if vocabulary.root(e.class_) == "Event" else e.name for e in extraction.entities}
    return {
        f"{names[s.subject]} {s.predicate} {names[s.object] if s.object else s.value}" for s in extraction.statements
    }
