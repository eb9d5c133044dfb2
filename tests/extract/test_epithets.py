"""What the noun before a place says of it."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The storm hit the Ohio town of Lima.", "Lima containedIn Ohio"),
        ("The storm hit the Colombian city of Cali.", "Cali containedIn Colombia"),
        ("In the Zambian capital, Lusaka, shops were closed.", "Lusaka capitalOf Zambia"),
        ("The Nigerian capital Abuja was quiet.", "Abuja capitalOf Nigeria"),
    ],
)
def test_a_place_is_introduced_by_its_kind(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


@pytest.mark.parametrize("text", ["The former Soviet republic of Georgia voted.", "The capital, Lusaka, was quiet."])
def test_nothing_is_said_of_where_it_is(read: Read, text: str) -> None:
    assert not [fact for fact in said(read(text)) if " containedIn " in fact or " capitalOf " in fact]
