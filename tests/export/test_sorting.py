"""More lines than memory holds, sorted."""

from hypothesis import given
from hypothesis import strategies as st

from kg.export.sorting import in_order

_LINES = st.lists(st.binary(max_size=5).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=40)


@given(_LINES, st.integers(1, 50))
def test_like_sorted(lines: list[bytes], at_once: int) -> None:
    with in_order(iter(lines), at_once) as found:
        assert list(found) == sorted(lines)
