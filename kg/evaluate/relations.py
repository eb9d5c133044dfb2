"""Relations as KnowledgeNet scores them: a claim is right where a gold fact of its predicate has both its spans.

A claim counts only in passages that were annotated for its predicate, and each gold fact is found once or missed.
"Text" scores take spans that overlap, "strict" ones want equal spans; only what is asserted claims anything.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.evaluate.scores import ALL, Score, score
from kg.evaluate.spans import within
from kg.model import Span, Statement

Same = Callable[[Span, Span], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a statement may be read: as a fact of `predicate` with its sides kept or turned, or `either` way round."""

    predicate: str
    sides: Literal["kept", "turned", "either"] = "kept"


Readings = Mapping[str, tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two spans; one that holds either way round has them in text order."""

    predicate: str
    subject: Span
    object: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact and the statement that claims it; `implied` where its predicate says that only besides."""

    fact: Fact
    statement: Statement
    implied: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that was annotated in full for these predicates; a fact that is not there is known to be wrong."""

    start: int
    end: int
    predicates: frozenset[str]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was claimed in one passage, right and wrong, and which of its facts were found and missed."""

    right: tuple[Claim, ...]
    wrong: tuple[Claim, ...]
    found: tuple[Fact, ...]
    missed: tuple[Fact, ...]


def facts(statement: Statement, readings: Readings) -> list[Fact]:
    """The facts that a statement claims, in the order of its predicate's readings; none where it asserts nothing."""
    if statement.stance != "asserted":
        return []
    return [_read(statement, reading) for reading in readings.get(statement.predicate, ())]


def _read(statement: Statement, reading: Reading) -> Fact:
    sides = (statement.subject_span, statement.object_span)
    if reading.sides == "turned" or (reading.sides == "either" and sides[1] < sides[0]):
        return Fact(reading.predicate, sides[1], sides[0])
    return Fact(reading.predicate, *sides)


def claims(statements: Iterable[Statement], readings: Readings) -> list[Claim]:
    """Every fact once, with the first statement that claims it."""
    found: dict[Fact, Claim] = {}
    for statement in statements:
        for number, fact in enumerate(facts(statement, readings)):
            found.setdefault(fact, Claim(fact, statement, implied=number > 0))
    return list(found.values())


def judges(passage: Passage, fact: Fact) -> bool:
    """Whether the passage was read for the fact's predicate, and holds both its sides."""
    whole = (passage.start, passage.end)
    return fact.predicate in passage.predicates and within(fact.subject, whole) and within(fact.object, whole)


def judge(claimed: Collection[Claim], passage: Passage, same: Same) -> Verdict:
    """Judge what was claimed in the passage's article; claims that the passage cannot judge are left out."""
    here = [claim for claim in claimed if judges(passage, claim.fact)]
    right = tuple(claim for claim in here if _confirms(passage, claim.fact, same))
    found = tuple(fact for fact in passage.facts if any(_fits(claim.fact, fact, same) for claim in here))
    return Verdict(
        right=right,
        wrong=tuple(claim for claim in here if claim not in right),
        found=found,
        missed=tuple(fact for fact in passage.facts if fact not in found),
    )


def verdict(statement: Statement, readings: Readings, passages: Collection[Passage], same: Same) -> bool | None:
    """Whether a statement is right, by the first of its readings that a passage can judge; None where none can."""
    for fact in facts(statement, readings):
        able = [passage for passage in passages if judges(passage, fact)]
        if able:
            return any(_confirms(passage, fact, same) for passage in able)
    return None


def by_predicate(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """Scores of each predicate claimed or annotated, in the order of names, and of all."""
    right: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for each in verdicts:
        right.update(_keys(claim.fact for claim in each.right))
        claimed.update(_keys(claim.fact for claim in (*each.right, *each.wrong)))
        found.update(_keys(each.found))
        gold.update(_keys((*each.found, *each.missed)))
    names = (*sorted((claimed.keys() | gold.keys()) - {ALL}), ALL)
    return {key: score(right[key], claimed[key], found[key], gold[key]) for key in names}


def _keys(some: Iterable[Fact]) -> Iterator[str]:
    for fact in some:
        yield from (fact.predicate, ALL)


def _confirms(passage: Passage, fact: Fact, same: Same) -> bool:
    return any(_fits(fact, gold, same) for gold in passage.facts)


def _fits(fact: Fact, gold: Fact, same: Same) -> bool:
    return fact.predicate == gold.predicate and same(fact.subject, gold.subject) and same(fact.object, gold.object)
