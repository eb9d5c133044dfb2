"""Clusters of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.clusters import Clusters

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=20)


def slowly(judged: list[tuple[int, int, bool]]) -> list[int]:
    """The same with sets that are made anew for every pair."""
    sets, apart = [{number} for number in range(8)], list[tuple[int, int]]()
    for left, right, same in judged:
        one, other = (next(each for each in sets if number in each) for number in (left, right))
        if not same and one is not other:
            apart.append((left, right))
        elif same and one is not other and not any({a, b} <= one | other for a, b in apart):
            sets = [each for each in sets if each is not one and each is not other] + [one | other]
    return [min(each) for number in range(8) for each in sets if number in each]


@given(PAIRS)
def test_clusters_are_those_of_plain_sets(judged: list[tuple[int, int, bool]]) -> None:
    clusters = Clusters.judged(8, judged)
    assert list(map(clusters.first, range(len(clusters)))) == slowly(judged)


def test_what_contradicts_an_earlier_pair_does_not_count() -> None:
    clusters = Clusters.judged(3, [(0, 2, False), (0, 1, True), (1, 2, True), (0, 1, False)])
    assert [clusters.first(number) for number in range(3)] == [0, 0, 2]
    assert clusters.forbidden(1, 2)
    assert not clusters.forbidden(0, 1)
