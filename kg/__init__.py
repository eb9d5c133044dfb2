"""News articles into a knowledge graph of people, places, organizations and events."""

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.handle import Handle

__version__ = "0.1.0"
__all__ = ["open"]


def open(path: "str | PathLike[str]", run: int | None = None) -> "Handle":  # noqa: A001 - read as kg.open
    """The graph of a store, for Python: see `kg.handle.Handle`. `StoreError` where there is no store.

    With `run`, the graph as this run of `kg build` left it.
    """
    from kg.handle import Handle

    return Handle(path, run=run)
