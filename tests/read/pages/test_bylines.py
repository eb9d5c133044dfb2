"""Who wrote a story."""

import pytest

from kg.read.pages.bylines import names, person, signed
from tests.read.pages.divided import HEADLINE, MARKET, ROOF, page


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Mira Oduya", ("Mira Oduya",)),
        ("by MIRA ODUYA", ("MIRA ODUYA",)),
        ("Story by Mira Oduya and Jonas Brandt", ("Mira Oduya", "Jonas Brandt")),
        ("By Mira Oduya, Jonas Brandt and Li Wei", ("Mira Oduya", "Jonas Brandt", "Li Wei")),
        ("By Mira Oduya and Mira Oduya", ("Mira Oduya",)),
        ("Author: Mira Oduya", ("Mira Oduya",)),
        ("Text: Mira Oduya", ("Mira Oduya",)),
        ("By Mira Oduya, Staff Writer", ("Mira Oduya",)),
        ("By Mira Oduya in Bergen", ("Mira Oduya",)),
        ("By Mira Oduya, Reuters", ("Mira Oduya",)),
        ("Written by Dr. Mira Oduya", ("Mira Oduya",)),
        ("By J. K. Brandt", ("J. K. Brandt",)),
        ("By Anders van der Berg & Li Wei", ("Anders van der Berg", "Li Wei")),
        ("By Mira Oduya (mira@bell.example)", ("Mira Oduya",)),
        ("By Mira Oduya @mira", ("Mira Oduya",)),
        ("(Reporting by Mira Oduya; editing by Jonas Brandt)", ("Mira Oduya",)),
        ("By Mira Oduya | Photos by Jonas Brandt", ("Mira Oduya",)),
        ("By Sen. Tarek Vindal", ()),
    ],
)
def test_a_line_that_says_who_wrote(line: str, authors: tuple[str, ...]) -> None:
    assert signed(line) == authors


@pytest.mark.parametrize(
    "line",
    [
        "By the sea, the market waits",
        "By Friday, all was over",
        "By car",
        "By Mira Oduya?",
        "By Mira Oduya:",
        "By Reuters Staff",
        "By Mira Oduya was the best of all the books that were read in Bergen this long and rainy year",
        "Mira Oduya",
    ],
)
def test_a_line_that_only_begins_like_one(line: str) -> None:
    assert signed(line) is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Jonas Brandt", ("Jonas Brandt",)),
        ("Jonas Brandt, Bergen", ("Jonas Brandt",)),
        ("Jonas Brandt | Staff Writer", ("Jonas Brandt",)),
        ("Bergen", None),
        ("Fish Market", None),
        ("Jonas Brandt:", None),
        ("Jonas Brandt closes the market", None),
    ],
)
def test_a_line_that_is_a_name_and_nothing_else(line: str, authors: tuple[str, ...] | None) -> None:
    assert names(line) == authors


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("Jonas Brandt", 2),
        ("Xyq Brandt", 1),
        ("J. Brandt", 2),
        ("Jonas", 0),
        ("New York", 0),
        ("Supreme Court", 0),
        ("jonas brandt", 0),
        ("Jonas Brandt Closes The Old Market", 0),
        ("Jonas J.", 0),
    ],
)
def test_how_much_a_line_looks_like_a_name(line: str, score: int) -> None:
    assert person(line) == score


class TestOnThePage:
    def test_below_the_headline_and_at_the_foot(self) -> None:
        assert page(HEADLINE, "Jonas Brandt", MARKET, ROOF).authors == [("Jonas Brandt",)]
        assert page(HEADLINE, MARKET, ROOF, "Jonas Brandt").authors == [("Jonas Brandt",)]

    def test_somebody_the_story_is_about_is_not_its_author(self) -> None:
        divided = page(HEADLINE, "Tarek Vindal", MARKET, ROOF)
        assert divided.authors == [()]
        assert divided.removed == [("caption", "Tarek Vindal")]

    def test_a_name_in_the_middle_of_a_story_is_not_its_author(self) -> None:
        divided = page(HEADLINE, MARKET, "Jonas Brandt", ROOF, "The board meets again in June.")
        assert divided.authors == [()]

    def test_those_who_sign_a_letter_did_not_write_the_story(self) -> None:
        divided = page(HEADLINE, "Dear Mr. Mayor,", MARKET, ROOF, "Jonas Brandt", "Anna Lund")
        assert divided.authors == [()]

    def test_a_long_list_of_names_is_no_by_line(self) -> None:
        people = ["Jonas Brandt", "Anna Lund", "Maria Weiss", "Peter Holm", "Eva Stern"]
        divided = page(HEADLINE, MARKET, "These were elected to the board.", *people)
        assert divided.authors == [()]
        assert divided.read[0][-5:] == people

    def test_it_is_set_aside_and_the_text_beside_it_read(self) -> None:
        divided = page(HEADLINE, "By Mira Oduya", MARKET)
        assert divided.removed == [("byline", "By Mira Oduya")]
        assert divided.read == [[HEADLINE, MARKET]]
