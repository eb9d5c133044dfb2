"""CSV and TSV, as programs write them and as they ought not to."""

import pytest

from kg.read import Limits
from kg.read.table import columns
from tests.read.outcomes import Put, outcome


class TestLayouts:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.csv", "id,text\n1,Ann\n2,Bo\n"),
            ("a.csv", "\ufeffid;text\r\n1;Ann\r\n2;Bo\r\n"),
            ("a.tsv", "id\ttext\n1\tAnn\n2\tBo"),
            ("a.csv", "id|text\n1|Ann\n\n2|Bo\n"),
            ("a.csv", "Title,ID,Text\nx,1,Ann\ny,2,Bo\n"),
            ("a.csv", "doc-id,Article Text\n1,Ann\n2,Bo\n"),
            ("a.csv", 'id,text\n"1","Ann"\n"2","Bo"\n'),
            ("a.csv", "id,text\r1,Ann\r2,Bo\r"),
            ("no suffix", "id,text\n1,Ann\n2,Bo\n"),
        ],
    )
    def test_every_way_to_write_the_same_table(self, put: Put, name: str, content: str) -> None:
        found = outcome(put(name, content))
        assert (found.texts, found.rejected) == ({"1": "Ann", "2": "Bo"}, [])

    def test_all_fields(self, put: Put) -> None:
        header = "guid,body,link,headline,date,publisher,byline,lang"
        row = "7,Ann spoke.,https://bell.example/7,Ann speaks,2022-11-26,Bell,Mira Oduya; Jonas Brandt,en_GB"
        article = outcome(put("a.csv", f"{header}\n{row}\n")).article
        assert (article.id, article.text, article.url, article.title, article.published) == (
            "7", "Ann spoke.", "https://bell.example/7", "Ann speaks", "2022-11-26"
        )  # fmt: skip
        assert (article.source, article.authors, article.language) == ("Bell", ("Mira Oduya", "Jonas Brandt"), "en-GB")

    def test_quotes_commas_and_line_breaks_within_a_text(self, put: Put) -> None:
        found = outcome(put("a.csv", 'id,text\n1,"Ann said, ""no"".\r\nShe left."\n2,Bo\n'))
        assert found.texts == {"1": 'Ann said, "no".\nShe left.', "2": "Bo"}
        assert found.origins == ["a.csv#2", "a.csv#4"]

    @pytest.mark.parametrize("line", ["Ann spoke, Bo left.", "Text", "Story", "The text, in full", "News | Sport"])
    def test_a_text_is_no_table_for_a_comma_in_it(self, line: str) -> None:
        assert columns(line.encode() + b"\nmore", "") is None


class TestDamage:
    def test_a_quotation_that_nothing_closes_costs_its_row_only(self, put: Put) -> None:
        found = outcome(put("a.csv", 'id,text\n1,Ann\n2,"Bo never ends\n3,Cy\n4,Di\n'))
        assert found.texts == {"1": "Ann", "3": "Cy", "4": "Di"}
        assert found.origins == ["a.csv#2", "a.csv#4", "a.csv#5"]
        assert found.why == ["row a.csv#3: it begins a quotation that nothing closes"]

    def test_in_the_last_row_it_costs_nothing(self, put: Put) -> None:
        found = outcome(put("a.csv", 'id,text\n1,Ann\n2,"Bo never ends'))
        assert (found.texts, found.rejected) == ({"1": "Ann", "2": "Bo never ends"}, [])

    def test_in_the_header_it_costs_nothing(self, put: Put) -> None:
        assert outcome(put("a.csv", 'id,text,"title\n1,Ann,A\n2,Bo,B\n')).texts == {"1": "Ann", "2": "Bo"}

    def test_a_table_is_not_read_again_for_ever_and_what_is_given_up_is_told(self, put: Put) -> None:
        found = outcome(put("a.csv", "id,text,more\n" + '1,"a","b\n' * 300))
        assert found.articles == []
        assert found.why[:100] == [
            f"row a.csv#{line}: it begins a quotation that nothing closes" for line in range(2, 102)
        ]
        assert found.why[100:] == [
            "row a.csv#102: it begins a quotation that nothing closes; lines 102 to 301 were not read"
        ]

    def test_a_row_without_end_is_given_up_at_the_limit(self, put: Put) -> None:
        rows = 'id,text,more\n1,"Ann' + '\n",x,"' * 5_000 + '"\n2,Bo,b\n'
        found = outcome(put("a.csv", rows), limits=Limits(article_bytes=1_000))
        assert found.texts["2"] == "Bo"
        assert "are no row of a table: together they are longer than 4 kB" in found.why[0]

    def test_a_field_longer_than_a_record_may_be(self, put: Put) -> None:
        lines = "\n".join(["x" * 90] * 60)
        found = outcome(put("a.csv", f'id,text\n1,Ann\n2,"{lines}"\n3,Cy\n'), limits=Limits(article_bytes=1_000))
        assert (found.texts["1"], found.texts["3"]) == ("Ann", "Cy")
        assert any("no row of a table" in why for why in found.why)

    def test_a_field_longer_than_the_csv_module_takes_by_itself(self, put: Put) -> None:
        text = "word " * 40_000
        assert outcome(put("a.csv", f"id,text\n1,{text}\n")).article.text == text

    def test_rows_that_are_too_short_or_too_long(self, put: Put) -> None:
        found = outcome(put("a.csv", "id,text,title\n1\n2,Bo\n3,Cy,C,more,and more\n"))
        assert found.texts == {"2": "Bo", "3": "Cy"}
        assert found.why == ["record a.csv#2: the field 'text' is missing"]

    def test_characters_lost_are_told_with_their_row(self, put: Put) -> None:
        found = outcome(put("a.csv", "id,text\n1,Ann\n2,éé".encode() + b"\xff\n3,Cy\n"))
        assert found.texts["2"] == "éé\ufffd"
        assert found.why == ["characters a.csv#3: 1 could not be decoded and read U+FFFD; the article was kept"]

    def test_a_formula_is_a_text_like_any_other(self, put: Put) -> None:
        assert outcome(put("a.csv", "id,text\n=cmd|' /C calc'!A0,=1+1\n")).texts == {"=cmd|' /C calc'!A0": "=1+1"}
