"""The stores that every test of the protocol runs on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.store import Store
from kg.store.sqlite import SqliteStore

MAKERS: dict[str, Callable[[Path], Store]] = {
    "sqlite file": lambda folder: SqliteStore(folder / "kg.db"),
    "sqlite memory": lambda _: SqliteStore(),
}


@pytest.fixture(params=sorted(MAKERS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with MAKERS[request.param](tmp_path) as made:
        yield made
