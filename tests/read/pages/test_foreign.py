"""Paragraphs and passages in other languages: kept, marked, not read."""

import pytest

from kg.read.pages.foreign import foreign
from tests.read.pages.divided import FARMERS, FERRY, HEADLINE, MARKET, ROOF, SECOND_HEADLINE, TOWED, page

FOREIGN = {
    "ru": "Совет гавани проголосовал за закрытие старого рынка на год.",
    "az": "Liman şurası köhnə balıq bazarının bir il müddətinə bağlanmasına səs verdi.",
    "de": "Der Hafenrat hat am Montag beschlossen, den alten Fischmarkt für ein Jahr zu schließen.",
    "fr": "Le conseil du port a voté lundi la fermeture du vieux marché aux poissons pour un an.",
    "ar": "صوت مجلس الميناء يوم الاثنين على إغلاق سوق السمك القديم لمدة عام.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_paragraph_in_another_language_is_marked_with_it(language: str) -> None:
    divided = page(MARKET, "", FOREIGN[language], "", ROOF)
    assert divided.removed == [(f"language:{language}", FOREIGN[language])]
    assert divided.read == [[MARKET, ROOF]]
    assert divided.article.language == "en"


@pytest.mark.parametrize("text", ["Рынок", "Київ", "市场关闭", "السوق", "Рынок закрыт (2)"])
def test_a_line_in_another_script_is_foreign_however_short(text: str) -> None:
    assert foreign(text) is not None
    divided = page(text, HEADLINE, MARKET, ROOF)
    assert divided.titles == [HEADLINE]
    assert divided.read == [[HEADLINE, MARKET, ROOF]]


@pytest.mark.parametrize(
    "text",
    [MARKET, ROOF, FERRY, TOWED, FARMERS, HEADLINE, SECOND_HEADLINE, "Museum gets a new door", "Museum door stolen",
     "Albus Potter", "Springvale", "Tarek Vindal visits Trondheim", "OK", "1 234,50",
     "Angela Merkel und Emmanuel Macron", "Recep Tayyip Erdoğan, İlham Əliyev"],
)  # fmt: skip
def test_english_and_names_are_not_foreign(text: str) -> None:
    assert foreign(text) is None


def test_a_quotation_in_the_original_is_marked_within_its_paragraph() -> None:
    quotation = "Рынок закрыт до следующего года"
    divided = page(MARKET, f'A sign on the door read "{quotation}" and was gone by noon.')
    assert divided.removed == [("language:ru", quotation)]
    assert divided.read[0][1].replace("\0", "") == 'A sign on the door read "" and was gone by noon.'


def test_its_place_is_right_behind_a_date_line_too() -> None:
    quotation = "Рынок закрыт до следующего года"
    divided = page(f'BERGEN, Norway (NTA) — A sign on the door read "{quotation}" and was gone by noon.', ROOF)
    assert divided.removed == [("dateline", "BERGEN, Norway (NTA) —"), ("language:ru", quotation)]


def test_a_foreign_name_within_a_sentence_is_no_passage() -> None:
    assert page(MARKET, "The board of Москва and that of Київ sent flowers, Vindal said.").removed == []
