"""Where bodies are, right beside their names."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The shares of Boston-based Tarn Corp. fell.", "Tarn Corp. headquarters Boston"),
        ("Halden Motors Corp., the Atlanta-based carmaker, closed.", "Halden Motors Corp. headquarters Atlanta"),
        (
            "Officials at Lawrence National Laboratory in Livermore agreed.",
            "Lawrence National Laboratory location Livermore",
        ),
        ("Great Lakes Nekoma Corp. of Port Edwards, Wis., agreed.", "Great Lakes Nekoma Corp. location Port Edwards"),
        ("Great Lakes Nekoma Corp. of Port Edwards, Wis., agreed.", "Great Lakes Nekoma Corp. location Wis."),
        ("Pacific Crest Airlines, a Seattle carrier, added flights.", "Pacific Crest Airlines location Seattle"),
        ("Red Star officials in Damascus denied it.", "Red Star location Damascus"),
        ("Police searched the Paris office of Halden Motors Corp.", "Halden Motors Corp. location Paris"),
        ("Iran's Guardian Council met.", "Guardian Council location Iran"),
    ],
)
def test_a_body_has_its_place_beside_it(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Tarn Corp. sold its shares in Boston.",
        "The Tarn Corp. chairman lives in Boston.",
        "Tarn Corp. met buyers in Lyon.",
    ],
)
def test_no_seat_is_made_of_it(read: Read, text: str) -> None:
    assert not [fact for fact in said(read(text)) if fact.startswith("Tarn Corp. location")]
