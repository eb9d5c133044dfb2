"""Any encoding, the same text, the same offsets."""

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import Limits
from kg.read.decode import Decoder, Narrowed, clean, wide_encoding
from tests.read.outcomes import Put, outcome

# An emoji beyond the basic plane and combining marks, so that bytes, UTF-16 units and code points differ in number.
TEXT = "Zoë 🦊 spoke in Bergen: “e\u0301” is é.\nMira Oduya agreed — naïvely.\n"
CYRILLIC = "Совет гавани Бергена проголосовал за закрытие рынка. Мира Одуя говорила долго и громко.\n"


class TestWholeFiles:
    @pytest.mark.parametrize(
        "content",
        [
            TEXT.encode("utf-8"),
            codecs.BOM_UTF8 + TEXT.encode("utf-8"),
            TEXT.encode("utf-16"),
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
            TEXT.encode("utf-16-le"),
            TEXT.encode("utf-16-be"),
            TEXT.encode("utf-32"),
            TEXT.replace("\n", "\r\n").encode("utf-8"),
            TEXT.replace("\n", "\r").encode("utf-8"),
            TEXT.replace("\n", "\r\n").encode("utf-16"),
        ],
    )
    def test_text_is_the_same_and_so_are_its_offsets(self, put: Put, content: bytes) -> None:
        found = outcome(put("a.txt", content))
        assert found.article.text == TEXT
        assert found.article.text.index("Mira Oduya") == TEXT.index("Mira Oduya")
        assert found.rejected == []

    @pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866"])
    def test_cyrillic_code_pages_are_told_apart(self, put: Put, encoding: str) -> None:
        assert outcome(put("a.txt", (CYRILLIC * 5).encode(encoding))).article.text == CYRILLIC * 5

    @pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
    def test_western_code_pages(self, put: Put, encoding: str) -> None:
        text = "The café of Zoë Müller was shut. It is said to open again in the spring of next year.\n"
        found = outcome(put("a.txt", text.encode(encoding)))
        assert (found.article.text, found.rejected) == (text, [])

    def test_curly_quotes_of_windows_are_quotes(self, put: Put) -> None:
        assert outcome(put("a.txt", b"\x93We won,\x94 she said \x96 and left.")).article.text == (
            "“We won,” she said – and left."
        )

    def test_every_line_of_json_and_every_row_of_a_table_is_decoded(self, put: Put) -> None:
        lines = f'{{"id": "1", "text": "{CYRILLIC.strip()}"}}\n{{"id": "2", "text": "Ann"}}\n'
        assert outcome(put("a.jsonl", lines.encode("cp1251"))).texts == {"1": CYRILLIC.strip(), "2": "Ann"}
        table = f'id,text\n1,"{CYRILLIC.strip()}"\n'
        for encoding in ("cp1251", "utf-16", "utf-8-sig"):
            assert outcome(put("a.csv", table.encode(encoding))).texts == {"1": CYRILLIC.strip()}

    def test_damage_to_utf8_costs_the_damaged_characters_and_is_counted(self, put: Put) -> None:
        found = outcome(
            put("a.txt", (TEXT * 3).encode("utf-8").replace(b"naive", b"").replace(b"Bergen", b"Ber\xffgen"))
        )
        assert found.article.text == (TEXT * 3).replace("Bergen", "Ber\ufffdgen")
        assert found.why == ["characters a.txt: 3 could not be decoded and read U+FFFD; the article was kept"]

    def test_a_file_that_outgrows_its_limit_when_it_is_decoded_says_so(self, put: Put) -> None:
        found = outcome(put("a.txt", ("漢" * 400).encode("utf-16")), limits=Limits(file_bytes=900))
        assert found.why == ["file a.txt: it is larger than 900 bytes; the rest was not read"]


class TestDecoder:
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
    def test_utf8_loses_nothing(self, text: str) -> None:
        assert Decoder(b"").decode(text.encode("utf-8")) == (clean(text.removeprefix("\ufeff")), 0)

    @given(
        st.binary(max_size=200), st.sampled_from([None, "cp1251", "utf-16", "undefined", "unicode_escape", "no such"])
    )
    def test_any_bytes_become_clean_text(self, data: bytes, declared: str | None) -> None:
        text, lost = Decoder(data, declared).decode(data)
        assert clean(text) == text
        assert lost >= 0
        text.encode("utf-8")

    def test_the_declared_encoding_wins_over_a_guess(self) -> None:
        data = "Łódź i Kraków".encode("iso-8859-2")
        assert Decoder(data, "iso-8859-2").decode(data) == ("Łódź i Kraków", 0)

    def test_bytes_that_are_utf8_are_utf8_whatever_is_declared(self) -> None:
        assert Decoder(b"", "cp1251").decode("naïve".encode()) == ("naïve", 0)

    @pytest.mark.parametrize(
        "declared", ["utf-16", "utf-32", "unicode_escape", "undefined", "idna", "hex", "rot13", "??"]
    )
    def test_what_no_page_can_be_in_is_not_believed(self, declared: str) -> None:
        data = b"The caf\xe9 is open all day."
        assert Decoder(data, declared).decode(data) == ("The café is open all day.", 0)


def test_line_ends_become_line_feeds_and_lone_surrogates_are_replaced() -> None:
    assert clean("a\r\nb\rc\nd\ud800e\n\r") == "a\nb\nc\nd\ufffde\n\n"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"Ann", None),
        (codecs.BOM_UTF8 + b"Ann", None),
        (codecs.BOM_UTF16_LE + b"A\0", "utf-16-le"),
        (codecs.BOM_UTF32_LE + b"A\0\0\0", "utf-32-le"),
        ("Ann spoke.".encode("utf-16-be"), "utf-16-be"),
        (b"", None),
        (b"\0\0\0\0", None),
    ],
)
def test_wide_encodings_are_told_by_their_marks_and_zeros(head: bytes, encoding: str | None) -> None:
    assert wide_encoding(head) == encoding


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff")), st.integers(1, 9))
def test_narrowing_in_small_bites_loses_nothing(text: str, bite: int) -> None:
    narrowed = Narrowed(io.BufferedReader(io.BytesIO(text.encode("utf-16-le"))), "utf-16-le")
    pieces = iter(lambda: narrowed.read(bite), b"")
    assert b"".join(pieces).decode("utf-8") == text
