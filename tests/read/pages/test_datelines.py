"""Where and when a story was filed."""

import pytest

from kg.read.pages.datelines import full_date, lead, place_line, when
from tests.read.pages.divided import HEADLINE, MARKET, ROOF, page


@pytest.mark.parametrize(
    ("begin", "published"),
    [
        ("BERGEN, Norway (NTA) — ", None),
        ("BERGEN (NTA) - ", None),
        ("GRUMBLEDORF, Norway, June 1 (nta) - ", None),
        ("BERGEN, Nov. 26 (NTA) -- ", None),
        ("BERGEN, November 26, 2022 (NTA) – ", "2022-11-26"),
        ("BERGEN, 26 November 2022 — ", "2022-11-26"),
        ("BERGEN — ", None),
        ("BERGEN: ", ...),
        ("Bergen — ", ...),
        ("Washington, D.C. – ", None),
        ("Bergen / 26.11.2022 / Bell – ", "2022-11-26"),
        ("(NTA) — ", None),
        ("", ...),
        ("GRUMBLEDORF, Norway — ", ...),
        ("GRUMBLEDORF (NTA) - ", ...),
        ("GRUMBLEDORF, April 3 (NTA) - ", None),
        ("GRUMBLEDORF, Apr. 3, 2022 (Bell News) — ", "2022-04-03"),
        ("Grumbledorf, April 3 (NTA) - ", ...),
        ("BERGEN, APRIL 3, 2022 (NTA) - ", "2022-04-03"),
        ("Bergen. 12 March. Bell: ", None),
        ("BERGEN. March 3. NordTAG - ", None),
        ("Bergen. March 3, 2021. NordTAG – ", "2021-03-03"),
        ("Grumbledorf. 12 March. Bell: ", ...),
        ("Bergen. March of tears. Bell: ", ...),
        ("Xalapa, Ver.— ", None),
        ("Jackson, Jr. — ", ...),
        ("The market — ", ...),
    ],
)
def test_the_beginning_of_a_paragraph(begin: str, published: object) -> None:
    found = lead(begin + MARKET)
    if published is ...:
        assert found is None
    else:
        assert found is not None
        assert (found.end, found.published) == (len(begin), published)


@pytest.mark.parametrize(
    ("begin", "is_lead"),
    [("Tehran — ", True), ("Istanbul – ", True), ("Oslo - ", True), ("Tehran—", False), ("Grumbledorf — ", False),
     ("Mira — ", False), ("Armenia – Azerbaijan talks: ", False), ("Tehran — Iran's envoy: ", True),
     ("Moscow — Vindal's city — is where ", False), ("Iran — as it is — ", False)],
)  # fmt: skip
def test_a_place_in_mixed_case_and_a_dash_where_a_story_begins(begin: str, is_lead: bool) -> None:
    assert (lead(begin + MARKET, first=True) is not None) is is_lead
    assert lead(begin + MARKET) is None


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("MAY 5, 2021", "2021-05-05"),
        ("May 5, 2021", "2021-05-05"),
        ("5 May 2021", "2021-05-05"),
        ("Published: 5 May 2021", "2021-05-05"),
        ("Updated on Wednesday, May 5, 2021 at 10:30 a.m. EST", "2021-05-05"),
        ("05.11.2022", "2022-11-05"),
        ("2022-11-26", "2022-11-26"),
        ("2022 November 26", "2022-11-26"),
        ("Last updated: 26 Nov 2022, 14:05 CET", "2022-11-26"),
        ("05/06/2022", None),
        ("31.02.2022", None),
        ("Saturday, 26 November", None),
        ("10:30", None),
        ("3 hours ago", None),
        ("Published 1 May 2021, updated 3 May 2021", None),
    ],
)
def test_a_line_that_says_only_when(line: str, published: str | None) -> None:
    assert when(line) == (True, published)


@pytest.mark.parametrize("line", ["The 5 May 2021 meeting", "12", "May Brandt", "In May 2021 all was well", "Today"])
def test_a_line_that_says_more_than_when(line: str) -> None:
    assert when(line) == (False, None)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Bergen", (True, None)),
        ("Washington, D.C., May 5, 2021", (True, "2021-05-05")),
        ("Bergen, Norway", (True, None)),
        ("bergen", (False, None)),
        ("Grumbledorf", (False, None)),
        ("Bergen was the place where it all began then", (False, None)),
    ],
)
def test_a_line_that_is_a_place(line: str, told: tuple[bool, str | None]) -> None:
    assert place_line(line) == told


def test_two_dates_are_not_one_for_certain() -> None:
    assert full_date("1 May 2021 and 3 May 2021") is None
    assert full_date("1 May 2021, that is May 1, 2021") == "2021-05-01"


def test_an_impossible_day_is_no_date() -> None:
    assert full_date("31.02.2022") is None
    assert full_date("99.99.2022") is None


class TestOnThePage:
    def test_it_dates_the_story_and_is_set_aside_up_to_the_sentence(self) -> None:
        divided = page(HEADLINE, f"BERGEN, November 26, 2022 (NTA) – {MARKET}", ROOF)
        assert [item.published for item in divided.article.items] == ["2022-11-26"]
        assert divided.removed == [("dateline", "BERGEN, November 26, 2022 (NTA) –")]
        assert divided.read == [[HEADLINE, MARKET, ROOF]]

    def test_in_mixed_case_it_is_one_at_the_beginning_of_a_story_only(self) -> None:
        divided = page(HEADLINE, "Photo: AFP", f"Tehran — {MARKET}", f"Tehran — {ROOF}")
        assert divided.removed == [("caption", "Photo: AFP"), ("dateline", "Tehran —")]

    def test_a_place_in_a_list_of_places_is_read(self) -> None:
        divided = page(MARKET, "The market has stalls from these towns:", "Bergen", "Oslo", "Trondheim", ROOF)
        assert divided.read[0][2:5] == ["Bergen", "Oslo", "Trondheim"]
