"""What is said of one of several names is said of each, and only where the clause is about them all."""

from types import SimpleNamespace
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract import Extractor, lists, shares
from kg.extract.notes import notes
from kg.model import Article, Item
from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Ilya Drazen and Leyla Rask live in Karsk.",
            {"Ilya Drazen homeLocation Karsk", "Leyla Rask homeLocation Karsk"},
        ),
        (
            "Ilya Drazen, Leyla Rask and Tom Berg work for Norland Steel.",
            {f"{name} worksFor Norland Steel" for name in ("Ilya Drazen", "Leyla Rask", "Tom Berg")},
        ),
        (
            "Ilya Drazen and Leyla Rask are members of the Harbour Party.",
            {"Ilya Drazen politicalParty Harbour Party", "Leyla Rask politicalParty Harbour Party"},
        ),
    ],
)
def test_each_of_a_list_has_the_fact(read: Read, text: str, facts: set[str]) -> None:
    assert facts <= said(read(text))


def test_the_receipt_is_the_sentence_and_the_stance_its_own(read: Read) -> None:
    text = "Ilya Drazen and Leyla Rask will live in Lagos."
    found = [s for s in read(text).statements if s.predicate == "homeLocation"]
    assert {s.quote for s in found} == {text}
    assert [s.stance for s in found] == ["planned", "planned"]
    assert len({s.confidence for s in found}) == 2, "what is shared is a little less sure"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A meeting between Ilya Drazen and Leyla Rask was held in Oslo.", "homeLocation"),
        ("Ilya Drazen and Leyla Rask's company is based in Oslo.", "homeLocation"),
        ("Ilya Drazen and Leyla Rask met Tom Berg, who lives in Oslo.", "Leyla Rask homeLocation"),
        ("With us, Mira Lund said why she joined the Life and Liberty Party.", "Mira Lund memberOf Liberty"),
        ("Ada Roe and Tom Berg won the Liberal and Republican primaries respectively.", "Ada Roe politicalParty Rep"),
    ],
)
def test_what_is_not_of_all_is_shared_by_none(read: Read, text: str, wrong: str) -> None:
    assert not [each for each in said(read(text)) if wrong in each]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ilya Drazen, Leyla Rask and Tom Berg met Mira Lund.", ["Ilya Drazen", "Leyla Rask", "Tom Berg"]),
        ("Ilya Drazen met Leyla Rask and Tom Berg.", ["Ilya Drazen"]),
        ("Neither Ilya Drazen nor Leyla Rask met Tom Berg.", ["Ilya Drazen", "Leyla Rask"]),
        ("Ilya Drazen and his wife, Leyla Rask, met Tom Berg.", ["Ilya Drazen"]),
    ],
)
def test_a_list_is_what_and_joins(extractor: Extractor, text: str, names: list[str]) -> None:
    doc = next(extractor.read(Article("page", text, items=(Item(0, len(text)),))))
    pad = notes(doc)
    first = min((ref for ref in pad.references if ref.form == "name"), key=lambda ref: ref.start)
    assert [doc[ref.start : ref.end].text for ref in lists.joined(doc, pad, first)] == names


def test_an_object_that_is_taken_for_the_verb_is_under_none() -> None:
    """A headline or a cell of a table: "Ana and Tom Karsk"."""
    deps, pos = ["nsubj", "cc", "conj", "ROOT"], ["PROPN", "CCONJ", "PROPN", "PROPN"]
    doc = Doc(Vocab(), ["Ana", "and", "Tom", "Karsk"], heads=[3, 0, 0, 3], deps=deps, pos=pos)
    names: Any = [SimpleNamespace(start=0, end=1), SimpleNamespace(start=2, end=3)]
    assert not shares._does(doc, names, doc[3])
