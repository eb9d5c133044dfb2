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
        "Photo credit: Harbour board",
        "Credit: Studio Oduya",
        f"Photo credit: {MARKET} {ROOF}",
        "Foto: X",
        "Foto",
        "Foto de archivo: EFE",
        "Crédit photo : AFP",
        "Fotoğraf: AA",
        "Şəkil: Turan",
        "Arxiv foto",
        "Фото:",
        "Фото: Jane Doe / AP",
        "Архивное фото: пресс-служба",
        "عکس: ایسنا",
        "图片来源：新华社",
        "写真=共同通信",
        "사진=연합뉴스",
        "Foto: Hafenamt Bergen, der Markt im Mai, kurz vor dem Brand, der das Dach des alten Hauses zerstörte",
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
        "Bild: Vindal to resign",
        "Bild-Zeitung says so",
        "Foto exhibition opens in Bergen",
        "Credit Bergen: bank to close",
        "Image of the mayor: what went wrong",
        "Picture this: a city without cars",
    ],
)
def test_sentences_about_pictures_are_none(line: str) -> None:
    assert not caption(line)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("صورة أرشيفية", True), ("عکس", True), ("Фота з адкрытых крыніц", True), ("资料图片", True), ("写真", True),
     ("사진", True), ("Şəkil açıq mənbələrdən götürülüb", True), ("Рынок закрыт", False), ("市场关闭", False),
     ("Fotografija starog tržišta u luci koju je snimio dežurni policajac dan poslije velikog požara", False),
     ("Foto des alten Marktes am Hafen von Bergen im Mai vor dem Brand", True),
     ("Foto: Hafenamt", True), ("Açıq mənbədən foto", True), ("Фото: пресс-служба", True),
     ("Fotografen trafen sich", False), ("Das Foto, das der Vorsitzende vor dem Haus machte, war unscharf.", False)],
)  # fmt: skip
def test_credits_in_other_languages(line: str, is_one: bool) -> None:
    assert foreign_caption(line) is is_one


def test_a_caption_in_another_language_is_set_aside_as_a_caption() -> None:
    divided = page(HEADLINE, "Фото из открытых источников", MARKET, ROOF)
    assert divided.removed == [("caption", "Фото из открытых источников")]
    assert divided.read == [[HEADLINE, MARKET, ROOF]]


@pytest.mark.parametrize("line", ["Фота з адкрытых крыніц", "صورة أرشيفية", "资料图片", "사진", "Fotoğraf: AA"])
def test_a_caption_never_names_the_story(line: str) -> None:
    divided = page(line, HEADLINE, MARKET, ROOF)
    assert divided.removed == [("caption", line)]
    assert divided.titles == [HEADLINE]
