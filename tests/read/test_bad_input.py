"""Whatever is wrong with an input, it is told in words, costs nothing but itself, and never ends the run."""

import inspect
import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read import Limits, read
from tests.read.outcomes import Put, outcome

DEEP = 100_000


def feed(items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


PAGE = "<p>The council met in the town hall on Monday and voted to repair the old bridge over the river.</p>" * 3
LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))

# The file, its bytes, and how its only rejection reads.
UNUSABLE: list[tuple[str, bytes | str, str]] = [
    ("a.bin", bytes(range(256)) * 40, "file a.bin: it is binary, not text"),
    ("a.txt", b"Ann spoke.\0 And then." * 9, "file a.txt: it is binary, not text"),
    ("a.txt", b"x" * 70_000 + b"\0", "file a.txt: it is binary, not text"),
    ("a.pdf", b"%PDF-1.7\nstream", "file a.pdf: it is a PDF; convert it to text first"),
    ("a.png", b"\x89PNG\r\n\x1a\n1234", "file a.png: it is an image"),
    ("a.txt", b"\x7fELF\x02\x01\x01", "file a.txt: it is a program"),
    ("a.db", b"SQLite format 3\x00" + b"\0" * 99, "file a.db: it is a database"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c123", "file a.7z: it is an archive of a kind that kg cannot unpack"),
    ("a.rtf", rb"{\rtf1 Ann spoke.}", "file a.rtf: it is an office document; save it as text or HTML"),
    ("a.wav", b"RIFF\x24\0\0\0WAVEfmt ", "file a.wav: it is binary, not text"),
    ("a.txt", b"", "file a.txt: it is empty"),
    ("a.txt", b" \r\n\t\n \xef\xbb\xbf", "file a.txt: it is empty"),
    ("a.jsonl", b"\n\n\n", "file a.jsonl: it is empty"),
    ("a.html", b"   ", "file a.html: it is empty"),
    ("a.txt", b"\n" * 70_000 + b"x", "file a.txt: it begins with 64 kB of blanks"),
    ("a.xml", "<?xml version='1.0'?><invoice><to>Ann</to></invoice>", "file a.xml: it is XML, but neither a web page"),
    ("a.html", "<html><body></body></html>", "page a.html: no readable text was found in it"),
    ("a.html", "<html><script>alert(1)</script></html>", "page a.html: no readable text was found in it"),
    ("a.html", f"<html>{'<div>' * DEEP}{PAGE}", "page a.html: its elements are nested more than 250 deep"),
    ("a.html", "<html>" + '<b x="<">' * 300 + "<i>" * DEEP, "page a.html: its elements are nested more than 250"),
    ("a.html", f"<html>{'<b>x</b>' * 200_000}{PAGE}", "page a.html: it holds more than 100,000 elements"),
    ("a.html", f"<html><p {' '.join(f'a{n}' for n in range(9_000))}>{PAGE}", "page a.html: one of its elements "),
    ("a.rss", feed("<item><title>&l9;</title></item>", f"<!DOCTYPE x [{LAUGHS}]>"), "feed a.rss: it declares XML"),
    ("a.rss", feed('<item><title>&f;</title></item>', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
     "feed a.rss: it declares XML entities, which no feed needs; not read"),
    ("a.rss", feed(""), "feed a.rss: it holds no entries"),
    ("a.json", "[" * DEEP, "record a.json#1: it is not JSON: "),
    ("a.json", "[" + "[" * DEEP + "]" * DEEP + "]", "record a.json#1: it is not JSON: "),
    ("a.json", '{"text": "Ann"', "record a.json#1: it is not JSON: Expecting ',' delimiter at character 15"),
    ("a.json", '{"text": "A\nnn"}', "record a.json#1: it is not JSON: Invalid control character at character 12"),
    ("a.json", "nonsense", "record a.json#1: it is not JSON: Expecting value at character 1"),
    ("a.json", '"a string"', "record a.json#1: it must be a JSON object with the field 'text'"),
    ("a.jsonl", '{"text": ' + '{"a":' * DEEP + "\n", "record a.jsonl#1: it is not JSON: "),
    ("a.jsonl", '{"text": "Ann", "n": ' + "9" * 5_000 + "}\n", "record a.jsonl#1: it is not JSON: "),
    ("a.csv", "id,title\n1,Ann\n", "file a.csv: it has no column 'text' (its columns: id, title)"),
    ("a.json", "[]", "file a.json: it holds no records"),
    ("a.json", " [ ", "file a.json: it ends before its array does; what could be read was kept"),
    ("a.csv", "id,text\n", "file a.csv: it holds no rows"),
    ("a.csv", "id,text\n,\n\n", "file a.csv: it holds no rows"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "why"), UNUSABLE, ids=range(len(UNUSABLE)))
def test_one_rejection_says_what_where_and_why_and_the_next_article_is_read(
    put: Put, name: str, content: bytes | str, why: str
) -> None:
    found = outcome(put(f"bad/{name}", content), put("good.txt", "Bo spoke."))
    assert found.texts == {"good.txt": "Bo spoke."}
    (told,) = found.why
    assert told.startswith(why)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.html", "a.xml", "a.zip", "a"])
@pytest.mark.parametrize(
    "content",
    [b"\x80", b"\xff\xfe", b"\xff\xfe\x00", b"\xef\xbb", b"\xed\xa0\x80", b"<", b"<?xml", b"{", b"[", b'"',
     b"PK\x03\x04", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00", b"\r", b",", b"a,b\r\rc", b"\x1a", b"<rss ", b"<html",
     b"<!DOCTYPE html", b"%", b"\\u0000"],
)  # fmt: skip
def test_the_smallest_bad_inputs_end_in_an_article_or_a_rejection(put: Put, name: str, content: bytes) -> None:
    assert outcome(put(name, content)).results


class TestRecords:
    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"title": "No text"}, "the field 'text' is missing"),
            ({"text": None}, "the field 'text' is missing"),
            ({"text": 7}, "the field 'text' must be text, not a number"),
            ({"text": True}, "the field 'text' must be text, not true or false"),
            ({"text": ["Ann"]}, "the field 'text' must be text, not a list"),
            ({"text": {"a": 1}}, "the field 'text' must be text, not an object"),
            ({"text": " \n"}, "the field 'text' is empty"),
            ({"text": "Ann", "id": ["1"]}, "the field 'id' must be text or a whole number, not a list"),
            ({"text": "Ann", "id": 1.0}, "the field 'id' must be text or a whole number, not a fraction"),
            ({"text": "Ann", "id": True}, "the field 'id' must be text or a whole number, not true or false"),
            ({"text": "Ann", "id": ""}, "the field 'id' is empty"),
            ({"text": "Ann", "id": "x" * 1_001}, "the field 'id' is longer than 1,000 characters"),
            ({"text": "Ann", "id": 10**1_000}, "the field 'id' is longer than 1,000 characters"),
            ({"text": "é" * 5_001}, "the text is larger than 10 kB"),
        ],
    )
    def test_a_record_that_cannot_be_used_costs_its_line_only(
        self, put: Put, fields: dict[str, object], why: str
    ) -> None:
        lines = [json.dumps(fields), "", '{"id": "b", "text": "Bo spoke."}', "no JSON", "[1]"]
        found = outcome(put("n.jsonl", "\n".join(lines)), limits=Limits(article_bytes=10_000))
        assert found.texts == {"b": "Bo spoke."}
        assert found.why == [
            f"record n.jsonl#1: {why}",
            "record n.jsonl#4: it is not JSON: Expecting value at character 1",
            "record n.jsonl#5: it must be a JSON object with the field 'text'",
        ]

    @pytest.mark.parametrize(
        ("name", "value", "why"),
        [
            ("url", 7, "the field 'url' must be text, not a number; it was left out"),
            ("title", ["x"], "the field 'title' must be text, not a list; it was left out"),
            ("authors", [1], "the field 'authors' must be a list of texts; it was left out"),
            ("authors", {"name": "Ann"}, "the field 'authors' must be a list of texts; it was left out"),
            ("language", "not a tag", "the field 'language' is no language tag: 'not a tag'; it was left out"),
            ("published", "soon", "the field 'published' is no date that kg understands: 'soon'; it was left out"),
            ("published", 20221126, "the field 'published' must be text, not a number; it was left out"),
        ],
    )
    def test_a_field_that_cannot_be_used_is_left_out_and_the_article_kept(
        self, put: Put, name: str, value: object, why: str
    ) -> None:
        record = {"id": "1", "text": "Ann spoke.", "source": "The Bell", name: value}
        found = outcome(put("n.jsonl", json.dumps(record)))
        assert found.why == [f"field n.jsonl#1: {why}"]
        assert (found.article.text, found.article.source) == ("Ann spoke.", "The Bell")
        assert getattr(found.article, name) in (None, ())

    @pytest.mark.parametrize(
        "id_",
        [
            "it's 1",
            'a "b"',
            "a b",
            "a\nb",
            "1'}) DETACH DELETE n //",
            "`; DROP TABLE articles; --",
            "<script>alert(1)</script>",
            "é🦊\u202e",
            "../../etc/passwd",
            "a\u0000b",
        ],
    )
    def test_any_text_is_an_id_and_stays_as_it_is(self, put: Put, id_: str) -> None:
        found = outcome(put("n.jsonl", json.dumps({"id": id_, "text": "Ann spoke."})))
        assert (found.article.id, found.rejected) == (id_, [])

    def test_nul_bytes_and_lone_surrogates_in_a_record(self, put: Put) -> None:
        record = r'{"id": "1\udc80", "text": "a\u0000b\ud83e\udd8a c\ud83e d", "title": "\ud800"}'
        found = outcome(put("n.jsonl", record))
        assert found.rejected == []
        assert (found.article.id, found.article.title) == ("1\ufffd", "\ufffd")
        assert found.article.text == "a\0b🦊 c\ufffd d"

    def test_the_same_id_twice_is_left_to_the_intake_to_decide(self, put: Put) -> None:
        found = outcome(put("n.jsonl", '{"id": "1", "text": "Ann"}\n{"id": "1", "text": "Bo"}\n'))
        assert [(article.id, article.text) for article in found.articles] == [("1", "Ann"), ("1", "Bo")]


