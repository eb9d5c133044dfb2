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
        ("By Mira Oduya | Bergen | Updated: 12 Aug 2025 18:40 IST", ("Mira Oduya",)),
        ("By Mira Oduya, Reuters", ("Mira Oduya",)),
        ("Written by Dr. Mira Oduya", ("Mira Oduya",)),
        ("By J. K. Brandt", ("J. K. Brandt",)),
        ("By Anders van der Berg & Li Wei", ("Anders van der Berg", "Li Wei")),
        ("By Mira Oduya (mira@bell.example)", ("Mira Oduya",)),
        ("By Mira Oduya @mira", ("Mira Oduya",)),
        ("(Reporting by Mira Oduya; editing by Jonas Brandt)", ("Mira Oduya",)),
        ("By Mira Oduya | Photos by Jonas Brandt", ("Mira Oduya",)),
        ("By Sen. Tarek Vindal", ()),
        ("Reporting by Nadia el-Oduya in Bergen; Editing by Jonas Brandt", ("Nadia el-Oduya",)),
        ("(Writing by Xyq Brandt; Additional reporting by Zyq Holm in Oslo)", ("Xyq Brandt", "Zyq Holm")),
        (
            "Reporting by Mira Oduya; editing by Jonas Brandt; additional reporting by Anna Lund in Oslo.",
            ("Mira Oduya", "Anna Lund"),
        ),
        ("Reporting by Mira Oduya. Editing by Jonas Brandt.", ("Mira Oduya",)),
        ("Writing and editing by Jonas Brandt", ("Jonas Brandt",)),
        ("Editing by Jonas Brandt", ()),
        ("Author: Jonas Brandt, Xyqa Zyqa", ("Jonas Brandt",)),
        ("By Anna Lund, Oslo Post", ("Anna Lund",)),
        ("By Anna Lund | Radio Xyqa", ("Anna Lund",)),
        ("By Anna Lund, Chief Correspondent", ("Anna Lund",)),
        ("By Anna Lund and Xyq Brandt", ("Anna Lund", "Xyq Brandt")),
        ("By Anna Lund, Xyq Brandt and Jonas Holm", ("Anna Lund", "Xyq Brandt", "Jonas Holm")),
        ("By Xyq Brandt, Zyq Holm", ("Xyq Brandt", "Zyq Holm")),
        ("By Jean d'Oduya", ("Jean d'Oduya",)),
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
        "Reporting by Mira Oduya in Bergen led to arrests.",
        "Writing by hand, she said.",
        "Editing by committee",
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
        ("Jonas Brandt | Corresponsal", ("Jonas Brandt",)),
        ("Jonas Brandt; editing by Li Wei", ("Jonas Brandt",)),
        ("Jonas Brandt, Xyqa Zyqa", ("Jonas Brandt",)),
        ("Jonas Brandt and Xyq Holm", ("Jonas Brandt", "Xyq Holm")),
        ("Jonas Brandt, mayor of Bergen", None),
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

    @pytest.mark.parametrize(
        "below",
        [["Play the quiz"], ["Play the quiz", "Weather in town"], ["Compartir"], ["Con información de agencias"]],
    )
    def test_it_is_at_the_foot_although_short_lines_follow(self, below: list[str]) -> None:
        assert page(HEADLINE, MARKET, ROOF, "Jonas Brandt", *below).authors == [("Jonas Brandt",)]

    def test_a_line_in_another_language_may_stand_above_it(self) -> None:
        divided = page(HEADLINE, MARKET, ROOF, "Con información de agencias", "Jonas Brandt | Corresponsal")
        assert divided.authors == [("Jonas Brandt",)]

    @pytest.mark.parametrize("office", ["Mayor of Bergen", "Chairman, Harbour Board"])
    def test_who_signs_a_statement_with_an_office_is_not_its_author(self, office: str) -> None:
        assert page(HEADLINE, MARKET, ROOF, "Jonas Brandt", office).authors == [()]

    def test_a_name_before_many_short_lines_is_the_first_of_a_list(self) -> None:
        lines = ["Jonas Brandt", "red boat", "blue boat", "old boat", "new boat"]
        assert page(HEADLINE, MARKET, ROOF, *lines).authors == [()]

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
