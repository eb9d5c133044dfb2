"""NumPy on one thread: for matrices as small as ours, threads that wait for each other quadruple the work."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

_P = ParamSpec("_P")
_R = TypeVar("_R")
_POOLS = ThreadpoolController()


def alone(method: Callable[_P, _R]) -> Callable[_P, _R]:
    """A function that lets NumPy use one thread while it runs; what it returns must be made by then, so no iterator."""

    @wraps(method)
    def limited(*arguments: _P.args, **named: _P.kwargs) -> _R:
        with _POOLS.limit(limits=1, user_api="blas"):
            return method(*arguments, **named)

    return limited
