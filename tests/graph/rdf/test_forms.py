"""What is filled into a form stands where it belongs, and everything else as it was written."""

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.rdf.forms import Form, gap, number, words
from kg.graph.rdf.resource import text


def test_a_gap_may_come_again_and_what_is_filled_in_may_look_like_one() -> None:
    form = Form(
        f"<a/{gap('id')}> <p> {words('said')} .\n<a/{gap('id')}> <q> {number('size')} .\n", ("size", "id", "said")
    )
    filled = form.filled(("7", "x%s", "{id} \x00id\x00"))
    assert filled == (
        '<a/x%s> <p> "{id} \x00id\x00" .\n<a/x%s> <q> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    )
    assert form.filled(("1", "y", "")).startswith('<a/y> <p> "" .\n')


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_forms_filled_together_are_those_filled_alone(values: list[tuple[str, str]]) -> None:
    form = Form(f"<a/{gap('id')}> <p> {words('said')} .\n<a/{gap('id')}> <q> <r> .\n", ("id", "said"))
    assert form.all_filled([*zip(*values, strict=True)]) == "".join(map(form.filled, values))


@given(st.text())
def test_no_literal_holds_the_mark_of_a_gap(value: str) -> None:
    assert gap("").strip(gap("")[0]) == ""
    assert gap("")[0] not in text(value)
