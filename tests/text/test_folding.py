import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.folding import fold, key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdoğan", "erdogan"),
        ("Əliyev", "aliyev"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("Þór Ægisson", "thor aegisson"),
        ("e\u0301", "e"),
        ("ﬁre", "fire"),
        ("Совет", "совет"),
        ("ℌans", "hans"),
        ("ᴬᴮ", "ab"),
        ("ϲ", "σ"),
    ],
)
def test_case_and_accents_go(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "names",
    [
        ("U..S.", "U.S.", "US", "the U.S."),
        ("O’Brien", "O'Brien", "O`Brien", "OBrien"),
        ("Al-Assad", "al Assad", "AL–ASSAD"),
        ("J. K. Rowling", "J K Rowling", "J K  Rowling."),
        ("Anar Məmmədli", "anar mammadli"),
        ("The Bergen Bell", "Bergen Bell", "the the Bergen Bell"),
        ("Vaŉ Wyk", "Va'n Wyk", "Van Wyk"),
    ],
)
def test_spellings_of_one_name_have_one_key(names: tuple[str, ...]) -> None:
    assert len({key(name) for name in names}) == 1


def test_different_names_have_different_keys() -> None:
    names = ["Vindal", "Vindahl", "Tarek Vindal", "The", "", "U.N.", "U.S."]
    assert len({key(name) for name in names}) == len(names)


def test_folding_twice_is_folding_once_for_every_letter_there_is() -> None:
    letters = [chr(code) for code in range(0x110000) if chr(code).isalnum()]
    texts = [*letters, *(f"x {letter}. y" for letter in letters)]
    assert [text for text in texts if fold(fold(text)) != fold(text)] == []
    assert [letter for letter in letters if key(key(letter)) != key(letter)] == []


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert key(key(text)) == key(text)
