"""Writing a file in several processes: each renders parts of it and puts them where they belong.

Nobody knows where a part begins before all parts in front of it are rendered. So a process holds what it has rendered
and tells its size to the main one, which answers with the place; meanwhile it renders the next. Nothing but sizes and
places goes from one process to another, and the bytes are those that one process would write.
"""

import os
import stat
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, BinaryIO, Generic, Protocol, Self, TypeVar

from kg.errors import ExportError
from kg.export.atomic import BUFFER
from kg.export.protocol import Options
from kg.graph import Graph, assemble_again
from kg.processes import settle_in
from kg.store.sqlite import open_existing

LEAST = 20_000
"""Local entities of a graph that more than one process writes; starting them takes as long as writing some 10,000."""
_AHEAD = 3  # parts that a process is given before it may put the first of them away
_MOST = 1 << 24  # bytes of a part that are held in memory


class Part(Protocol):
    """A part of a file; one with `keys` is rendered by any process, others by the main one, when all before are."""

    @property
    def keys(self) -> object:
        """Which ids it is about, or None."""


P = TypeVar("P", bound=Part)


class Document(Protocol[P]):
    """A file in parts."""

    def parts(self, cut: bool = False) -> Iterator[P]:
        """All parts in their order, or where `cut`, smaller ones."""

    def written(self, part: P) -> Iterable[bytes]:
        """A part, piece by piece."""

    def learned(self) -> Any:
        """What the parts written since the last call tell the others, small."""

    def learn(self, learned: Any) -> None:
        """Take in what another process has learned."""


class Make(Protocol[P]):
    """Makes the document of a graph; a name in a module, so that another process finds it."""

    def __call__(self, graph: Graph, options: Options) -> Document[P]:
        """The document."""


def write(out: BinaryIO, document: Document[P], graph: Graph, make: Make[P], options: Options) -> None:
    """Write a document, in as many processes as `options` say where it is large; `out` is left at its end.

    `ExportError` where a process dies.
    """
    shared = graph.shared()
    if options.workers > 1 and shared and len(graph.canonical) >= LEAST and _is_file(out):
        out.flush()
        with _Crew[P](_Task(shared, make, options, out.name), options.workers) as crew:
            if crew.is_ready():  # if not, the store has changed since, and only we can still see what it was
                crew.write(out, document)
                return
    for part in document.parts():
        out.writelines(document.written(part))


@dataclass(frozen=True, slots=True)
class _Task:
    """What another process needs to know."""

    shared: tuple[str, bytes]
    make: Make[Any]
    options: Options
    path: str


class _Worker:
    """A process, and which parts it holds, by their numbers."""

    def __init__(self, task: _Task) -> None:
        context = get_context("spawn")  # a forked process would share SQLite's connection
        self.link, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, task), daemon=True)
        self.process.start()
        theirs.close()
        self.given = deque[int]()

    def tell(self, message: object) -> None:
        try:
            self.link.send(message)
        except OSError as error:
            raise _died() from error

    def hear(self) -> Any:
        try:
            message = self.link.recv()
        except (EOFError, OSError) as error:
            raise _died() from error
        if isinstance(message, BaseException):
            raise message
        return message


class _Crew(Generic[P]):
    """The processes; leaving the block ends them."""

    def __init__(self, task: _Task, count: int) -> None:
        self._workers = [_Worker(task) for _ in range(count)]
        self._sizes: dict[int, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.terminate()
            worker.process.join()
            worker.link.close()

    def is_ready(self) -> bool:
        """Whether all of them see the graph that we see."""
        seen = [worker.hear() for worker in self._workers]
        return all(seen)

    def write(self, out: BinaryIO, document: Document[P]) -> None:
        plan = list(document.parts(cut=True))
        waiting = deque(number for number, part in enumerate(plan) if part.keys is not None)
        holder: dict[int, _Worker] = {}
        for _ in range(_AHEAD):
            for worker in self._workers:
                _give(worker, plan, waiting, holder)
        at = out.tell()
        for number, part in enumerate(plan):
            if part.keys is None:
                out.seek(at)
                out.writelines(document.written(part))
                at = out.tell()
                continue
            while number not in self._sizes:
                self._listen(document)
            worker = holder.pop(number)
            worker.tell(at)
            at += self._sizes.pop(number)
            _give(worker, plan, waiting, holder)
        for worker in self._workers:
            worker.tell(None)
        for worker in self._workers:
            worker.hear()  # that it has put everything away
        out.seek(at)

    def _listen(self, document: Document[P]) -> None:
        """Hear from whoever has rendered a part."""
        ready = wait([worker.link for worker in self._workers])
        for worker in self._workers:
            if worker.link in ready:
                size, learned = worker.hear()
                self._sizes[worker.given.popleft()] = size
                document.learn(learned)


def _give(worker: _Worker, plan: Sequence[Part], waiting: deque[int], holder: dict[int, _Worker]) -> None:
    if waiting:
        number = waiting.popleft()
        worker.given.append(number)
        holder[number] = worker
        worker.tell(plan[number])


def _is_file(out: BinaryIO) -> bool:
    return stat.S_ISREG(os.fstat(out.fileno()).st_mode)


def _died() -> ExportError:
    return ExportError(
        "a process that was writing has died, most likely because the memory does not suffice; try --workers 1"
    )


def _work(link: Connection, task: _Task) -> None:
    """What another process does."""
    settle_in()
    try:
        with open_existing(task.shared[0]) as store:
            graph = assemble_again(store, task.shared)
        link.send(graph is not None)
        if graph is not None:
            with graph, open(task.path, "r+b", BUFFER) as out:
                _render(link, task.make(graph, task.options), out)
            link.send(True)
    except Exception as error:  # the main process raises it
        link.send(error)


def _render(link: Connection, document: Document[Any], out: BinaryIO) -> None:
    """Render what is asked for, and put it away at the places that are told, in the same order."""
    with ExitStack() as files:
        held = deque[Iterable[bytes]]()
        while (message := link.recv()) is not None:
            if isinstance(message, int):
                out.seek(message)
                out.writelines(held.popleft())
            else:
                size, pieces = _held(document.written(message), files)
                held.append(pieces)
                link.send((size, document.learned()))


def _held(pieces: Iterable[bytes], files: ExitStack) -> tuple[int, Iterable[bytes]]:
    """How many bytes they are, and the pieces, in a temporary file where there are too many for the memory."""
    held, size, file = list[bytes](), 0, None
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if file is not None or size > _MOST:
            file = file or files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the block closes it
            file.writelines(held)
            held.clear()
    if file is None:
        return size, held
    file.seek(0)
    return size, file
