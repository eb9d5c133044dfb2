"""The costly part of a build, in this process or spread over several; the results are the same."""

import gc
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from typing import Protocol

from kg import plugins
from kg.errors import ModelError
from kg.intake import Job
from kg.model import Article, Extraction
from kg.processes import settle_in
from kg.read import divide
from kg.text.shingles import signature

Chunk = tuple[Job, ...]
Result = tuple[Job, Extraction | None]

CHUNK = 120_000  # characters a task: some 40 press releases, a few seconds of work
AHEAD = 2  # tasks that wait for each worker: enough to keep it busy, few enough to bound the memory
HOPELESS = 3  # articles in a row that kill their worker: then it is not the articles


class Extractor(Protocol):
    """What reads articles. `fingerprint` changes whenever it might read them differently."""

    @property
    def fingerprint(self) -> str:
        """The model and the rules in one word."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction an article, in their order."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Names the extractor, so that another process can make the same one."""

    extractor: str
    model: str | None
    reader: str | None = None
    min_confidence: float | None = None

    def make(self) -> Extractor:
        """The extractor, made once a process."""
        return _make(self)


def extract(recipe: Recipe, articles: Sequence[Article]) -> list[Extraction]:
    """Divide the articles into their stories, and read them."""
    found = recipe.make().extract(map(divide, articles))
    return [replace(each, signature=signature(each.article.text)) for each in found]


def run(jobs: Iterable[Job], recipe: Recipe, workers: int) -> Generator[Result, None, None]:
    """Extract from all jobs, in their order; None where the process that read an article died of it.

    Uses no other process where there is one worker, or so little to do that starting more would cost more.
    """
    chunks = _chunks(jobs)
    first = tuple(islice(chunks, 2))
    if workers == 1 or len(first) < 2:
        for chunk in chain(first, chunks):
            yield from zip(chunk, extract(recipe, [job.article for job in chunk]), strict=True)
    else:
        with _Pool(recipe, workers) as pool:
            yield from pool.run(chain(first, chunks))


class _Pool:
    """Worker processes that may die: what they were reading is tried again alone."""

    def __init__(self, recipe: Recipe, workers: int) -> None:
        self._recipe = recipe
        self._workers = workers
        self._executor = _executor(workers)
        self._deaths = 0

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Result]:
        """Results in the order of the chunks; only so many are under way at a time."""
        under_way: deque[tuple[Chunk, Future[list[Extraction]]]] = deque()
        for chunk in chunks:
            under_way.append((chunk, self._submit(chunk)))
            if len(under_way) > AHEAD * self._workers:
                yield from self._finish(*under_way.popleft())
        while under_way:
            yield from self._finish(*under_way.popleft())

    def _submit(self, chunk: Chunk) -> Future[list[Extraction]]:
        with suppress(BrokenProcessPool):
            return _submit(self._executor, self._recipe, chunk)
        self._executor.shutdown(wait=True)
        self._executor = _executor(self._workers)
        return _submit(self._executor, self._recipe, chunk)

    def _finish(self, chunk: Chunk, future: Future[list[Extraction]]) -> list[Result]:
        with suppress(BrokenProcessPool):
            return self._done(chunk, future.result())
        return self._alone(chunk)

    def _alone(self, chunk: Chunk) -> list[Result]:
        """Read a chunk in a process of its own, and by halves where that one dies too."""
        with _executor(1) as executor, suppress(BrokenProcessPool):
            return self._done(chunk, _submit(executor, self._recipe, chunk).result())
        if len(chunk) > 1:
            half = len(chunk) // 2
            return self._alone(chunk[:half]) + self._alone(chunk[half:])
        self._deaths += 1
        if self._deaths == HOPELESS:
            raise ModelError(
                "the worker processes are killed again and again, most likely because the memory does not suffice; "
                "try --workers 1, or a machine with more memory"
            )
        return [(chunk[0], None)]

    def _done(self, chunk: Chunk, extractions: list[Extraction]) -> list[Result]:
        self._deaths = 0
        return list(zip(chunk, extractions, strict=True))


def _chunks(jobs: Iterable[Job]) -> Iterator[Chunk]:
    """The jobs in tasks of about the same number of characters."""
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        if chunk and size + len(job.article.text) > CHUNK:
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(job)
        size += len(job.article.text)
    if chunk:
        yield tuple(chunk)


def _executor(workers: int) -> ProcessPoolExecutor:
    # spawn: a forked process would share SQLite's connection and the threads of numeric libraries
    return ProcessPoolExecutor(workers, get_context("spawn"), settle_in)


def _submit(executor: ProcessPoolExecutor, recipe: Recipe, chunk: Chunk) -> Future[list[Extraction]]:
    return executor.submit(extract, recipe, [job.article for job in chunk])


@cache
def _make(recipe: Recipe) -> Extractor:
    made: Extractor = plugins.load("extractor", recipe.extractor)(
        recipe.model, reader=recipe.reader, min_confidence=recipe.min_confidence
    )
    gc.freeze()  # what is loaded stays: nobody need look through it for what has become unused
    return made
