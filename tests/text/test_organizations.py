import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.organizations import abbreviates, acronym, legal, organization_key, without_possessive


@pytest.mark.parametrize(
    "names",
    [
        ("Acme", "Acme Corp.", "ACME Inc", "Acme's", "Acme Ltd."),
        ("the Bergen Court of Appeals", "Bergen Court of Appeal"),
        ("U.S. Harbour Department", "United States Harbour Dept.", "US Harbour Department"),
        ("Ministry of Defence", "Ministry of Defense"),
        ("Fish & Chips Union", "Fish and Chips Union"),
        ("Labour Centre", "Labor Center"),
        ("UN Harbour Programme", "United Nations Harbour Program"),
    ],
)
def test_spellings_of_one_organization_have_one_key(names: tuple[str, ...]) -> None:
    assert len({organization_key(name) for name in names}) == 1


def test_others_have_other_keys() -> None:
    names = ["Acme", "Acme Fish", "Bergen Court", "Oslo Court", "United Nations", "United States", "Inc"]
    assert len({organization_key(name) for name in names}) == len(names)


@given(st.text(alphabet="aABs.&' -", max_size=20))
def test_any_name_has_a_key_and_a_possessive_does_not_change_it(name: str) -> None:
    assert organization_key(f"{name}x's") == organization_key(f"{name}x")


@pytest.mark.parametrize(
    ("name", "bare"), [("TURAN's", "TURAN"), ("Traders’", "Traders"), ("O'Brien", "O'Brien"), ("'s", "'s")]
)
def test_the_possessive_goes(name: str, bare: str) -> None:
    assert without_possessive(name) == bare


@pytest.mark.parametrize(
    ("short", "name", "does"),
    [
        ("BHB", "Bergen Harbour Board", True),
        ("B.H.B.", "Bergen Harbour Board", True),
        ("OSCE", "Organization for Security and Co-operation in Europe", True),
        ("BHB's", "the Bergen Harbour Board", True),
        ("BHB", "Harbour Board", False),
        ("bhb", "Bergen Harbour Board", False),
        ("B", "Bergen", False),
        ("IT", "Italy", False),
    ],
)
def test_acronyms(short: str, name: str, does: bool) -> None:
    assert abbreviates(short, name) is does


def test_small_words_do_not_count_in_an_acronym() -> None:
    assert acronym("Union of Traders in the Port of Bergen") == "UTPB"


@pytest.mark.parametrize(("word", "short"), [("Corp.", True), ("GmbH", True), ("Corporation", False), ("Bank", False)])
def test_a_short_legal_form_ends_a_name(word: str, short: bool) -> None:
    assert legal(word) is short
