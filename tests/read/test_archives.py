"""Archives: every layer is unpacked, damage is told and costs what is damaged, nothing is written or followed."""

import bz2
import io
import lzma
import random
import tarfile
import zipfile
from pathlib import Path

import pytest

from kg.read import Limits
from tests.read.outcomes import Put, outcome
from tests.read.packing import gzipped, tarred, zipped

NOISE = random.Random(7).randbytes(6000).hex().encode()  # does not compress well, so that cuts fall into the data
STORIES = {"a.txt": b"Ann spoke. " + NOISE, "b.txt": b"Bo spoke. " + NOISE}
SMALL = {"a.txt": b"Ann spoke.", "b.txt": b"Bo spoke."}


class TestWhole:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("n.zip", zipped(SMALL)),
            ("n.zip", zipped(SMALL, zipfile.ZIP_STORED)),
            ("n.zip", zipped(SMALL, zipfile.ZIP_BZIP2)),
            ("n.tar", tarred(SMALL)),
            ("n.tar.gz", gzipped(tarred(SMALL))),
            ("n.tgz", gzipped(tarred(SMALL))),
            ("n.tar.bz2", bz2.compress(tarred(SMALL))),
            ("n.tar.xz", lzma.compress(tarred(SMALL))),
            ("misnamed.txt", zipped(SMALL)),
        ],
    )
    def test_members_are_articles_with_their_paths_as_ids(self, put: Put, name: str, content: bytes) -> None:
        found = outcome(put(name, content))
        assert found.texts == {"a.txt": "Ann spoke.", "b.txt": "Bo spoke."}
        assert found.origins == [f"{name}!a.txt", f"{name}!b.txt"]
        assert found.rejected == []

    @pytest.mark.parametrize("pack", [gzipped, bz2.compress, lzma.compress])
    def test_a_compressed_file_is_the_file_in_it(self, put: Put, pack: object) -> None:
        assert callable(pack)
        assert outcome(put("a.txt.gz", pack(b"Ann spoke."))).article.id in ("a.txt", "a.txt.gz")
        assert outcome(put("l.jsonl.x", pack(b'{"id": "1", "text": "Ann"}\n'))).texts == {"1": "Ann"}

    def test_archives_in_archives(self, put: Put) -> None:
        inner = zipped({"deep/a.txt": b"Ann spoke.", "n.jsonl": b'{"id": "7", "text": "Bo spoke."}\n'})
        found = outcome(put("out.zip", zipped({"t.tar.gz": gzipped(tarred({"in.zip": inner})), "c.txt": b"Cy spoke."})))
        assert found.texts == {"c.txt": "Cy spoke.", "deep/a.txt": "Ann spoke.", "7": "Bo spoke."}
        assert [each.origin.partition("out.zip")[2] for each in found.results if hasattr(each, "origin")] == [
            "!c.txt",
            "!t.tar.gz!in.zip!deep/a.txt",
            "!t.tar.gz!in.zip!n.jsonl#1",
        ]
        assert found.rejected == []

    def test_standard_input_may_be_an_archive(self, standard_input: object) -> None:
        assert callable(standard_input)
        standard_input(zipped(SMALL))
        assert outcome("-").texts == {"a.txt": "Ann spoke.", "b.txt": "Bo spoke."}

    def test_hidden_members_and_folders_are_left_out(self, put: Put) -> None:
        members = {"__MACOSX/._a.txt": b"junk", ".git/config": b"junk", "news/": b"", "news/a.txt": b"Ann spoke."}
        for content in (zipped(members), tarred({name: text for name, text in members.items() if text})):
            found = outcome(put("n", content))
            assert (found.texts, found.rejected) == ({"news/a.txt": "Ann spoke."}, [])


