"""All figures of a run under flat keys, `task/corpus/part/system/what`, for floors and reports alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation import clusters, entities, names, newswire, relations
from evaluation.gold import PARTS, Corpus, Document
from evaluation.systems import TASKS, Outcome
from kg.evaluate.scores import Score


@dataclass(slots=True)
class Figures:
    """Scores by key; no errors of the part `held`, which is not to be read."""

    scores: dict[str, Score] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    predicates: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)


def measure(figures: Figures, corpus: Corpus, documents: Sequence[Document], outcome: Outcome, blame: bool) -> None:
    """Score one system on one corpus, part by part; keep its errors where `blame` is set."""
    figures.seconds[outcome.system] = figures.seconds.get(outcome.system, 0.0) + outcome.seconds
    for part in PARTS:
        some = [document for document in documents if document.part == part]
        if not some:
            continue
        figures.documents[f"{corpus.name}/{part}"] = len(some)
        for task in sorted(corpus.tasks & TASKS.get(outcome.system, corpus.tasks)):
            for what, found in _TASKS[task](some, outcome):
                figures.scores[f"{task}/{corpus.name}/{part}/{outcome.system}/{what}"] = found
        if part != "held" and blame:
            figures.errors += _errors(corpus, some, outcome)
            for predicate, count in relations.extra(some, outcome.predictions).items():
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
    for way in ("overlap", "exact"):
        judged = [v for d in documents for v in relations.judge(d, outcome.predictions[d.id], exact=way == "exact")]
        for name, found in relations.by_property(judged).items():
            yield f"{way}/{name}", found
        if way == "overlap":
            for name, found in relations.by_predicate(judged).items():
                yield f"predicate/{name}", found


def _clusters(documents: Sequence[Document], outcome: Outcome) -> Measured:
    found = clusters.conll(documents, outcome.predictions)
    yield from (("muc", found.muc), ("b3", found.b_cubed), ("ceafe", found.ceaf_e))
    yield "conll", Score(found.conll, found.conll, found.b_cubed.predicted, found.b_cubed.gold)  # a mean of F1 only


def _pronouns(documents: Sequence[Document], outcome: Outcome) -> Measured:
    yield "gap", clusters.pronouns(documents, outcome.predictions)


def _entities(documents: Sequence[Document], outcome: Outcome) -> Measured:
    yield from entities.by_predicate(documents, outcome.predictions).items()


def _newswire(documents: Sequence[Document], outcome: Outcome) -> Measured:
    yield from newswire.by_kind(documents, outcome.predictions).items()


_TASKS: Mapping[str, Callable[[Sequence[Document], Outcome], Measured]] = {
    "names": _names,
    "clusters": _clusters,
    "coreference": _coreference,
    "entities": _entities,
    "newswire": _newswire,
    "pronouns": _pronouns,
    "relations": _relations,
}


def _errors(corpus: Corpus, documents: Sequence[Document], outcome: Outcome) -> Iterator[tuple[str, str]]:
    if "names" in corpus.tasks:
        yield from names.errors(names.align(d, outcome.predictions[d.id], exact=False) for d in documents)
    if "relations" in corpus.tasks:
        yield from relations.errors(
            v for d in documents for v in relations.judge(d, outcome.predictions[d.id], exact=False)
        )
