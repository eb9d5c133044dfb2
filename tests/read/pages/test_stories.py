"""Which paragraphs make one story, and what it is called."""

import pytest

from tests.read.pages.divided import FARMERS, FERRY, HEADLINE, MARKET, ROOF, SECOND_HEADLINE, TOWED, page


class TestOneStory:
    def test_it_stays_one_from_headline_to_signature(self) -> None:
        divided = page(HEADLINE, "By Mira Oduya", MARKET, ROOF, "The board meets again in June.")
        assert divided.stories == [
            "\n".join((HEADLINE, "By Mira Oduya", MARKET, ROOF, "The board meets again in June."))
        ]

    def test_headings_within_it_do_not_part_it(self) -> None:
        divided = page(HEADLINE, MARKET, "", "What happens next", "", ROOF, "", "A question of money", "", TOWED)
        assert len(divided.stories) == 1
        assert "What happens next" in divided.read[0]

    @pytest.mark.parametrize("rule", ["* * *", "-", "———", "• • •"])
    def test_a_line_of_marks_before_a_paragraph_that_goes_on_does_not_part_it(self, rule: str) -> None:
        more = "This was the third time in ten years that the market had to close, the board said."
        assert len(page(HEADLINE, MARKET, "***", more).stories) == 1

    def test_entries_of_a_list_are_no_stories(self) -> None:
        lines = ["The board wants three things:", "-", "more money for the roof of the hall,", "-", "a new clock."]
        assert len(page(HEADLINE, MARKET, *lines).stories) == 1

    def test_advertisements_within_it_do_not_part_it(self) -> None:
        divided = page(HEADLINE, MARKET, "Story continues below advertisement", "Share this article", ROOF)
        assert divided.read == [[HEADLINE, MARKET, ROOF]]

    def test_links_to_others_between_its_paragraphs_do_not_part_it(self) -> None:
        divided = page(HEADLINE, f"{MARKET} Tarek Vindal voted for it.", "Read also", "Museum gets a new door",
                       "Vindal said that he had no choice but to close it.")  # fmt: skip
        assert len(divided.stories) == 1
        assert ("boilerplate", "Museum gets a new door") in divided.removed

    def test_two_names_below_one_story_are_its_authors_and_no_second_story(self) -> None:
        divided = page(HEADLINE, MARKET, ROOF, "Mira Oduya", "Jonas Brandt")
        assert divided.authors == [("Mira Oduya", "Jonas Brandt")]


class TestSeveral:
    def test_headlines_with_by_lines_begin_stories(self) -> None:
        divided = page(HEADLINE, "By Mira Oduya", MARKET, ROOF, "", SECOND_HEADLINE, "By Jonas Brandt", FERRY, TOWED)
        assert divided.read == [[HEADLINE, MARKET, ROOF], [SECOND_HEADLINE, FERRY, TOWED]]
        assert divided.titles == [HEADLINE, SECOND_HEADLINE]
        assert divided.authors == [("Mira Oduya",), ("Jonas Brandt",)]

    def test_signatures_end_stories(self) -> None:
        divided = page(HEADLINE, MARKET, ROOF, "Mira Oduya", "Bergen", SECOND_HEADLINE, FERRY, TOWED, "Jonas Brandt")
        assert divided.read == [[HEADLINE, MARKET, ROOF], [SECOND_HEADLINE, FERRY, TOWED]]
        assert divided.authors == [("Mira Oduya",), ("Jonas Brandt",)]

    def test_date_lines_begin_stories(self) -> None:
        first, second = f"BERGEN, Norway (NTA) — {MARKET}", f"TRONDHEIM, Norway (NTA) — {FERRY}"
        assert page(first, ROOF, second, TOWED).read == [[MARKET, ROOF], [FERRY, TOWED]]

    @pytest.mark.parametrize("rule", ["-", "* * *", "———", "• • •", "~~~", "_____"])
    def test_lines_of_marks_part_stories(self, rule: str) -> None:
        divided = page(MARKET, rule, FERRY, rule, FARMERS)
        assert divided.stories == [MARKET, FERRY, FARMERS]
        assert divided.removed == [("separator", rule)] * 2

    def test_a_comment_form_ends_a_story(self) -> None:
        divided = page(HEADLINE, MARKET, "Leave a comment", "Post comment", SECOND_HEADLINE, FERRY, TOWED)
        assert divided.read == [[HEADLINE, MARKET], [SECOND_HEADLINE, FERRY, TOWED]]

    def test_the_last_lines_without_text_are_no_story_of_their_own(self) -> None:
        divided = page(HEADLINE, MARKET, "By Mira Oduya", SECOND_HEADLINE)
        assert len(divided.stories) == 1
        assert divided.read[0][-1] == SECOND_HEADLINE


