"""What is there already, compared by hashes; the database is a dictionary here."""

from collections.abc import Mapping
from typing import Any, cast

import neo4j
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export import neo4j_known
from kg.export.neo4j_content import Item
from kg.export.neo4j_known import NODE, Known, batches, pages

TERMS = ("Person", "Place")
Held = Mapping[tuple[str, str], str]


class Shelf:
    """A session that answers the one query of `pages`."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self.asked = 0

    def execute_read(self, work: Any, query: str, last: str) -> Any:
        return work(self, query, last)

    def run(self, query: str, last: str, page: int) -> "Shelf":
        self.asked += 1
        (term,) = (term for term in TERMS if f"`{term}`" in query)
        rows = sorted((id_, held) for (label, id_), held in self._held.items() if label == term and id_ > last)[:page]
        self._answer = [id_ for id_, _ in rows], [held for _, held in rows]
        return self

    def single(self, strict: bool) -> Any:
        return self._answer


def session(held: Held) -> neo4j.Session:
    return cast("neo4j.Session", Shelf(held))


def item(term: str, id_: str, content: str) -> Item:
    return Item(id_, (term,), (), {"id": id_}, content)


KEYS = st.tuples(st.sampled_from(TERMS), st.text("abc", min_size=1, max_size=2))
CONTENTS = st.sampled_from(["0123456789abcdef", "fedcba9876543210", "00000000000000ff"])
FOUND = st.one_of(CONTENTS, st.sampled_from(["released", "", "no hash at all!!", "0123456789ABCDEG"]))


@settings(max_examples=200, deadline=None)
@given(there=st.dictionaries(KEYS, FOUND), wanted=st.dictionaries(KEYS, CONTENTS), size=st.integers(1, 9))
def test_it_is_the_difference_of_two_dictionaries(
    there: dict[tuple[str, str], str], wanted: dict[tuple[str, str], str], size: int
) -> None:
    known = Known(session(there), NODE, TERMS)
    for some in batches(wanted.items(), size):
        for one, is_there, is_same in known.compare([item(*key, content) for key, content in some]):
            key = (one.term, one.id)
            assert (is_there, is_same) == (key in there, there.get(key) == one.content)
    gone = {(term, id_): held for term, ids, helds in known.vanished() for id_, held in zip(ids, helds, strict=True)}
    assert gone == {key: held for key, held in there.items() if key not in wanted}


@pytest.mark.parametrize(("count", "asked"), [(0, 1), (4, 1), (5, 2), (6, 2), (10, 3)])
def test_it_reads_page_by_page(count: int, asked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_known, "_PAGE", 5)
    held = {("Person", f"e{number:03}"): "00" * 8 for number in range(count)}
    shelf = Shelf(held)
    found = [id_ for ids, _ in pages(cast("neo4j.Session", shelf), NODE, "Person") for id_ in ids]
    assert found == [id_ for _, id_ in sorted(held)]
    assert shelf.asked == asked
