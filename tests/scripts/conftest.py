"""What the tests of scripts share."""

from pathlib import Path

import pytest

from cookbook.pages import STORIES
from kg.pipeline import Options, build
from kg.store.sqlite import SqliteStore


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the cookbook's invented stories, read by the real extractor."""
    path = tmp_path_factory.mktemp("cookbook") / "kg.db"
    with SqliteStore(path) as store:
        build(store, [str(STORIES)], Options(workers=1))
    return path
