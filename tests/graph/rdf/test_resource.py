"""Literals and IRIs, written together or one by one."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.rdf.iris import segment, segments
from kg.graph.rdf.resource import escaped, text
from tests.hostile import HOSTILE

TEXTS = st.one_of(st.text(), st.sampled_from(HOSTILE), st.sampled_from(("plain", "e0123456789abcdef", "", ".", "..")))


@given(TEXTS)
def test_a_literal_is_written_as_pyoxigraph_writes_it(value: str) -> None:
    assert text(value) == str(ox.Literal(value))


@given(st.lists(TEXTS))
def test_texts_escaped_together_are_those_escaped_alone(values: list[str]) -> None:
    assert [*escaped(values)] == [text(value)[1:-1] for value in values]


@given(st.lists(TEXTS))
def test_names_encoded_together_are_those_encoded_alone(names: list[str]) -> None:
    assert [*segments(names)] == [*map(segment, names)]
