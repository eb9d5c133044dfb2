"""Members of a zip file that has lost its end."""

import io
import zipfile

import pytest

from kg.read.salvage import salvage
from tests.read.packing import Members, zipped

CONTENT: Members = {"a.txt": b"Ann spoke. " * 9_000, "folder/": b"", "né.txt": b"", "b.txt": b"Bo spoke."}


def headless(content: bytes) -> io.BytesIO:
    return io.BytesIO(content[: content.index(b"PK\x01\x02")])


def streamed(members: Members) -> bytes:
    """As programs write a zip file to a pipe: the sizes come behind each member."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, offset: int, whence: int = 0, /) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return pipe.getvalue()


@pytest.mark.parametrize("content", [zipped(CONTENT), zipped(CONTENT, zipfile.ZIP_STORED), streamed(CONTENT)])
def test_every_member_before_the_end_is_found(content: bytes) -> None:
    found = {}
    for name, member in salvage(headless(content)):
        found[name] = b"".join(iter(lambda member=member: member.read(1_000), b""))  # type: ignore[misc]
    assert found == CONTENT


def test_a_member_need_not_be_read_for_the_next_to_be_found() -> None:
    assert [name for name, _ in salvage(headless(zipped(CONTENT)))] == list(CONTENT)


def test_it_stops_where_it_cannot_know_what_follows() -> None:
    content = bytearray(zipped({"a.txt": b"Ann", "b.txt": b"Bo", "c.txt": b"Cy"}))
    content[content.index(b"PK\x03\x04", 4) + 6] |= 1
    assert [name for name, _ in salvage(io.BytesIO(bytes(content)))] == ["a.txt"]


def test_a_member_that_is_cut_off_says_so() -> None:
    content = zipped({"a.txt": b"Ann spoke. " * 9_000}, zipfile.ZIP_STORED)
    _, member = next(salvage(io.BytesIO(content[:5_000])))
    pieces = iter(lambda: member.read(1_000), b"")
    with pytest.raises(EOFError, match="ends within this member"):
        list(pieces)
