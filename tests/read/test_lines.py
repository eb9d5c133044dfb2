import io

from hypothesis import given
from hypothesis import strategies as st

from kg.read.lines import lines


@given(st.lists(st.sampled_from([b"", b"a", b"abcde", b"abcdef", b"x" * 200_000])), st.booleans())
def test_lines_up_to_the_limit_come_whole_and_longer_ones_as_none(given_: list[bytes], ended: bool) -> None:
    content = b"\n".join(given_) + (b"\n" if ended and given_ else b"")
    expected = [line if len(line) <= 6 else None for line in io.BytesIO(content)]
    assert list(lines(io.BytesIO(content), 6)) == list(enumerate(expected, 1))
