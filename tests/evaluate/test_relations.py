import operator

import pytest

from kg.evaluate.relations import Claim, Fact, Passage, Reading, by_predicate, claims, facts, judge, judges, verdict
from kg.evaluate.scores import Score
from kg.evaluate.spans import overlaps
from kg.model import Span, Stance, Statement

TEXT = "Mara Ozzan of Brightwater married Ilo Tarn in Lesk."
MARA, WATER, ILO = (0, 10), (14, 25), (34, 42)
READINGS = {
    "worksFor": (Reading("worksFor"),),
    "chiefExecutive": (Reading("chiefExecutive"), Reading("worksFor", "turned")),
    "founderOf": (Reading("founder", "turned"),),
    "spouse": (Reading("spouse", "either"),),
}


def statement(predicate: str, subject: Span, object_: Span, stance: Stance = "asserted") -> Statement:
    return Statement(
        id="s", subject="e1", predicate=predicate, article="d", start=0, end=len(TEXT), quote=TEXT,
        subject_span=subject, object_span=object_, extractor="test@1", confidence=0.9, object="e2", stance=stance,
    )  # fmt: skip


def passage(*facts: Fact, predicates: str = "worksFor spouse founder") -> Passage:
    return Passage(0, len(TEXT), frozenset(predicates.split()), facts)


def said(*statements: Statement) -> list[Claim]:
    return claims(statements, READINGS)


WORKS = Fact("worksFor", MARA, WATER)


def test_a_claim_needs_its_predicate_and_both_spans() -> None:
    claimed = said(statement("worksFor", (5, 10), WATER), statement("worksFor", ILO, WATER))
    text = by_predicate([judge(claimed, passage(WORKS), overlaps)])
    assert text["worksFor"] == text["all"] == Score(0.5, 1.0, 2, 1)
    strict = by_predicate([judge(claimed, passage(WORKS), operator.eq)])
    assert strict["all"] == Score(0.0, 0.0, 2, 1)


def test_what_was_not_annotated_is_not_judged() -> None:
    elsewhere = Passage(26, len(TEXT), frozenset({"worksFor"}), ())
    claimed = said(statement("worksFor", MARA, WATER))
    assert by_predicate([judge(claimed, passage(predicates="spouse"), overlaps)])["all"].predicted == 0
    assert by_predicate([judge(claimed, elsewhere, overlaps)])["all"].predicted == 0
    assert judges(passage(), WORKS)


def test_only_what_is_asserted_claims_anything() -> None:
    assert [facts(statement("worksFor", MARA, WATER, stance), READINGS) for stance in ("denied", "alleged")] == [[], []]
    assert facts(statement("worksFor", MARA, WATER), READINGS) == [WORKS]
    assert facts(statement("unheardOf", MARA, WATER), READINGS) == []


def test_a_symmetric_fact_is_one_either_way_round() -> None:
    both = said(statement("spouse", ILO, MARA), statement("spouse", MARA, ILO))
    assert [claim.fact for claim in both] == [Fact("spouse", MARA, ILO)]
    assert judge(both, passage(Fact("spouse", MARA, ILO)), operator.eq).right == tuple(both)


def test_an_inverse_is_the_same_fact() -> None:
    assert said(statement("founderOf", MARA, WATER))[0].fact == Fact("founder", WATER, MARA)


def test_an_implied_fact_counts_besides_the_own_one() -> None:
    claimed = said(statement("chiefExecutive", WATER, MARA))
    assert [(claim.fact.predicate, claim.implied) for claim in claimed] == [
        ("chiefExecutive", False),
        ("worksFor", True),
    ]
    both = by_predicate([judge(claimed, passage(WORKS, predicates="worksFor chiefExecutive"), overlaps)])
    assert (both["worksFor"].f1, both["chiefExecutive"].f1) == (1.0, 0.0)


def test_the_same_claim_counts_once() -> None:
    assert len(said(statement("worksFor", MARA, WATER), statement("worksFor", MARA, WATER))) == 1


def test_found_and_missed_are_all_facts() -> None:
    missed = Fact("spouse", MARA, ILO)
    found = judge(said(statement("worksFor", MARA, WATER)), passage(WORKS, missed), operator.eq)
    assert (found.found, found.missed) == ((WORKS,), (missed,))
    assert by_predicate([found])["spouse"] == Score(0.0, 0.0, 0, 1)


@pytest.mark.parametrize(
    ("predicate", "annotated", "right"),
    [
        ("chiefExecutive", "worksFor", True),
        ("chiefExecutive", "worksFor chiefExecutive", False),
        ("founderOf", "worksFor", None),
    ],
)
def test_verdict_on_a_statement_is_that_of_its_first_reading_that_can_be_judged(
    predicate: str, annotated: str, right: bool | None
) -> None:
    found = verdict(statement(predicate, WATER, MARA), READINGS, [passage(WORKS, predicates=annotated)], overlaps)
    assert found is right
