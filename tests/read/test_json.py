"""JSON documents: their elements one by one, whatever the others are like."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.json import Elements
from tests.read.outcomes import Put, outcome

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


class Bites(io.BytesIO):
    """A stream that gives a few bytes at a time."""

    def __init__(self, content: bytes, bite: int) -> None:
        super().__init__(content)
        self._bite = bite

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self._bite)


class TestElements:
    @given(st.lists(values, max_size=6), st.integers(1, 7), st.sampled_from([None, 2]), st.booleans())
    def test_the_elements_of_an_array_wherever_the_bytes_break(
        self, given_: list[object], bite: int, indent: int | None, ascii_: bool
    ) -> None:
        content = json.dumps(given_, indent=indent, ensure_ascii=ascii_).encode("utf-8", "surrogatepass")
        found = Elements(Bites(content, bite), 10_000)
        assert [json.loads(each.decode("utf-8", "surrogatepass")) for each in found if each is not None] == given_
        assert not found.cut_off

    @given(st.binary(max_size=80), st.integers(1, 7))
    def test_any_bytes_end_in_elements(self, content: bytes, bite: int) -> None:
        whole = list(Elements(io.BytesIO(content), 10_000))
        assert list(Elements(Bites(content, bite), 10_000)) == whole
        assert sum(len(each) for each in whole if each) <= len(content)

    def test_one_that_is_too_large_is_none_and_its_neighbours_are_not(self) -> None:
        found = Elements(Bites(b'[{"a":1},{"a":"' + b"x" * 90 + b'"},{"a":2}]', 5), 20)
        assert list(found) == [b'{"a":1}', None, b'{"a":2}']


class TestDocuments:
    @pytest.mark.parametrize(
        "content",
        [
            '[{"id": "1", "text": "Ann [1], {2}, \\"3\\""}, {"id": "2", "text": "Bo"}]',
            '\ufeff [\n{"id": "1", "text": "Ann [1], {2}, \\"3\\""}\n,\n{"id": "2", "text": "Bo"}\n]\n',
            '{\n"id": "1", "text": "Ann [1], {2}, \\"3\\""}\n\n{\n"id": "2", "text": "Bo"}',
        ],
    )
    def test_records_of_an_array_or_one_after_the_other(self, put: Put, content: str) -> None:
        found = outcome(put("a.json", content))
        assert (found.texts, found.rejected) == ({"1": 'Ann [1], {2}, "3"', "2": "Bo"}, [])
        assert found.origins == ["a.json#1", "a.json#2"]

    def test_one_record_over_many_lines(self, put: Put) -> None:
        assert outcome(put("a.json", '{\n "id": "1",\n "text": "Ann"\n}\n')).texts == {"1": "Ann"}

    def test_a_broken_element_costs_itself_only(self, put: Put) -> None:
        found = outcome(put("a.json", '[{"id": "1", "text": "Ann"}, {"id": 2 "text"}, 7, {"id": "3", "text": "Cy"}]'))
        assert found.texts == {"1": "Ann", "3": "Cy"}
        assert [each.where.rpartition("/")[2] for each in found.rejected] == ["a.json#2", "a.json#3"]

    @pytest.mark.parametrize("cut", ["", ",", " , "])
    def test_an_array_cut_off_between_elements_is_told(self, put: Put, cut: str) -> None:
        found = outcome(put("a.json", '[{"id": "1", "text": "Ann"}' + cut))
        assert found.texts == {"1": "Ann"}
        assert found.why == ["file a.json: it ends before its array does; what could be read was kept"]

    def test_an_array_cut_off_within_an_element_is_told_once(self, put: Put) -> None:
        found = outcome(put("a.json", '[{"id": "1", "text": "Ann"}, {"id": "2", "te'))
        assert found.texts == {"1": "Ann"}
        assert [each.where.rpartition("/")[2] for each in found.rejected] == ["a.json#2"]
