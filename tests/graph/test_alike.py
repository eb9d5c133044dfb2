"""What is found of one resource holds of those like it, whatever is wrong with any of them."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import Graph, checking, validation
from kg.graph.alike import CONSTRAINTS, SH, Alike
from kg.graph.rdf import Iris, Profile, quads
from kg.graph.rdf.portions import portions
from kg.graph.rdf.resource import Resource
from kg.graph.shapes import all_shapes, compiled
from tests.rdf import term

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = [ox.Literal(each, datatype=ox.NamedNode(f"{XSD}integer")) for each in ("-1", "0", "7", "99999", "07", "x")]
SHARES = [ox.Literal(each, datatype=ox.NamedNode(f"{XSD}decimal")) for each in ("-0.1", "0.0", "1.0", "1.01", "1")]
TEXTS = [ox.Literal(each) for each in ("", "asserted", "rumoured", 'a "b" \\ c\n', "<http://x.example/>")]
DATES = [ox.Literal(each, datatype=term("edtf:EDTF")) for each in ("2024-0X", "last spring", "2024-01-XX")]
SPOKEN = [ox.Literal("asserted", language="en"), ox.Literal("", language="en")]


def sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def test_the_shapes_ask_for_nothing_that_a_sketch_leaves_out() -> None:
    shapes = list(ox.parse(all_shapes(), format=ox.RdfFormat.TURTLE))
    used = {each.predicate.value.removeprefix(SH) for each in shapes if each.predicate.value.startswith(SH)}
    assert used <= CONSTRAINTS
    assert {"class", "lessThan", "pattern"} <= used
    assert {str(each.object) for each in shapes if each.predicate == sh("minLength")} == {str(ox.Literal(1))}
    assert all(isinstance(each.object, ox.NamedNode) for each in shapes if each.predicate == sh("path"))
    kinds = {each.subject: each.object for each in shapes if each.predicate == sh("datatype")}
    assert {kinds[each.subject] for each in shapes if each.predicate == sh("pattern")} == {
        term("edtf:EDTF"),
        term("geo:wktLiteral"),
    }


@pytest.fixture(scope="module")
def triples(world: Graph) -> Callable[[], list[ox.Triple]]:
    """As a function, for Hypothesis would print them all."""
    found = sorted({quad.triple for quad in quads(world, Iris(), Profile("reification"))}, key=str)
    return lambda: found


CHANGES = st.lists(
    st.tuples(st.integers(0, 9999), st.sampled_from(["changed", "another", "gone"]), st.integers(0, 99)), max_size=12
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, size=st.sampled_from([1, 9, 1000]))
def test_the_same_is_found_as_where_each_is_looked_at(
    changes: list[tuple[int, str, int]], size: int, triples: Callable[[], list[ox.Triple]], tmp_path: Path
) -> None:
    valid = triples()
    things = sorted({each.subject for each in valid}, key=str)
    values = [*NUMBERS, *SHARES, *TEXTS, *DATES, *SPOKEN, *things[:: len(things) // 20]]
    broken = set(valid)
    for at, how, value in changes:
        old = valid[at % len(valid)]
        if how != "another":
            broken.discard(old)
        if how != "gone":
            broken.add(ox.Triple(old.subject, old.predicate, values[value % len(values)]))
    text = (ox.serialize(broken, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    lines = sorted(f"{line}\n" for line in text.removesuffix("\n").split("\n"))
    (tmp_path / "graph.nt").write_text("".join(lines), encoding="utf-8")
    whole = validation.validate_file(tmp_path / "graph.nt")
    described: list[Resource] = [
        (subject, "".join(said)) for subject, said in groupby(lines, lambda line: line.partition(" ")[0])
    ]
    found = validation.checked(portions(lambda: described, size))
    assert found.violations == whole.violations


def resource(*said: str) -> Resource:
    return "<x:a>", "".join(f"<x:a> {each} .\n" for each in said)


def number(value: str, kind: str = "integer") -> str:
    return f'"{value}"^^<{XSD}{kind}>'


UNLIKE = {
    "below a number that shapes name": (["<p> " + number("-1")], ["<p> " + number("0")]),
    "just there": (["<p> " + number("0.5", "decimal")], ["<p> " + number("1.0", "decimal")]),
    "just above": (["<p> " + number("1.0", "decimal")], ["<p> " + number("1.01", "decimal")]),
    "in another order": (["<p> " + number("5"), "<q> " + number("6")], ["<p> " + number("6"), "<q> " + number("5")]),
    "as large": (["<p> " + number("5"), "<q> " + number("6")], ["<p> " + number("6"), "<q> " + number("6")]),
    "no whole number": (["<p> " + number("5")], ["<p> " + number("5.0")]),
    "of another type": (["<p> " + number("5")], ["<p> " + number("5.0", "decimal")]),
    "empty": (['<p> "a"'], ['<p> ""']),
    "named by the shapes": (['<p> "asserted"'], ['<p> "rumoured"']),
    "in a language": (['<p> "a"'], ['<p> "a"@en']),
    "one more": (['<p> "a"'], ['<p> "a"', '<p> "b"']),
    "once more": (['<p> "a"', '<p> "a"'], ['<p> "a"', '<p> "b"']),
    "of another class": (["<p> <x:one>"], ["<p> <x:body>"]),
    "not described": (["<p> <x:one>"], ["<p> <x:nobody>"]),
    "by another property": (["<p> <x:one>"], ["<q> <x:one>"]),
}
CLASSES = {"<x:one>": "<Person>", "<x:other>": "<Person>", "<x:body>": "<Organization>"}


@pytest.mark.parametrize("case", UNLIKE)
def test_what_shapes_tell_apart_is_unlike(case: str) -> None:
    one, other = (resource(*said) for said in UNLIKE[case])
    assert len(Alike.under(all_shapes()).unlike([one, other], CLASSES)) == 2


def test_what_they_cannot_tell_apart_is_alike() -> None:
    few = [f'<p> "{at}"' for at in range(4)]
    pairs = [
        (resource("<p> <x:one>"), resource("<p> <x:other>")),
        (resource('<p> "a"'), resource('<p> "b \\" c"')),
        (
            resource("<p> " + number("12"), "<q> " + number("13")),
            resource("<p> " + number("70"), "<q> " + number("99")),
        ),
        (resource(*few), resource(*few, '<p> "more"')),
    ]
    for one, other in pairs:
        alike = Alike.under(all_shapes())
        assert [*alike.unlike([one, other], CLASSES).values()] == [[one, other]]
        alike.learn(alike.unlike([one], CLASSES))
        assert alike.unlike([other], CLASSES) == {}


def test_few_are_looked_at(world: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    engine = compiled()

    class Counting:
        def validate_text(self, text: str, format: str) -> object:  # noqa: A002 - the engine's name for it
            looked.append(text.count("Claim> .\n"))
            return engine.validate_text(text, format=format)

    monkeypatch.setattr(checking, "compiled", Counting)
    validation.validate(world)
    once = sum(looked)
    assert 0 < once < sum(1 for _ in world.statements())


def test_it_forgets_no_more_than_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.alike._MOST", 1)
    alike = Alike.under(all_shapes())
    one, other = ("<a>", '<a> <p> "x" .\n'), ("<b>", "<b> <q> <c> .\n")
    alike.learn(alike.unlike([one, other], {}))
    assert len(alike.unlike([one, other], {})) == 1
