"""Blocking: which of many to compare with which, never all with all."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

# Beyond this a block is too common to tell anything: its members are only compared with those that follow them.
_ALL_PAIRS = 40
_WINDOW = 8


def pairs(items: Iterable[T], keys: Callable[[T], Iterable[str]], order: Callable[[T], str]) -> Iterator[tuple[T, T]]:
    """Each two items that share a key, once, sorted by `order`, which must be unique; blocks are bounded."""
    blocks: dict[str, list[T]] = {}
    for item in sorted(items, key=order):
        for key in dict.fromkeys(keys(item)):
            blocks.setdefault(key, []).append(item)
    seen: set[tuple[T, T]] = set()
    for key in sorted(blocks):
        for pair in _bounded(blocks[key]):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _bounded(block: list[T]) -> Iterator[tuple[T, T]]:
    if len(block) <= _ALL_PAIRS:
        yield from combinations(block, 2)
        return
    for at, item in enumerate(block):
        for other in block[at + 1 : at + 1 + _WINDOW]:
            yield item, other
