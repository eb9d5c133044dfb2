"""Measuring in fresh processes, so that no measurement warms or burdens another."""

import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")


def elsewhere(task: Callable[..., T], *arguments: object) -> T:
    """Run a task in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()


def timed(work: Callable[[], object]) -> float:
    """The CPU seconds of some work in this process, which other work on the machine does not lengthen much."""
    before = cpu(resource.getrusage(resource.RUSAGE_SELF))
    work()
    return cpu(resource.getrusage(resource.RUSAGE_SELF)) - before


def cpu(usage: resource.struct_rusage) -> float:
    """CPU seconds."""
    return usage.ru_utime + usage.ru_stime


def peak() -> float:
    """The most memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
