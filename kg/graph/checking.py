"""What the SHACL engine finds fault with, portion by portion, in this process or in several."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self, TypeVar

import pyoxigraph as ox
import shacl

from kg.errors import ExportError
from kg.graph.alike import SH, Alike
from kg.graph.assemble import Graph, assemble_again
from kg.graph.rdf import Iris, Part, Profile, View
from kg.graph.rdf.portions import Classes, Portion, classes_of, portions
from kg.graph.rdf.resource import Resource, Term
from kg.graph.rdf.view import resources
from kg.graph.shapes import all_shapes, compiled
from kg.processes import settle_in
from kg.store.sqlite import open_existing

LEAST = 20_000
"""Local entities of a graph that more than one process checks; to start them takes two seconds."""
_AHEAD = 8  # parts that wait for each process
_FOCUS = ox.NamedNode(f"{SH}focusNode")
_PROFILE = Profile("reification", mentions=False)  # mentions come straight from the store

Given = TypeVar("Given")


class Fault(NamedTuple):
    """What is wrong: the resource, the property and value, the shape that says so."""

    resource: str
    path: str | None
    value: str | None
    shape: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one call of the engine found, and the results of its report, as lines of N-Triples."""

    faults: tuple[Fault, ...]
    report: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All of them, and how many triples were looked at."""

    found: tuple[Finding, ...]
    triples: int


def look(lines: str, own: AbstractSet[Term] | None = None) -> Finding:
    """Have the engine check a text in N-Triples; of what it finds, only what is said of `own`, if given, counts."""
    made = compiled().validate_text(lines, format="nt")
    results = [each for each in made.results if own is None or each.focus_node in own]
    return Finding(tuple(map(_fault, results)), _results(made, own) if results else "")


def check(parts: Iterable[Portion], alike: Alike | None = None) -> Findings:
    """Check portion by portion, one of all resources that no shape can tell apart, and all of those where it is wrong.

    What is found of others than a portion's own resources, their own portion has to say. `alike` is what was learnt
    from other portions.
    """
    alike, found, triples = alike or Alike.under(all_shapes()), list[Finding](), 0
    for portion in parts:
        triples += len(portion)
        unlike = alike.unlike(portion.resources, portion.classes)
        first = _look([same[0] for same in unlike.values()], portion.classes)
        wrong = {f"<{each.resource}>" for each in first.faults}
        alike.learn(sketch for sketch, same in unlike.items() if same[0][0] not in wrong)
        rest = [each for same in unlike.values() if same[0][0] in wrong for each in same[1:]]
        found += [each for each in (first, _look(rest, portion.classes)) if each.faults]
    return Findings(tuple(found), triples)


def check_all(graph: Graph, iris: Iris, workers: int = 1) -> Findings:
    """Check the RDF view of a graph, in as many processes where it is large; `ExportError` where one dies."""
    shared = graph.shared()
    if workers > 1 and shared and len(graph.canonical) >= LEAST:
        with TemporaryDirectory() as folder, _Crew(shared, iris, str(Path(folder, "classes.db")), workers) as crew:
            if (found := crew.check(View(graph, iris, _PROFILE))) is not None:
                return found
    return check(portions(lambda: resources(View(graph, iris, _PROFILE))))


def _look(some: Sequence[Resource], classes: Mapping[Term, str]) -> Finding:
    return look(Portion(some, classes).lines(), {subject for subject, _ in some}) if some else Finding((), "")


def _fault(result: shacl.Result) -> Fault:
    resource = _bare(result.focus_node)
    return Fault(
        resource,
        _bare(result.path) if result.path else None,
        result.value_plain if result.value_plain != resource else None,
        _bare(result.root_shape or result.source_shape or ""),
        result.message or f"{result.component} is not met",
    )


def _results(made: shacl.Report, own: AbstractSet[Term] | None) -> str:
    triples = list(ox.parse(made.serialize("ntriples"), format=ox.RdfFormat.N_TRIPLES))
    focused = [each for each in triples if each.predicate == _FOCUS]
    results = {each.subject for each in focused if own is None or str(each.object) in own}
    kept = [each.triple for each in triples if each.subject in results]
    return (ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _bare(term: str) -> str:
    return term.removeprefix("<").removesuffix(">")


class _ChangedError(Exception):
    """The store is not any more what the main process sees."""


class _Crew:
    """Processes that see the same graph; `path` is where the classes of all resources are kept for them."""

    def __init__(self, shared: tuple[str, bytes], iris: Iris, path: str, workers: int) -> None:
        self._path, self._ahead = path, _AHEAD * workers
        context = get_context("spawn")  # a forked process would share SQLite's connection
        self._pool = ProcessPoolExecutor(workers, context, _open, (shared, iris.base))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def check(self, view: View) -> Findings | None:
        """All findings; None where only the main process still sees what the store was."""
        try:
            return self._check(view)
        except _ChangedError:
            return None
        except BrokenProcessPool as error:
            raise ExportError(
                "a process that was checking has died, most likely because the memory does not suffice; "
                "try --workers 1, or --no-validate, where the command has them"
            ) from error

    def _check(self, view: View) -> Findings:
        parts = list(view.parts(workers=2))
        theirs = [part for part in parts if part.keys is not None]
        with Classes(self._path) as classes:
            for rows, met in self._each(_classes, theirs):
                classes.add(rows)
                view.meet(met)
            own = list(resources(view, [part for part in parts if part.keys is None]))
            classes.add(classes_of(own))
        with Classes(self._path) as classes:
            found = [check(portions(lambda: own, classes=classes))]
        found += self._each(partial(_checked, self._path), theirs)
        return Findings(tuple(chain.from_iterable(each.found for each in found)), sum(each.triples for each in found))

    def _each(self, task: Callable[[Part], Given], parts: Iterable[Part]) -> Iterator[Given]:
        """What a task gives for each part, in order; only so many are under way at a time."""
        under_way = deque[Future[Given]]()
        for part in parts:
            under_way.append(self._pool.submit(task, part))
            if len(under_way) > self._ahead:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What another process sees and has learnt."""

    view: View
    alike: Alike


_seen: list[_Seen] = []


def _open(shared: tuple[str, bytes], base: str) -> None:
    settle_in()
    with open_existing(shared[0]) as store:
        graph = assemble_again(store, shared)
    if graph is not None:
        _seen.append(_Seen(View(graph, Iris(base), _PROFILE), Alike.under(all_shapes())))


def _classes(part: Part) -> tuple[list[tuple[Term, str]], Any]:
    """The classes of what a part describes, and what the main process has to know of it."""
    view = _ours().view
    return list(classes_of(resources(view, [part]))), view.met()


def _checked(path: str, part: Part) -> Findings:
    """Check a part, with the classes that are kept at `path`."""
    ours = _ours()
    with Classes(path) as classes:
        return check(portions(lambda: resources(ours.view, [part]), classes=classes), ours.alike)


def _ours() -> _Seen:
    if not _seen:
        raise _ChangedError
    return _seen[0]
