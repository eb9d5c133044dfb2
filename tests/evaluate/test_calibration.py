import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.calibration import Bin, Reliability, by_group, reliability

judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()))


def test_bins_and_their_error() -> None:
    found = reliability([(0.92, True), (0.98, False), (0.3, False), (0.3, True), (0.3, False), (0.3, False)])
    low, high = found.bins
    assert (low.low, low.high, low.count, low.confidence, low.right) == pytest.approx((0.3, 0.4, 4, 0.3, 0.25))
    assert (high.low, high.high, high.count, high.confidence, high.right) == pytest.approx((0.9, 1.0, 2, 0.95, 0.5))
    assert found.error == pytest.approx((4 * 0.05 + 2 * 0.45) / 6)
    assert found.count == 6
    assert found.right == pytest.approx(2 / 6)


def test_certainty_is_in_the_last_bin() -> None:
    assert reliability([(1.0, True)]).bins == (Bin(0.9, 1.0, 1, 1.0, 1.0),)
    assert reliability([(0.0, False)], bins=2).bins == (Bin(0.0, 0.5, 1, 0.0, 0.0),)


def test_nothing_judged() -> None:
    assert reliability([]) == Reliability(())
    assert (reliability([]).error, reliability([]).count) == (0.0, 0)
    assert (reliability([]).chance, reliability([]).limit) == (0.0, 0.0)


def test_groups_are_told_apart() -> None:
    found = by_group([("b", 1.0, True), ("a", 1.0, False), ("b", 1.0, True)])
    assert list(found) == ["a", "b"]
    assert (found["a"].error, found["b"].error) == (1.0, 0.0)


@given(judged)
def test_error_is_at_least_what_the_means_say(some: list[tuple[float, bool]]) -> None:
    found = reliability(some)
    assert found.count == len(some)
    assert abs(found.confidence - found.right) <= found.error + 1e-9 <= 1.0 + 2e-9


@given(judged)
def test_one_bin_compares_the_means(some: list[tuple[float, bool]]) -> None:
    found = reliability(some, bins=1)
    assert found.error == pytest.approx(abs(found.confidence - found.right))


@pytest.mark.parametrize("times", [5, 50])
def test_error_by_chance_is_what_draws_show(times: int) -> None:
    draw = random.Random(4)
    confidences = [0.05, 0.35, 0.35, 0.65, 0.95, 0.95] * times
    drawn = [reliability((each, draw.random() < each) for each in confidences) for _ in range(400)]
    errors = sorted(found.error for found in drawn)
    assert drawn[0].chance == pytest.approx(sum(errors) / 400, rel=0.06)
    assert drawn[0].limit == pytest.approx(errors[380], rel=0.08)


def test_what_is_certain_shows_no_error_by_chance() -> None:
    found = reliability([(0.0, False), (1.0, True), (1.0, False)])
    assert (found.chance, found.limit) == (0.0, 0.0)
