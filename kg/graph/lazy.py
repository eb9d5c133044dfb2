"""Collections whose records come from the store one by one, every time anew, and are held nowhere."""

from collections.abc import Callable, Collection, Iterator, Mapping, ValuesView
from functools import lru_cache
from itertools import zip_longest
from typing import Generic, TypeVar

T = TypeVar("T")
_RECENT = 2048  # records looked up of late that a `Table` keeps at hand


class Records(Collection[T]):
    """Records in order; equal to any other collection of the same ones in the same order."""

    def __init__(self, read: Callable[[], Iterator[T]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[T]:
        return self._read()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, record: object) -> bool:
        return any(each == record for each in self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        nothing = object()
        return all(one == another for one, another in zip_longest(self, other, fillvalue=nothing))

    __hash__ = None  # type: ignore[assignment]


class Table(Mapping[str, T]):
    """Records by id, in the order of ids: `items` reads them all, `find` one."""

    def __init__(self, items: Callable[[], Iterator[tuple[str, T]]], find: Callable[[str], T | None]) -> None:
        self.pairs = items
        self._find = lru_cache(_RECENT)(find)

    def __getitem__(self, id_: str) -> T:
        found = self._find(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return (id_ for id_, _ in self.pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self.pairs())

    def values(self) -> ValuesView[T]:
        """The records, read in one go."""
        return _Values(self)


class _Values(ValuesView[T], Generic[T]):
    """What `Mapping` would look up one by one."""

    _mapping: Table[T]

    def __iter__(self) -> Iterator[T]:
        return (record for _, record in self._mapping.pairs())
