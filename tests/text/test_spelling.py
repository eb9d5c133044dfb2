import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.spelling import ALIKE, similarity, skeleton


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Brandtmoor", "Brandtmoor"),
        ("Brandtmoor", "BRANDTMOOR"),
        ("Brandtmoor", "Brantdmoor"),
        ("Brandtmoor", "Brandtmor"),
        ("Zelensky", "Zelenskyy"),
        ("Zelensky", "Zelenskiy"),
        ("Aliyev", "Aliev"),
        ("Əliyev", "Aliyev"),
        ("Gasimov", "Qasimov"),
        ("Gaddafi", "Qaddafi"),
        ("Muhammad", "Mohammed"),
        ("Khrushchev", "Khrushchov"),
    ],
)
def test_slips_and_transliterations_of_one_name(left: str, right: str) -> None:
    assert similarity(left, right) >= ALIKE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mammadli", "Mammadov"),
        ("Miller", "Millar"),
        ("Vindal", "Brandt"),
        ("Hansen", "Hanson"),
        ("Vindal", ""),
        ("", ""),
    ],
)
def test_neighbours_that_are_other_names(left: str, right: str) -> None:
    assert similarity(left, right) < ALIKE


def test_only_case_and_accents_make_no_difference_at_all() -> None:
    assert similarity("Erdoğan", "ERDOGAN") == 1.0
    assert similarity("Zelensky", "Zelenskyy") < 1.0


names = st.text(alphabet="abcegikhosuxyzAÉğ'- ", max_size=12)


@given(names, names)
def test_similarity_is_symmetric_and_a_share(left: str, right: str) -> None:
    assert similarity(left, right) == similarity(right, left)
    assert 0 <= similarity(left, right) <= 1


@given(names)
def test_a_skeleton_does_not_depend_on_case(name: str) -> None:
    assert skeleton(name) == skeleton(name.upper())
