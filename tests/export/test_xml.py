"""Text in XML: what any parser gives back is the text, or U+FFFD for what XML cannot carry."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.xml import attribute, content, writable
from tests.hostile import HOSTILE


def back(text: str) -> tuple[str | None, str | None]:
    element = ElementTree.fromstring(f"<x y={attribute(text)}>{content(text)}</x>".encode("utf-8"))  # noqa: UP012
    return element.text or "", element.get("y")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hundred_hostile_texts_come_back(text: str) -> None:
    assert back(text) == (writable(text), writable(text))


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    assert back(text) == (writable(text), writable(text))


def test_only_what_xml_cannot_carry_is_replaced() -> None:
    assert writable("a\x00b\x1bc\ufffed\ud800e") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert writable("tab\t, return\r, line\n, next\x85, 🦊\u202e") == "tab\t, return\r, line\n, next\x85, 🦊\u202e"
