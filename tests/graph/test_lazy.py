"""Collections that read as they are walked."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.lazy import Aligned, Records, Table, grouped, paired

WORDS = {"a": "ah", "b": "oh", "d": "hm"}


def table(asked: list[str] | None = None) -> Table[str]:
    def find(id_: str) -> str | None:
        (asked if asked is not None else []).append(id_)
        return WORDS.get(id_)

    return Table(3, lambda: iter(WORDS.items()), find)


def test_records_can_be_walked_again_and_are_read_again() -> None:
    walks: list[int] = []

    def read() -> Iterator[str]:
        walks.append(1)
        return iter("abc")

    records = Records(read)
    assert walks == []
    assert [*records, *records] == list("abcabc")
    assert len(walks) == 2
    assert "b" in records
    assert "x" not in records


def test_records_equal_the_same_records_in_the_same_order() -> None:
    records = Records(lambda: iter("abc"))
    assert records == ("a", "b", "c") == records
    assert records == Records(lambda: iter("abc"))
    assert records not in [("a", "b"), ("a", "b", "c", "d"), ("a", "c", "b"), 3]


def test_a_table_is_a_mapping() -> None:
    assert table() == WORDS
    assert list(table()) == list(WORDS)
    assert list(table().values()) == list(WORDS.values())
    assert len(table().values()) == 3
    assert "a" in table()
    assert "c" not in table()
    assert table().get("c") is None
    with pytest.raises(KeyError, match="c"):
        table()["c"]


def test_a_table_looks_up_only_what_was_not_looked_up_of_late() -> None:
    asked: list[str] = []
    found = table(asked)
    assert [found["a"], found["a"], found.get("c"), found.get("c")] == ["ah", "ah", None, None]
    assert asked == ["a", "c"]
    assert list(found.values())
    assert asked == ["a", "c"]


def test_groups_beside_a_walk() -> None:
    groups = Aligned(grouped(["b1", "b2", "d1", "e1"], lambda each: each[0]))
    assert [groups.of(key) for key in "abcef"] == [[], ["b1", "b2"], [], ["e1"], []]
    assert Aligned(iter([])).of("a") == []


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_two_walks_side_by_side(ones: set[int], others: set[int]) -> None:
    found = list(paired(sorted(ones), sorted(others), lambda number: number))
    assert found == [(n if n in ones else None, n if n in others else None) for n in sorted(ones | others)]
