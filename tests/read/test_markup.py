"""Fragments of HTML to text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.markup import plain


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("Ann spoke.", "Ann spoke."),
        ("<p>Ann</p><p>Bo</p>", "Ann\nBo"),
        ("Ann<br>Bo<br/><br/>Cy", "Ann\nBo\nCy"),
        ("<ul><li>Ann<li>Bo</ul>", "Ann\nBo"),
        ("Ann <b>and</b> <i>Bo</i>", "Ann and Bo"),
        ("a <script>alert('<p>x</p>')</script>b <style>p{}</style>c", "a b c"),
        ("Fish &amp; chips &euro;5 &#129418; &lt;b&gt;", "Fish & chips €5 🦊 <b>"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a <!-- hidden --> b", "a b"),
        ("<![CDATA[x]]>Ann", "Ann"),
        ("<![if !supportLists]>Ann<![endif]>", "Ann"),
        ("<![foo[ x ]]>Ann", "Ann"),
        ("Ann <a href='x", "Ann <a href='x"),
        ("Ann <!-- never closed", "Ann <!-- never closed"),
        ("a \t b\n\n\n c", "a b\nc"),
        ("", ""),
    ],
)
def test_text_of_a_fragment(fragment: str, text: str) -> None:
    assert plain(fragment) == text


@given(st.text(alphabet="<>!-[]/?a &;'\"\n", max_size=60))
def test_any_marks_end_in_text(fragment: str) -> None:
    assert plain(fragment) == plain(fragment).strip()


@pytest.mark.parametrize(
    "mark", ["<", "<!--", "<!--x>", "<a ", "<![x[", "<![CDATA[>", "<?", "</", "&", "<b>", "<script>"]
)
def test_marks_that_nothing_closes_do_not_take_for_ever(mark: str) -> None:
    begin = time.process_time()
    plain(f"Ann spoke. {mark * 50_000}")
    assert time.process_time() - begin < 2
