import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.paragraphs import paragraphs

WRAPPED = """The harbour board of Bergen voted on Monday to close the old
fish market for a year, because the roof of the hall could
fall in at any time and nobody wants to be the one below it
when it does, said its chairman."""


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


TOP = """MARKET: FISHMONGER BEATEN BY GULLS DIES IN HOSPITAL WARD
By Mira Oduya | Bergen | Updated: 12 Aug 2025 18:40 IST
Share on Facebook Tweet WhatsApp Print"""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One.", ["One."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\nTwo.\rThree.", ["One.", "Two.", "Three."]),
        ("One.\n \u00a0\nTwo.", ["One.", "Two."]),
        ("One.\u2028Two.\u2029Three.", ["One.", "Two.", "Three."]),
        ("  One.  \n\n\n  Two. ", ["One.", "Two."]),
        (WRAPPED, [WRAPPED]),
        (TOP, TOP.split("\n")),
        (f"A headline\n\n{WRAPPED}\n\nThe end.", ["A headline", WRAPPED, "The end."]),
    ],
)
def test_where_paragraphs_begin_and_end(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


def test_lines_that_end_sentences_are_paragraphs_even_if_all_are_equally_long() -> None:
    lines = [f"This is line {number} of the page, and it ends with a full stop." for number in range(6)]
    assert texts("\n".join(lines)) == lines


@given(st.text(alphabet="ab. \n\r\t\u2028\u2029é🦊", max_size=80))
def test_they_are_in_order_trimmed_and_hold_every_letter(text: str) -> None:
    found = paragraphs(text)
    offsets = [offset for span in found for offset in span]
    assert offsets == sorted(offsets)
    assert all(part == part.strip() != "" for part in texts(text))
    assert "".join("".join(part.split()) for part in texts(text)) == "".join(text.split())
