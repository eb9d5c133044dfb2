"""The earliest and the latest day of an EDTF date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.edtf import days


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-11-26", "2022-11-26", "2022-11-26"),
        ("2022-11", "2022-11-01", "2022-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-11-XX", "2022-11-01", "2022-11-30"),
        ("2022-XX-05", "2022-01-01", "2022-12-31"),
        ("2022-21", "2022-01-01", "2022-12-31"),
        ("2022-11~", "2022-11-01", "2022-11-30"),
        ("2022-11-26T23:30:00+02:00", "2022-11-26", "2022-11-26"),
        ("2022-11/2023", "2022-11-01", "2023-12-31"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(value: str, first: str, last: str) -> None:
    assert days(value) == (date.fromisoformat(first), date.fromisoformat(last))


def test_an_open_interval_has_one_end() -> None:
    assert days("2022/..") == (date(2022, 1, 1), None)
    assert days("../2022") == (None, date(2022, 12, 31))


@pytest.mark.parametrize(
    "value", ["", "XXXX-11-26", "XXXX", "Tuesday", "2022-02-30", "0000", "2022-11-26 or so", "٢٠٢٢"]
)
def test_what_tells_no_year_has_no_days(value: str) -> None:
    assert days(value) == (None, None)


@given(st.dates())
def test_less_exact_dates_hold_the_exact_one(day: date) -> None:
    for value in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        first, last = days(value)
        assert first is not None
        assert last is not None
        assert first <= day <= last


@given(st.text())
def test_nothing_is_too_strange(value: str) -> None:
    days(value)
