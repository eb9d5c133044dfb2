"""The figures as plain tables."""

from collections.abc import Iterator

from evaluation.figures import Figures
from evaluation.systems import TASKS
from kg.evaluate.scores import Score

_NONE = Score(0.0, 0.0, 0, 0)


def lines(figures: Figures) -> Iterator[str]:
    """The whole report: names, coreference, relations, predicates, time."""
    yield "Parts, by a hash of the document's id: `train` is trained on, `tune` sets thresholds, `held` is only scored."
    yield "documents: " + ", ".join(f"{key} {count}" for key, count in sorted(figures.documents.items()))
    systems = list(figures.seconds)
    yield from _names(figures, [system for system in systems if "names" in TASKS.get(system, ("names",))])
    yield from _others(figures, systems)
    yield from _relations(figures, [system for system in systems if system not in TASKS])
    yield from _predicates(figures)
    yield ""
    yield "seconds: " + ", ".join(f"{system} {figures.seconds[system]:.1f}" for system in systems)


def errors(figures: Figures, most: int, pattern: str) -> Iterator[str]:
    """At most so many errors of each kind, the same ones in every run; kinds that hold `pattern`."""
    kinds: dict[str, list[str]] = {}
    for kind, line in figures.errors:
        if pattern in kind:
            kinds.setdefault(kind, []).append(line)
    for kind in sorted(kinds, key=lambda kind: (" wrong" not in kind, kind)):
        yield ""
        yield f"## {kind}: {len(kinds[kind])}"
        yield from (f"  {line}" for line in kinds[kind][:most])


def _names(figures: Figures, systems: list[str]) -> Iterator[str]:
    groups = _groups(figures, "names", f"{systems[0]}/exact/") if systems else []
    if groups:
        yield ""
        head = f"{'names (percent)':<30} {'gold':>5}"
        yield head + "".join(f" | {system + ' exact P/R/F1':>22} {'overlap P/R/F1':>17}" for system in systems)
    for corpus, part, class_ in groups:
        row = ""
        gold = 0
        for system in systems:
            exact, overlap = (
                figures.scores.get(f"names/{corpus}/{part}/{system}/{way}/{class_}", _NONE)
                for way in ("exact", "overlap")
            )
            gold = exact.gold
            row += f" | {exact.percent():>22} {overlap.percent():>17}"
        yield f"{corpus + ' ' + part:<17} {class_:<12} {gold:>5}{row}"


_OTHERS = {
    "coreference": "names of one entity (B3)", "clusters": "who is who (MUC, B3, CEAF-e, CoNLL)",
    "pronouns": "ambiguous pronouns (GAP)", "entities": "facts of a document",
    "newswire": "five relations of newswire",
}  # fmt: skip


def _others(figures: Figures, systems: list[str]) -> Iterator[str]:
    for task, title in _OTHERS.items():
        groups = list(dict.fromkeys(group for system in systems for group in _groups(figures, task, f"{system}/")))
        if groups:
            yield ""
            yield f"{title:<48} {'gold':>5}" + "".join(f" | {system + ' P/R/F1':>17}" for system in systems)
        for corpus, part, what in groups:
            found = [figures.scores.get(f"{task}/{corpus}/{part}/{system}/{what}") for system in systems]
            row = "".join(f" | {each.percent() if each else '-':>17}" for each in found)
            yield f"{corpus + ' ' + part + ' ' + what:<48} {max(each.gold for each in found if each):>5}{row}"


def _relations(figures: Figures, systems: list[str]) -> Iterator[str]:
    for system in systems:
        for corpus, part, name in _groups(figures, "relations", f"{system}/overlap/"):
            if name == "all":
                yield ""
                head = f"relations {corpus} {part} {system}"
                yield f"{head:<42} {'claims':>6} {'gold':>5}  {'overlap P/R/F1':>17} {'exact P/R/F1':>17}"
            overlap, exact = (
                figures.scores[f"relations/{corpus}/{part}/{system}/{way}/{name}"] for way in ("overlap", "exact")
            )
            yield f"{name:<42} {overlap.predicted:>6} {overlap.gold:>5}  {overlap.percent():>17} {exact.percent():>17}"


def _predicates(figures: Figures) -> Iterator[str]:
    if not figures.predicates:
        return
    yield ""
    yield f"{'predicates in `tune`: precision where judged':<42} {'judged':>6} {'right':>6} {'all statements':>15}"
    for predicate, count in sorted(figures.predicates.items()):
        found = figures.scores.get(f"relations/knowledgenet/tune/kg/predicate/{predicate}", _NONE)
        share = f"{100 * found.precision:.1f}" if found.predicted else "-"
        yield f"{predicate:<42} {found.predicted:>6} {share:>6} {count:>15}"


def _groups(figures: Figures, task: str, middle: str) -> list[tuple[str, str, str]]:
    """`(corpus, part, what)` of a task, in the order measured."""
    found = []
    for key in figures.scores:
        kind, corpus, part, rest = key.split("/", 3)
        if kind == task and rest.startswith(middle):
            found.append((corpus, part, rest.removeprefix(middle)))
    return found
