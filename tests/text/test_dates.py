"""Dates in text: as exact as they are written and no more."""

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates import Tense, find

EDTF = re.compile(r"(?:[0-9]{4}|XXXX)(?:-[0-9]{2}(?:-[0-9]{2})?)?~?")


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
        ("(born 1945, died c. 2001)", [("1945", "1945"), ("2001", "2001~")]),
        ("a painter born 1952 in Oslo", [("1952", "1952")]),
        ("(founded 1998), established 1913 by", [("1998", "1998"), ("1913", "1913")]),
        ("founded 1998 schools where 1600 died and died 1600 metres from", []),
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
        ("on February 20", "2021-12-10", "2021-02-20"),
        ("on March 20", "2021-12-10", "2021-03-20"),
        ("on October 1", "2022-03-10", "2021-10-01"),
        ("in June", "2021-06-01", "2021-06"),
        ("in February", "2021-11-15", "2021-02"),
        ("on March 20 last year", "2022-11-30", "2021-03-20"),
        ("on 20 March of last year", "2022-11-30", "2021-03-20"),
        ("on March 20, this year", "2022-11-30", "2022-03-20"),
        ("on March 20 next year", "2022-11-30", "2023-03-20"),
        ("in March of last year", "2022-11-30", "2021-03"),
        ("in May last year", "2022-11-30", "2021-05"),
        ("March of last year", "2022-11-30", "2021-03"),
        ("this March", "2022-11-30", "2022-03"),
        ("This May, all was well", "2022-11-30", "2022-05"),
        ("last Friday", "2022-11-30", "2022-11-25"),
        ("last Wednesday", "2022-11-30", "2022-11-23"),
        ("next Tuesday", "2022-11-30", "2022-12-06"),
        ("next Wednesday", "2022-11-30", "2022-12-07"),
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


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("on January 2", "2021-12-30", "2022-01-02"),
        ("on May 5", "2021-04-20", "2021-05-05"),
        ("on May 5", "2021-05-05", "2021-05-05"),
        ("on March 1", "2021-11-20", "2022-03-01"),
        ("in March", "2021-11-20", "2022-03"),
        ("on Feb. 29", "2023-12-03", "2024-02-29"),
        ("on December 10", "2022-02-20", "2022-12-10"),
        ("last Friday", "2022-11-30", "2022-11-25"),
        ("in March of last year", "2022-11-30", "2021-03"),
    ],
)
def test_what_is_to_come_is_never_before_publication_unless_it_says_so(text: str, published: str, edtf: str) -> None:
    assert [(dated.edtf, dated.inferred) for dated in find(text, published, "future")] == [(edtf, True)]


@pytest.mark.parametrize(
    ("text", "published", "tense", "edtf"),
    [
        ("on May 5", "2021-05-01", "past", "XXXX-05-05"),
        ("in May", "2021-04-30", "past", "XXXX-05"),
        ("on January 2", "2021-12-30", "past", "XXXX-01-02"),
        ("on January 20", "2021-11-26", "past", "XXXX-01-20"),
        ("by October 31", "2021-08-29", "past", "XXXX-10-31"),
        ("in May", "2021-01-22", "past", "XXXX-05"),
        ("on Feb. 29", "2023-03-03", "future", "XXXX-02-29"),
        ("on May 5", "2021-05-10", "future", "XXXX-05-05"),
        ("on Feb. 29", "2023-01-03", "past", "XXXX-02-29"),
        ("on Feb. 29", "2025-06-01", "past", "XXXX-02-29"),
        ("on March 20 last year", None, "past", "XXXX-03-20"),
        ("this March", None, "past", "XXXX-03"),
    ],
)
def test_a_year_that_nobody_can_tell_stays_open(text: str, published: str | None, tense: Tense, edtf: str) -> None:
    assert [(dated.edtf, dated.inferred) for dated in find(text, published, tense)] == [(edtf, False)]


