"""Whose an organization is that stands in somebody's phrase: the reader's facts about others are not stated."""

import pytest

from tests.extract.conftest import Read, said


def parties(read: Read, text: str) -> set[str]:
    return {fact for fact in said(read(text)) if " politicalParty " in fact}


def test_each_nominee_of_a_list_has_one_party(read: Read) -> None:
    text = (
        "Green Party presidential nominee Howie Marsh, Constitution Party presidential nominee Don Ashworth and "
        "American Solidarity Party presidential nominee Brian Lund took part."
    )
    found = parties(read, text)
    assert found <= {
        "Howie Marsh politicalParty Green Party",
        "Don Ashworth politicalParty Constitution Party",
        "Brian Lund politicalParty American Solidarity Party",
    }
    assert "Howie Marsh politicalParty Green Party" in found


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ('Mira Oduya of the Labour Party added, "Tom Hale is a member of nothing."', {"Mira Oduya"}),
        ("Mira Oduya and Tom Hale of the Labour Party are members of parliament.", {"Mira Oduya", "Tom Hale"}),
    ],
)
def test_a_party_behind_a_name_is_of_those_who_are_named_together(read: Read, text: str, whose: set[str]) -> None:
    assert {fact.partition(" politicalParty")[0] for fact in parties(read, text)} == whose


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Kay Hagan today met with members of the Harbour Party.", False),
        ("Ada Moreno attacked members of the Harbour Party.", False),
        ("Ada Moreno is one of the members of the Harbour Party.", True),
        ("Police arrested Ada Moreno and other members of the Harbour Party.", True),
    ],
)
def test_whose_members_one_meets_is_not_one_s_own(read: Read, text: str, known: bool) -> None:
    assert any(" memberOf " in fact or " politicalParty " in fact for fact in said(read(text))) is known
