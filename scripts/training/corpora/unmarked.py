"""News in which nothing is marked, with the mentions that the packaged reader sees, for a teacher to be asked about.

Stories of Wikinews and press releases of the United States Senate.
"""

import csv
import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

from evaluation.gold import Marked
from kg.extract import pipeline, timing
from kg.extract.notes import notes
from kg.extract.reader.component import LABELS, tokens
from kg.extract.reader.labels import NOMINALS, PRONOUNS
from kg.model import Span
from training.stories import Story

_RELEASES = 1600  # of 20,000
_STORY, _RELEASE = 6000, 2600  # characters of a text that are read
_SURE = 0.5  # from which a phrase is one
_CLASSES = {label: class_ for class_, label in LABELS.items()}


def unmarked(data: Path) -> Iterator[Story]:
    """Their mentions, dates among them, but neither clusters nor facts."""
    nlp = pipeline.load().nlp
    idle = nlp.pipe_names[nlp.pipe_names.index("kg_reader") + 1 :]
    for doc, key in nlp.pipe(_texts(data), as_tuples=True, batch_size=16, disable=idle):
        yield Story("unmarked", f"unmarked-{key}", doc.text, mentions=tuple(_mentions(doc)))


def _texts(data: Path) -> Iterator[tuple[str, str]]:
    for file in sorted((data / "wikinews").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row["text"].strip()[:_STORY], row["url"]
    with gzip.open(data / "press_releases" / "press_releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 3, None, 20_000 // _RELEASES):
            row = json.loads(line)
            yield row["text"][:_RELEASE], row["id"]


def _mentions(doc: Doc) -> list[Marked]:
    """In text order; where two overlap, a name before a phrase and a phrase before a date."""
    found = [Marked(ent.start_char, ent.end_char, _CLASSES[ent.label_], "name") for ent in doc.ents]
    words = [t for t in doc if t.lower_ in PRONOUNS and not t.ent_type]
    found += [Marked(word.idx, word.idx + len(word), "", "pronoun") for word in words]
    for (start, end), class_, form in (*_phrases(doc), *_dates(doc)):
        if not any(start < other.end and other.start < end for other in found):
            found.append(Marked(start, end, class_, form))
    return sorted(found, key=lambda each: (each.start, each.end))


def _phrases(doc: Doc) -> Iterator[tuple[Span, str, str]]:
    for each in notes(doc).spans:
        span = tokens(doc, each) if each.label in NOMINALS and each.probability >= _SURE else None
        if span is not None:
            yield (span.start_char, span.end_char), each.label.removeprefix("nominal "), "nominal"


def _dates(doc: Doc) -> Iterator[tuple[Span, str, str]]:
    for sentence in doc.sents:
        for start, end, _ in timing.in_sentence(sentence, notes(doc)):
            yield (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])), "Date", "name"