@pytest.mark.parametrize(
    "text", ["on Mondays", "last year", "this year", "of last year", "last March", "This May Be the End", "this may be"]
)
def test_what_names_no_day_or_month_is_none(text: str) -> None:
    assert find(text, "2022-11-30") == []


def test_a_weekday_without_a_day_of_publication_is_none() -> None:
    assert find("last Friday and next Tuesday and on Monday") == []


@pytest.mark.parametrize("text", ["Tuesday, 4 May 1971", "Tuesday, May 4, 1971", "Tuesday the 4th of May, 1971"])
def test_a_weekday_before_a_date_is_that_day(text: str) -> None:
    assert [dated.edtf for dated in find(f"She was born on {text}.", "2024-05-15")] == ["1971-05-04"]


def test_a_weekday_before_a_number_is_a_weekday() -> None:
    assert [dated.edtf for dated in find("On Tuesday 4 people left.", "2024-05-15")] == ["2024-05-14"]


def test_a_number_before_a_full_date_is_none_of_it() -> None:
    assert values("killed 12 May 10, 2021") == [("May 10, 2021", "2021-05-10")]
    assert values("killed 12 May 10 2021") == [("May 10 2021", "2021-05-10")]
    assert values("at 12 May 10:30") == [("12 May", "XXXX-05-12")]


def test_the_29th_of_february_of_a_year_without_one_is_none() -> None:
    assert find("on February 29 last year", "2022-11-30") == []


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_anchor_nothing(published: str) -> None:
    assert find("yesterday, tomorrow, Monday, next Friday", published) == []


def test_a_year_that_is_written_is_never_changed_by_the_day_of_publication() -> None:
    assert values("on May 5, 1999 and in March 2001", "2022-11-30") == [
        ("May 5, 1999", "1999-05-05"),
        ("March 2001", "2001-03"),
    ]


@pytest.mark.parametrize("published", ["", "soon", "2022", "2022-13-40"])
def test_a_day_of_publication_that_is_none_anchors_nothing(published: str) -> None:
    assert [(dated.edtf, dated.inferred) for dated in find("on Monday, May 5", published)] == [("XXXX-05-05", False)]


WORDS = "May March Monday 5 26 31 2022 2022-11-26 on in of , . - th Feb. Sept. yesterday tomorrow last next this year 0"
words = st.sampled_from([*WORDS.split(), "people", "1999"])


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


@given(st.dates(min_value=date(1600, 2, 1), max_value=date(2090, 1, 1)), st.integers(-182, 182))
def test_a_day_without_a_year_on_the_side_of_its_tense_lies_within_half_a_year(day: date, off: int) -> None:
    published = day + timedelta(off)
    (dated,) = find(f"on {day.strftime('%B')} {day.day}", published.isoformat(), "past" if off >= 0 else "future")
    if (day.month, day.day) != (2, 29):
        assert dated.edtf == day.isoformat()


@given(
    st.lists(words, max_size=12).map(" ".join),
    st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)),
    st.sampled_from(["past", "future"]),
)
def test_no_tense_is_crossed_and_spans_do_not_hang_on_it(text: str, published: date, tense: Tense) -> None:
    found = find(text, published.isoformat(), tense)
    other = find(text, published.isoformat(), "future" if tense == "past" else "past")
    assert [(dated.start, dated.end) for dated in found] == [(dated.start, dated.end) for dated in other]
    for dated in found:
        if dated.inferred and not re.search(r"last|next|this|yesterday|tomorrow", text):
            today = published.isoformat()[: len(dated.edtf)]
            assert dated.edtf <= today if tense == "past" else dated.edtf >= today


@pytest.mark.parametrize("text", ["May " * 20_000, "5 " * 20_000, "May 5" + " " * 50_000 + "x", "2022-" * 20_000])
def test_no_text_takes_for_ever(text: str) -> None:
    begin = time.process_time()
    find(text)
    assert time.process_time() - begin < 5