class TestSize:
    def test_a_line_of_200_megabytes_costs_itself_only(self, tmp_path: Path) -> None:
        path = tmp_path / "n.jsonl"
        with path.open("wb") as file:
            file.write(b'{"id": "a", "text": "Ann spoke."}\n{"id": "b", "text": "')
            for _ in range(200):
                file.write(b"x" * 1_000_000)
            file.write(b'"}\n{"id": "c", "text": "Cy spoke."}\n')
        found = outcome(str(path))
        assert found.texts == {"a": "Ann spoke.", "c": "Cy spoke."}
        assert found.why == ["line n.jsonl#2: it is longer than 20 MB"]

    @pytest.mark.parametrize(
        ("name", "begin", "why"),
        [
            ("a.txt", b"Ann", "file a.txt: its text is larger than 5 MB"),
            ("a.html", b"<html><p>", "page a.html: it is larger than 20 MB"),
            ("a.rss", b"<rss version='2.0'><title>", "feed a.rss: it is larger than 20 MB"),
            ("a.csv", b"id,text\n1,", "row a.csv#2: it holds a line longer than 20 MB"),
            ("a.csv", b'id,text\n1,"', "row a.csv#2: it holds a line longer than 20 MB"),
            ("a.json", b'[{"text": "', "record a.json#1: it is larger than 20 MB"),
        ],
    )
    def test_a_huge_file_of_each_format_is_told_and_no_more(
        self, tmp_path: Path, name: str, begin: bytes, why: str
    ) -> None:
        with (tmp_path / name).open("wb") as file:
            file.write(begin)
            for _ in range(21):
                file.write(b"x" * 1_000_000)
        found = outcome(str(tmp_path / name))
        assert (found.articles, found.why) == ([], [why])

    def test_a_file_larger_than_a_file_may_be_keeps_its_beginning(self, put: Put) -> None:
        lines = "".join(f'{{"id": "{number}", "text": "Ann"}}\n' for number in range(9))
        found = outcome(put("n.jsonl", lines), limits=Limits(file_bytes=100))
        assert list(found.texts) == ["0", "1", "2"]
        assert found.why[-1] == "file n.jsonl: it is larger than 100 bytes; the rest was not read"

    def test_more_articles_than_may_be_end_the_reading_with_a_word(self, put: Put) -> None:
        lines = "".join(f'{{"id": "{number}", "text": "Ann"}}\n' for number in range(9))
        found = outcome(put("n.jsonl", lines), put("z.txt", "Zed"), limits=Limits(articles=3))
        assert list(found.texts) == ["0", "1", "2"]
        assert found.why == ["input n.jsonl#4: there are more than 3 articles; this one and all after it were not read"]


