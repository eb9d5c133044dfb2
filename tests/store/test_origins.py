"""What lies within what."""

import pytest

from kg.store.origins import container, within


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        ("/news/a.txt", "/news/a.txt"),
        ("/news/a.txt", "/news"),
        ("/news/2023/a.txt", "/news"),
        ("/news/a.txt", "/"),
        ("/n/a.zip!x/b.jsonl#7", "/n/a.zip!x/b.jsonl#7"),
        ("/n/a.zip!x/b.jsonl#7", "/n/a.zip!x/b.jsonl"),
        ("/n/a.zip!x/b.jsonl#7", "/n/a.zip!x"),
        ("/n/a.zip!x/b.jsonl#7", "/n/a.zip"),
        ("-#1", "-"),
        (r"C:\news\a.txt", r"C:\news"),
    ],
)
def test_within(origin: str, place: str) -> None:
    assert within(origin, frozenset([place]))


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        ("/news/a.txt", "/new"),
        ("/news/a.txt", "/news/a"),
        ("/news", "/news/a.txt"),
        ("/n/a.jsonl#70", "/n/a.jsonl#7"),
        ("/n/a#b.txt", "/n/a"),
        ("/n/a.txt", "-"),
    ],
)
def test_not_within(origin: str, place: str) -> None:
    assert not within(origin, frozenset([place]))


def test_container() -> None:
    assert container("/n/a.jsonl#12") == "/n/a.jsonl"
    assert container("/n/a.zip!#1.txt") == "/n/a.zip!#1.txt"
    assert container("/n/a.txt") == "/n/a.txt"