class TestTitles:
    def test_the_page_title_wins_over_other_lines_above_the_text(self) -> None:
        assert page("A kicker of four words", HEADLINE, MARKET, title=HEADLINE).titles == [HEADLINE]

    def test_a_page_title_that_is_not_on_the_page_names_a_single_story(self) -> None:
        assert page(MARKET, ROOF, title="Market closes").titles == ["Market closes"]

    def test_it_names_none_of_several(self) -> None:
        assert page(MARKET, "* * *", FERRY, title="The Bergen Bell").titles == [None, None]

    @pytest.mark.parametrize(
        "question", ["Will the old fish market ever open again?", "The market must open again now!"]
    )
    def test_a_headline_may_be_a_question_or_a_shout(self, question: str) -> None:
        assert page(question, MARKET, ROOF).titles == [question]

    def test_blanks_within_a_headline_do_not_count(self) -> None:
        assert page("Fish  market\tto close for a year", MARKET).titles == [HEADLINE]


def test_the_date_of_a_story_is_the_first_that_is_certain() -> None:
    divided = page(HEADLINE, "5 May 2021", MARKET, ROOF, "Mira Oduya", SECOND_HEADLINE, "06/05/2021", FERRY, TOWED)
    assert [item.published for item in divided.article.items] == ["2021-05-05", None]


@pytest.mark.parametrize("day", ["16.05.2024 18:40", "16.05.2024", "Published: 16 May 2024"])
def test_the_date_of_the_page_is_that_of_all_its_stories(day: str) -> None:
    divided = page(HEADLINE, day, MARKET, "***", FERRY, "***", FARMERS)
    assert [item.published for item in divided.article.items] == ["2024-05-16"] * 3


def test_it_is_not_that_of_stories_with_a_date_of_their_own() -> None:
    own = f"TRONDHEIM, November 26, 2022 (NTA) – {FERRY}"
    divided = page("16.05.2024", MARKET, "***", own, "***", f"OSLO, November 26 (NTA) – {FARMERS}")
    assert [item.published for item in divided.article.items] == ["2024-05-16", "2022-11-26", None]


@pytest.mark.parametrize("day", ["MONDAY, DECEMBER 12, 2022", "Monday, December 12, 2022"])
def test_a_line_with_a_date_dates_its_story_unless_it_is_one_of_a_calendar(day: str) -> None:
    for lines in ([HEADLINE, day, MARKET, ROOF], [HEADLINE, MARKET, ROOF, day], [HEADLINE, MARKET, day, ROOF]):
        assert page(*lines).article.items[0].published == "2022-12-12"
    calendar = [HEADLINE, MARKET, day, ROOF, "Tuesday, December 13, 2022", TOWED]
    assert page(*calendar).article.items[0].published is None
    assert page("May 5, 2022", *calendar).article.items[0].published == "2022-05-05"


def test_a_date_within_a_story_is_not_that_of_the_page() -> None:
    divided = page(HEADLINE, MARKET, "16.05.2024", "***", FERRY, "***", FARMERS)
    assert [item.published for item in divided.article.items] == ["2024-05-16", None, None]
    divided = page("16.05.2024", "17.05.2024", MARKET, "***", FERRY)
    assert [item.published for item in divided.article.items] == ["2024-05-16", None]


@pytest.mark.parametrize("tag", ["Bergen Harbour Court", "Tarek Vindal", "写真", "HOME NEWS FISHING POLITICS SPORTS"])
def test_the_headline_is_the_title_and_not_what_is_set_aside_above_it(tag: str) -> None:
    divided = page(tag, HEADLINE, "The Bergen Harbour Court closed the market on Monday, Tarek Vindal said.", ROOF)
    assert divided.titles == [HEADLINE]
    assert [text for _, text in divided.removed] == [tag]


def test_a_page_without_prose_is_one_item() -> None:
    assert page("Fish", "Market", "Board").stories == ["Fish\nMarket\nBoard"]
