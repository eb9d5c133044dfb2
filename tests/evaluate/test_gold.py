import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.evaluate.gold import Annotations, read
from kg.export import Options
from kg.export.jsonl import JsonLines
from kg.graph import Graph

TEXT = "Mara Ozzan runs Brightwater."
MENTION = {"article": "a", "start": 0, "end": 10, "form": "name", "class": "Person", "entity": "mara"}
STATEMENT = {"article": "a", "predicate": "worksFor", "subject_span": [0, 10], "object_span": [16, 27]}


def folder(path: Path, **files: list[Any]) -> Path:
    path.mkdir(exist_ok=True)
    for name in ("articles", "mentions", "statements"):
        rows = files.get(name, [{"id": "a", "text": TEXT}] if name == "articles" else [])
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (path / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_only_what_is_compared_need_be_there(tmp_path: Path) -> None:
    found = read(folder(tmp_path / "gold", mentions=[MENTION], statements=[STATEMENT]))
    assert found.articles == {"a": TEXT}
    assert (found.mentions[0].text, found.mentions[0].class_) == ("Mara Ozzan", "Person")
    statement = found.statements[0]
    assert (statement.stance, statement.confidence, statement.quote) == ("asserted", 1.0, TEXT[:27])
    assert found.problems == ()
    assert list(found.complaints()) == []


def test_an_export_reads_back(world: Graph, tmp_path: Path) -> None:
    JsonLines().write(world, tmp_path / "out", Options())
    found = read(tmp_path / "out")
    assert found.problems == ()
    assert found.articles == {article.id: article.text for article in world.articles}
    assert found.mentions == tuple(world.mentions())
    spans = [(each.id, each.subject_span, each.object_span, each.stance, each.confidence) for each in found.statements]
    assert spans == [
        (each.id, each.subject_span, each.object_span, each.stance, each.confidence) for each in world.all_statements()
    ]


@pytest.mark.parametrize(
    ("name", "row", "why"),
    [
        ("articles", "{", "it is not JSON"),
        ("articles", "[]", "it must be a JSON object"),
        ("articles", {"id": "b"}, "'text' must be a text that is not empty, not nothing"),
        ("articles", {"id": 7, "text": "x"}, "'id' must be a text that is not empty, not 7"),
        ("articles", {"id": "a", "text": "x"}, "article 'a' is there already; the first one counts"),
        ("articles", {"id": "b", "text": "x", "passages": [{"start": 0, "end": 1, "predicates": 1}]}, "list of texts"),
        ("articles", {"id": "b", "text": "x", "passages": ["x"]}, "'passages' must be a list of objects"),
        ("mentions", {**MENTION, "article": "b"}, "article 'b' is not in articles.jsonl"),
        ("mentions", {**MENTION, "end": 99}, "0, 99 is no span of a text of 28 characters"),
        ("mentions", {**MENTION, "end": 0}, "0, 0 is no span"),
        ("mentions", {**MENTION, "end": True}, "must be two whole numbers"),
        ("mentions", {**MENTION, "class": "Persn"}, "no class 'Persn' in the vocabulary"),
        ("mentions", {**MENTION, "form": "noun"}, "'form' must be one of name, nominal, pronoun, trigger, not 'noun'"),
        ("mentions", {**MENTION, "text": "Mara"}, "'text' is 'Mara', but 'Mara Ozzan' is what stands at 0, 10"),
        ("statements", {**STATEMENT, "predicate": "worksfor"}, "no predicate 'worksfor' in the vocabulary"),
        ("statements", {**STATEMENT, "object_span": [1]}, "'object_span' must be two whole numbers, not [1]"),
        ("statements", {**STATEMENT, "confidence": 2}, "'confidence' must be a number from 0 to 1, not 2"),
        ("statements", {**STATEMENT, "confidence": float("nan")}, "must be a number from 0 to 1, not nan"),
        ("statements", {**STATEMENT, "stance": "sure"}, "'stance' must be one of"),
        ("statements", "[" * 100_000, "it is not JSON"),
    ],
)  # fmt: skip
def test_a_bad_line_is_a_problem_with_its_place(tmp_path: Path, name: str, row: object, why: str) -> None:
    good: dict[str, list[Any]] = {
        "articles": [{"id": "a", "text": TEXT}], "mentions": [MENTION], "statements": [STATEMENT]
    }  # fmt: skip
    good[name].append(row)
    found = read(folder(tmp_path / "gold", **good))
    (problem,) = found.problems
    assert problem.startswith(f"{tmp_path / 'gold' / name}.jsonl:2: ")
    assert why in problem
    assert (len(found.articles), len(found.mentions), len(found.statements)) == (1, 1, 1)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    gold = folder(tmp_path / "gold")
    (gold / "mentions.jsonl").write_bytes(b'\n{"id": "\xff"}\n')
    assert read(gold).problems == (f"{gold / 'mentions.jsonl'}:2: it is not UTF-8",)


def test_a_file_may_be_missing_but_not_that_of_the_articles(tmp_path: Path) -> None:
    gold = folder(tmp_path / "gold")
    (gold / "statements.jsonl").unlink()
    assert read(gold).problems == (f"{gold / 'statements.jsonl'} is not there",)
    (gold / "articles.jsonl").unlink()
    with pytest.raises(InputError, match=r"holds no articles: .*articles\.jsonl is not there"):
        read(gold)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no folder of exchange records"):
        read(tmp_path / "nowhere")
    gold = folder(tmp_path / "gold", articles=[])
    with pytest.raises(InputError, match=r"articles\.jsonl is empty"):
        read(gold)
    (gold / "mentions.jsonl").unlink()
    (gold / "mentions.jsonl").mkdir()
    (gold / "articles.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}), encoding="utf-8")
    with pytest.raises(InputError, match=r"mentions\.jsonl cannot be read: Is a directory"):
        read(gold)


def test_complaints_are_counted_and_cut_short() -> None:
    found = list(Annotations({}, problems=tuple(f"x:{number}: bad" for number in range(30))).complaints())
    assert found[0] == "30 that could not be used:"
    assert found[1] == "  x:0: bad"
    assert found[-1] == "  and 10 more"
    assert len(found) == 22
