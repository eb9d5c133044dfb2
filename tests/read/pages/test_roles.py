"""What the neighbours of a paragraph make of it."""

from kg.read.pages.roles import assign, neighbour
from kg.read.pages.units import Role
from tests.read.pages.divided import HEADLINE, MARKET, ROOF


def roles(*lines: str) -> list[str]:
    return [unit.role.name for unit in assign("\n".join(lines))]


def test_each_kind_by_its_own_words() -> None:
    lines = ["Home", "Politics", HEADLINE, "By Mira Oduya", "May 5, 2021", "Photo: AFP", MARKET, "* * *", "Read also"]
    assert roles(*lines) == [
        "FURNITURE", "SECTION", "LINE", "BYLINE", "DATELINE", "CAPTION", "PROSE", "SEPARATOR", "LINKS"
    ]  # fmt: skip


def test_a_keyword_above_the_headline_is_a_caption_only_if_the_story_speaks_of_it() -> None:
    assert roles("Tarek Vindal", HEADLINE, MARKET, ROOF)[0] == "CAPTION"
    assert roles("Xara Vindmill", HEADLINE, MARKET, ROOF)[0] != "CAPTION"


def test_a_name_that_the_text_repeats_is_a_tag_above_the_headline() -> None:
    text = "The Bergen Harbour Court voted on Monday to close the old fish market."
    assert roles("Bergen Harbour Court", HEADLINE, text)[:2] == ["CAPTION", "LINE"]
    assert roles("Bergen Harbour Court", "Politics", HEADLINE, text)[:3] == ["CAPTION", "SECTION", "LINE"]
    assert roles("Bergen Harbour Court", text)[0] == "LINE"
    assert roles("Fish Market Closes", "Board fears that the roof may fall in", text)[0] == "LINE"
    assert roles("Tarek Vindal", "Vindal closes market", MARKET, ROOF)[:2] == ["CAPTION", "LINE"]


def test_a_place_is_a_date_line_at_the_edge_of_a_story_only() -> None:
    assert roles(HEADLINE, "Bergen", MARKET, ROOF)[1] == "DATELINE"
    assert roles(HEADLINE, MARKET, ROOF, "Bergen")[3] == "DATELINE"
    assert roles(HEADLINE, MARKET, "Bergen", "a list", "of words")[2] == "LINE"
    assert roles(HEADLINE, MARKET, "Where the traders are to go", "Bergen", ROOF)[3] == "LINE"


def test_a_few_short_lines_are_no_menu_without_known_entries() -> None:
    assert "FURNITURE" not in roles("Apples", "Pears", "Plums", "Cherries", "Figs")
    assert roles("Home", "Pears", "Politics", "Cherries", "Search") == [
        "FURNITURE", "FURNITURE", "SECTION", "FURNITURE", "FURNITURE"
    ]  # fmt: skip


def test_neighbours_may_be_skipped_by_their_role() -> None:
    page = assign("\n".join([HEADLINE, "Photo: AFP", "* * *", MARKET]))
    below, above = neighbour(page, 0, +1, (Role.CAPTION, Role.SEPARATOR)), neighbour(page, 3, -1, (Role.SEPARATOR,))
    assert below is page[3]
    assert above is page[1]
    assert neighbour(page, 0, -1) is None
    assert neighbour(page, 3, +1) is None
