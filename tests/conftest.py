"""Fixtures that several rooms share."""

import pytest

from kg.graph import Graph, assemble
from kg.store.sqlite import SqliteStore
from tests import records


@pytest.fixture(scope="session")
def world() -> Graph:
    """The graph of `tests.records`; it cannot be changed."""
    with records.fill(SqliteStore()) as store:
        return assemble(store)
