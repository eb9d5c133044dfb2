"""What people decided, as the training takes it in, held against its schema."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kg import ontology
from kg.errors import ExportError
from kg.export import Options
from kg.export.training import FILE, Training
from kg.graph import Graph, assemble
from kg.model import Decision, Ruling
from kg.store.sqlite import SqliteStore
from tests import records
from tests.records import COMPANY, HOSTILE, HOSTILE_ID

AT = "2024-06-01T00:00:00+00:00"


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with records.fill(SqliteStore()) as filled:
        yield filled


def written(graph: Graph, folder: Path) -> list[dict[str, Any]]:
    Training().write(graph, folder, Options())
    return [json.loads(line) for line in (folder / FILE).read_bytes().decode().split("\n")[:-1]]


def decide(store: SqliteStore, verdict: Ruling) -> None:
    """Decide on everything."""
    store.decide([Decision(statement.id, verdict, "bob", AT) for statement in list(store.statements())])


def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((ontology.schemas() / "correction.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_exactly_what_was_decided(world: Graph, tmp_path: Path) -> None:
    found = {row["predicate"]: row for row in written(world, tmp_path / "new" / "folder")}
    assert set(found) == {"founder", "headquarters"}
    start, chief = COMPANY.index("Its chief"), COMPANY.index("Petra Ohm")
    assert found["founder"] == {
        "statement": next(iter(world.struck)),
        "article": "company.txt",
        "text": COMPANY,
        "start": start,
        "end": COMPANY.index(" Petra Ohm works"),
        "predicate": "founder",
        "subject": {"start": start, "end": start + 3, "class": "Organization", "text": "Its"},
        "object": {"start": chief, "end": chief + 9, "class": "Person", "text": "Petra Ohm"},
        "verdict": "wrong",
        "by": "ann",
    }
    assert found["headquarters"]["verdict"] == "right"


def test_every_record_fits_its_schema(store: SqliteStore, tmp_path: Path) -> None:
    decide(store, "right")
    found = written(assemble(store), tmp_path)
    assert len(found) == len(list(store.statements()))
    assert [row["statement"] for row in found] == sorted(row["statement"] for row in found)
    for row in found:
        validator().validate(row)
        for end in (row["subject"], row.get("object") or row["value"]):
            assert row["text"][end["start"] : end["end"]] == end["text"]
            assert row["start"] <= end["start"] < end["end"] <= row["end"]


def test_literals_bring_the_words_and_what_was_read_from_them(store: SqliteStore, tmp_path: Path) -> None:
    decide(store, "wrong")
    found = [row["value"] for row in written(assemble(store), tmp_path) if row["predicate"] == "date"]
    (day,) = {json.dumps(value) for value in found if value["text"] == "4 March 2024"}
    assert {"datatype": "date", "value": "2024-03-04"}.items() <= json.loads(day).items()


def test_hostile_texts_stay_on_their_line(store: SqliteStore, tmp_path: Path) -> None:
    decide(store, "right")
    (row,) = [row for row in written(assemble(store), tmp_path) if row["text"] == HOSTILE and "object" in row]
    assert row["article"] == HOSTILE_ID


def test_what_is_undone_is_left_out_and_the_newest_counts(store: SqliteStore, tmp_path: Path) -> None:
    decide(store, "right")
    decide(store, "undone")
    assert written(assemble(store), tmp_path) == []
    store.decide([replace(each, by=by) for by in ("ann", "bob") for each in records.decisions()])
    found = written(assemble(store), tmp_path)
    assert [(row["verdict"], row["by"]) for row in sorted(found, key=lambda row: row["verdict"])] == [
        ("right", "bob"), ("wrong", "bob"),
    ]  # fmt: skip


def test_same_bytes_from_a_store_filled_in_reverse(world: Graph, tmp_path: Path) -> None:
    with records.fill(SqliteStore(), reverse=True) as store:
        written(assemble(store), tmp_path / "one")
    written(world, tmp_path / "other")
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "other" / FILE).read_bytes()


def test_a_file_is_no_folder(world: Graph, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is a file; training writes a folder"):
        Training().write(world, tmp_path / "out", Options())
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "broken",
    [{"object": None}, {"value": {}}, {"verdict": "undone"}, {"start": -1}, {"subject": {"start": 1}}, {"extra": 1}],
)
def test_the_schema_is_strict(broken: dict[str, Any], world: Graph, tmp_path: Path) -> None:
    record = written(world, tmp_path)[0]
    changed = {key: value for key, value in {**record, **broken}.items() if value is not None}
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(changed)
