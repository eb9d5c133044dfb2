"""Prose told from lines."""

import pytest

from kg.read.pages.units import Role, Unit, ends_sentence, prose, units
from tests.read.pages.divided import HEADLINE, MARKET


@pytest.mark.parametrize(
    ("text", "is_prose"),
    [
        (MARKET, True),
        (HEADLINE, False),
        ("It was shut then.", False),
        ("It was shut for good.", True),
        ("word " * 24, False),
        ("word " * 25, True),
        ("QmFzZTY0" * 200, True),
        ('He said: "It is over now!"', True),
    ],
)
def test_a_sentence_or_a_text_too_long_for_a_headline_is_prose(text: str, is_prose: bool) -> None:
    assert prose(text) is is_prose


def test_every_paragraph_knows_its_place() -> None:
    text = f"{HEADLINE}\n\n  {MARKET}\n"
    assert [(text[unit.start : unit.end], unit.role) for unit in units(text)] == [
        (HEADLINE, Role.LINE),
        (MARKET, Role.PROSE),
    ]


@pytest.mark.parametrize("at", [3, 4, 5])
def test_a_paragraph_parts_without_the_blanks_between(at: int) -> None:
    left, right = Unit(10, 17, "abc def"), None
    left, right = left.parted(at)
    assert (left.start, left.end, left.text) == (10, 10 + len(left.text), "abc def"[:at].strip())
    assert (right.start, right.end, right.text) == (17 - len(right.text), 17, "abc def"[at:].strip())


@pytest.mark.parametrize(
    ("text", "does"),
    [("over.", True), ('over!"', True), ("over?)", True), ("over…", True), ("over,", False), ("over: ", False)],
)
def test_ends_of_sentences(text: str, does: bool) -> None:
    assert ends_sentence(text) is does
