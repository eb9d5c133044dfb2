"""Streams that end early and say why."""

import io

import pytest

from kg.read.limits import Limits
from kg.read.source import HEAD, Binary, Budget, Source, Stream


class Breaking:
    """Gives some bytes and then an error, as damaged packing does."""

    def __init__(self, content: bytes, error: Exception) -> None:
        self._content = io.BytesIO(content)
        self._error = error

    def read(self, size: int, /) -> bytes:
        chunk = self._content.read(min(size, 100))
        if not chunk:
            raise self._error
        return chunk


def source(raw: Binary, limits: Limits | None = None) -> Source:
    return Source.of("/n/a.TXT", "a.TXT", Stream(raw, limits or Limits()))


@pytest.mark.parametrize(
    "error",
    [OSError("gone"), EOFError("gone"), UnicodeDecodeError("utf-8", b"x", 0, 1, "gone"), RuntimeError("gone"),
     IndexError("gone")],
)  # fmt: skip
def test_damage_ends_the_stream_and_loses_nothing_before_it(error: Exception) -> None:
    one = source(Breaking(b"x" * 1_234, error))
    assert one.content.read() == b"x" * 1_234
    assert one.stream.fault is not None
    assert "gone" in one.stream.fault
    assert one.content.read() == b""


def test_a_fault_of_the_program_is_not_taken_for_damage() -> None:
    with pytest.raises(AttributeError):
        source(Breaking(b"x", AttributeError("bug"))).content.read()


@pytest.mark.parametrize(
    ("size", "fault"), [(99, None), (100, None), (101, "it is larger than 100 bytes; the rest was not read")]
)
def test_no_more_than_a_file_may_hold(size: int, fault: str | None) -> None:
    one = source(io.BytesIO(b"x" * size), Limits(file_bytes=100))
    assert one.content.read() == b"x" * min(size, 100)
    assert one.stream.fault == fault


def test_the_budget_of_an_archive_grows_with_its_size_and_is_shared() -> None:
    budget = Budget(2_000_000, Limits(expansion=100))
    assert budget.spend(150_000_000)
    assert budget.spend(50_000_000)
    assert not budget.spend(1)


def test_looking_ahead_takes_nothing_away() -> None:
    content = bytes(range(256)) * 1_000
    one = source(io.BytesIO(content))
    assert one.head == content[:HEAD]
    assert one.head == content[:HEAD]
    assert one.content.read() == content


def test_the_suffix_is_in_lower_case_and_that_of_the_name() -> None:
    assert source(io.BytesIO()).suffix == ".txt"
    assert Source.of("/n/b.GZ", "", Stream(io.BytesIO(), Limits())).suffix == ".gz"