class TestHostileNames:
    @pytest.mark.parametrize("pack", [zipped, tarred])
    @pytest.mark.parametrize("name", ["../../escaped.txt", "/escaped.txt", "..\\escaped.txt", "C:\\escaped.txt"])
    def test_a_path_out_of_the_archive_is_a_name_and_nothing_else(
        self, put: Put, tmp_path: Path, pack: object, name: str
    ) -> None:
        assert callable(pack)
        path = put("in/n", pack({name: b"Ann spoke."}))
        found = outcome(path)
        assert [article.text for article in found.articles] == ["Ann spoke."]
        assert [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()] == ["in/n"]

    @pytest.mark.parametrize("name", ["x'); DROP TABLE a;--.txt", "`}) DETACH DELETE n.txt", "a\nb.txt", "<b>.txt"])
    def test_any_name_is_kept_as_the_id(self, put: Put, name: str) -> None:
        assert list(outcome(put("n.zip", zipped({name: b"Ann spoke."}))).texts) == [name]

    def test_links_and_devices_in_a_tar_are_rejected_and_not_followed(self, put: Put, tmp_path: Path) -> None:
        put("secret.txt", "Not to be read.")
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "secret.txt")
        fifo = tarfile.TarInfo("fifo")
        fifo.type = tarfile.FIFOTYPE
        found = outcome(put("n.tar", tarred({"a.txt": b"Ann spoke."}, link, fifo)))
        assert found.texts == {"a.txt": "Ann spoke."}
        assert found.why == [
            "archive member n.tar!link.txt: it is not a regular file",
            "archive member n.tar!fifo: it is not a regular file",
        ]

    def test_a_name_that_is_no_utf8_though_it_says_so(self, put: Put) -> None:
        content = zipped({"né.txt": b"Ann spoke."}).replace("né.txt".encode(), b"n\xff\xff.txt")
        (rejected,) = outcome(put("n.zip", content)).rejected
        assert (rejected.what, rejected.where.endswith("n.zip")) == ("archive", True)
        assert rejected.why.startswith("it is damaged or cut off")


