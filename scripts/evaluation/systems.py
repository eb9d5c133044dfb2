"""The systems side by side: the bare spaCy model's names, kg with patterns alone, kg, and all chains that it sees."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import spacy
from spacy.tokens import Doc

from evaluation.gold import Document, trim
from kg.evaluate.spans import Name
from kg.extract import Extractor
from kg.extract.chains import Members
from kg.model import Article, Extraction, Item, Mention, Statement

_SPACY = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place"}
_CLASSES = frozenset(_SPACY.values())
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one system found in one document; `chains` are its coreference component's, where they were asked for."""

    names: tuple[Name, ...]
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    chains: tuple[Members, ...] | None = None


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


def ours(
    model: str | None,
    reader: str | None = None,
    min_confidence: float | None = None,
    without: Iterable[str] = (),
    name: str = "kg",
) -> System:
    """kg's extractor on the same model, without some of its components."""
    extractor = Extractor(model, reader=reader, min_confidence=min_confidence)
    for component in without:
        extractor.nlp.disable_pipe(component)
    return lambda documents: _timed(name, documents, map(_from_kg, extractor.extract(map(_article, documents))))


def component(model: str) -> System:
    """kg's coreference before the graph keeps its part: what compares with the chains of other systems."""
    extractor = Extractor(model)
    return lambda documents: _timed(
        "chains",
        documents,
        (Prediction((), chains=tuple(found)) for _, found in extractor.chains(map(_article, documents))),
    )


SYSTEMS: Mapping[str, Callable[[str], System]] = {
    "spaCy": baseline,
    "patterns": lambda model: ours(model, reader="patterns", name="patterns"),
    "kg": ours,
    "chains": component,
}

# The tasks of systems that have not all.
TASKS = {"spaCy": frozenset({"names", "coreference"}), "chains": frozenset({"clusters"})}


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
    return Prediction(_unique(names), extraction.statements, extraction.mentions)


def _unique(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(sorted(names, key=lambda name: (name.start, name.end, name.classes))))
