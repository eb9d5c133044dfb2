"""What was added, changed and removed between two graphs of one store, for who holds an export of the first.

A folder with the changes and `manifest.json`, which says what they start from and lead to: its hashes are those of
the whole exports before and after, so that whoever applies the changes can tell that they fit, and that they worked.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, ClassVar, Protocol

from kg import __version__
from kg.export.atomic import writing_folder
from kg.export.jsonl import line, tables
from kg.export.protocol import Options
from kg.export.rdf import NQuads, NTriples
from kg.export.sorting import in_order
from kg.graph import Graph
from kg.graph.lazy import paired
from kg.graph.records import Record

MANIFEST = "manifest.json"
OPERATIONS = "operations.jsonl"
_KEYS = {"judgements": ("left", "right"), "decisions": ("statement",)}
"""The fields that records are known by, where that is not the id."""


class Delta(Protocol):
    """Writes the difference between two graphs, the same bytes for the same graphs."""

    def write(self, before: Graph, after: Graph, target: Path, options: Options) -> None:
        """Write to the folder `target`, whole or not at all; `ExportError` where that fails."""


@dataclass
class _Summed:
    """Lines that pass by are counted and hashed."""

    lines: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def passing(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for each in lines:
            self.lines += each.count(b"\n")
            self.digest.update(each)
            yield each

    def summary(self) -> Mapping[str, object]:
        return {"lines": self.lines, "sha256": self.digest.hexdigest()}


class JsonLinesDelta:
    """One file of operations, each on a record of one of the files of `jsonl`.

    `{"op": "added" | "changed" | "removed", "file", "key"}`, and the `record` where there is one now.
    """

    def write(self, before: Graph, after: Graph, target: Path, options: Options) -> None:  # noqa: ARG002 - none applies
        """Write the folder; `ExportError` where that fails."""
        with writing_folder(target, (MANIFEST, OPERATIONS)) as folder:
            wholes: tuple[dict[str, _Summed], ...] = ({}, {})
            written = _Summed()
            with (folder / OPERATIONS).open("wb") as out:
                out.writelines(written.passing(map(line, _operations(before, after, wholes))))
            _describe(folder, "jsonl", (before, after), wholes, {OPERATIONS: written}, {})


class _Lines(Protocol):
    """An exporter whose file is lines, each of which stands for itself."""

    def pieces(self, graph: Graph, options: Options) -> Iterator[bytes]:
        """The whole export piece by piece, each a few whole lines."""


class RdfDelta:
    """Two files, in the order of bytes: statements that only the later graph has, and those that it lost."""

    exporter: ClassVar[_Lines]
    format: ClassVar[str]
    ending: ClassVar[str]

    def write(self, before: Graph, after: Graph, target: Path, options: Options) -> None:
        """Write the folder; `ExportError` where that fails."""
        names = [f"{name}.{self.ending}" for name in ("added", "removed")]
        wholes, written = [{self.format: _Summed()} for _ in range(2)], {name: _Summed() for name in names}
        with writing_folder(target, (MANIFEST, *names)) as folder, ExitStack() as opened:
            old, new = (
                opened.enter_context(in_order(_lines(whole[self.format].passing(self.exporter.pieces(graph, options)))))
                for whole, graph in zip(wholes, (before, after), strict=True)
            )
            added, removed = (opened.enter_context((folder / name).open("wb")) for name in names)
            for one, other in paired(_once(old), _once(new), lambda each: each):
                if one is None and other is not None:
                    added.writelines(written[names[0]].passing((other,)))
                elif other is None and one is not None:
                    removed.writelines(written[names[1]].passing((one,)))
            chosen = {"base": options.base, "statements": options.profile.statements}
            _describe(folder, self.format, (before, after), wholes, written, chosen)


class NQuadsDelta(RdfDelta):
    """Quads."""

    exporter, format, ending = NQuads(), "nquads", "nq"


class NTriplesDelta(RdfDelta):
    """Triples."""

    exporter, format, ending = NTriples(), "ntriples", "nt"


def _operations(before: Graph, after: Graph, wholes: Sequence[dict[str, _Summed]]) -> Iterator[Record]:
    """What happened to the records of one file after the other, each in the order of keys."""
    for (name, old), new in zip(tables(before).items(), tables(after).values(), strict=True):
        file, fields = f"{name}.jsonl", _KEYS.get(name, ("id",))
        for whole in wholes:
            whole[file] = _Summed()
        was, is_ = (_written(rows, fields, whole[file]) for rows, whole in zip((old, new), wholes, strict=True))
        for one, other in paired(was, is_, itemgetter(0)):
            key = one[0] if one is not None else other[0] if other is not None else ()
            operation = {"file": file, "key": dict(zip(fields, key, strict=True))}
            if other is None:
                yield {"op": "removed", **operation}
            elif one is None or one[2] != other[2]:
                yield {"op": "added" if one is None else "changed", **operation, "record": other[1]}


def _written(
    rows: Iterable[Record], fields: Sequence[str], whole: _Summed
) -> Iterator[tuple[tuple[str, ...], Record, bytes]]:
    """Each record with its key and its line."""
    for row in rows:
        (written,) = whole.passing((line(row),))
        yield tuple(str(row[each]) for each in fields), row, written


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    return (each for piece in pieces for each in piece.splitlines(keepends=True))


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Sorted lines without repeats."""
    return (each for each, _ in groupby(lines))


def _describe(
    folder: Path,
    format_: str,
    graphs: tuple[Graph, Graph],
    wholes: Iterable[Mapping[str, _Summed]],
    written: Mapping[str, _Summed],
    chosen: Mapping[str, object],
) -> None:
    ends = {
        end: {"run": graph.run.id if graph.run else None, "whole": _summaries(whole)}
        for end, graph, whole in zip(("since", "until"), graphs, wholes, strict=True)
    }
    manifest = {"kg": __version__, "format": format_, **chosen, **ends, "files": _summaries(written)}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _summaries(summed: Mapping[str, _Summed]) -> Mapping[str, object]:
    return {name: each.summary() for name, each in summed.items()}
