"""What kg loaded into a database earlier, by 64-bit hashes: 17 bytes for each node and relationship.

Two hashes of different things being equal would at worst leave one of them out of date; with ten million relationships
the odds are one in 10^12 for a change, for ids and contents must agree at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import neo4j
import numpy as np

from kg.export.neo4j_content import Item
from kg.export.neo4j_schema import quoted

RELEASED = "released"
"""The content of a vanished node that foreign relationships still hold on to."""
NODE, RELATIONSHIP = "(n:{})", "()-[n:{}]->()"
_PAGE = 20_000
_READ = (
    "MATCH {} WHERE n.id > $last AND n.kg_content IS NOT NULL WITH n ORDER BY n.id LIMIT $page "
    "RETURN collect(n.id), collect(n.kg_content)"
)
_HEX = 16

Page = tuple[list[str], list[str]]
_Some = TypeVar("_Some")


def pages(session: neo4j.Session, pattern: str, term: str) -> Iterator[Page]:
    """Ids and contents of what kg loaded under a label or type, in the order of ids."""
    query, last = _READ.format(pattern.format(quoted(term))), ""
    while True:
        ids, contents = session.execute_read(_page, query, last)
        if ids:
            yield ids, contents
        if len(ids) < _PAGE:
            return
        last = ids[-1]


def _page(transaction: neo4j.ManagedTransaction, query: str, last: str) -> Page:
    ids, contents = transaction.run(query, last=last, page=_PAGE).single(strict=True)
    return ids, contents


class Known:
    """Read once, then asked for each item that shall be there; what nobody asked for has vanished."""

    def __init__(self, session: neo4j.Session, pattern: str, terms: Sequence[str]) -> None:
        self._session, self._pattern, self._terms = session, pattern, terms
        keys, contents, owners = [_keys("", ())], [_numbers(())], [np.zeros(0, np.uint8)]
        for number, term in enumerate(terms):
            for ids, held in pages(session, pattern, term):
                keys.append(_keys(term, ids))
                contents.append(_numbers(held))
                owners.append(np.full(len(ids), number, np.uint8))
        found = np.concatenate(keys)
        order = np.argsort(found, kind="stable")
        self._keys, self._contents = found[order], np.concatenate(contents)[order]
        self._owners, self._seen = np.concatenate(owners)[order], np.zeros(len(order), np.bool_)

    def compare(self, items: Sequence[Item]) -> Iterator[tuple[Item, bool, bool]]:
        """Each item, whether it is there, and whether its content is the same, too."""
        keys = np.fromiter((hash((item.term, item.id)) for item in items), np.int64, len(items))
        there, at = self._find(keys)
        self._seen[at[there]] = True
        same = there.copy()
        same[there] = self._contents[at[there]] == _numbers([item.content for item in items])[there]
        return zip(items, there.tolist(), same.tolist(), strict=True)

    def vanished(self) -> Iterator[tuple[str, list[str], list[str]]]:
        """Label or type, ids and contents of what nobody asked for, read again from the database."""
        for number in np.unique(self._owners[~self._seen]).tolist():
            term = self._terms[number]
            for ids, contents in pages(self._session, self._pattern, term):
                there, at = self._find(_keys(term, ids))
                unseen = [found and not self._seen[place] for found, place in zip(there, at, strict=True)]
                some = [(id_, held) for id_, held, gone in zip(ids, contents, unseen, strict=True) if gone]
                if some:
                    yield term, [id_ for id_, _ in some], [held for _, held in some]

    def _find(self, keys: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> "tuple[np.ndarray, np.ndarray]":
        at = np.searchsorted(self._keys, keys)
        if not len(self._keys):
            return np.zeros(len(keys), np.bool_), at
        at = np.minimum(at, len(self._keys) - 1)
        return self._keys[at] == keys, at


def _keys(term: str, ids: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.fromiter((hash((term, id_)) for id_ in ids), np.int64, len(ids))


def _numbers(contents: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    return np.fromiter(map(_number, contents), np.uint64, len(contents))


def _number(content: object) -> int:
    """A content hash as a number; 0 for whatever is none, so that it counts as changed."""
    try:
        return int(content, 16) if isinstance(content, str) and len(content) == _HEX else 0
    except ValueError:
        return 0


def batches(items: Iterable[_Some], size: int) -> Iterator[list[_Some]]:
    """The items in their order, so many at a time."""
    some: list[_Some] = []
    for item in items:
        some.append(item)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
