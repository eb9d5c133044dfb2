import pytest

from kg.read.limits import Limits, size


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1 kB"), (5_000_000, "5 MB"), (2 * 10**9, "2 GB"),
     (10**15, "1,000,000 GB")],
)  # fmt: skip
def test_numbers_of_bytes_in_words(count: int, words: str) -> None:
    assert size(count) == words


def test_a_record_has_room_for_a_text_in_escapes() -> None:
    limits = Limits(article_bytes=100)
    assert limits.record_bytes >= len('{"text": ""}') + 3 * limits.article_bytes
