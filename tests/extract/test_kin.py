"""Families in lists, and words of kin that tell of somebody else's."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Ryad Khoury was elected in May. His parents, Elias and Mona, came from Homs.",
            {"Ryad Khoury parent Elias", "Ryad Khoury parent Mona"},
        ),
        (
            "Rosario Solano died in May. She is survived by her daughters Inés Solano and Lucía Solano.",
            {"Inés Solano parent Rosario Solano", "Lucía Solano parent Rosario Solano"},
        ),
        (
            "Yonas Habte has brought home the manuscripts of his uncle, the poet Tesfay Weldu.",
            {"Yonas Habte relative Tesfay Weldu"},
        ),
    ],
)
def test_all_of_a_family_that_are_named(read: Read, text: str, facts: set[str]) -> None:
    assert facts <= said(read(text))


def test_a_brother_of_hers_is_none_of_her_daughters(read: Read) -> None:
    text = (
        "Rosario Solano died. She is survived by her daughters Inés Roe and Lucía Roe, her brother Fermín Roe, a dog."
    )
    found = said(read(text))
    assert not any(" sibling " in each and "Rosario" not in each for each in found), found


def test_what_sons_were_not_allowed_to_do_does_not_deny_them(read: Read) -> None:
    text = "Tural Huseyn was fined. His sons, Murad Huseyn and Kamran Huseyn, were not allowed into the room."
    stances = {s.stance for s in read(text).statements if s.predicate == "parent"}
    assert stances == {"asserted"}
