"""Where people are at home and whom they work for, right beside their names."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Phyllis Grant of Sacramento was not hurt.", "Phyllis Grant homeLocation Sacramento"),
        ("Robert Tillman, 43, of Baton Rouge, La., was treated.", "Robert Tillman homeLocation Baton Rouge"),
        ("Robert Tillman, 43, of Baton Rouge, La., was treated.", "Robert Tillman homeLocation La."),
        ("Katarina Svoboda, 24, a nurse from Brno, won the race.", "Katarina Svoboda homeLocation Brno"),
        ("Rep. Harold Winslow, D-Mass., asked for the records.", "Harold Winslow homeLocation Mass."),
        ("Sen. Paula Hawthorne, R-Fla., left.", "Paula Hawthorne homeLocation Fla."),
        ("Senator Paula Hawthorne (R-Maine) left.", "Paula Hawthorne homeLocation Maine"),
        ("Sen. Alan Cranfield of California was named.", "Alan Cranfield homeLocation California"),
        ("Brigid Barasa of Kenya won the marathon.", "Brigid Barasa nationality Kenya"),
        ("Kenya's Brigid Barasa won the marathon.", "Brigid Barasa nationality Kenya"),
        ("Brigid Barasa of Georgia won the primary.", "Brigid Barasa homeLocation Georgia"),
        ("Ruth Falk of the Centre for Harbour Studies said so.", "Ruth Falk worksFor Centre for Harbour Studies"),
        (
            "Lisa Brandt of Kansas City-based Marion Laboratories spoke first.",
            "Lisa Brandt worksFor Marion Laboratories",
        ),
    ],
)
def test_what_stands_beside_a_name(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Lisa Brandt of Kansas City-based Marion Laboratories spoke first.",
        "The train took Lisa Brandt from Oslo to Bergen.",
        "Mayor Ernest Duval of New Orleans resigned.",
    ],
)
def test_no_home_is_made_of_it(read: Read, text: str) -> None:
    assert not [fact for fact in said(read(text)) if " homeLocation " in fact]


def test_a_title_alone_is_nobody(read: Read) -> None:
    text = "In Congress, Ada Roe earned the distinction of Dean of the House of Representatives."
    assert not [fact for fact in said(read(text)) if fact.startswith("Dean memberOf")]


def test_a_home_is_said_once(read: Read) -> None:
    found = read("Mary Cullen, a resident of Portland, Maine, heard it.").statements
    assert len([s for s in found if s.predicate == "homeLocation"]) == 2
