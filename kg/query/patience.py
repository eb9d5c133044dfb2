"""Work of an engine that cannot be told to stop."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from kg.errors import QueryError

Given = TypeVar("Given")


def within(seconds: float, work: Callable[[], Given]) -> Given:
    """What `work` gives or raises; `QueryError` where it takes longer. Ctrl-C is heard at once.

    The work goes on in a thread of its own until the process ends: for processes that end soon, then.
    """
    given: list[Given] = []
    raised: list[BaseException] = []

    def do() -> None:
        try:
            given.append(work())
        except BaseException as error:
            raised.append(error)

    thread = Thread(target=do, daemon=True)
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    if not given:
        raise QueryError(f"no answer within {seconds:g} seconds; narrow the pattern, or give a longer --timeout")
    return given[0]
