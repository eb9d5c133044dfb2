from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.partition import Partition

IDS = "abcdef"
PAIRS = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=12)


def test_who_is_kept_apart_stays_apart_on_every_way() -> None:
    partition = Partition("abcd")
    assert partition.forbid("a", "d")
    assert partition.join("a", "b")
    assert partition.join("c", "d")
    assert not partition.join("b", "c")
    assert list(partition.clusters()) == [["a", "b"], ["c", "d"]]


def test_one_cluster_cannot_be_forbidden() -> None:
    partition = Partition("ab")
    partition.join("a", "b")
    assert not partition.forbid("a", "b")
    assert sorted(partition.members("b")) == ["a", "b"]


@given(PAIRS, PAIRS)
def test_forbidden_pairs_are_never_together(apart: list[tuple[str, str]], same: list[tuple[str, str]]) -> None:
    partition = Partition(IDS)
    kept = [pair for pair in apart if partition.forbid(*pair)]
    for pair in same:
        partition.join(*pair)
    assert not any(partition.together(*pair) for pair in kept)
    assert sorted(id_ for cluster in partition.clusters() for id_ in cluster) == list(IDS)
    assert all(sorted(partition.members(cluster[0])) == cluster for cluster in partition.clusters())
