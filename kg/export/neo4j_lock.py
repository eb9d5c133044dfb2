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
from kg.export.neo4j_schema import LOCK

PATIENCE = 600
"""Seconds to wait for another load to end."""
_PROBE = 1  # seconds; the server looks every other second whether they are over
_LOCK = f"MERGE (n:{LOCK} {{id: 'load'}}) SET n.held = true"
# What a server says to a transaction that waited for a lock too long.
_BUSY = ("Terminated", "LockClientStopped", "LockAcquisitionTimeout", "TransactionTimedOut")


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
        if _free(session):
            transaction = session.begin_transaction(metadata={"app": "kg load"})
            if _locked(transaction):
                return transaction
        if not told:
            note(f"another load is at work; waiting for its end, {PATIENCE} seconds at most")
            told = True
    raise ExportError(f"another load has been at work for {PATIENCE} seconds; load again when it has ended")


def _free(session: neo4j.Session) -> bool:
    """Whether nobody holds the lock: a timeout lasts as long as its transaction, so that the lock itself has none."""
    transaction = session.begin_transaction(timeout=_PROBE)
    found = _locked(transaction)
    transaction.close()
    return found


def _locked(transaction: neo4j.Transaction) -> bool:
    try:
        transaction.run(_LOCK).consume()
    except (ClientError, TransientError) as error:
        transaction.close()
        if any(word in (error.code or "") for word in _BUSY):
            return False
        raise
    return True
