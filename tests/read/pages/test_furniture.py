"""Menus, buttons, forms and links: gone, and the sentences that look like them not."""

import pytest

from kg.read.pages.furniture import end_mark, furniture, glued, outlet, section
from tests.read.pages.divided import HEADLINE, MARKET, ROOF, page


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("inline", ["Share this article", "SHARE", "» Share", "Tweet", "Print (3)", "Subscribe now", "12 comments",
                    "Read more: Museum gets a new door", "© 2021 The Bergen Bell. All rights reserved.",
                    "Skip to content", "Your email address will not be published.", "Home > News > Bergen",
                    "Click here to read the paper",
                    "We use cookies to make this site better for you.", "Tel: +47 55 55 55 55", "www.bell.example",
                    "Sign up for our newsletter", "5 min read", "Tags: fish, market",
                    "HOME NEWS POLITICS FISHING SPORTS", "HOME   NEWS   FISHING   SPORT", "Home\tNews\tFishing\tSport",
                    "Support the Bell | Policies & Ethics | Corrections | Contact Us", "Home | News | Fishing | Sport",
                    "Listen to the podcast", "Watch the video", "Listen to this article", "Compartir", "Compartilhar",
                    "Partager", "Teilen", "PAYLAŞ", "Поделиться", "شارك", "分享"]),
        ("links", ["Related articles", "Read also", "You may also like", "RELATED:", "Читайте также:",
                   "İLGİLİ HABERLER"]),
        ("list", ["Leave a review", "Leave a comment", "Follow us on social networks", "News Line", "Most read",
                  "Follow us on Telegram", "More from The Bergen Bell", "Comments (12)", "Read us on Telegram",
                  "Join our channel on Telegram", "Join our WhatsApp group", "Subscribe to our podcast"]),
    ],
)  # fmt: skip
def test_what_a_line_is_a_sign_of(kind: str, lines: list[str]) -> None:
    assert {line: furniture(line) for line in lines} == dict.fromkeys(lines, kind)


@pytest.mark.parametrize(
    "line",
    [
        MARKET,
        "Shares in the harbour fell by a third.",
        "Share of women on the board rises to half in Bergen",
        "Related companies were not told, the board said.",
        "Comments by the chairman drew fire.",
        "Follow us, he told the crowd, and we will win.",
        "Home prices rise again",
        "Print is dead, she said.",
        "The latest news from the front was bad.",
        "Donate or not, the museum will close.",
        "WORLD HEALTH ORGANIZATION OPENS OFFICE",
        "NATIONAL SECURITY LAW CENTER",
        "SCIENCE TECHNOLOGY EDUCATION HEALTH",
        "BUSINESS NEWS NETWORK CLOSES",
        "Jonas Brandt | Staff Writer | Bergen",
        "5 May 2021 | 9:12 am | Bergen",
        "Bergen | Oslo | Trondheim",
        "Health   12   14   Education",
        "Anna  Jonas  Mira",
        "Read us the letter, she said.",
        "Join our fight, he said.",
        "Listen to the people, Vindal says",
        "Watch the video that led to the arrest of the mayor, and judge.",
        "05/06/2021",
        "16.05.2024",
    ],
)
def test_sentences_and_headlines_are_not(line: str) -> None:
    assert furniture(line) is None


@pytest.mark.parametrize(("line", "known"), [("Politics", True), ("— SPORT —", True), ("Politics today", False)])
def test_sections_of_a_paper(line: str, known: bool) -> None:
    assert section(line) is known


@pytest.mark.parametrize(
    ("line", "sure"),
    [("Radio Trondheim", 2), ("Bergen TV", 2), ("The Bergen Post", 2), ("bell-online.info", 2), ("New Bergen Times", 1),
     ("The Bell of Bergen", 2), ("Court Fines Bergen Newspaper", 0), ("Press freedom", 0), ("U.S.", 0), ("Oslo", 0),
     ("Washington D.C.", 0), (HEADLINE, 0)],
)  # fmt: skip
def test_names_of_outlets(line: str, sure: int) -> None:
    assert outlet(line, source="Bell of Bergen") == sure


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{ROOF}Leave a review", (ROOF, "Leave a review")),
        (f"{ROOF} News Line", (ROOF, "News Line")),
        ("Read alsoMuseum gets a new door", ("Read also", "Museum gets a new door")),
        ("The market is shutLeave a comment", ("The market is shut", "Leave a comment")),
        ("They asked us to leave a review", None),
        ("Leave a review", None),
    ],
)
def test_phrases_that_a_page_glued_to_its_text(text: str, parts: tuple[str, str] | None) -> None:
    at = glued(text)
    assert (None if at is None else (text[:at].strip(), text[at:].strip())) == parts


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (f"{ROOF} --06D--", "--06D--"),
        (f"{ROOF} -0-", "-0-"),
        (f"{ROOF}–30–", "–30–"),
        (ROOF, None),
        ("A 5-4 vote", None),
    ],
)
def test_end_marks_of_agencies(text: str, mark: str | None) -> None:
    at = end_mark(text)
    assert (None if at is None else text[at:]) == mark


class TestOnThePage:
    def test_the_menu_above_and_the_form_below_are_set_aside(self) -> None:
        above = ["Home", "News", "Weather", "Sport", "Contact us"]
        below = ["Share this article", "Facebook", "Leave a comment", "Name *", "Email *", "Post comment"]
        divided = page(*above, HEADLINE, MARKET, ROOF, *below)
        assert divided.read == [[HEADLINE, MARKET, ROOF]]
        assert [text for _, text in divided.removed] == [*above, *below]

    def test_an_unknown_entry_between_known_ones_is_part_of_the_menu(self) -> None:
        divided = page("Home", "Politics", "Fishing", "Sport", "Search", HEADLINE, MARKET)
        assert ("boilerplate", "Fishing") in divided.removed

    def test_the_outlets_name_alone_above_the_story_is_set_aside(self) -> None:
        for lines in (["Radio Trondheim", MARKET, ROOF], ["New Bergen Times", HEADLINE, MARKET, ROOF]):
            assert page(*lines).removed == [("boilerplate", lines[0])]

    def test_it_is_read_where_it_may_be_the_headline_or_stands_in_the_text(self) -> None:
        assert page("Court Fines Newspaper", MARKET, ROOF).titles == ["Court Fines Newspaper"]
        assert page(HEADLINE, MARKET, "Radio Trondheim", ROOF).removed == []

    def test_links_under_their_heading_are_set_aside_up_to_the_next_text(self) -> None:
        links = ["Council argues over bridge again", "School wins prize for music", "Museum gets a new door"]
        divided = page(HEADLINE, MARKET, "Related articles", *links)
        assert divided.read == [[HEADLINE, MARKET]]
        assert divided.removed == [("boilerplate", text) for text in ("Related articles", *links)]

    def test_a_glued_phrase_costs_no_letter_of_the_text_before_it(self) -> None:
        divided = page(HEADLINE, MARKET, f"{ROOF}Leave a review")
        assert divided.read == [[HEADLINE, MARKET, ROOF]]
        assert divided.removed == [("boilerplate", "Leave a review")]

    def test_a_repeated_paragraph_is_read_once(self) -> None:
        divided = page(HEADLINE, MARKET, ROOF, MARKET)
        assert divided.read == [[HEADLINE, MARKET, ROOF]]
        assert divided.removed == [("duplicate", MARKET)]

    def test_short_lines_may_stand_there_twice(self) -> None:
        assert page("Q: Why?", MARKET, "Q: Why?", ROOF).removed == []
