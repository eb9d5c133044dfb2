"""Waiting for an engine that cannot be told to stop."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

from kg.errors import QueryError
from kg.query.patience import within
from kg.store.sqlite import SqliteStore
from tests import records

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_an_answer_and_an_error_come_through() -> None:
    assert within(60, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(60, lambda: 1 // 0)


def test_what_takes_longer_is_given_up() -> None:
    never = Event()
    with pytest.raises(QueryError, match=r"no answer within 0\.01 seconds"):
        within(0.01, never.wait)
    never.set()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with records.fill(SqliteStore(tmp_path / "kg.db")):
        return tmp_path / "kg.db"


def sparql(store: Path, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "kg", "sparql", ENDLESS, "--store", str(store), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_an_endless_sparql_query_is_given_up(store: Path) -> None:
    with sparql(store, "--timeout", "0.5") as asked:
        out, err = asked.communicate(timeout=60)
    assert (asked.returncode, out) == (1, "")
    assert err == "kg: no answer within 0.5 seconds; narrow the pattern, or give a longer --timeout\n"


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_endless_sparql_query_hears_who_ends_it(store: Path, sign: signal.Signals) -> None:
    with sparql(store) as asked:
        time.sleep(5)
        assert asked.poll() is None
        asked.send_signal(sign)
        out, err = asked.communicate(timeout=30)
    assert (asked.returncode, out) == (1, "")
    assert "stopped" in err
