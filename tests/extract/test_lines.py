"""Lines: datelines, rows of results, lists of names, and headlines in capitals."""

import pytest

from tests.extract.conftest import Read
from tests.extract.test_names import named


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Striker sends side top\nABA, Nigeria - The striker scored twice on Sunday.", "ABA"),
        ("VAL DORAN , France 1996-12-15\nThe downhill was put off by a day .", "VAL DORAN"),
        ("Storm nears coast\nTALVIKA, Oct. 18 (KPA) -- Schools stayed closed on Friday.", "TALVIKA"),
    ],
)
def test_a_dateline_opens_with_a_place(read: Read, text: str, place: str) -> None:
    assert place in named(read, text, "Place")


def test_a_heading_is_no_dateline(read: Read) -> None:
    assert "RESEARCH ALERT" not in named(read, "RESEARCH ALERT - Zelmo Systems cut .\nZelmo fell to 41 .", "Place")


def test_the_agency_of_a_dateline_is_a_body(read: Read) -> None:
    assert "PTI" in named(
        read, "Flood toll rises\nPATNA, India, July 21 (PTI) - Forty people have died.", "Organization"
    )


@pytest.mark.parametrize(
    "rows",
    [
        "Burnley 2 Watford 1\nPreston 0 Swansea 0\n",
        "Burnley 17 9 3 5 22 15 30\nWatford 17 8 5 4 20 14 29\n",
    ],
)
def test_towns_in_a_table_are_clubs(read: Read, rows: str) -> None:
    text = f"Results of matches on Saturday :\n{rows}"
    assert {"Burnley", "Watford"} <= named(read, text, "Organization")


def test_countries_in_a_table_are_countries(read: Read) -> None:
    text = "Group standings :\nEgypt 2 2 0 0 5 1 6\nSenegal 2 1 0 1 2 2 3\n"
    assert named(read, text, "Place") == {"Egypt", "Senegal"}


def test_a_full_name_before_a_country_in_brackets_is_a_person(read: Read) -> None:
    text = "67 Zaw Min Thant ( Myanmar ) , Chang Wen-hsiung ( Taiwan )"
    assert "Zaw Min Thant" in named(read, text, "Person")


def test_no_name_runs_over_a_line(read: Read) -> None:
    text = "Flood toll passes 40 in Bihar\nPATNA, India, July 21 - At least 43 people have died."
    assert named(read, text, "Place") == {"Bihar", "PATNA", "India"}


def test_a_shouted_headline_has_known_places(read: Read) -> None:
    text = "RUGBY UNION - FIJI NAME SQUAD FOR TOUR .\nThe squad was named on Friday for a tour in June ."
    assert named(read, text, "Place") == {"FIJI"}
