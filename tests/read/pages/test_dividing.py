"""What holds for every page, and for the two real ones."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article
from kg.read import divide, read
from tests.read.pages.divided import FARMERS, FERRY, HEADLINE, MARKET, ROOF, SECOND_HEADLINE, TOWED, Divided, page

SEEDS = Path("/work/shared/seeds")
RUSSIAN = "Совет гавани Бергена проголосовал в понедельник за закрытие старого рыбного рынка на год."
LINES = (
    *(HEADLINE, MARKET, ROOF, SECOND_HEADLINE, FERRY, TOWED, FARMERS, RUSSIAN, "", "-", "* * *", "By Mira Oduya"),
    *("Jonas Brandt", "Bergen", "May 5, 2021", "Leave a review", "Read also", "Related articles", "Home", "Politics"),
    *("Foto: Hafenamt", "Photo: AFP", f"BERGEN, Norway (NTA) — {FERRY}", f"{ROOF} --06D--", f"{TOWED}Leave a review"),
    *(
        "Tehran — " + MARKET,
        "Bergen Harbour Court",
        "صورة أرشيفية",
        "16.05.2024 18:40",
        "Home | News | Fishing | Sport",
    ),
    *("Reporting by Mira Oduya; Editing by Jonas Brandt", "Radio Trondheim", "Compartir", "Рынок"),
    *("He said so.", "🦊", "e\u0301", "12:30", "Share this", "\u2028", "\t ", 'A sign read "' + RUSSIAN + '" today.'),
)

pages = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(LINES), max_size=25).map("\n".join),
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=15).map("\n\n".join),
)


class TestLaws:
    @settings(max_examples=300, deadline=None)
    @given(pages)
    def test_parts_lie_within_the_text_in_order_and_the_text_is_untouched(self, text: str) -> None:
        article = Article("a", text, title="T")
        divided = divide(article)
        assert (divided.text, divided.id, divided.title) == (text, "a", "T")
        for spans in (
            [(item.start, item.end) for item in divided.items],
            [(part.start, part.end) for part in divided.removed],
        ):
            offsets = [offset for span in spans for offset in span]
            assert offsets == sorted(offsets)
            assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[item.start : item.end].strip() == text[item.start : item.end] for item in divided.items)

    @settings(max_examples=300, deadline=None)
    @given(pages)
    def test_every_letter_is_read_or_set_aside(self, text: str) -> None:
        divided = divide(Article("a", text))
        known = {at for item in divided.items for at in range(item.start, item.end)}
        known |= {at for part in divided.removed for at in range(part.start, part.end)}
        assert [text[at] for at in range(len(text)) if text[at].isalnum() and at not in known] == []

    @settings(max_examples=100, deadline=None)
    @given(pages)
    def test_dividing_again_finds_the_same(self, text: str) -> None:
        once = divide(Article("a", text))
        assert divide(once) == once


class TestLanguage:
    def test_it_is_that_of_the_prose_not_of_captions_and_menus(self) -> None:
        divided = page("Foto: Hafenamt Bergen", "Русский", "Azərbaycanca", HEADLINE, MARKET, ROOF)
        assert divided.article.language == "en"

    def test_a_line_too_short_to_tell_is_read_as_english_and_called_so(self) -> None:
        article = divide(Article("x", "Ambassador Jon Pell met Mina Rusk in Doha."))  # Dutch, to the detector
        assert (article.language, len(article.items), article.removed) == ("en", 1, ())

    def test_a_page_in_another_language_is_kept_set_aside_and_named(self) -> None:
        divided = page(RUSSIAN, "Председатель сказал, что крыша может рухнуть в любое время, и попросил денег.")
        assert divided.article.language == "ru"
        assert {reason for reason, _ in divided.removed} == {"language:ru"}
        assert divided.stories == []
        assert divided.article.text.startswith(RUSSIAN)

    def test_one_that_the_article_came_with_is_kept(self) -> None:
        assert page(MARKET, language="en-GB").article.language == "en-GB"

    @pytest.mark.parametrize("text", ["12.5 %", "—", ""])
    def test_a_text_without_words_has_none(self, text: str) -> None:
        assert page(text).article.language is None


def seed(name: str) -> Divided:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    (reading,) = list(read([str(path)]))
    return Divided(divide(reading.article))  # type: ignore[union-attr]


class TestRealPages:
    def test_the_page_with_a_story_and_four_items_of_news(self) -> None:
        divided = seed("000_beb197c126d35a26.txt")
        begins = ["U.S. Calls Russia's Referenda", "On November 26, the Baku Court of Appeals reviewed",
                  "On November 26, a group of reserve", "On November 26, the Baku Court of Appeals heard",
                  "Arrested economist"]  # fmt: skip
        assert [story.startswith(begin) for story, begin in zip(divided.stories, begins, strict=True)] == [True] * 5
        assert divided.authors == [("Alex Raufoglu",), (), (), (), ()]
        assert divided.titles[0] == divided.stories[0].splitlines()[0]
        assert divided.removed == [
            ("caption", "Antony Blinken"),
            ("byline", "Alex Raufoglu"),
            ("dateline", "Washington D.C."),
            ("heading", "Politics"),
            *[("separator", "-")] * 4,
            ("boilerplate", "Leave a review"),
        ]

    def test_the_page_with_a_caption_in_another_language(self) -> None:
        divided = seed("003_4900e2c5a8e506af.txt")
        (story,) = divided.stories
        assert story.startswith("The top U.S. and British diplomats on Tuesday")
        assert divided.authors == [("Alex Raufoglu",)]
        assert divided.removed == [
            ("caption", "Açiq mənbələrdən foto."),
            ("caption", "Açiq mənbələrdən foto."),
            ("byline", "Alex Raufoglu"),
            ("dateline", "Washington D.C."),
            ("boilerplate", "Leave a review"),
            ("boilerplate", "Follow us on social networks"),
            ("boilerplate", "News Line"),
        ]
        assert divided.article.language == "en"


MANY = 5_000
# Each of these once took minutes, or more memory for calls than there is.
SLOW = {
    "words that make no prose": "\n".join(f"word{number}" for number in range(MANY)),
    "headlines": "".join(f"Council {number} votes to repair\n" for number in range(MANY)),
    "places": "Bergen\nLondon\nParis\n" * (MANY // 3),
    "separators": "-\n-\nWord\n" * MANY,
    "names": MARKET + "\n" + "".join(f"John Smith{'abcdefg'[: number % 7]}\n" for number in range(MANY)),
    "by-lines": "By John Stone\n" * MANY,
    "signed notes": "".join(f"Mary Walker said that {n} of them met.\nBy John Stone\n" for n in range(1_500)),
    "links between paragraphs": "".join(f"Mary Walker said that {n} of them met.\nRead also\n" for n in range(MANY)),
    "months": f"{MARKET}\n{'Jan. ' * 28}x\n{ROOF}",
    "blanks in a line": f"{MARKET}\na{' ' * 60_000}b\n{ROOF}",
    "blanks in a paragraph": f"The board met{' ' * 60_000}on Monday and left.\n{ROOF}",
    "blanks behind a place": f"BERGEN{' ' * 60_000}(x) the board met on Monday and left.\n{ROOF}",
    "dashes": f"{MARKET}\na{'-' * 60_000}b\n{ROOF}",
    "a picture as one word": f"{HEADLINE}\n{'QmFzZTY0' * 8_000}\n{MARKET}",
    "a by-line without end": f"{HEADLINE}\nBy {'QmFzZTY0' * 8_000}\n{MARKET}",
    "dots": f"{MARKET}\n{'.' * 60_000}a",
    "a menu without end": f"{MARKET}\n{'HOME | ' * 20_000}\n{'HOME ' * 250}\n{ROOF}",
    "gaps": f"{MARKET}\nHome{' ' * 1_400}x\n{ROOF}\n" * 200,
    "tags": "Bergen Court\n" * MANY + f"{HEADLINE}\n{MARKET}",
    "credits": "".join(
        f"Reporting by John Stone{n}; editing by Mary Walker; writing by Ann Lee\n" for n in range(MANY)
    ),
    "labels": ("Foto " * 200 + "\n") * 200,
    "dashes behind places": f"{HEADLINE}\nTehran — {'The a ' * 20_000}\n" * 20,
    "buttons without a break": f"It was said{'Leave a reviewRead also' * 20_000}\n{MARKET}",
}


@pytest.mark.parametrize("name", SLOW)
def test_no_page_takes_for_ever(name: str) -> None:
    begin = time.process_time()
    divided = divide(Article("a", SLOW[name]))
    assert time.process_time() - begin < 8
    assert divided.items or divided.removed
