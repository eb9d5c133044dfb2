"""The two systems side by side: the bare spaCy model's names, and kg."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import spacy
from spacy.tokens import Doc

from evaluation.gold import Document, Name, trim
from kg.extract import Extractor
from kg.model import Article, Extraction, Item, Statement

_SPACY = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place"}
_CLASSES = frozenset(_SPACY.values())
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one system found in one document."""

    names: tuple[Name, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A system's predictions by document id, and the seconds that it took."""

    system: str
    predictions: Mapping[str, Prediction]
    seconds: float


System = Callable[[Sequence[Document]], Outcome]


def baseline(model: str) -> System:
    """The model's own names; equal texts in a document are taken for one entity."""
    pipeline = spacy.load(model)
    return lambda documents: _timed(
        "spaCy", documents, map(_from_spacy, pipeline.pipe((d.text for d in documents), batch_size=_BATCH))
    )


def ours(model: str | None) -> System:
    """kg's extractor on the same model."""
    extractor = Extractor(model)
    return lambda documents: _timed("kg", documents, map(_from_kg, extractor.extract(map(_article, documents))))


def _timed(system: str, documents: Sequence[Document], found: Iterator[Prediction]) -> Outcome:
    started = time.perf_counter()
    predictions = dict(zip((document.id for document in documents), found, strict=True))
    return Outcome(system, predictions, time.perf_counter() - started)


def _article(document: Document) -> Article:
    return Article(document.id, document.text, language="en", items=(Item(0, len(document.text)),))


def _from_spacy(doc: Doc) -> Prediction:
    spans = ((trim(doc.text, (ent.start_char, ent.end_char)), ent) for ent in doc.ents if ent.label_ in _SPACY)
    return Prediction(_unique(Name(*span, (_SPACY[ent.label_],), doc.text[slice(*span)]) for span, ent in spans))


def _from_kg(extraction: Extraction) -> Prediction:
    text = extraction.article.text
    named = (m for m in extraction.mentions if m.form == "name" and m.class_ in _CLASSES)
    names = (Name(*trim(text, (m.start, m.end)), (m.class_,), m.entity) for m in named)
    return Prediction(_unique(names), extraction.statements)


def _unique(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(sorted(names, key=lambda name: (name.start, name.end, name.classes))))
