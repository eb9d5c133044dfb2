"""The figures as plain tables."""

from collections.abc import Iterator

from evaluation.figures import Figures
from evaluation.scores import Score

_NONE = Score(0.0, 0.0, 0, 0)


def lines(figures: Figures) -> Iterator[str]:
    """The whole report: names, coreference, relations, predicates, time."""
    yield "Documents are split by a hash of their id: `dev` is read and tuned on, `held` is only scored."
    yield "documents: " + ", ".join(f"{key} {count}" for key, count in sorted(figures.documents.items()))
    systems = sorted(figures.seconds, key=lambda system: system == "kg")
    yield from _names(figures, systems)
    yield from _coreference(figures, systems)
    yield from _relations(figures)
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
    groups = _groups(figures, "names", f"{systems[0]}/exact/")
    if groups:
        yield ""
        head = f"{'names (percent)':<30} {'gold':>5}"
        yield head + "".join(f" | {system + ' exact P/R/F1':>22} {'overlap P/R/F1':>16}" for system in systems)
    for corpus, half, class_ in groups:
        row = ""
        gold = 0
        for system in systems:
            exact, overlap = (
                figures.scores.get(f"names/{corpus}/{half}/{system}/{way}/{class_}", _NONE)
                for way in ("exact", "overlap")
            )
            gold = exact.gold
            row += f" | {_prf(exact):>22} {_prf(overlap):>16}"
        yield f"{corpus + ' ' + half:<17} {class_:<12} {gold:>5}{row}"


def _coreference(figures: Figures, systems: list[str]) -> Iterator[str]:
    groups = _groups(figures, "coreference", f"{systems[0]}/")
    if groups:
        yield ""
        yield f"{'names of one entity, B3':<36}" + "".join(f" | {system + ' P/R/F1 (names)':>24}" for system in systems)
    for corpus, half, _ in groups:
        row = ""
        for system in systems:
            found = figures.scores[f"coreference/{corpus}/{half}/{system}/b3"]
            row += f" | {_prf(found) + f' ({found.gold})':>24}"
        yield f"{corpus + ' ' + half:<36}{row}"


def _relations(figures: Figures) -> Iterator[str]:
    for corpus, half, name in _groups(figures, "relations", "kg/overlap/"):
        if name == "all":
            yield ""
            head = f"relations {corpus} {half}"
            yield f"{head:<42} {'claims':>6} {'gold':>5}  {'overlap P/R/F1':>16} {'exact P/R/F1':>16}"
        overlap, exact = (figures.scores[f"relations/{corpus}/{half}/kg/{way}/{name}"] for way in ("overlap", "exact"))
        yield f"{name:<42} {overlap.predicted:>6} {overlap.gold:>5}  {_prf(overlap):>16} {_prf(exact):>16}"


def _predicates(figures: Figures) -> Iterator[str]:
    if not figures.predicates:
        return
    yield ""
    yield f"{'predicates on dev: precision where judged':<42} {'judged':>6} {'right':>6} {'all statements':>15}"
    for predicate, count in sorted(figures.predicates.items()):
        found = figures.scores.get(f"relations/knowledgenet/dev/kg/predicate/{predicate}", _NONE)
        share = f"{100 * found.precision:.1f}" if found.predicted else "-"
        yield f"{predicate:<42} {found.predicted:>6} {share:>6} {count:>15}"


def _groups(figures: Figures, task: str, middle: str) -> list[tuple[str, str, str]]:
    """`(corpus, half, what)` of a task, in the order measured."""
    found = []
    for key in figures.scores:
        kind, corpus, half, rest = key.split("/", 3)
        if kind == task and rest.startswith(middle):
            found.append((corpus, half, rest.removeprefix(middle)))
    return found


def _prf(found: Score) -> str:
    return " ".join(f"{100 * value:.1f}" for value in (found.precision, found.recall, found.f1))
