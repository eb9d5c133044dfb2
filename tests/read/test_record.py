"""Fields of records: dates above all."""

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Reading
from kg.read import Limits
from kg.read.record import moment, reading


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022-11-26", "2022-11-26"),
        ("20221126", "2022-11-26"),
        ("2022-11", "2022-11"),
        ("2022", "2022"),
        ("2022-11-26T10:00:00", "2022-11-26T10:00:00"),
        ("2022-11-26 10:00", "2022-11-26T10:00:00"),
        ("2022-11-26T10:00:00Z", "2022-11-26T10:00:00+00:00"),
        ("2022-11-26T10:00:00+04:00", "2022-11-26T10:00:00+04:00"),
        ("Sat, 26 Nov 2022 10:00:00 +0100", "2022-11-26T10:00:00+01:00"),
        ("2022-11-26T10:00:00+14:00", "2022-11-26T10:00:00+14:00"),
        (" November 26, 2022 ", "2022-11-26"),
        ("26 November 2022", "2022-11-26"),
        ("Saturday, 26th of November, 2022, at noon", "2022-11-26"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_dates_as_people_and_programs_write_them(value: str, iso: str) -> None:
    assert moment(value) == iso


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "26 November",
        "05/06/2022",
        "2022-13",
        "2022-02-30",
        "2022-W10",
        "2022W10",
        "2022-11-26T10:00:00-23:00",
        "2022-11-26T10:00:00+01:00:30",
        "Sat, 26 Nov 2022 10:00:00 +1500",
        "30 February 2022",
        "1 May 2022 or 2 May 2022",
        "٢٠٢٢",
        "２０２２",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "(((",
        "9" * 5_000,
    ],
)
def test_what_is_not_one_day_for_certain_is_none(value: str) -> None:
    assert moment(value) is None


@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(
            st.sampled_from("Mon, 1 Jan 2022 00:00:00 +0100 GMT 26 99 - : / T Z ( ) \\ ,".split(" ")), max_size=9
        ).map(" ".join),
    )
)
def test_any_text_gives_a_date_of_the_calendar_or_none(value: str) -> None:
    found = moment(value)
    assert found is None or re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", found) or datetime.fromisoformat(found)


@given(st.datetimes())
def test_iso_dates_come_back(value: datetime) -> None:
    assert moment(value.isoformat()) == value.isoformat()
    assert moment(value.date().isoformat()) == value.date().isoformat()


@pytest.mark.parametrize(
    ("value", "identity"),
    [("a7", "a7"), (7, "7"), (0, "0"), (-7, "-7"), (10**30, "1" + "0" * 30), ("x" * 1_000, "x" * 1_000)],
)
def test_an_id_is_text_or_a_whole_number(value: object, identity: str) -> None:
    (found,) = reading({"id": value, "text": "Ann spoke."}, "a", Limits())
    assert isinstance(found, Reading)
    assert found.article.id == identity


@pytest.mark.parametrize("value", [10**1_000, 10**9_000, "x" * 1_001, 7.0, True, False], ids=range(6))
def test_no_other_is_one(value: object) -> None:
    (found,) = reading({"id": value, "text": "Ann spoke."}, "a", Limits())
    assert not isinstance(found, Reading)
    assert "the field 'id'" in found.why
