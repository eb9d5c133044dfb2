"""Web pages: the story and its data, nothing of what is around it."""

import pytest

from kg.read import Limits
from kg.read.html import monstrous
from tests.read.outcomes import Put, outcome

STORY = [
    "The harbour board of Bergen voted on Monday to close the old fish market for a year.",
    "Its chairman, Tarek Vindal, said that the roof could fall in at any time, and that nobody would pay for it.",
    "The board meets again in June to decide how the money for a new hall is to be found, he said.",
]
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="{charset}">
<title>Fish market to close | The Bergen Bell</title>
<meta property="og:title" content="Fish market to close">
<meta property="og:site_name" content="The Bergen Bell">
<meta name="author" content="Mira Oduya">
<meta property="article:published_time" content="2022-11-26T10:00:00+01:00">
<link rel="canonical" href="https://bell.example/market">
<script>var secret = "SCRIPTED"; document.write("<p>WRITTEN</p>");</script><style>p {{ color: STYLED }}</style>
</head><body>
<nav><ul><li><a href="/">NAVIGATION home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Fish market to close</h1>{story}</article>
<footer><a href="/about">FOOTER about us</a></footer>
<script>alert("SCRIPTED")</script></body></html>"""


def page(*paragraphs: str, charset: str = "utf-8") -> str:
    return PAGE.format(charset=charset, story="".join(f"<p>{each}</p>" for each in paragraphs or STORY))


class TestStory:
    def test_its_text_and_data(self, put: Put) -> None:
        found = outcome(put("market.html", page()))
        article = found.article
        assert found.rejected == []
        assert [line for line in article.text.splitlines() if line in STORY] == STORY
        assert (article.title, article.url, article.source) == (
            "Fish market to close",
            "https://bell.example/market",
            "The Bergen Bell",
        )
        assert (article.authors, article.published, article.language) == (("Mira Oduya",), "2022-11-26", "en-GB")

    def test_scripts_styles_menus_and_footers_are_not_read(self, put: Put) -> None:
        text = outcome(put("market.html", page())).article.text
        assert [
            word for word in ("SCRIPTED", "WRITTEN", "STYLED", "NAVIGATION", "FOOTER", "<", "{") if word in text
        ] == []

    def test_the_id_comes_from_the_address_so_that_a_changed_page_is_the_same_article(self, put: Put) -> None:
        first, second = outcome(put("a.html", page())).article, outcome(put("b.html", page(*STORY[:2]))).article
        assert first.text != second.text
        assert first.id == second.id
        assert first.id.startswith("a")

    def test_without_an_address_it_comes_from_the_text(self, put: Put) -> None:
        bare = "<html><body>" + "".join(f"<p>{each}</p>" for each in STORY) + "</body></html>"
        first, second = outcome(put("a.html", bare)).article, outcome(put("b.html", bare + " ")).article
        assert first.id == second.id

    def test_marks_of_html_are_read_as_what_they_stand_for(self, put: Put) -> None:
        text = outcome(
            put("a.html", page(*STORY, "Fish &amp; chips cost &euro;5 &#8212; or &#x1F98A; &lt;b&gt; today."))
        ).article.text
        assert "Fish & chips cost €5 — or 🦊 <b> today." in text

    def test_a_page_is_told_by_its_content_whatever_its_name(self, put: Put) -> None:
        assert outcome(put("download.txt", page())).article.title == "Fish market to close"
        assert outcome(put("download", "\ufeff\n" + page())).article.title == "Fish market to close"

    @pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
    def test_the_encoding_that_a_page_declares_is_used(self, put: Put, encoding: str) -> None:
        story = ["Совет гавани проголосовал за закрытие рыбного рынка на целый год, сказал председатель."] * 1
        found = outcome(put("a.html", page(*story, charset=encoding).encode(encoding)))
        assert story[0] in found.article.text

    def test_utf16_whatever_it_declares(self, put: Put) -> None:
        assert STORY[0] in outcome(put("a.html", page(charset="utf-16").encode("utf-16"))).article.text

    def test_a_page_that_wrongly_says_utf16_is_still_read(self, put: Put) -> None:
        content = page(*STORY, "The café is shut.", charset="utf-16").encode("cp1252")
        for data in (content, content + b" "):
            assert "The café is shut." in outcome(put("a.html", data)).article.text

    def test_xhtml_with_its_declaration(self, put: Put) -> None:
        assert STORY[0] in outcome(put("a.xhtml", '<?xml version="1.0" encoding="utf-8"?>' + page())).article.text

    def test_an_impossible_date_is_no_date(self, put: Put) -> None:
        content = page().replace("2022-11-26T10:00:00+01:00", "2022-13-45")
        assert outcome(put("a.html", content)).article.published is None

    @pytest.mark.parametrize("date", ["2023-02-29T10:00:00Z", "29/02/2023", "2022-11", "2022-W10", "10/11/2022"])
    def test_a_date_that_the_page_does_not_write_in_full_is_left_out_and_told(self, put: Put, date: str) -> None:
        found = outcome(put("a.html", page().replace("2022-11-26T10:00:00+01:00", date)))
        assert found.article.published is None
        assert [why.partition(", perhaps")[0] for why in found.why] == ["field a.html: its date"]


class TestMonsters:
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            ("<div>" * 11, "its elements are nested more than 10 deep"),
            ("<a title='>'><b>" * 6, "its elements are nested more than 10 deep"),
            ("<p>" * 11 + "<br>" * 11 + "<img><hr>" * 11, None),
            ("<div></div>" * 11, None),
            ("<b></b>" * 21, "it holds more than 20 elements"),
            ("</i>" * 30, None),
            (f"<p {'a=1 ' * 4_000}>", "one of its elements has more than 1,000 attributes"),
            (f"<p style='{'a: b; ' * 4_000}'>", None),
            (f'<p data-x="{"= " * 20_000}">', None),
        ],
    )
    def test_what_is_not_given_to_the_parser(self, content: str, why: str | None) -> None:
        assert monstrous(content, Limits(html_depth=10, html_elements=20)) == why

    @pytest.mark.parametrize(
        "middle",
        [
            '<div title="' + "x" * 3_000_000 + '">wide</div>',
            "<!--" * 50_000,
            "<" * 200_000,
            '<i title="<">' * 20_000,
            "<table><tr><td>" * 60,
            "<p>" * 20_000,
            "&amp;" * 100_000,
            "<script>",
        ],
    )
    def test_what_is_beside_them_is_read_all_the_same(self, put: Put, middle: str) -> None:
        content = page().replace(f"<p>{STORY[2]}</p>", f"<p>{STORY[2]}</p>{middle}")
        assert STORY[0] in outcome(put("a.html", content)).article.text
