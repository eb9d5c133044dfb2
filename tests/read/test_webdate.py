"""Days that a page writes out."""

import time

import pytest

from kg.read.webdate import written


@pytest.mark.parametrize(
    "page",
    [
        '<meta content="2021-03-01T10:00:00Z">',
        "/2021/03/01/market",
        "/2021/3/1/market",
        "20210301103000",
        "1 March 2021",
        "<b>March 1st, 2021</b>",
        "Mon, 1st of March, 2021",
        "Mar. 1, 2021",
        "01-Mar-2021",
        "1. März 2021",
        "01.03.2021",
        "1. 3. 2021",
    ],
)
def test_a_day_written_out(page: str) -> None:
    assert written(page, "2021-03-01")


@pytest.mark.parametrize(
    "page",
    [
        "",
        "2021-03",
        "2021-03-011",
        "2021-02-29",
        "12021-03-01",
        "March 2021",
        "1 March 20211",
        "11 March 2021",
        "1 March",
        "01/03/2021",
        "3/1/2021",
        "03-01-2021",
    ],
)
def test_what_may_be_another_day_is_not_written_out(page: str) -> None:
    assert not written(page, "2021-03-01")


@pytest.mark.parametrize("page", ["26/11/2022", "11/26/2022", "26-11-2022", "26 / 11 / 2022"])
def test_numbers_that_can_be_no_month_tell_which_is_which(page: str) -> None:
    assert written(page, "2022-11-26")
    assert written("5/5/2022", "2022-05-05")


def test_a_hostile_page_takes_no_time() -> None:
    start = time.process_time()
    assert not written("x" * 2_000_000 + "2021 " * 20_000 + "1 " * 500_000, "2021-03-01")
    assert time.process_time() - start < 5
