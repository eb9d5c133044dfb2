"""Dates in text: as exact as they are written and no more."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates import find

EDTF = re.compile(r"(?:[0-9]{4}|XXXX)(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def values(text: str, published: str | None = None) -> list[tuple[str, str]]:
    return [(text[dated.start : dated.end], dated.edtf) for dated in find(text, published)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was on May 5, 2021, that", [("May 5, 2021", "2021-05-05")]),
        ("on 5 May 2021.", [("5 May 2021", "2021-05-05")]),
        ("on the 26th of November, 2022", [("26th of November, 2022", "2022-11-26")]),
        ("Sept. 11, 2001, and May 1, 2003", [("Sept. 11, 2001", "2001-09-11"), ("May 1, 2003", "2003-05-01")]),
        ("dated 2022-11-26.", [("2022-11-26", "2022-11-26")]),
        ("on November 26, the court", [("November 26", "XXXX-11-26")]),
        ("on 26 November at noon", [("26 November", "XXXX-11-26")]),
        ("in March 2022", [("March 2022", "2022-03")]),
        ("in March", [("March", "XXXX-03")]),
        ("since 2019", [("2019", "2019")]),
        ("on February 29, 2024", [("February 29, 2024", "2024-02-29")]),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, found: list[tuple[str, str]]) -> None:
    assert values(text) == found
    assert not any(dated.inferred for dated in find(text))


@pytest.mark.parametrize(
    "text",
    [
        "May said so to the board",
        "by 2019 people",
        "on Monday",
        "yesterday and today",
        "a vote of 5-4 in 12 towns",
        "1,234.5 and 05/06/2022",
        "in the March on Rome",
        "the 1990s",
        "May 45",
        "30 February 2022",
        "February 29, 2023",
        "31 April 2022",
        "2022-02-30",
        "phone 2022-11-26-17",
    ],
)
def test_what_is_no_date_for_certain_is_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("on Monday", "2022-11-30", "2022-11-28"),
        ("on Wednesday", "2022-11-30", "2022-11-30"),
        ("yesterday", "2022-03-01", "2022-02-28"),
        ("tomorrow", "2022-12-31T23:59:00Z", "2023-01-01"),
        ("tonight", "2022-03-01", "2022-03-01"),
        ("on Dec. 30", "2022-01-02", "2021-12-30"),
        ("on January 2", "2021-12-30", "2022-01-02"),
        ("on May 5", "2021-06-01", "2021-05-05"),
        ("in May", "2021-06-01", "2021-05"),
        ("on Feb. 29", "2024-03-03", "2024-02-29"),
    ],
)
def test_the_day_of_publication_tells_which_day_is_meant(text: str, published: str, edtf: str) -> None:
    (dated,) = find(text, published)
    assert (dated.edtf, dated.inferred) == (edtf, True)


def test_a_weekday_to_come_is_the_next_one() -> None:
    assert [dated.edtf for dated in find("on Monday", "2022-11-30", "future")] == ["2022-12-05"]
    assert [dated.edtf for dated in find("on Wednesday", "2022-11-30", "future")] == ["2022-11-30"]


@pytest.mark.parametrize("text", ["last Tuesday", "next Tuesday", "on Mondays"])
def test_days_that_writers_mean_differently_are_none(text: str) -> None:
    assert find(text, "2022-11-30") == []


def test_a_year_that_is_written_is_never_changed_by_the_day_of_publication() -> None:
    assert values("on May 5, 1999 and in March 2001", "2022-11-30") == [
        ("May 5, 1999", "1999-05-05"),
        ("March 2001", "2001-03"),
    ]


@pytest.mark.parametrize("published", ["", "soon", "2022", "2022-13-40"])
def test_a_day_of_publication_that_is_none_anchors_nothing(published: str) -> None:
    assert [(dated.edtf, dated.inferred) for dated in find("on Monday, May 5", published)] == [("XXXX-05-05", False)]


words = st.sampled_from(
    "May March Monday 5 26 31 2022 2022-11-26 on in of , . - th Feb. Sept. yesterday last 1999 0 people".split()
)


@given(st.lists(words, max_size=12).map(" ".join) | st.text(max_size=40), st.none() | st.dates().map(date.isoformat))
def test_found_dates_are_in_order_and_in_form(text: str, published: str | None) -> None:
    found = find(text, published)
    ends = [offset for dated in found for offset in (dated.start, dated.end)]
    assert ends == sorted(ends)
    for dated in found:
        assert EDTF.fullmatch(dated.edtf)
        assert 0 <= dated.start < dated.end <= len(text)
        if len(dated.edtf) == 10 and not dated.edtf.startswith("X"):
            assert date.fromisoformat(dated.edtf)


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2090, 1, 1)))
def test_a_full_date_comes_back_in_every_order(day: date) -> None:
    month = day.strftime("%B")
    for text in (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", day.isoformat()):
        assert values(f"It was on {text}.") == [(text, day.isoformat())]


@given(st.dates(min_value=date(1600, 2, 1), max_value=date(2090, 1, 1)), st.integers(-150, 150))
def test_a_day_without_a_year_lies_within_half_a_year_of_publication(day: date, off: int) -> None:
    published = day + timedelta(off)
    (dated,) = find(f"on {day.strftime('%B')} {day.day}", published.isoformat())
    if (day.month, day.day) != (2, 29):
        assert dated.edtf == day.isoformat()


@pytest.mark.parametrize("text", ["May " * 20_000, "5 " * 20_000, "May 5" + " " * 50_000 + "x", "2022-" * 20_000])
def test_no_text_takes_for_ever(text: str) -> None:
    begin = time.process_time()
    find(text)
    assert time.process_time() - begin < 5
