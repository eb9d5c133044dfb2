import math
import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.reader.judge import Judge
from kg.extract.reader.labels import RELATIONS
from training.calibrate import EDGES, PRECISION, Judged, calibrated, crossed, fit

Fitted = dict[str, dict[str, float]]


def rows(predicate: str, count: int, truth: Callable[[float], float], seed: int = 1) -> Iterator[Judged]:
    """Statements whose scores are spread evenly and that are right as often as `truth` says."""
    chance = random.Random(seed)
    for number in range(count):
        score = 0.02 + 0.96 * number / count
        yield Judged(predicate, score, chance.random() < truth(score))


def meant(score: float) -> float:
    return score


def overconfident(score: float) -> float:
    """Right as often as log-odds one and a half lower would say."""
    return 1 / (1 + math.exp(1.5) * (1 - score) / score)


def confidence(judge: Fitted, predicate: str, score: float) -> float:
    (found,) = calibrated([Judged(predicate, score, True)], judge)
    return found.score


@pytest.fixture(scope="module")
def judge() -> Fitted:
    return fit([*rows("worksFor", 1500, meant), *rows("spouse", 1500, overconfident)])


def test_scores_that_promise_too_much_are_lowered(judge: Fitted) -> None:
    for score in (0.3, 0.5, 0.7, 0.9):
        assert confidence(judge, "worksFor", score) == pytest.approx(score, abs=0.06)
        assert confidence(judge, "spouse", score) == pytest.approx(overconfident(score), abs=0.06)
    assert judge["spouse"]["threshold"] > 0.4


def test_from_the_threshold_on_enough_is_right(judge: Fitted) -> None:
    for predicate, truth in (("worksFor", meant), ("spouse", overconfident)):
        fresh = list(rows(predicate, 3000, truth, seed=2))
        threshold = judge[predicate]["threshold"]
        above = [row.right for row in calibrated(fresh, judge) if row.score >= threshold]
        assert sum(above) / len(above) == pytest.approx(PRECISION, abs=0.05)


def test_a_predicate_that_is_always_right_or_always_wrong_stays_between_the_edges() -> None:
    found = fit([*rows("worksFor", 400, lambda _: 1.0), *rows("spouse", 400, lambda _: 0.0)])
    assert found["worksFor"]["threshold"] == EDGES[0]
    assert found["spouse"]["threshold"] == EDGES[1]


def test_few_statements_change_little(judge: Fitted) -> None:
    every = [*rows("worksFor", 1500, meant), *rows("spouse", 1500, overconfident)]
    few = fit([*every, Judged("founder", 0.8, False), Judged("founder", 0.9, False)])
    for score in (0.3, 0.6, 0.9):
        pooled = confidence(few, "sibling", score)
        assert pooled == pytest.approx(confidence(judge, "sibling", score), abs=0.01)
        assert confidence(few, "founder", score) == pytest.approx(pooled, abs=0.2)
    assert confidence(few, "founder", 0.9) < confidence(few, "sibling", 0.9)


def test_what_was_never_said_is_judged_as_all_predicates_together(judge: Fitted) -> None:
    assert set(judge) == set(RELATIONS)
    assert len({rule["slope"] for rule in judge.values()}) == 1
    assert judge["sibling"]["offset"] == judge["parent"]["offset"]
    between = (confidence(judge, name, 0.7) for name in ("spouse", "sibling", "worksFor"))
    low, pooled, high = between
    assert low < pooled < high


def test_of_nothing_the_scores_are_taken_as_they_are() -> None:
    assert {(rule["slope"], rule["offset"]) for rule in fit([]).values()} == {(1.0, 0.0)}


def test_models_of_halves_say_how_predicates_differ_and_the_whole_one_how_sure_it_is() -> None:
    halves = [*rows("worksFor", 1500, meant), *rows("spouse", 1500, overconfident)]
    shy = [Judged(row.predicate, row.score**2, row.right) for row in rows("worksFor", 300, meant, seed=3)]
    found = fit(
        [*shy, *(Judged(row.predicate, row.score**2, row.right) for row in rows("spouse", 8, overconfident))], halves
    )
    for score in (0.4, 0.6, 0.8):
        assert confidence(found, "worksFor", score**2) == pytest.approx(score, abs=0.08)
        assert confidence(found, "spouse", score**2) == pytest.approx(overconfident(score), abs=0.12)


def test_a_half_is_told_what_the_other_one_taught() -> None:
    """One model is too sure, the other too shy: by its own statements each would be right, by the other's it is not."""
    sure = [Judged("spouse", 0.95, number % 2 == 0) for number in range(200)]
    shy = [Judged("spouse", 0.5, number % 20 > 0, document="shy") for number in range(200)]
    found = crossed([sure, shy])
    assert [row.document for row in found] == [""] * 200 + ["shy"] * 200
    assert [row.right for row in found] == [row.right for row in [*sure, *shy]]
    assert min(row.score for row in found[:200]) > 0.9
    assert max(row.score for row in found[200:]) < 0.5


def test_without_statements_of_its_own_the_whole_model_is_judged_as_its_halves() -> None:
    halves = list(rows("spouse", 900, overconfident))
    assert fit([], halves) == fit(halves)


def test_the_run_time_says_what_was_fitted(judge: Fitted) -> None:
    at_run_time = Judge.of({"judge": judge}, least=0.0)
    for predicate in ("worksFor", "spouse", "sibling"):
        for score in (0.05, 0.4, 0.77, 0.99):
            assert at_run_time.confidence(predicate, score) == round(confidence(judge, predicate, score), 3)
    assert Judge.of({"judge": judge}).rules["spouse"].threshold == judge["spouse"]["threshold"]


def test_scores_that_say_nothing_never_turn_around() -> None:
    found = fit(rows("spouse", 400, lambda score: 1 - score))
    assert found["spouse"]["slope"] == 0.1


@given(
    st.lists(
        st.builds(
            Judged,
            st.sampled_from(RELATIONS[:3]),
            st.integers(2, 100).map(lambda percent: percent / 100),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.sampled_from([1, 20]),
)
def test_any_statements_have_a_fit_of_moderate_size(said: list[Judged], times: int) -> None:
    for rule in fit(said * times).values():
        assert 0.1 <= rule["slope"] < 10
        assert abs(rule["offset"]) < 15
        assert 0.35 <= rule["threshold"] <= 0.9


def test_sure_statements_do_not_throw_the_fit_off() -> None:
    found = fit([Judged("spouse", 0.9, False), Judged("spouse", 1.0, True)] * 10)
    assert confidence(found, "spouse", 0.9) < 0.5
    assert confidence(found, "spouse", 0.99) < 0.999
