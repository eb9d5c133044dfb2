"""Writing a file in several processes: each renders parts of it and puts them where they belong.

Nobody knows where a part begins before all parts in front of it are rendered. So a process holds what it has rendered
and tells its size to the main one, which answers with the place; meanwhile it renders the next. Nothing but sizes and
places goes from one process to another, and the bytes are those that one process would write.
"""

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, BinaryIO, NamedTuple, Protocol, Self

from kg.errors import ExportError
from kg.export.atomic import BUFFER
from kg.export.protocol import Options
from kg.graph import Graph, assemble_again
from kg.processes import settle_in
from kg.store.sqlite import open_existing

LEAST = 20_000
"""Local entities of a graph that more than one process writes; starting them takes as long as writing some 10,000."""
_AHEAD = 6  # parts that a process is given before it may put the first of them away
_MOST = 1 << 24  # bytes of a part that are held in memory


class Part(Protocol):
    """A part of a file; one with `keys` is rendered by any process, others by the main one, when all before are."""

    @property
    def keys(self) -> object:
        """Which ids it is about, or None."""


class Document(Protocol):
    """A file in parts."""

    def parts(self, workers: int = 1) -> Iterator[Any]:
        """All parts (`Part`) in their order; for more than one process, smaller ones."""

    def written(self, part: Any) -> Iterable[bytes]:
        """A part, piece by piece."""

    def met(self) -> Any:
        """What the parts written since the last call tell the others, small."""

    def meet(self, met: Any) -> None:
        """Take in what another process has met."""


Make = Callable[[Graph, Options], Document]
"""Makes the document of a graph; a name in a module, so that another process finds it."""


def write(files: Sequence[tuple[Make, BinaryIO]], graph: Graph, options: Options) -> list[Document]:
    """Write documents, in as many processes as `options` say where the graph is large; gives them as they are then.

    `ExportError` where a process dies.
    """
    documents = [make(graph, options) for make, _ in files]
    shared = graph.shared()
    if options.workers > 1 and shared and len(graph.canonical) >= LEAST and all(_is_file(out) for _, out in files):
        paths = tuple((make, out.name) for make, out in files)
        with _Crew(_Task(shared, options, paths), options.workers) as crew:
            if crew.is_ready():  # if not, the store has changed since, and only we can still see what it was
                crew.write(documents, [out for _, out in files])
                return documents
    for document, (_, out) in zip(documents, files, strict=True):
        for part in document.parts():
            out.writelines(document.written(part))
    return documents


@dataclass(frozen=True, slots=True)
class _Task:
    """What another process needs to know; it writes what is made to these paths."""

    shared: tuple[str, bytes]
    options: Options
    paths: tuple[tuple[Make, str], ...]


class _Work(NamedTuple):
    """A part of one of the documents, by the number of the document and its own among all parts."""

    number: int
    document: int
    part: Any


class _Worker:
    """A process."""

    def __init__(self, task: _Task) -> None:
        context = get_context("spawn")  # a forked process would share SQLite's connection
        self.link, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, task), daemon=True)
        self.process.start()
        theirs.close()

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


class _Crew:
    """The processes; leaving the block ends them."""

    def __init__(self, task: _Task, count: int) -> None:
        self._workers: list[_Worker] = []
        self._sizes: dict[int, tuple[_Worker, int]] = {}  # what is rendered, by whom, and of how many bytes
        for _ in range(count):
            self._workers.append(_Worker(task))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.link.close()

    def is_ready(self) -> bool:
        """Whether all of them see the graph that we see."""
        seen = [worker.hear() for worker in self._workers]
        return all(seen)

    def write(self, documents: Sequence[Document], files: Sequence[BinaryIO]) -> None:
        """Have all parts rendered and put away, each file from where it is now."""
        parts = [(at, part) for at, each in enumerate(documents) for part in each.parts(len(self._workers))]
        plan = [_Work(number, at, part) for number, (at, part) in enumerate(parts)]
        waiting = iter([work for work in plan if work.part.keys is not None])
        for worker in [each for _ in range(_AHEAD) for each in self._workers]:
            _give(worker, waiting)
        places = [file.tell() for file in files]
        for number, document, part in plan:
            if part.keys is None:
                files[document].seek(places[document])
                files[document].writelines(documents[document].written(part))
                places[document] = files[document].tell()
                continue
            while number not in self._sizes:
                self._listen(documents)
            worker, size = self._sizes.pop(number)
            worker.tell((number, places[document]))
            places[document] += size
            _give(worker, waiting)
        for worker in self._workers:
            worker.tell(None)
        for worker in self._workers:
            worker.hear()  # that it has put everything away
        for file, place in zip(files, places, strict=True):
            file.seek(place)

    def _listen(self, documents: Sequence[Document]) -> None:
        """Hear from whoever has rendered a part."""
        ready = wait([worker.link for worker in self._workers])
        for worker in self._workers:
            if worker.link in ready:
                work, size, met = worker.hear()
                self._sizes[work.number] = worker, size
                documents[work.document].meet(met)


def _give(worker: _Worker, waiting: Iterator[_Work]) -> None:
    if work := next(waiting, None):
        worker.tell(work)


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
            with graph, ExitStack() as files:
                documents = [make(graph, task.options) for make, _ in task.paths]
                outs = [files.enter_context(open(path, "r+b", BUFFER)) for _, path in task.paths]
                _render(link, documents, outs)
            link.send(True)
    except Exception as error:  # the main process raises it
        link.send(error)


def _render(link: Connection, documents: Sequence[Document], outs: Sequence[BinaryIO]) -> None:
    """Render what is asked for, and put it away at the places that are told."""
    held: dict[int, tuple[BinaryIO, list[bytes] | BinaryIO]] = {}
    with ExitStack() as files:
        while (message := link.recv()) is not None:
            if isinstance(message, _Work):
                document = documents[message.document]
                size, pieces = _held(document.written(message.part), files)
                held[message.number] = outs[message.document], pieces
                link.send((message, size, document.met()))
            else:
                number, place = message
                out, pieces = held.pop(number)
                out.seek(place)
                out.writelines(pieces)
                if not isinstance(pieces, list):
                    pieces.close()


def _held(pieces: Iterable[bytes], files: ExitStack) -> tuple[int, list[bytes] | BinaryIO]:
    """How many bytes they are, and the pieces, in a temporary file where there are too many for the memory."""
    held, size = list[bytes](), 0
    file: BinaryIO | None = None
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _MOST:
            file = file or files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the block closes it
            file.writelines(held)
            held.clear()
    if file is None:
        return size, held
    file.seek(0)
    return size, file
