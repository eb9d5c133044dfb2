"""Phrases that stand for bodies."""

import pytest

from tests.extract.conftest import Read, said

UNION = "Davji Atieno, secretary general of the Doctors' Union, signed the agreement in Nairobi. "


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (UNION + "The union's chairman, Abdi Hassan, spoke.", "Abdi Hassan leaderOf Doctors' Union"),
        (
            "Shares in Elbsensor Holding rose on Friday. The company was founded in 1998 by Jochen Amsel.",
            "Elbsensor Holding founder Jochen Amsel",
        ),
    ],
)
def test_a_phrase_for_the_body_named_last(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


@pytest.mark.parametrize("noun", ["church", "government"])
def test_what_no_such_body_is_called_does_not(read: Read, noun: str) -> None:
    text = f"Shares in Elbsensor Holding rose on Friday. The {noun} was founded in 1998 by Jochen Amsel."
    assert "Elbsensor Holding founder Jochen Amsel" not in said(read(text))
