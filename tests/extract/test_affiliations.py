"""Parties and alliances in somebody's phrase."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Green Party nominee Wilmer Chávez came third.", "Wilmer Chávez politicalParty Green Party"),
        ("Constitution Party nominee Don Ashworth lost.", "Don Ashworth politicalParty Constitution Party"),
        ("Tom Tavares, 58, of the Liberal Front, was arrested in Recife.", "Tom Tavares memberOf Liberal Front"),
        ("Dolores Zambrano of the Coastal Union took 41 percent.", "Dolores Zambrano memberOf Coastal Union"),
    ],
)
def test_a_party_beside_a_name(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


@pytest.mark.parametrize("text", ["Ada Roe of Orion Holdings spoke.", "Ada Roe spoke of the Liberal Front."])
def test_any_other_body_is_none(read: Read, text: str) -> None:
    assert not any(" memberOf " in each or " politicalParty " in each for each in said(read(text)))
