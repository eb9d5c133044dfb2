import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.scores import Score
from kg.evaluate.spans import Name, align, by_class, overlaps, within

CLASSES = ("Organization", "Person", "Place")
GOLD = (Name(0, 10, ("Person",)), Name(14, 25, ("Organization",)), Name(30, 38, ("Person",)))

spans = st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))
names = st.lists(
    st.builds(lambda span, class_: Name(span[0], span[1], (class_,)), spans, st.sampled_from(CLASSES)), unique=True
)


def test_exact_and_overlapping_names_are_told_apart() -> None:
    found = (Name(5, 10, ("Person",)), Name(14, 25, ("Organization",)), Name(30, 38, ("Place",)))
    exact = by_class([align(found, GOLD, exact=True)], CLASSES)
    overlap = by_class([align(found, GOLD, exact=False)], CLASSES)
    assert (exact["all"].predicted, exact["all"].gold) == (3, 3)
    assert exact["all"].f1 == pytest.approx(1 / 3)
    assert overlap["all"].f1 == pytest.approx(2 / 3)
    assert overlap["Person"] == Score(1.0, 0.5, 1, 2)


def test_one_gold_name_answers_for_one_prediction() -> None:
    aligned = align((Name(0, 4, ("Person",)), Name(5, 10, ("Person",))), GOLD, exact=False)
    assert len(aligned.pairs) == 1
    assert len(aligned.spurious) == 1


def test_equal_spans_are_paired_before_overlapping_ones() -> None:
    long, short = Name(0, 10, ("Person",)), Name(5, 10, ("Person",))
    aligned = align((short, long), (long,), exact=False)
    assert aligned.pairs == ((long, long),)
    assert aligned.spurious == (short,)


def test_any_accepted_class_fits() -> None:
    country = Name(0, 5, ("Place", "Organization"))
    assert align((Name(0, 5, ("Organization",)),), (country,), exact=True).pairs
    assert not align((Name(0, 5, ("Person",)),), (country,), exact=True).pairs


def test_ignored_stretches_count_neither_way() -> None:
    aligned = align((Name(42, 46, ("Place",)), Name(50, 60, ("Place",))), (), ((40, 48), (55, 70)), exact=True)
    assert aligned.spurious == (Name(50, 60, ("Place",)),)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not overlaps((0, 5), (5, 9))
    assert overlaps((0, 5), (4, 9))
    assert within((3, 5), (3, 5))
    assert not within((3, 6), (3, 5))


@given(names)
def test_what_is_predicted_as_it_is_scores_1(some: list[Name]) -> None:
    for exact in (True, False):
        scores = by_class([align(some, some, exact=exact)], CLASSES)
        assert all(found.f1 == 1.0 for found in scores.values() if found.gold)


@given(names, names)
def test_exact_is_never_better_than_overlap_and_sides_change_places(one: list[Name], other: list[Name]) -> None:
    exact = by_class([align(one, other, exact=True)], CLASSES)["all"]
    overlap = by_class([align(one, other, exact=False)], CLASSES)["all"]
    assert exact.f1 <= overlap.f1
    turned = by_class([align(other, one, exact=True)], CLASSES)["all"]
    assert (exact.precision, exact.recall) == (turned.recall, turned.precision)
