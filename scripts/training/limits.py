"""What the limits of coreference are chosen by: its scores on the part `tune` with one limit moved at a time.

New weights need new limits: read both tables, and write the best into `kg/extract/chains.py` (CoNLL averages of all
chains) and `kg/extract/antecedents.py` (pronouns of GAP that the graph gives to names).

example: PYTHONPATH=scripts python -m training.limits [--reader weights]
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc

from evaluation.clusters import conll, pronouns
from evaluation.corpora import gap
from evaluation.gold import Document
from evaluation.registry import read
from evaluation.systems import Prediction
from kg.extract import Extractor, antecedents, chains
from kg.extract.linking import NEVER, Limits
from kg.extract.notes import notes
from kg.extract.records import Records
from kg.model import Article, Item
from training.corpora.litbank import litbank

Read = Sequence[tuple[Document, Doc]]

_DATA = Path(__file__).parents[2].parent / "shared" / "data"
_TRIED: Mapping[str, Sequence[float]] = {
    "pronoun": (0.25, 0.3, 0.35, 0.4, 0.5), "phrase": (0.4, 0.5, 0.6, 0.7), "name": (0.25, 0.35, 0.5, 0.65),
    "margin": (0.0, 0.05, 0.1, 0.15, 0.2), "merge": (0.5, 0.7, 0.9, NEVER),
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=_DATA, help="where the corpora are (default: ../shared/data)")
    parser.add_argument("--reader", help="a folder of weights (default: the packaged ones)")
    options = parser.parse_args(arguments)
    extractor = Extractor(reader=options.reader)
    corpora = {name: list(_read(extractor, some)) for name, some in _tuned(options.data)}
    print("CoNLL average of all chains:", *corpora)
    for what, limits in moved(chains.LIMITS):
        chains.LIMITS = limits
        print(f"{what:14}", *(f"{100 * _chains(some):5.1f}" for some in corpora.values()))
    print("pronouns of GAP in the graph: precision, recall, F1")
    rows = [row for row in gap.rows(options.data / "gap", "development") if row.part == "tune"]
    for what, limits in moved(antecedents.LIMITS, ("pronoun", "margin")):
        antecedents.LIMITS = limits
        print(f"{what:14}", pronouns(rows, _graph(_read(extractor, rows))).percent(), flush=True)
    return 0


def moved(limits: Limits, names: Iterable[str] = _TRIED) -> Iterator[tuple[str, Limits]]:
    """The limits as they are, then with one of them moved at a time."""
    yield "as it is", limits
    for name in names:
        for value in _TRIED[name]:
            if value != getattr(limits, name):
                yield f"{name} {value:g}", replace(limits, **{name: value})


def _tuned(data: Path) -> Iterator[tuple[str, list[Document]]]:
    for name in ("meantime", "gum"):
        yield name, [document for document in read(name, data).documents if document.part == "tune"]
    stories = (story for story in litbank(data) if story.part == "tune")
    yield "litbank", [Document(story.id, story.text, mentions=story.mentions) for story in stories]


def _read(extractor: Extractor, documents: Iterable[Document]) -> Iterator[tuple[Document, Doc]]:
    for document in documents:
        article = Article(document.id, document.text, language="en", items=(Item(0, len(document.text)),))
        for doc in extractor.read(article):
            yield document, doc


def _chains(some: Read) -> float:
    predictions: dict[str, Prediction] = {}
    for document, doc in some:
        known = predictions.get(document.id, Prediction((), chains=())).chains or ()
        predictions[document.id] = Prediction((), chains=(*known, *chains.read(doc)))
    return conll({document.id: document for document, _ in some}.values(), predictions).conll


def _graph(some: Iterable[tuple[Document, Doc]]) -> dict[str, Prediction]:
    records: dict[str, Records] = {}
    for document, doc in some:
        records.setdefault(document.id, Records(notes(doc).article)).add(doc)
    return {id_: Prediction((), mentions=each.extraction().mentions) for id_, each in records.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
