"""One load at a time: a load creates a node in a transaction of its own that it never commits.

Another load that wants to create the same node waits until the server has rolled the first one back, at the end of that
load or when its connection breaks, as when the process is killed. Nothing is ever written, and nothing stays behind.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import neo4j
from neo4j.exceptions import ClientError, DriverError, Neo4jError, TransientError

from kg.errors import ExportError
from kg.export.neo4j_schema import LOCK, lock_schema

PATIENCE = 600
"""Seconds to wait for another load to end."""
_PROBE = 1  # seconds; the server looks every other second whether they are over
_LOCK = f"MERGE (n:{LOCK} {{id: 'load'}}) SET n.held = true"
_BUSY = ("DeadlockDetected", "LockAcquisitionTimeout", "LockClientStopped", "Terminated", "TransactionTimedOut")


class LostError(Exception):
    """The server let go of the lock, so that another load may have begun."""


class Lock:
    """The lock of a load."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def check(self) -> None:
        """`LostError` unless it was held all the time: a transaction that ended does not come back."""
        try:
            self._transaction.run("RETURN 1").consume()
        except (DriverError, Neo4jError) as error:
            raise LostError from error


@contextmanager
def held(session: neo4j.Session, note: Callable[[str], None]) -> Iterator[Lock]:
    """Hold the lock; `ExportError` where another load goes on for too long."""
    transaction = _wait(session, note)
    try:
        yield Lock(transaction)
    finally:
        with suppress(DriverError, Neo4jError):  # a server that is gone has rolled it back
            transaction.close()


def _wait(session: neo4j.Session, note: Callable[[str], None]) -> neo4j.Transaction:
    end, told = time.monotonic() + PATIENCE, False
    while time.monotonic() < end:
        if _constrained(session) and _free(session):
            transaction = session.begin_transaction(metadata={"app": "kg load"})
            if _ran(transaction, _LOCK):
                return transaction
        if not told:
            note(f"another load is at work; waiting for its end, {PATIENCE} seconds at most")
            told = True
    raise ExportError(f"another load has been at work for {PATIENCE} seconds; load again when it has ended")


def _constrained(session: neo4j.Session) -> bool:
    """Whether the constraint is there, without which nobody would wait for anybody."""
    name, statement = lock_schema()
    if session.run("SHOW INDEXES YIELD name WHERE name = $name RETURN name", name=name).values():
        return True
    transaction = session.begin_transaction(timeout=_PROBE)  # it may have to wait for a load that came first
    if not _ran(transaction, statement):
        return False
    transaction.commit()
    return True


def _free(session: neo4j.Session) -> bool:
    """Whether nobody holds the lock: a timeout lasts as long as its transaction, so that the lock itself has none."""
    transaction = session.begin_transaction(timeout=_PROBE)
    found = _ran(transaction, _LOCK)
    transaction.close()
    return found


def overdue(error: Neo4jError) -> bool:
    """Whether a transaction waited too long or into a deadlock, so that the next one may have more luck."""
    return any(word in (error.code or "") for word in _BUSY)


def _ran(transaction: neo4j.Transaction, query: str) -> bool:
    """Whether the query ran; where it was overdue, the transaction is closed."""
    try:
        transaction.run(query).consume()
    except (ClientError, TransientError) as error:
        transaction.close()
        if not overdue(error):
            raise
        return False
    return True
