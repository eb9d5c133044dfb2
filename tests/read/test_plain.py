"""Plain text: nothing of it is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Reading
from kg.read import Limits
from kg.read.plain import PlainReader
from tests.read.outcomes import Put, outcome
from tests.read.test_formats import source


@pytest.mark.parametrize(
    "text", ["Ann spoke.", "  Ann\n\n\n\tspoke. \n\n", "e\u0301 is not é, 🦊\u200d\u2028x", "a\u00a0b\x0cc"]
)
def test_blanks_and_marks_stay_where_they_are(put: Put, text: str) -> None:
    assert outcome(put("a.txt", text)).article.text == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), min_size=1))
def test_what_was_written_is_what_is_read(text: str) -> None:
    results = PlainReader().read(source("a.txt", text.encode("utf-8")), Limits())
    read = [result.article.text if isinstance(result, Reading) else None for result in results]
    assert read == [text if text.strip() else None]


def test_no_more_than_an_article_may_be(put: Put) -> None:
    limits = Limits(article_bytes=10)
    assert outcome(put("a.txt", "é" * 5), limits=limits).article.text == "é" * 5
    assert outcome(put("a.txt", "é" * 5 + "x"), limits=limits).why == ["file a.txt: its text is larger than 10 bytes"]
