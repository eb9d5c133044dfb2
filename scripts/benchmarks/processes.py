"""Measuring in fresh processes, so that no measurement warms or burdens another."""

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a process and its children, seconds on the clock, and the most memory one process held (MB)."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str], log: Path | None = None) -> Cost:
    """What a program costs from its start to its end; `log` takes what it prints to stderr.

    `SystemExit` where it fails.
    """
    began = time.perf_counter()
    with (log or Path(os.devnull)).open("wb") as said:
        child = subprocess.Popen(command, stderr=said if log else None)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed with exit code {child.returncode}{_end(log)}")
    return Cost(cpu(usage), time.perf_counter() - began, usage.ru_maxrss / 1024)


def _end(log: Path | None) -> str:
    if log is None:
        return ""
    return "; the end of what it said:\n" + "\n".join(log.read_text(errors="replace").splitlines()[-12:])


def elsewhere(task: Callable[..., T], *arguments: object) -> T:
    """Run a task in a fresh process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()


def timed(work: Callable[[], object]) -> float:
    """The CPU seconds of some work in this process, which other work on the machine does not lengthen much."""
    before = cpu(resource.getrusage(resource.RUSAGE_SELF))
    work()
    return cpu(resource.getrusage(resource.RUSAGE_SELF)) - before


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, CPU seconds of this process and of those that it started and waited for."""

    clock: float
    own: float
    others: float

    @property
    def cpu(self) -> float:
        """All CPU seconds."""
        return self.own + self.others


def spent(work: Callable[[], object]) -> Spent:
    """What some work in this process takes."""
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    began, before = time.perf_counter(), [cpu(resource.getrusage(kind)) for kind in kinds]
    work()
    own, others = (cpu(resource.getrusage(kind)) - earlier for kind, earlier in zip(kinds, before, strict=True))
    return Spent(time.perf_counter() - began, own, others)


def cpu(usage: resource.struct_rusage) -> float:
    """CPU seconds."""
    return usage.ru_utime + usage.ru_stime


def peak() -> float:
    """The most memory that this process held, or one that it started and waited for, in MB."""
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / 1024


def own_peak() -> float:
    """The most memory that this process held, in MB; `peak` counts what held the process that started it, too."""
    with suppress(OSError), Path("/proc/self/status").open() as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    return peak()
