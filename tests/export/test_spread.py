"""Files that several processes write: the same bytes, and an end that is clear, however it comes."""

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from multiprocessing import active_children, parent_process
from pathlib import Path

import pytest

from kg.errors import ExportError, StoreError
from kg.export import Options, neo4j_csv, neo4j_lines, spread
from kg.export.atomic import writing
from kg.export.neo4j_cells import DELIMITER
from kg.export.neo4j_csv import Neo4jCsv
from kg.export.neo4j_lines import Nodes, Relationships
from kg.export.rdf import NQuads, NTriples
from kg.graph import Graph, assemble
from kg.graph.rdf import BASE, Iris, Profile, View, lines, view
from kg.graph.rdf.resource import STATEMENTS
from kg.store import kept
from kg.store.sqlite import SqliteStore, open_existing
from tests import records


@pytest.fixture(autouse=True)
def however_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and ranges of any size are worth several processes."""
    monkeypatch.setattr(kept, "LEAST", 0)
    monkeypatch.setattr(spread, "LEAST", 0)
    monkeypatch.setattr(view, "_RANGES", {section: (kind, 2) for section, (kind, _) in view._RANGES.items()})
    for name in ("_ENTITIES", "_ARTICLES", "_MENTIONING"):
        monkeypatch.setattr(neo4j_lines, name, 2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kg.db"
    with SqliteStore(path) as store:
        records.fill(store)
    return path


@pytest.fixture
def graph(path: Path) -> Iterator[Graph]:
    with open_existing(path) as store, assemble(store) as graph:
        yield graph


def files(target: Path) -> dict[str, bytes]:
    found = [target] if target.is_file() else sorted(target.iterdir())
    return {each.name: each.read_bytes() for each in found}


@pytest.mark.parametrize("statements", STATEMENTS)
def test_parts_are_the_whole(statements: str, graph: Graph) -> None:
    profile = Profile(statements, runs=True)
    cut = View(graph, Iris(BASE), profile)
    parts = list(cut.parts(workers=2))
    assert len(parts) > 15
    whole = "".join(lines(graph, Iris(BASE), profile))
    assert "".join(text for part in parts for text in cut.written(part)) == whole
    assert graph.struck  # nobody counts what was struck out


@pytest.mark.parametrize("make", [Nodes, Relationships])
@pytest.mark.parametrize("workers", [2, 3, 7])
def test_parts_are_the_whole_of_csv(make: type[Nodes] | type[Relationships], workers: int, graph: Graph) -> None:
    one, other = (make(graph, Options(), DELIMITER) for _ in range(2))
    parts = list(other.parts(workers))
    assert len(parts) > workers
    whole = b"".join(piece for part in one.parts() for piece in one.written(part))
    assert b"".join(piece for part in parts for piece in other.written(part)) == whole
    assert one.met() == other.met()


@pytest.mark.parametrize("workers", [2, 3])
@pytest.mark.parametrize("exporter", [NQuads, NTriples, Neo4jCsv])
def test_any_number_of_processes_writes_the_same_bytes(
    exporter: type[NQuads] | type[NTriples] | type[Neo4jCsv],
    workers: int,
    graph: Graph,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exporter().write(graph, tmp_path / "one", Options())
    crews: list[int] = []

    class Crew(spread._Crew):
        def __init__(self, task: spread._Task, count: int) -> None:
            crews.append(count)
            super().__init__(task, count)

    monkeypatch.setattr(spread, "_Crew", Crew)
    exporter().write(graph, tmp_path / "several", Options(workers=workers))
    assert crews == [workers]
    assert files(tmp_path / "several") == (
        {"several": files(tmp_path / "one")["one"]} if (tmp_path / "one").is_file() else files(tmp_path / "one")
    )
    assert not active_children()


def test_lists_with_the_delimiter_are_noticed_elsewhere(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_csv, "_DELIMITERS", ["e", "\ue0ff"])
    for workers in (1, 2):
        Neo4jCsv().write(graph, tmp_path / str(workers), Options(workers=workers))
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_a_store_that_has_changed_is_read_by_the_one_who_sees_what_it_was(
    graph: Graph, path: Path, tmp_path: Path
) -> None:
    NQuads().write(graph, tmp_path / "before", Options())
    with SqliteStore(path) as store:
        store.remove(["visit.txt"])
    NQuads().write(graph, tmp_path / "after", Options(workers=2))
    assert (tmp_path / "after").read_bytes() == (tmp_path / "before").read_bytes()


def test_what_is_no_file_is_written_by_one(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "_Crew", None)
    NQuads().write(graph, Path(os.devnull), Options(workers=2))
    with open_existing(tmp_path / "kg.db") as store, assemble(store, 1) as then:
        NQuads().write(then, tmp_path / "then", Options(workers=2))  # what a run left is not shared
    monkeypatch.setattr(spread, "LEAST", 1 << 40)
    NQuads().write(graph, tmp_path / "small", Options(workers=2))


class _Doomed:
    """A document that another process cannot write."""

    def __init__(self, graph: Graph, options: Options) -> None:
        self._why = options.base

    def parts(self, workers: int = 1) -> Iterator[view.Part]:
        yield view.Part("header")
        yield from (view.Part("articles", (str(at), None)) for at in range(workers * 20))

    def written(self, part: view.Part) -> Iterable[bytes]:
        if part.keys and part.keys[0] == "9" and parent_process():
            if self._why == "killed":
                os._exit(9)
            raise StoreError("the disk is gone")
        return [b"x" * 100]

    def met(self) -> None: ...

    def meet(self, met: None) -> None: ...


def _doomed(graph: Graph, target: Path, why: str) -> None:
    options = Options(base=why, workers=2)
    with writing(target) as out:
        spread.write([(_Doomed, out)], graph, options)


@pytest.mark.parametrize(
    ("why", "kind", "said"), [("killed", ExportError, "try --workers 1"), ("told", StoreError, "the disk is gone")]
)
def test_a_process_that_dies_leaves_nothing(
    why: str, kind: type[Exception], said: str, graph: Graph, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "kg.nq"
    target.parent.mkdir()
    target.write_bytes(b"what was there")
    with pytest.raises(kind, match=said):
        _doomed(graph, target, why)
    assert files(target.parent) == {"kg.nq": b"what was there"}
    assert not active_children()


def test_who_interrupts_ends_all_of_them(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(spread._Crew, "_listen", interrupt)
    with pytest.raises(KeyboardInterrupt):
        NQuads().write(graph, tmp_path / "out" / "kg.nq", Options(workers=2))
    assert list((tmp_path / "out").iterdir()) == []
    assert not active_children()


def test_a_large_part_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "_MOST", 10)
    pieces = [b"one\n", b"two\n", b"three\n", b"four"]
    with ExitStack() as stack:
        for count, kind in ((2, list), (4, io.IOBase)):
            size, held = spread._held(iter(pieces[:count]), stack)
            assert size == sum(map(len, pieces[:count]))
            assert isinstance(held, kind) or hasattr(held, "read")
            assert b"".join(held) == b"".join(pieces[:count])
