import math

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.reader.judge import Judge, Rule
from kg.extract.reader.labels import RELATIONS

SCORES = st.floats(0, 1)
RULES = st.builds(
    Rule,
    st.floats(0.1, 5),
    st.floats(-6, 6),
    st.integers(1, 100).map(lambda percent: percent / 100),
)


def judge(slope: float = 1.0, offset: float = 0.0, threshold: float = 0.5) -> Judge:
    return Judge.of({"judge": {"spouse": {"slope": slope, "offset": offset, "threshold": threshold}}})


def test_a_confidence_is_the_calibrated_score_to_three_digits() -> None:
    log_odds = 2 * math.log(0.9 / 0.1) - 1
    assert judge(2, -1).confidence("spouse", 0.9) == round(1 / (1 + math.exp(-log_odds)), 3)
    assert judge().confidence("spouse", 0.7777) == 0.778


def test_what_the_manifest_does_not_judge_is_taken_as_it_is() -> None:
    assert Judge.of({}).rules == dict.fromkeys(RELATIONS, Rule())
    assert judge(2, -1).confidence("founder", 0.9) == 0.9


def test_less_than_the_threshold_is_nothing() -> None:
    strict = judge(threshold=0.8)
    assert (strict.confidence("spouse", 0.799), strict.confidence("spouse", 0.8)) == (None, 0.8)
    assert strict.confidence("founder", 0.79) == 0.79


def test_least_replaces_every_threshold_and_no_more() -> None:
    stored = {"judge": {"spouse": {"slope": 2.0, "offset": 1.0, "threshold": 0.9}}}
    found = Judge.of(stored, least=0.3)
    assert {rule.threshold for rule in found.rules.values()} == {0.3}
    assert found.rules["spouse"] == Rule(2.0, 1.0, 0.3)
    assert stored["judge"]["spouse"]["threshold"] == 0.9


@given(RULES, SCORES)
def test_a_confidence_is_a_probability_and_at_least_the_threshold(rule: Rule, score: float) -> None:
    found = Judge({"spouse": rule}).confidence("spouse", score)
    assert found is None or rule.threshold <= found <= 1


@given(RULES, SCORES, SCORES)
def test_a_higher_score_is_never_less_sure(rule: Rule, one: float, other: float) -> None:
    low, high = sorted((one, other))
    less, more = (Judge({"spouse": rule}).confidence("spouse", score) for score in (low, high))
    assert less is None or (more is not None and less <= more)


@given(st.tuples(RULES, RULES), st.floats(0.001, 1))
def test_no_score_below_the_lowest_is_enough_for_any(rules: tuple[Rule, Rule], score: float) -> None:
    both = Judge(dict(zip(("spouse", "parent"), rules, strict=True)))
    if score < both.lowest - 1e-9:
        assert [both.confidence(predicate, score) for predicate in both.rules] == [None, None]


@given(st.tuples(RULES, RULES))
def test_just_above_the_lowest_is_enough_for_one(rules: tuple[Rule, Rule]) -> None:
    both = Judge(dict(zip(("spouse", "parent"), rules, strict=True)))
    score = both.lowest + 0.001
    if 0.001 < both.lowest < 0.99:
        assert any(both.confidence(predicate, score) is not None for predicate in both.rules)
