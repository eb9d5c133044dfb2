"""Collections whose records come from the store one by one, every time anew, and are held nowhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, ValuesView
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K")
_RECENT = 8192  # records looked up of late that a `Table` keeps at hand


class Records(Iterable[T]):
    """Records in order, to be walked any number of times; equal to any others that are the same in the same order.

    They have no length, for Python asks for it whenever it makes a list, and that would be a walk more.
    """

    def __init__(self, read: Callable[[], Iterator[T]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[T]:
        return self._read()

    def __contains__(self, record: object) -> bool:
        return any(each == record for each in self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Iterable):
            return NotImplemented
        nothing = object()
        return all(one == another for one, another in zip_longest(self, other, fillvalue=nothing))

    __hash__ = None  # type: ignore[assignment]


class Table(Mapping[str, T]):
    """So many records by id, in the order of ids: `items` reads them all, `find` one."""

    def __init__(
        self, count: int, items: Callable[[], Iterator[tuple[str, T]]], find: Callable[[str], T | None]
    ) -> None:
        self._count, self.pairs = count, items
        self._find = lru_cache(_RECENT)(find)

    def __getitem__(self, id_: str) -> T:
        found = self._find(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return (id_ for id_, _ in self.pairs())

    def __len__(self) -> int:
        return self._count

    def values(self) -> ValuesView[T]:
        """The records, read in one go."""
        return _Values(self)


def grouped(records: Iterable[T], key: Callable[[T], K]) -> Iterator[tuple[K, list[T]]]:
    """Records that come in the order of their keys, those of one key together."""
    return ((group, list(same)) for group, same in groupby(records, key))


def paired(before: Iterable[T], after: Iterable[T], key: Callable[[T], object]) -> Iterator[tuple[T | None, T | None]]:
    """Two walks in the order of their keys side by side; None stands where one of them has no such key."""
    ones, others = iter(before), iter(after)
    one, other = next(ones, None), next(others, None)
    while one is not None or other is not None:
        left = other is None or (one is not None and key(one) <= key(other))  # type: ignore[operator]
        right = one is None or (other is not None and key(other) <= key(one))  # type: ignore[operator]
        yield one if left else None, other if right else None
        one, other = next(ones, None) if left else one, next(others, None) if right else other


class Aligned(Generic[T]):
    """Groups in the order of their keys, beside a walk over the same keys, or more, in the same order."""

    def __init__(self, groups: Iterator[tuple[str, list[T]]]) -> None:
        self._groups = groups
        self._key: str | None = ""
        self._group: list[T] = []

    def of(self, key: str) -> list[T]:
        """The group of this key, empty where there is none; no key before it can be asked for any more."""
        while self._key is not None and self._key < key:
            self._key, self._group = next(self._groups, (None, []))
        return self._group if self._key == key else []


class _Values(ValuesView[T], Generic[T]):
    """What `Mapping` would look up one by one."""

    _mapping: Table[T]

    def __iter__(self) -> Iterator[T]:
        return (record for _, record in self._mapping.pairs())