class TestDamage:
    def test_a_zip_cut_off_keeps_the_members_before_the_cut_and_the_beginning_of_the_one_in_it(self, put: Put) -> None:
        content = zipped(STORIES)
        found = outcome(put("n.zip", content[: len(content) * 2 // 3]))
        assert found.texts["a.txt"] == STORIES["a.txt"].decode()
        assert STORIES["b.txt"].decode().startswith(found.texts["b.txt"])
        assert [each.where.rpartition("/")[2] for each in found.rejected] == ["n.zip!b.txt", "n.zip"]
        assert all("damaged or cut off" in each.why for each in found.rejected)

    def test_a_tar_cut_off_keeps_the_members_before_the_cut(self, put: Put) -> None:
        content = tarred(STORIES)
        found = outcome(put("n.tar", content[: 512 + 12_288 + 512 + 6_000]))
        assert found.texts["a.txt"] == STORIES["a.txt"].decode()
        assert [each.where.rpartition("/")[2] for each in found.rejected] == ["n.tar!b.txt", "n.tar"]

    def test_what_a_compressed_file_held_before_the_cut_is_kept_and_the_cut_told_once(self, put: Put) -> None:
        content = gzipped(STORIES["a.txt"])
        found = outcome(put("a.txt.gz", content[:-500]))
        assert found.article.id == "a.txt"
        assert STORIES["a.txt"].decode().startswith(found.article.text)
        assert len(found.article.text) > 5_000
        assert [(each.what, each.why[:24]) for each in found.rejected] == [
            ("compressed file", "it is damaged or cut off")
        ]

    def test_damage_that_leaves_nothing_is_told_once(self, put: Put) -> None:
        found = outcome(put("a.txt.gz", gzipped(b"Ann spoke.")[:11]), put("good.txt", "Bo spoke."))
        assert found.texts == {"good.txt": "Bo spoke."}
        assert [(each.what, each.why[:24]) for each in found.rejected] == [
            ("compressed file", "it is damaged or cut off")
        ]

    def test_damage_to_an_archive_within_an_archive_is_told(self, put: Put) -> None:
        content = bytearray(zipped({"in.tar": tarred(STORIES)}, zipfile.ZIP_STORED))
        content[3_000] ^= 0xFF
        found = outcome(put("n.zip", bytes(content)))
        assert set(found.texts) == {"a.txt", "b.txt"}
        assert [f"{each.what} {each.where.rpartition('/')[2]}" for each in found.rejected] == [
            "archive member n.zip!in.tar"
        ]
        assert "CRC" in found.rejected[0].why

    def test_a_member_that_is_damaged_does_not_cost_the_others(self, put: Put) -> None:
        content = bytearray(zipped(STORIES))
        content[2_000] ^= 0xFF
        found = outcome(put("n.zip", bytes(content)))
        assert found.texts["b.txt"] == STORIES["b.txt"].decode()
        assert [each.where.rpartition("/")[2] for each in found.rejected] == ["n.zip!a.txt"]

    def test_an_encrypted_member_is_rejected_and_the_others_read(self, put: Put) -> None:
        content = bytearray(zipped(SMALL))
        for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.index(magic) + at] |= 1
        found = outcome(put("n.zip", bytes(content)))
        assert found.texts == {"b.txt": "Bo spoke."}
        (why,) = found.why
        assert why.startswith("archive member n.zip!a.txt: it cannot be unpacked")
        assert "encrypted" in why

    def test_an_empty_archive_yields_nothing_and_fails_nothing(self, put: Put) -> None:
        for content in (zipped({}), tarred({})):
            assert outcome(put("n", content)).articles == []

    def test_an_office_document_is_no_archive_of_articles(self, put: Put) -> None:
        found = outcome(put("letter.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})))
        assert found.articles == []
        assert found.why == ["file letter.docx: it is an office document or e-book; save it as text or HTML"]

    def test_whatever_is_wrong_with_an_archive_nothing_but_a_rejection_comes_of_it(self, put: Put) -> None:
        chance = random.Random(20)
        whole = [zipped(SMALL | {"né.txt": b"x."}), tarred(SMALL), gzipped(tarred(SMALL)), zipped({"i": zipped(SMALL)})]
        spoilt = 0
        for _ in range(600):
            content = bytearray(chance.choice(whole))
            for _ in range(chance.choice([1, 2, 8])):
                content[chance.randrange(len(content))] = chance.choice([0, 0x80, 0xFF, chance.randrange(256)])
            if chance.random() < 0.3:
                del content[chance.randrange(1, len(content)) :]
            spoilt += bool(outcome(put("n", bytes(content))).rejected)
        assert spoilt > 100


class TestBombs:
    def test_a_compressed_file_that_unpacks_to_far_more_than_itself_is_stopped(self, put: Put) -> None:
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open("bomb.jsonl", "w") as member:
                member.write(b'{"text": "')
                for _ in range(120):
                    member.write(b"x" * 1_000_000)
            archive.writestr("after.txt", "Ann spoke.")
        assert len(bomb.getvalue()) < 200_000
        found = outcome(put("n.zip", bomb.getvalue()))
        assert "archive member n.zip!bomb.jsonl: it unpacks to far more than its own size; the rest was not read" in (
            found.why
        )

    def test_archives_nested_without_end_are_not_followed_for_ever(self, put: Put) -> None:
        content = b"Ann spoke."
        for level in range(9):
            content = zipped({f"level{level}.zip": content})
        found = outcome(put("n.zip", content), put("good.txt", "Bo spoke."))
        assert found.texts == {"good.txt": "Bo spoke."}
        (rejected,) = found.rejected
        assert rejected.why == "it is packed more than 4 layers deep; not unpacked"
        assert rejected.where.count("!") == 4

    def test_so_many_members_and_no_more(self, put: Put) -> None:
        content = {f"{number}.txt": b"Ann spoke." for number in range(9)}
        for packed in (zipped(content), tarred(content)):
            found = outcome(put("n", packed), limits=Limits(members=5))
            assert len(found.articles) == 5
            assert found.why == ["archive n: it holds more than 5 members; the rest was not read"]

    def test_a_member_larger_than_a_file_may_be_is_told_and_the_next_one_read(self, put: Put) -> None:
        found = outcome(
            put("n.zip", zipped({"a.txt": b"Ann spoke. " * 99, "b.txt": b"Bo spoke."})), limits=Limits(file_bytes=500)
        )
        assert found.texts["b.txt"] == "Bo spoke."
        assert found.why == ["archive member n.zip!a.txt: it is larger than 500 bytes; the rest was not read"]

    def test_a_table_of_contents_that_is_too_large_is_not_loaded(self, put: Put) -> None:
        content = zipped({f"{number}{'x' * 400}.txt": b"x" for number in range(30)})
        found = outcome(put("n.zip", content), limits=Limits(members=5))
        assert found.why == ["archive n.zip: its table of contents is too large; not unpacked"]
