"""Which place lies in which, by how the text writes the two."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("A warehouse burned down in Toledo, Ohio, on Sunday.", "Toledo containedIn Ohio"),
        ("The ferry left Zeebrugge, Belgium, at noon.", "Zeebrugge containedIn Belgium"),
        ("The river crested at Cape Girardeau, Mo., on Saturday.", "Cape Girardeau containedIn Mo."),
        ("The quake was felt in the Karst hills in southern Slovenia.", "Karst containedIn Slovenia"),
        ("The Danube flows past Regensburg in Bavaria.", "Regensburg containedIn Bavaria"),
        ("The accord was signed in Arusha, in northern Tanzania.", "Arusha containedIn Tanzania"),
        ("The strike spread to Krakow and other cities in southern Poland.", "Krakow containedIn Poland"),
        ("He was held at Rome's Rebibbia Prison.", "Rebibbia Prison containedIn Rome"),
        ("Fires burned in Bhopal, in the central Indian state of Madhya Pradesh.", "Bhopal containedIn Madhya Pradesh"),
    ],
)
def test_one_place_lies_in_the_other(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Votes were counted in Ohio, Texas and Utah.",
        "The governors of Maine, New York, New Jersey and Virginia met.",
        "Ministers of Georgia, Armenia and Turkey met in Vienna.",
        "The train runs from Berlin to Prague and Vienna.",
        "In Houston, Texas voted for the bill.",
        "After questions from Tellmark, U.S. officials left.",
        "Marlow drew against Chelsea in London.",
    ],
)
def test_places_merely_beside_one_another(read: Read, text: str) -> None:
    assert not [fact for fact in said(read(text)) if " containedIn " in fact]
