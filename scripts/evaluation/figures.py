"""All figures of a run under flat keys, `task/corpus/half/system/what`, for floors and reports alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation import names, relations
from evaluation.gold import Corpus, Document, Half
from evaluation.scores import Score
from evaluation.systems import Outcome

HALVES: tuple[Half, ...] = ("dev", "held")


@dataclass(slots=True)
class Figures:
    """Scores by key; errors only of the `dev` half, as the other is not to be read."""

    scores: dict[str, Score] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    predicates: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)


def measure(figures: Figures, corpus: Corpus, documents: Sequence[Document], outcome: Outcome, blame: bool) -> None:
    """Score one system on one corpus, half by half; keep its errors where `blame` is set."""
    figures.seconds[outcome.system] = figures.seconds.get(outcome.system, 0.0) + outcome.seconds
    for half in HALVES:
        part = [document for document in documents if document.half == half]
        if not part:
            continue
        figures.documents[f"{corpus.name}/{half}"] = len(part)
        for task in sorted(corpus.tasks):
            for what, found in _TASKS[task](part, outcome):
                figures.scores[f"{task}/{corpus.name}/{half}/{outcome.system}/{what}"] = found
        if half == "dev" and blame:
            figures.errors += _errors(corpus, part, outcome)
            for predicate, count in relations.extra(part, outcome.predictions).items():
                figures.predicates[predicate] = figures.predicates.get(predicate, 0) + count


Measured = Iterator[tuple[str, Score]]


def _names(documents: Sequence[Document], outcome: Outcome) -> Measured:
    for way in ("exact", "overlap"):
        matches = [names.align(d, outcome.predictions[d.id], exact=way == "exact") for d in documents]
        for class_, found in names.by_class(matches).items():
            yield f"{way}/{class_}", found


def _coreference(documents: Sequence[Document], outcome: Outcome) -> Measured:
    yield "b3", names.coreference(documents, outcome.predictions)


def _relations(documents: Sequence[Document], outcome: Outcome) -> Measured:
    if outcome.system != "kg":
        return
    for way in ("overlap", "exact"):
        judged = [v for d in documents for v in relations.judge(d, outcome.predictions[d.id], exact=way == "exact")]
        for name, found in relations.by_property(judged).items():
            yield f"{way}/{name}", found
        if way == "overlap":
            for name, found in relations.by_predicate(judged).items():
                yield f"predicate/{name}", found


_TASKS: Mapping[str, Callable[[Sequence[Document], Outcome], Measured]] = {
    "names": _names,
    "coreference": _coreference,
    "relations": _relations,
}


def _errors(corpus: Corpus, documents: Sequence[Document], outcome: Outcome) -> Iterator[tuple[str, str]]:
    if "names" in corpus.tasks:
        yield from names.errors(names.align(d, outcome.predictions[d.id], exact=False) for d in documents)
    if "relations" in corpus.tasks:
        yield from relations.errors(
            v for d in documents for v in relations.judge(d, outcome.predictions[d.id], exact=False)
        )
