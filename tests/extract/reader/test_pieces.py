from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.reader.pieces import CASES, CLS, LONGEST, SEP, Pieces, Splitter, Window, windows
from kg.extract.reader.weights import packaged
from kg.model import Span

SPLITTER = Splitter(packaged() / "tokenizer.json")
WORDS = ("Ozzan", "said", "U.S.", "1970", "Brightwater", "é", "東", ",", "incomprehensibilities")
TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("aB1é東🦊. \u0301\u200b\x00\n")))
LENGTHS = st.lists(st.sampled_from([0, 1, 7, 60, 130, 400]), max_size=6)


def units(text: str) -> list[str]:
    split = SPLITTER.split(text)
    return [text[start:end] for start, end in zip(split.starts, split.ends, strict=True)]


def written(lengths: list[int]) -> tuple[str, list[Span]]:
    """A text with sentences of so many words."""
    text, spans = "", []
    for number, length in enumerate(lengths):
        sentence = " ".join(WORDS[(number + at) % len(WORDS)] for at in range(length))
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    return text, spans


def cut(text: str, spans: list[Span], longest: int = LONGEST) -> tuple[Pieces, list[Window]]:
    split = SPLITTER.split(text)
    return split, list(windows(split, spans, longest))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("José Ñandú's café", ["José", "Ñandú", "'", "s", "café"]),
        ("The U.S. won", ["The", "U", ".", "S", ".", "won"]),
        ("in 東京 🦊 now", ["in", "東", "京", "🦊", "now"]),
        ("a\u202bend\x00 x", ["a\u202bend", "x"]),
        ("\u202b\x00\u200b", []),
        ("", []),
    ],
)
def test_units_are_words_and_signs_where_they_stand(text: str, expected: list[str]) -> None:
    assert units(text) == expected


def test_case_is_how_a_unit_is_written() -> None:
    split = SPLITTER.split("ozzan Ozzan UNO McOzzan I 1970 ,")
    assert [CASES[split.cases[at]] for at in np.unique(split.unit, return_index=True)[1]] == [
        "lower", "title", "upper", "mixed", "initial", "number", "sign",
    ]  # fmt: skip


def test_a_long_word_is_one_unit_of_many_pieces_of_one_case() -> None:
    split = SPLITTER.split("Incomprehensibilities matter")
    assert len(split.starts) == 2
    assert np.count_nonzero(split.unit == 0) > 1
    assert set(split.cases[split.unit == 0]) == {CASES.index("title")}


@given(TEXTS)
def test_every_letter_and_digit_is_in_one_unit(text: str) -> None:
    split = SPLITTER.split(text)
    spans = list(zip(split.starts.tolist(), split.ends.tolist(), strict=True))
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    held = {at for start, end in spans for at in range(start, end)}
    assert not [sign for at, sign in enumerate(text) if at not in held and sign.isalnum()]
    assert len(split.ids) == len(split.cases) == len(split.unit)
    assert sorted(set(split.unit.tolist())) == list(range(len(spans)))


@given(TEXTS)
def test_the_characters_of_a_unit_lead_back_to_it(text: str) -> None:
    split = SPLITTER.split(text)
    for number, (start, end) in enumerate(zip(split.starts, split.ends, strict=True)):
        assert split.units_in(int(start), int(end)) == (number, number + 1)
    assert split.units_in(0, len(text)) == (0, len(split.starts))


def test_a_span_within_a_unit_touches_it_and_a_space_touches_none() -> None:
    split = SPLITTER.split("Mara Ozzan")
    assert split.units_in(6, 8) == (1, 2)
    assert split.units_in(2, 6) == (0, 2)
    assert split.units_in(4, 5) == (1, 1)


@given(LENGTHS, st.sampled_from([64, 100, LONGEST]))
def test_every_unit_is_in_a_window_and_none_is_too_long(lengths: list[int], longest: int) -> None:
    split, found = cut(*written(lengths), longest)
    assert all(len(window.ids) == len(window.cases) <= longest for window in found)
    assert {unit for w in found for unit in range(w.start, w.end)} == set(range(len(split.starts)))
    assert all(left.start < right.start and left.end < right.end for left, right in pairwise(found))


@given(LENGTHS)
def test_a_sentence_that_fits_is_whole_in_one_window(lengths: list[int]) -> None:
    text, spans = written(lengths)
    split, found = cut(text, spans)
    for span in spans:
        start, end = split.units_in(*span)
        if 0 < np.count_nonzero((split.unit >= start) & (split.unit < end)) <= LONGEST - 2:
            assert any(w.start <= start and end <= w.end for w in found)


@given(LENGTHS)
def test_a_window_holds_its_units_pieces_between_two_marks(lengths: list[int]) -> None:
    split, found = cut(*written(lengths))
    opens = np.unique(split.unit, return_index=True)[1]
    for window in found:
        inside = (split.unit >= window.start) & (split.unit < window.end)
        assert window.ids.tolist() == [CLS, *split.ids[inside].tolist(), SEP]
        assert window.cases[1:-1].tolist() == split.cases[inside].tolist()
        assert window.ids[window.first].tolist() == split.ids[opens[window.start : window.end]].tolist()


def test_windows_take_as_many_whole_sentences_as_fit() -> None:
    text, spans = written([20] * 12)
    split, found = cut(text, spans)
    ends = [split.units_in(*span)[1] for span in spans]
    assert len(found) > 1
    for left, right in pairwise(found):
        assert left.end == right.start
        following = ends[ends.index(left.end) + 1]
        assert np.count_nonzero((split.unit >= left.start) & (split.unit < following)) > LONGEST - 2


def test_a_sentence_longer_than_a_window_is_cut_with_overlap() -> None:
    text, spans = written([400])
    split, found = cut(text, spans)
    assert len(found) > 2
    for left, right in pairwise(found):
        shared = np.count_nonzero((split.unit >= right.start) & (split.unit < left.end))
        assert 16 <= shared <= 32


def test_what_stands_around_the_sentences_is_read_too() -> None:
    split, found = cut("Lead. Ozzan won. Tail.", [(6, 16)])
    assert [(w.start, w.end) for w in found] == [(0, len(split.starts))]
    assert [(w.start, w.end) for w in cut("Lead. Ozzan won.", [])[1]] == [(0, 5)]
    assert cut("", [])[1] == cut(" \x00", [(0, 2)])[1] == []
