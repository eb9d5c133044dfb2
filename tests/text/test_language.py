import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.language import UNKNOWN, detect, plainly_english

LONG = {
    "en": "The harbour board of Bergen voted on Monday to close the old fish market for a year.",
    "ru": "Совет гавани Бергена проголосовал в понедельник за закрытие старого рыбного рынка на год.",
    "az": "Liman şurası köhnə balıq bazarının bir il müddətinə bağlanmasına səs verdi.",
    "tr": "Liman kurulu pazartesi günü eski balık pazarının bir yıl kapatılmasına karar verdi.",
    "de": "Der Hafenrat hat am Montag beschlossen, den alten Fischmarkt für ein Jahr zu schließen.",
    "fr": "Le conseil du port a voté lundi la fermeture du vieux marché aux poissons pour un an.",
    "ar": "صوت مجلس الميناء يوم الاثنين على إغلاق سوق السمك القديم لمدة عام.",
    "zh": "港务局周一投票决定将旧鱼市关闭一年。",
}


@pytest.mark.parametrize("tag", LONG)
def test_a_sentence_tells_its_language(tag: str) -> None:
    found, score = detect(LONG[tag])
    assert found == tag
    assert score > 0.7


@pytest.mark.parametrize("text", ["", "  \n", "1 234,50 %", "— … !", "🦊🦊"])
def test_a_text_without_letters_has_none(text: str) -> None:
    assert detect(text) == (UNKNOWN, 0.0)


def test_numbers_and_marks_in_front_do_not_hide_the_text() -> None:
    assert detect("12 345 — " * 60 + LONG["de"])[0] == "de"


def test_line_breaks_do_not_matter() -> None:
    assert detect(LONG["de"].replace(" ", "\n"))[0] == "de"


@given(st.text(max_size=60))
def test_any_text_has_a_tag_and_a_probability(text: str) -> None:
    tag, score = detect(text)
    assert tag.isalpha()
    assert 0 <= score <= 1.001


@pytest.mark.parametrize("tag", LONG)
def test_small_words_tell_english_from_all_others(tag: str) -> None:
    sentence = "They said that those who were there had been told of it by the board." if tag == "en" else LONG[tag]
    assert plainly_english(sentence) is (tag == "en")


def test_a_text_without_words_is_not_plainly_english() -> None:
    assert not plainly_english("")
    assert not plainly_english("12 — 13")
