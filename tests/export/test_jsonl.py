"""The exchange records, held against their schemas."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kg import ontology
from kg.errors import ExportError
from kg.export import Options
from kg.export.jsonl import JsonLines
from kg.graph import Graph, assemble
from kg.store.sqlite import SqliteStore
from tests import records

FILES = {
    "articles": "article",
    "mentions": "mention",
    "entities": "entity",
    "statements": "statement",
    "judgements": "judgement",
    "decisions": "decision",
}


@pytest.fixture(scope="module")
def folder(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("exchange") / "new" / "folder"
    JsonLines().write(world, target, Options())
    return target


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().decode().split("\n")[:-1]]


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((ontology.schemas() / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_exactly_six_files(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.jsonl" for name in FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_record_fits_its_schema(name: str, folder: Path) -> None:
    found = read(folder, name)
    assert found
    for record in found:
        validator(FILES[name]).validate(record)


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("judgements", "decisions")])
def test_sorted_by_id(name: str, folder: Path) -> None:
    ids = [record["id"] for record in read(folder, name)]
    assert ids == sorted(ids)
    assert len(ids) == len(set(ids))


def test_judgements_are_sorted_and_only_people_have_a_time(folder: Path) -> None:
    found = read(folder, "judgements")
    pairs = [(record["left"], record["right"]) for record in found]
    assert pairs == sorted(pairs)
    assert {record["by"] for record in found if "at" in record} == {"ann"}


def test_what_was_struck_out_is_there_and_told(folder: Path) -> None:
    decisions = read(folder, "decisions")
    assert [each["statement"] for each in decisions] == sorted(each["statement"] for each in decisions)
    found = {record["id"]: record["predicate"] for record in read(folder, "statements")}
    assert {found[each["statement"]]: each["verdict"] for each in decisions} == {
        "headquarters": "right", "founder": "wrong",
    }  # fmt: skip
    assert {(each["by"], each["at"]) for each in decisions} == {("ann", "2024-05-02T09:30:00+00:00")}


def test_same_bytes_from_a_store_filled_in_reverse(folder: Path, tmp_path: Path) -> None:
    with records.fill(SqliteStore(), reverse=True) as store:
        JsonLines().write(assemble(store), tmp_path, Options())
    for name in FILES:
        assert (tmp_path / f"{name}.jsonl").read_bytes() == (folder / f"{name}.jsonl").read_bytes()


def test_a_second_export_replaces_the_first(world: Graph, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "entities.jsonl").write_text("old", encoding="utf-8")
    JsonLines().write(world, tmp_path, Options())
    assert (tmp_path / "entities.jsonl").read_bytes() == (folder / "entities.jsonl").read_bytes()


def test_no_escapes_and_one_line_a_record(folder: Path) -> None:
    text = (folder / "articles.jsonl").read_bytes()
    assert "Завтра дождь.".encode() in text
    assert "🦊".encode() in text
    assert b"\r" not in text
    assert text.count(b"\n") == len(records.extractions())


def test_articles_come_back_as_they_were_read(folder: Path) -> None:
    found = {record["id"]: record for record in read(folder, "articles")}
    for extraction in records.extractions():
        assert found[extraction.article.id]["text"] == extraction.article.text
    assert found[records.COPY_ID]["copy_of"] == "visit.txt"
    assert "copy_of" not in found["visit.txt"]
    assert found["quiet.txt"]["removed"][1] == {"start": 32, "end": 45, "reason": "language:ru"}
    assert found["quiet.txt"]["items"][0] == {
        "start": 0,
        "end": 17,
        "title": "Rain",
        "authors": ["Ann Ode"],
        "published": "2024-05-01",
    }


def test_everything_refers_to_canonical_entities(folder: Path) -> None:
    entities = {record["id"]: record for record in read(folder, "entities")}
    assert {record["entity"] for record in read(folder, "mentions")} <= entities.keys()
    for record in read(folder, "statements"):
        assert {record[key] for key in ("subject", "object", "speaker") if key in record} <= entities.keys()
    vindal = next(record for record in entities.values() if record["name"] == "Tarek Vindal")
    assert len(vindal["members"]) == 3
    assert vindal["aliases"] == ["Vindal"]


def test_offsets_point_at_what_they_name(folder: Path) -> None:
    texts = {record["id"]: record["text"] for record in read(folder, "articles")}
    for record in read(folder, "mentions"):
        assert texts[record["article"]][record["start"] : record["end"]] == record["text"]
    for record in read(folder, "statements"):
        assert texts[record["article"]][record["start"] : record["end"]] == record["quote"]


def test_literal_facts_and_the_gazetteer_are_properties(folder: Path) -> None:
    found = {record["name"]: record for record in read(folder, "entities")}
    assert found["Norrland Oil"]["foundingDate"] == "1971"
    assert found["Oslo"]["latitude"] == 59.913


def test_a_file_is_no_folder(world: Graph, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is a file"):
        JsonLines().write(world, tmp_path / "out", Options())
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "broken",
    [{"object": None}, {"value": "x"}, {"stance": "rumoured"}, {"confidence": 2}, {"start": -1}, {"extra": 1}],
)
def test_the_schema_of_statements_is_strict(broken: dict[str, Any], folder: Path) -> None:
    record = next(record for record in read(folder, "statements") if "object" in record)
    changed = {key: value for key, value in {**record, **broken}.items() if value is not None}
    with pytest.raises(jsonschema.ValidationError):
        validator("statement").validate(changed)
