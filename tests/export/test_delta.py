"""Whoever holds the export of a run and applies what changed since holds the export of now."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kg import ontology, plugins
from kg.errors import ExportError
from kg.export import Options
from kg.graph import assemble
from kg.graph.rdf import Profile
from kg.store.sqlite import SqliteStore
from tests import records

OPTIONS = Options(base="https://data.example/", profile=Profile("nodes"))
RUNS = [(1, 2), (2, 3), (3, 4), (4, None), (1, None), (3, 1)]


@pytest.fixture(scope="module")
def store() -> Iterator[SqliteStore]:
    with records.grow(SqliteStore()) as made:
        yield made


def export(store: SqliteStore, format_: str, run: int | None, target: Path) -> Path:
    plugins.load("exporter", format_)().write(assemble(store, run), target, OPTIONS)
    return target


def delta(store: SqliteStore, format_: str, since: int, until: int | None, target: Path) -> dict[str, Any]:
    plugins.load("delta", format_)().write(assemble(store, since), assemble(store, until), target, OPTIONS)
    manifest: dict[str, Any] = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    schema("manifest").validate(manifest)
    return manifest


def schema(name: str) -> jsonschema.Draft202012Validator:
    found = json.loads((ontology.schemas() / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def summary(path: Path) -> dict[str, object]:
    content = path.read_bytes()
    return {"lines": content.count(b"\n"), "sha256": hashlib.sha256(content).hexdigest()}


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(("since", "until"), RUNS)
@pytest.mark.parametrize(("format_", "ending"), [("nquads", "nq"), ("ntriples", "nt")])
def test_rdf(format_: str, ending: str, since: int, until: int | None, store: SqliteStore, tmp_path: Path) -> None:
    before, after = (export(store, format_, run, tmp_path / str(run)) for run in (since, until))
    manifest = delta(store, format_, since, until, tmp_path / "delta")
    added, removed = (lines(tmp_path / "delta" / f"{name}.{ending}") for name in ("added", "removed"))
    assert set(lines(before)) - set(removed) | set(added) == set(lines(after))
    assert set(removed) <= set(lines(before))
    assert not set(added) & set(lines(before))
    assert (added, removed) == (sorted(set(added)), sorted(set(removed)))
    assert manifest["since"] == {"run": since, "whole": {format_: summary(before)}}
    assert manifest["until"] == {"run": until, "whole": {format_: summary(after)}}
    assert manifest["files"] == {
        path.name: summary(path) for path in sorted((tmp_path / "delta").iterdir()) if path.suffix != ".json"
    }
    assert (manifest["base"], manifest["statements"]) == ("https://data.example/", "nodes")


@pytest.mark.parametrize(("since", "until"), RUNS)
def test_records(since: int, until: int | None, store: SqliteStore, tmp_path: Path) -> None:
    before, after = (export(store, "jsonl", run, tmp_path / str(run)) for run in (since, until))
    manifest = delta(store, "jsonl", since, until, tmp_path / "delta")
    held = {file.name: {_key(file.name, row): row for row in map(json.loads, lines(file))} for file in before.iterdir()}
    for operation in map(json.loads, lines(tmp_path / "delta" / "operations.jsonl")):
        schema("operation").validate(operation)
        file, key = held[operation["file"]], tuple(operation["key"].values())
        assert (key in file) == (operation["op"] != "added")
        if operation["op"] == "removed":
            del file[key]
        else:
            assert file.get(key) != operation["record"]
            file[key] = operation["record"]
    assert held == {
        file.name: {_key(file.name, row): row for row in map(json.loads, lines(file))} for file in after.iterdir()
    }
    for end, folder in (("since", before), ("until", after)):
        assert manifest[end]["whole"] == {file.name: summary(file) for file in folder.iterdir()}
    assert manifest["files"] == {"operations.jsonl": summary(tmp_path / "delta" / "operations.jsonl")}


def _key(file: str, row: dict[str, str]) -> tuple[str, ...]:
    keys = {"judgements.jsonl": ("left", "right"), "decisions.jsonl": ("statement",)}
    return tuple(row[each] for each in keys.get(file, ("id",)))


@pytest.mark.parametrize("format_", sorted(plugins.BUILT_IN["delta"]))
def test_no_change_is_empty_files_and_the_same_bytes(format_: str, store: SqliteStore, tmp_path: Path) -> None:
    manifest = delta(store, format_, 2, 2, tmp_path / "delta")
    assert manifest["since"] == manifest["until"]
    assert {file["lines"] for file in manifest["files"].values()} == {0}
    first = {path.name: path.read_bytes() for path in (tmp_path / "delta").iterdir()}
    delta(store, format_, 2, 2, tmp_path / "delta")
    assert {path.name: path.read_bytes() for path in (tmp_path / "delta").iterdir()} == first


def test_a_folder_of_something_else_stays(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(ExportError, match="name a new folder"):
        delta(store, "nquads", 1, 2, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]
