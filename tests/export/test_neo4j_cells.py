"""Cells of CSV: the quick way to a row is the careful one, and no two things are hashed alike."""

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.export.neo4j_cells import DELIMITER, Encoder, text
from kg.export.neo4j_schema import edge_content, node_content
from kg.graph import Property, Relationship
from kg.graph.columns import of_relationships
from kg.graph.properties import EDGE, MENTIONS
from tests.hostile import HOSTILE

TEXTS = st.one_of(
    st.sampled_from([*HOSTILE, "", "a", "b", '"', '""', ",", DELIMITER, "[", '["a"]', "%s", "%"]), st.text()
)
LISTS = st.lists(TEXTS, max_size=3).map(tuple)
ROOTS = ("Person", "Place")
VALUES = {
    EDGE: st.tuples(TEXTS, TEXTS, st.floats(0, 1), st.integers(0, 9), LISTS, LISTS, LISTS, LISTS),
    MENTIONS: st.tuples(TEXTS, st.integers(1, 99), LISTS),
}


@st.composite
def edges(draw: st.DrawFn) -> Relationship:
    keys = draw(st.sampled_from([EDGE, MENTIONS, ("id",)]))
    values: tuple[Any, ...] = draw(VALUES[keys]) if keys in VALUES else (draw(TEXTS),)
    return Relationship(values[0], "spouse", draw(TEXTS), draw(TEXTS), keys, values, ROOTS, ("one", "other"))


@given(edges(), st.sampled_from([DELIMITER, "\x1e", "e"]))
def test_a_row_has_the_cells_of_all_properties(edge: Relationship, delimiter: str) -> None:
    encoder = Encoder(delimiter)
    cells = encoder.cells(edge.properties)
    row = [text(edge.start), text(edge.end), edge.type, *(cells.get(key, "") for key in of_relationships())]
    assert encoder.row(edge) == ",".join(row)


@given(edges(), edges())
def test_what_differs_is_hashed_differently(one: Relationship, other: Relationship) -> None:
    encoder = Encoder()
    places = [(each.start, each.end, {**each.properties}) for each in (one, other)]
    rows = [edge_content(each.roots, encoder.row(each)) for each in (one, other)]
    assert (rows[0] == rows[1]) == (places[0] == places[1])
    nodes = [node_content(("Person",), encoder.cells(each.properties)) for each in (one, other)]
    assert (nodes[0] == nodes[1]) == (places[0][2] == places[1][2])


@given(st.lists(st.tuples(LISTS, LISTS), min_size=1, max_size=2))
def test_lists_are_hashed_differently_whatever_they_hold(pairs: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    for one, other in pairs:
        cells = [Encoder().cells({"texts": each})["texts"] for each in (one, other)]
        assert (cells[0] == cells[1]) == (one == other)


@given(TEXTS)
def test_a_text_is_a_cell(value: str) -> None:
    assert next(csv.reader(io.StringIO(f"{text(value)},x", newline=""), strict=True)) == [value, "x"]


def test_hashes_stay_what_they_are() -> None:
    """Else a load into a database of an earlier version would write everything again: bump the version then."""
    values = ("r1", "asserted", 0.75, 2, ("a", "b"), ("s1", "s2"), ('He "left".',), ())
    edge = Relationship("r1", "worksFor", "e1", "e2", EDGE, values, ("Person", "Organization"), ("A", "B"))
    assert edge_content(edge.roots, Encoder().row(edge)) == "5b5b21f2ac9441e6"
    named: dict[str, Property] = {
        "id": "gn1",
        "class": "Place",
        "name": "Oslo",
        "aliases": ("Christiania",),
        "latitude": 59.9,
    }
    assert node_content(("Place",), Encoder().cells(named)) == "0abea2bcdd4291c0"
