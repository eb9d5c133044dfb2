"""Lines under pictures."""

import pytest

from kg.read.pages.captions import caption, foreign_caption
from tests.read.pages.divided import HEADLINE, MARKET, ROOF, page


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Mira Oduya / Getty Images",
        "Image credit: Harbour board",
        "The market hall in May. Photo: Mira Oduya",
        "Tarek Vindal speaks in Bergen. (AP Photo/Jonas Brandt)",
        "The market hall (file photo)",
        "File photo of the market hall",
        "Photograph by Mira Oduya",
        "Photo.",
        "The old hall, seen from the sea. Image: Mira Oduya (flickr).",
    ],
)
def test_captions_and_credits(line: str) -> None:
    assert caption(line)


@pytest.mark.parametrize(
    "line",
    [
        MARKET,
        "Photos of the fire were shown in court.",
        "Image is everything, the mayor said.",
        "Credit is due to Vindal.",
    ],
)
def test_sentences_about_pictures_are_none(line: str) -> None:
    assert not caption(line)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("Foto: Hafenamt", True), ("Açıq mənbədən foto", True), ("Фото: пресс-служба", True),
     ("Fotografen trafen sich", False), ("Das Foto, das der Vorsitzende vor dem Haus machte, war unscharf.", False)],
)  # fmt: skip
def test_credits_in_other_languages(line: str, is_one: bool) -> None:
    assert foreign_caption(line) is is_one


def test_a_caption_in_another_language_is_set_aside_as_a_caption() -> None:
    divided = page(HEADLINE, "Фото из открытых источников", MARKET, ROOF)
    assert divided.removed == [("caption", "Фото из открытых источников")]
    assert divided.read == [[HEADLINE, MARKET, ROOF]]
