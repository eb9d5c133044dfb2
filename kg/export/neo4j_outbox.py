"""Items on their way to the server: gathered by place, and sent in the background while the next ones are made."""

from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

import neo4j

from kg.export.neo4j_content import Item
from kg.export.neo4j_lock import Lock
from kg.export.neo4j_write import write

_HELD = 4  # batches' worth of rows that wait for their groups to become full
_AHEAD = 1  # batches that are ready while the server writes another

Group = tuple[tuple[str, ...], bool]


class Outbox:
    """Sends batches one after the other, each only while the lock is held; `sent` is told how many rows went."""

    def __init__(self, session: neo4j.Session, lock: Lock, batch: int, sent: Callable[[int], None]) -> None:
        self._session, self._lock, self._batch, self._sent = session, lock, batch, sent
        self._groups: dict[Group, list[Item]] = defaultdict(list)
        self._waiting = 0
        self._flying: deque[tuple[Future[None], int]] = deque()
        self._pool = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        for future, count in self._flying:  # an error came in between
            if not future.cancelled() and future.exception() is None:
                self._sent(count)

    def put(self, item: Item, *, new: bool) -> None:
        """Take an item that has to be written; `new` says that it is not there yet."""
        group = (item.place, new)
        self._groups[group].append(item)
        self._waiting += 1
        if len(self._groups[group]) >= self._batch:
            self._send(group)
        elif self._waiting >= _HELD * self._batch:
            self._send(max(self._groups, key=lambda each: len(self._groups[each])))

    def flush(self) -> None:
        """Send what is left, in the order of places, and wait until all is written."""
        for group in sorted(self._groups):
            self._send(group)
        self._settle(0)

    def _send(self, group: Group) -> None:
        items = self._groups.pop(group)
        self._waiting -= len(items)
        self._settle(_AHEAD)
        self._lock.check()
        self._flying.append((self._pool.submit(write, self._session, items, new=group[1]), len(items)))

    def _settle(self, left: int) -> None:
        while len(self._flying) > left:
            future, count = self._flying.popleft()
            future.result()
            self._sent(count)
