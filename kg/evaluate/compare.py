"""Gold and predictions side by side: every score of `kg evaluate`.

Only articles that both sides have, with one text, are compared. Classes and forms of mentions that the gold never
marks, and predicates that it never states, are not judged: gold seldom marks everything.
"""

import operator
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.errors import InputError
from kg.evaluate import calibration, readings, relations, spans
from kg.evaluate.calibration import Reliability
from kg.evaluate.coreference import Coreference, clusters, coreference
from kg.evaluate.gold import Annotations, Stretch
from kg.evaluate.relations import Passage
from kg.evaluate.scores import ALL, Score
from kg.evaluate.spans import Name
from kg.model import Mention, Statement

_EXAMPLES = 5
R = TypeVar("R", Mention, Statement)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores. `notes` say what was left out, in words.

    Names by class under `exact` and `overlap`; coreference under `with singletons` and `without singletons`;
    relations by predicate under `text` and `strict`; calibration by predicate.
    """

    articles: int
    names: Mapping[str, Mapping[str, Score]]
    coreference: Mapping[str, Coreference]
    relations: Mapping[str, Mapping[str, Score]]
    calibration: Mapping[str, Reliability]
    notes: tuple[str, ...] = ()


def compare(gold: Annotations, predicted: Annotations) -> Evaluation:
    """Score the predictions; `InputError` where there is no article on both sides."""
    shared = sorted(id_ for id_ in gold.articles.keys() & predicted.articles.keys() if _one_text(id_, gold, predicted))
    if not shared:
        raise InputError(
            f"nothing to compare: none of {len(gold.articles):,} articles of the gold and {len(predicted.articles):,} "
            "predicted ones are on both sides with the same id and text"
        )
    notes = tuple(_notes(gold, predicted))
    gold, predicted = _only(gold, shared), _only(predicted, shared)
    passages = _passages(gold)
    statements = _by_article(predicted.statements, shared)
    return Evaluation(
        articles=len(shared),
        names=_names(gold, predicted),
        coreference=_coreference(gold, predicted),
        relations={
            way: _relations(passages, statements, same)
            for way, same in (("text", spans.overlaps), ("strict", operator.eq))
        },
        calibration=_calibration(passages, statements),
        notes=notes,
    )


def _one_text(id_: str, gold: Annotations, predicted: Annotations) -> bool:
    return gold.articles[id_] == predicted.articles[id_]


def _notes(gold: Annotations, predicted: Annotations) -> Iterator[str]:
    known, found = gold.articles.keys(), predicted.articles.keys()
    differing = [id_ for id_ in known & found if not _one_text(id_, gold, predicted)]
    yield from _left_out(known - found, "in the gold only")
    yield from _left_out(found - known, "in the predictions only")
    yield from _left_out(differing, "with another text in the gold")


def _left_out(ids: Collection[str], why: str) -> Iterator[str]:
    if ids:
        named = ", ".join(sorted(ids)[:_EXAMPLES]) + (", …" if len(ids) > _EXAMPLES else "")
        yield f"{len(ids):,} article{'s' if len(ids) > 1 else ''} left out, {why}: {named}"


def _only(side: Annotations, articles: Iterable[str]) -> Annotations:
    texts = {id_: side.articles[id_] for id_ in articles}
    return replace(
        side,
        articles=texts,
        mentions=tuple(each for each in side.mentions if each.article in texts),
        statements=tuple(each for each in side.statements if each.article in texts),
    )


def _by_article(records: Iterable[R], articles: Iterable[str]) -> dict[str, list[R]]:
    grouped: dict[str, list[R]] = {id_: [] for id_ in articles}
    for record in records:
        grouped[record.article].append(record)
    return grouped


def _names(gold: Annotations, predicted: Annotations) -> dict[str, dict[str, Score]]:
    known, found = (
        _by_article((each for each in side.mentions if each.form == "name"), side.articles)
        for side in (gold, predicted)
    )
    classes = sorted({mention.class_ for mentions in known.values() for mention in mentions})
    sides = [(_named(found[id_], classes), _named(mentions, classes)) for id_, mentions in known.items()]
    return {
        way: spans.by_class([spans.align(*both, exact=way == "exact") for both in sides], classes)
        for way in ("exact", "overlap")
    }


def _named(mentions: Iterable[Mention], classes: Collection[str]) -> list[Name]:
    names = {Name(each.start, each.end, (each.class_,)) for each in mentions if each.class_ in classes}
    return sorted(names, key=lambda name: (name.span, name.classes))


def _coreference(gold: Annotations, predicted: Annotations) -> dict[str, Coreference]:
    """Within articles, over mentions of the classes and forms that the gold marks; events are left out."""
    known = [each for each in gold.mentions if each.form != "trigger"]
    classes, forms = {each.class_ for each in known}, {each.form for each in known}
    found = [each for each in predicted.mentions if each.class_ in classes and each.form in forms]
    sides = _clusters(found), _clusters(known)
    return {f"{word} singletons": coreference(*sides, singletons=word == "with") for word in ("with", "without")}


def _clusters(mentions: Iterable[Mention]) -> list[set[Hashable]]:
    return clusters(((each.article, each.start, each.end), (each.article, each.entity)) for each in mentions)


def _passages(gold: Annotations) -> dict[str, list[Passage]]:
    """The stretches of each article that its gold says were read, else the whole for whatever the gold states."""
    known = _by_article(gold.statements, gold.articles)
    stated = {each.predicate for statements in known.values() for each in statements if each.stance == "asserted"}
    passages = {}
    for id_, statements in known.items():
        whole = Stretch((0, len(gold.articles[id_])), tuple(stated))
        claims = relations.claims(statements, readings.readings())
        passages[id_] = [_passage(each, claims) for each in gold.stretches.get(id_, (whole,))]
    return passages


def _passage(stretch: Stretch, claims: Iterable[relations.Claim]) -> Passage:
    empty = Passage(*stretch.span, frozenset(map(readings.own, stretch.predicates)), ())
    facts = tuple(claim.fact for claim in claims if relations.judges(empty, claim.fact))
    return Passage(empty.start, empty.end, empty.predicates, facts)


def _relations(
    passages: Mapping[str, Sequence[Passage]],
    statements: Mapping[str, Sequence[Statement]],
    same: relations.Same,
) -> dict[str, Score]:
    verdicts = []
    for id_, some in passages.items():
        claims = relations.claims(statements[id_], readings.readings())
        verdicts += [relations.judge(claims, passage, same) for passage in some]
    return relations.by_predicate(verdicts)


def _calibration(
    passages: Mapping[str, Sequence[Passage]], statements: Mapping[str, Sequence[Statement]]
) -> dict[str, Reliability]:
    judged = []
    for id_, some in passages.items():
        for each in statements[id_]:
            right = relations.verdict(each, readings.readings(), some, spans.overlaps)
            if right is not None:
                judged += [(group, each.confidence, right) for group in (each.predicate, ALL)]
    return calibration.by_group(judged)