class TestPlaces:
    def test_what_does_not_exist_is_an_error_before_anything_is_read(self, put: Put, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"No such file or folder: .*/gone.txt', 'a\\xffb'\. Nothing was read\."):
            read([put("good.txt", "Bo."), str(tmp_path / "gone.txt"), os.fsdecode(b"a\xffb")])
        with pytest.raises(InputError, match="No such file"):
            read(["nul\0byte"])

    def test_links_in_a_circle_and_into_nothing_are_rejected(self, put: Put, tmp_path: Path) -> None:
        put("n/good.txt", "Bo spoke.")
        (tmp_path / "n/loop").symlink_to(tmp_path / "n/loop")
        (tmp_path / "n/gone").symlink_to(tmp_path / "nowhere")
        (tmp_path / "n/up").symlink_to(tmp_path)
        found = outcome(str(tmp_path / "n"))
        assert found.texts == {"good.txt": "Bo spoke."}
        assert found.why == [
            "file gone: it cannot be opened: No such file or directory",
            "file loop: it cannot be opened: Too many levels of symbolic links",
            "folder up: it is a link to a folder; name the folder itself",
        ]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
    def test_a_pipe_in_a_folder_is_not_waited_for(self, put: Put, tmp_path: Path) -> None:
        put("n/good.txt", "Bo spoke.")
        os.mkfifo(tmp_path / "n/pipe")
        found = outcome(str(tmp_path / "n"))
        assert (list(found.texts), found.why) == (["good.txt"], ["file pipe: it is not a regular file"])

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero on this system")
    def test_a_device_is_not_read(self) -> None:
        assert outcome("/dev/zero").why == ["file zero: it is not a regular file"]

    def test_an_empty_folder_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "n/empty").mkdir(parents=True)
        found = outcome(str(tmp_path / "n"))
        assert [each.why for each in found.rejected] == ["it holds no files (hidden ones are not read)"]

    def test_folders_may_be_nested_deeper_than_calls(self, put: Put, tmp_path: Path) -> None:
        put("d/" * 300 + "a.txt", "Ann spoke.")
        usual = sys.getrecursionlimit()
        sys.setrecursionlimit(len(inspect.stack()) + 150)
        try:
            found = outcome(str(tmp_path))
        finally:
            sys.setrecursionlimit(usual)
        assert list(found.texts) == ["d/" * 300 + "a.txt"]

    def test_a_file_name_that_is_no_text(self, tmp_path: Path) -> None:
        path = os.fsencode(tmp_path) + b"/a\xff.txt"
        try:
            Path(os.fsdecode(path)).write_text("Ann spoke.", encoding="utf-8")
        except OSError:
            pytest.skip("this file system takes no such name")
        found = outcome(os.fsdecode(path))
        assert (found.texts, found.origins) == ({"a\\xff.txt": "Ann spoke."}, ["a\\xff.txt"])


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
class TestPermissions:
    @pytest.fixture
    def folder(self) -> Iterator[Path]:
        """A folder of a user who may not do all, as root may."""
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "good.txt").write_text("Bo spoke.", encoding="utf-8")
            if os.geteuid() == 0:
                os.chown(folder, 65_534, 65_534)
                os.seteuid(65_534)
            yield folder
            os.seteuid(os.getuid())

    def test_a_file_that_may_not_be_read(self, folder: Path) -> None:
        (folder / "shut.txt").write_text("Ann spoke.", encoding="utf-8")
        (folder / "shut.txt").chmod(0)
        found = outcome(str(folder))
        assert found.texts == {"good.txt": "Bo spoke."}
        assert found.why == ["file shut.txt: it cannot be opened: Permission denied"]

    @pytest.mark.parametrize("mode", [0, stat.S_IRUSR, stat.S_IXUSR])
    def test_a_folder_that_may_not_be_entered_or_listed(self, folder: Path, mode: int) -> None:
        shut = folder / "shut"
        shut.mkdir()
        (shut / "a.txt").write_text("Ann spoke.", encoding="utf-8")
        shut.chmod(mode)
        try:
            found = outcome(str(folder))
        finally:
            shut.chmod(0o700)
        assert found.texts == {"good.txt": "Bo spoke."}
        (why,) = found.why
        assert why.endswith("it cannot be opened: Permission denied")
