"""Answers as people and programs get them."""

import csv
import datetime
import io
import json
import math

import pytest

from kg.errors import UsageError
from kg.query.answer import FORMATS, Answer, finite, render
from tests.records import HOSTILE_BODY, HOSTILE_PERSON

MIXED = Answer(
    ("name", "count", "known", "more"),
    (
        ("Zoë", 7, True, ["a", None]),
        ("Bo, \"the\" 'Ode'", 1200, None, {"latitude": 59.9}),
        ("", None, False, datetime.date(2024, 3, 5)),
    ),
)


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


class TestTable:
    def test_columns_are_aligned_and_numbers_to_the_right(self) -> None:
        assert render(MIXED, "table").splitlines() == [
            "name             count  known  more",
            "---------------  -----  -----  ------------------",
            'Zoë                  7  true   ["a", null]',
            'Bo, "the" \'Ode\'   1200         {"latitude": 59.9}',
            "                        false  2024-03-05",
            "(3 rows)",
        ]

    def test_one_row_and_none(self) -> None:
        assert render(Answer(("n",), ((1,),)), "table").endswith("(1 row)")
        assert render(Answer(("n",), ()), "table") == "n\n-\n(0 rows)"

    def test_a_row_is_a_line_whatever_is_in_it(self) -> None:
        hostile = Answer(("a\nb", "c"), ((HOSTILE_PERSON, "x\r\ny\u2028z\x85"),))
        assert len(render(hostile, "table").splitlines()) == 4

    def test_long_cells_are_cut(self) -> None:
        line = render(Answer(("text",), (("word " * 50,),)), "table").splitlines()[2]
        assert len(line) == 60
        assert line.endswith("…")


class TestJson:
    def test_values_keep_their_types(self) -> None:
        assert json.loads(render(MIXED, "json")) == [
            {"name": "Zoë", "count": 7, "known": True, "more": ["a", None]},
            {"name": "Bo, \"the\" 'Ode'", "count": 1200, "known": None, "more": {"latitude": 59.9}},
            {"name": "", "count": None, "known": False, "more": "2024-03-05"},
        ]

    def test_text_is_exact(self) -> None:
        texts = [HOSTILE_PERSON, "=1+1", "\x00\x1b[2J", "Zoë 🦊"]
        rendered = render(Answer(("x",), tuple((text,) for text in texts)), "json")
        assert [row["x"] for row in json.loads(rendered)] == texts
        assert "Zoë 🦊" in rendered
        assert "\x1b" not in rendered

    def test_no_rows(self) -> None:
        assert json.loads(render(Answer(("x",), ()), "json")) == []


class TestCsv:
    def test_values(self) -> None:
        assert cells(render(MIXED, "csv")) == [
            ["name", "count", "known", "more"],
            ["Zoë", "7", "true", '["a", null]'],
            ["Bo, \"the\" 'Ode'", "1200", "", '{"latitude": 59.9}'],
            ["", "", "false", "2024-03-05"],
        ]

    @pytest.mark.parametrize(
        "text", [HOSTILE_PERSON, HOSTILE_BODY, "a\rb", "a\r\nb", "a\nb", '"', "a,b", " a ", "\x00", "x=1"]
    )
    def test_text_is_read_back_as_it_was(self, text: str) -> None:
        assert cells(render(Answer(("a", "b"), ((text, text),)), "csv")) == [["a", "b"], [text, text]]

    @pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
    def test_what_a_spreadsheet_would_run_is_marked_as_text(self, text: str) -> None:
        assert cells(render(Answer(("a", "b"), ((text, 1),)), "csv"))[1] == [f"'{text}", "1"]

    def test_negative_numbers_are_no_formulas(self) -> None:
        assert render(Answer(("a", "b"), ((-1, -0.5),)), "csv") == "a,b\n-1,-0.5"

    def test_empty_cells_and_no_rows(self) -> None:
        assert cells(render(Answer(("a",), ((None,), ("x",))), "csv")) == [["a"], [""], ["x"]]
        assert render(Answer(("a", "b"), ()), "csv") == "a,b"


def test_no_newline_at_the_end() -> None:
    assert not any(render(MIXED, format_).endswith("\n") for format_ in FORMATS)


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match="no format 'xml'; there are: table, json, csv"):
        render(MIXED, "xml")


def test_what_json_cannot_say_is_none() -> None:
    assert [finite(value) for value in (math.nan, math.inf, -math.inf, 0.5)] == [None, None, None, 0.5]
