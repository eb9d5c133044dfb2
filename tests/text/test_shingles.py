"""Reprints are one source; stories on the same topic are not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.shingles import NEAR, near_copies, signature, similarity

STORY = """
The harbour board of Bergen voted on Monday to close the old fish market for a year, because the roof of the hall could
fall in at any time. Its chairman, Tarek Vindal, told reporters that engineers had found cracks in eleven of the
forty beams, and that nobody could be asked to sell cod below them. The forty traders, some of whom have stood
there since the seventies, will be given stalls under canvas along the northern quay from the first of June.
Ilse Brandtmoor, who speaks for the traders, called the plan a disgrace. She said that canvas would not keep out the
rain of a single Bergen afternoon, and that the board had known about the beams for six years. The board denies that.
A new hall would cost about two hundred million crowns, of which the county has promised a third. Where the rest is to
come from will be decided in autumn, when the town council debates its next budget. Until then the clock above the
entrance, a gift of the Hanseatic merchants, goes to the maritime museum. Tourists who come for the market alone are
advised to look at the aquarium instead, which opens an hour earlier this summer and has put up its prices by a tenth.
"""
OTHER = """
Traders at the fish market of Bergen marched to the town hall on Wednesday to protest against the closing of their hall.
About three hundred people took part, among them pupils of two schools who had painted cod on bed sheets. Ilse
Brandtmoor, who speaks for the traders, handed over a list with nine thousand names. The mayor received it on the steps
and promised that nobody would lose a licence. Tarek Vindal, the chairman of the harbour board, stayed away. In a letter
to the newspapers he wrote that safety was not for sale and that the beams would not wait for a better budget. Two
engineers of the university doubt that the hall is in danger; their report is to be published within a fortnight. The
marchers left fish heads at the door of the board, which the firemen took away before noon, and sang till it rained.
"""


def reprint(story: str, share: float, seed: int = 1) -> str:
    chance = random.Random(seed)
    words = story.split()
    for at in chance.sample(range(len(words)), int(share * len(words))):
        words[at] = "replaced"
    return "The Oslo Courier | Latest news\nFISH HALL SHUT\n(NTA) — " + " ".join(words) + "\nRead also: prices up."


def test_a_reprint_with_another_header_and_five_in_a_hundred_words_changed_is_a_copy() -> None:
    for seed in range(5):
        found = near_copies({"a": signature(STORY), "b": signature(reprint(STORY, 0.05, seed)), "c": signature(OTHER)})
        assert found == [("a", "b")]


def test_another_story_on_the_same_topic_is_not() -> None:
    assert similarity(signature(STORY), signature(OTHER)) < NEAR / 2
    assert near_copies({"a": signature(STORY), "b": signature(OTHER)}) == []


def test_forty_reprints_are_one_group() -> None:
    marks = {f"r{number:02}": signature(reprint(STORY, 0.03, number)) for number in range(40)}
    marks["other"] = signature(OTHER)
    assert near_copies(marks) == [tuple(sorted(set(marks) - {"other"}))]


def test_half_of_the_words_changed_is_no_copy() -> None:
    assert near_copies({"a": signature(STORY), "b": signature(reprint(STORY, 0.5))}) == []


def test_case_accents_marks_and_line_breaks_do_not_count() -> None:
    changed = STORY.replace("\n", "\r\n\r\n").upper().replace(",", " –").replace("E", "É")
    assert signature(changed) == signature(STORY)


@pytest.mark.parametrize(("left", "right", "same"), [("Rain.", "rain", True), ("Rain today.", "Rain tomorrow.", False)])
def test_short_texts_are_copies_of_their_equals_only(left: str, right: str, same: bool) -> None:
    assert bool(near_copies({"a": signature(left), "b": signature(right)})) is same


def test_texts_without_words_are_no_copies_of_one_another() -> None:
    assert signature("… — !") == b""
    assert near_copies({"a": signature(""), "b": signature("…")}) == []


def test_a_signature_never_changes_between_machines_and_versions() -> None:
    assert len(signature(STORY)) == 512
    assert signature("Ann spoke.").hex()[:32] == "2b191f9077783b57ca9b09545b57536f"
    assert signature(STORY).hex()[:32] == "5735c10125f5580264b7b6006bb29500"


texts = st.lists(st.sampled_from("a b c d e".split()), max_size=60).map(" ".join) | st.text(max_size=40)


@given(texts, texts)
def test_similarity_is_symmetric_and_one_for_the_same(left: str, right: str) -> None:
    one, other = signature(left), signature(right)
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == (1.0 if one else 0.0)


@given(st.dictionaries(st.text(max_size=3), texts, max_size=8), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(given_: dict[str, str], chance: random.Random) -> None:
    marks = {id_: signature(text) for id_, text in given_.items()}
    shuffled = list(marks.items())
    chance.shuffle(shuffled)
    found = near_copies(marks)
    assert near_copies(dict(shuffled)) == found
    members = [id_ for group in found for id_ in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in found)
