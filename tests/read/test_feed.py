"""RSS and Atom."""

import random

import pytest

from tests.read.outcomes import Put, outcome

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Bergen Bell</title><language>en-gb</language>{items}</channel></rss>"""
FULL = """<item><title>Fish &amp; more</title><link>https://bell.example/1</link><guid isPermaLink="false">bell-1</guid>
<pubDate>Sat, 26 Nov 2022 10:00:00 +0100</pubDate><dc:creator>Mira Oduya</dc:creator>
<description>Short.</description>
<content:encoded>
<![CDATA[<p>The market of Bergen <b>closed</b>.</p><script>alert(1)</script><p>Zoë 🦊 wept.</p>]]></content:encoded>
</item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Bell</title>
<entry><id>urn:1</id><title type="html">Market &lt;i&gt;shut&lt;/i&gt;</title><link href="https://bell.example/1"/>
<updated>2022-11-26T10:00:00Z</updated><author><name>Mira Oduya</name></author>
<author><name>Jonas Brandt</name></author>
<summary>Short.</summary><content type="text">1 &lt; 2, said Mira.</content></entry>
<entry><title>Only a headline</title></entry></feed>"""


def rss(items: str, encoding: str = "utf-8") -> str:
    return RSS.format(items=items, encoding=encoding)


class TestEntries:
    def test_rss(self, put: Put) -> None:
        found = outcome(put("bell.xml", rss(FULL)))
        article = found.article
        assert found.rejected == []
        assert (article.id, article.url, article.title) == ("bell-1", "https://bell.example/1", "Fish & more")
        assert article.text == "The market of Bergen closed.\nZoë 🦊 wept."
        assert (article.published, article.source) == ("2022-11-26T10:00:00+01:00", "The Bergen Bell")
        assert (article.authors, article.language) == (("Mira Oduya",), "en-gb")
        assert found.origins == ["bell.xml#bell-1"]

    def test_atom(self, put: Put) -> None:
        first, second = outcome(put("atom", ATOM)).articles
        assert (first.id, first.title, first.text) == ("urn:1", "Market shut", "1 < 2, said Mira.")
        assert (first.published, first.authors) == ("2022-11-26T10:00:00+00:00", ("Mira Oduya", "Jonas Brandt"))
        assert (second.title, second.text, second.published) == ("Only a headline", "Only a headline", None)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
    def test_encodings(self, put: Put, encoding: str) -> None:
        content = rss("<item><description>Рынок закрыт.</description></item>", encoding).encode(encoding)
        found = outcome(put("a.rss", content))
        assert (found.article.text, found.rejected) == ("Рынок закрыт.", [])

    def test_a_page_that_speaks_of_feeds_is_a_page(self, put: Put) -> None:
        page = (
            "<html><body><p>"
            + "The tag of a feed is &lt;rss&gt;, she said in Bergen. " * 9
            + "</p><rss ></rss></body></html>"
        )
        assert outcome(put("a.html", page)).origins == ["a.html"]


class TestBad:
    def test_an_entry_that_cannot_be_used_costs_itself_only(self, put: Put) -> None:
        found = outcome(put("a.rss", rss("<item><guid>1</guid></item>" + FULL)))
        assert [article.id for article in found.articles] == ["bell-1"]
        assert found.why == ["record a.rss#1: the field 'text' is missing"]

    def test_a_feed_cut_off_keeps_the_entries_before_the_cut(self, put: Put) -> None:
        content = rss(FULL + FULL.replace("bell-1", "bell-2"))
        found = outcome(put("a.rss", content[: content.rindex("<description>")]))
        assert found.articles[0].text == "The market of Bergen closed.\nZoë 🦊 wept."
        assert found.why[0].startswith("feed a.rss: it is not well-formed (")
        assert found.why[0].endswith("; what could be read was kept")

    @pytest.mark.parametrize(
        "date",
        [
            *("soon", "Mon, 32 Foo 2022 99:00", "0000-00-00T00:00:00Z", "Mon, 01 Jan 99999 00:00:00 GMT", "99/99/9999"),
            # feedparser makes 2 March, 1 January of the next year, today, and a day of this year of them
            *("2022-02-30", "2022-13-01", "10:30", "--05-12"),
        ],
    )
    def test_a_date_that_is_nonsense_is_told_and_the_entry_kept(self, put: Put, date: str) -> None:
        found = outcome(put("a.rss", rss(FULL.replace("Sat, 26 Nov 2022 10:00:00 +0100", date))))
        assert found.article.published is None
        assert found.why == [
            f"field a.rss#bell-1: the field 'published' is no date that kg understands: {date!r}; it was left out"
        ]

    @pytest.mark.parametrize(
        ("date", "published"),
        [
            ("2022", "2022"),
            ("2022-11", "2022-11"),
            ("2022-11-26", "2022-11-26"),
            ("Sun, 27 Nov 2022 00:30:00 +0200", "2022-11-27T00:30:00+02:00"),
            ("Sat, 26 Nov 2022 23:30:00 EST", "2022-11-26T23:30:00-05:00"),
        ],
    )
    def test_a_date_is_as_exact_as_it_stands_there_and_the_day_of_its_place(
        self, put: Put, date: str, published: str
    ) -> None:
        found = outcome(put("a.rss", rss(FULL.replace("Sat, 26 Nov 2022 10:00:00 +0100", date))))
        assert (found.article.published, found.rejected) == (published, [])

    def test_a_date_in_words_is_understood(self, put: Put) -> None:
        found = outcome(put("a.rss", rss(FULL.replace("Sat, 26 Nov 2022 10:00:00 +0100", "26th of November, 2022"))))
        assert (found.article.published, found.rejected) == ("2022-11-26", [])

    def test_markup_that_no_browser_knows(self, put: Put) -> None:
        content = "&lt;![foo[ bar ]]&gt; Ann &lt;!x&gt;spoke&lt;?y?&gt;. &lt;/p &lt;"
        found = outcome(put("a.rss", rss(f"<item><description>{content}</description></item>")))
        assert found.article.text.replace(" ", "").startswith("Annspoke.")

    def test_references_to_halves_of_emoji_and_to_what_is_no_character(self, put: Put) -> None:
        content = "&#55358;&#56714; &#xD83E;&#xDD8A; &#55358; &#99999999999; &#x41;"
        found = outcome(put("a.rss", rss(f"<item><description>{content}</description></item>")))
        assert (found.article.text, found.rejected) == ("🦊 🦊 \ufffd \ufffd A", [])

    def test_a_feed_that_the_parser_falls_over_costs_itself_only(
        self, put: Put, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fall(*_: object, **__: object) -> None:
            raise KeyError("links")

        monkeypatch.setattr("feedparser.parse", fall)
        found = outcome(put("a.rss", rss(FULL)), put("b.txt", "Bo spoke."))
        assert found.texts == {"b.txt": "Bo spoke."}
        assert found.why == ["feed a.rss: it cannot be parsed (KeyError: 'links')"]

    def test_whatever_is_wrong_with_a_feed_nothing_but_a_rejection_comes_of_it(self, put: Put) -> None:
        chance = random.Random(4)
        spoilers = [
            "&#0;",
            "&#xD800;",
            "]]>",
            "<!--",
            "&",
            "<",
            "</link>",
            "\x01",
            "<![x[",
            "<?xml encoding='undefined'?>",
        ]
        for _ in range(150):
            content = rss(FULL * 2)
            for _ in range(chance.choice([1, 2, 5])):
                at = chance.randrange(60, len(content))
                content = content[:at] + chance.choice(spoilers) + content[at + chance.choice([0, 0, 20]) :]
            assert outcome(put("a.rss", content)).results
