"""What people decided becomes facts and known non-facts, and leaves all else open."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.export import Options
from kg.export.training import FILE, Training
from kg.extract.reader.labels import RELATIONS
from kg.graph import Graph
from training.corpora.corrections import corrections
from training.stories import Region, Related, Story

FIRST = "Mara Ozzan leads Brightwater, and Doran Vell chairs it."
SECOND = "She married Doran Vell in Upper Lesk in 1970."
TEXT = f"{FIRST} {SECOND}"
CLASSES = {"Mara Ozzan": "Person", "Brightwater": "Organization", "Doran Vell": "Person", "it": "Organization",
           "She": "Person", "Upper Lesk": "Place"}  # fmt: skip
MARA, BRIGHTWATER, DORAN, IT = range(4)  # their places in the first sentence


def row(subject: str, predicate: str, object_: str, verdict: str = "right", **changes: object) -> dict[str, Any]:
    """A record on one of the two sentences."""
    sentence = FIRST if subject in FIRST else SECOND
    start = TEXT.index(sentence)
    filler = ({"object": end(object_, start)} if object_ in CLASSES else
              {"value": {**end(object_, start), "datatype": "date", "value": object_}})  # fmt: skip
    fields: dict[str, Any] = {
        "statement": f"s{subject}{predicate}{object_}", "article": "a1", "text": TEXT, "start": start,
        "end": start + len(sentence), "predicate": predicate, "subject": end(subject, start), **filler,
        "verdict": verdict, "by": "ann",
    }  # fmt: skip
    return {**fields, **changes}


def end(words: str, start: int) -> dict[str, Any]:
    at = TEXT.index(f" {words}" if words == "it" else words, start) + (words == "it")
    return {"start": at, "end": at + len(words), "class": CLASSES.get(words, "Person"), "text": words}


def read(folder: Path, *rows: Mapping[str, Any]) -> list[Story]:
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows)
    (folder / FILE).write_text(text, encoding="utf-8")
    return list(corrections(folder))


def told(story: Story) -> list[str]:
    return [story.text[mention.start : mention.end] for mention in story.mentions]


def test_an_article_is_a_story_with_its_mentions_facts_and_sentences(tmp_path: Path) -> None:
    (story,) = read(tmp_path, row("She", "birthDate", "1970"), row("Mara Ozzan", "leaderOf", "Brightwater"))
    assert (story.corpus, story.text, story.part) == ("corrections", TEXT, "train")
    assert [(m.class_, m.form) for m in story.mentions] == [
        ("Person", "name"), ("Organization", "name"), ("Person", "pronoun"), ("Date", "name"),
    ]  # fmt: skip
    assert told(story) == ["Mara Ozzan", "Brightwater", "She", "1970"]
    assert set(story.relations) == {Related(0, "leaderOf", 1), Related(2, "birthDate", 3)}
    assert set(story.regions) == {
        Region(0, len(FIRST), ("leaderOf",)), Region(len(FIRST) + 1, len(TEXT), ("birthDate",)),
    }  # fmt: skip
    assert (story.complete, story.clustered) == ((), False)


def test_only_what_was_decided_is_not_open(tmp_path: Path) -> None:
    (story,) = read(
        tmp_path,
        row("Mara Ozzan", "leaderOf", "Brightwater"),
        row("Doran Vell", "leaderOf", "it", "wrong"),
    )
    assert told(story) == ["Mara Ozzan", "Brightwater", "Doran Vell", "it"]
    assert story.relations == (Related(MARA, "leaderOf", BRIGHTWATER),)
    every = {(a, b) for a in range(4) for b in range(4) if a != b}
    assert set(story.open) == every - {(MARA, BRIGHTWATER), (DORAN, IT)}


def test_pairs_of_different_sentences_are_in_no_region(tmp_path: Path) -> None:
    (story,) = read(tmp_path, row("Mara Ozzan", "leaderOf", "Brightwater"), row("She", "birthPlace", "Upper Lesk"))
    assert set(story.open) == {(1, 0), (3, 2)}


def test_predicates_of_one_sentence_are_kept_apart(tmp_path: Path) -> None:
    stories = read(
        tmp_path,
        row("Mara Ozzan", "leaderOf", "Brightwater", "wrong"),
        row("Doran Vell", "worksFor", "it"),
        row("She", "birthPlace", "Upper Lesk"),
    )
    assert [{p for region in story.regions for p in region.predicates} for story in stories] == [
        {"leaderOf", "birthPlace"}, {"worksFor"},
    ]  # fmt: skip
    assert len({story.id for story in stories}) == 2


def test_a_fact_that_holds_both_ways_is_decided_both_ways(tmp_path: Path) -> None:
    (right,) = read(tmp_path, row("She", "spouse", "Doran Vell"))
    assert set(right.relations) == {Related(0, "spouse", 1), Related(1, "spouse", 0)}
    (wrong,) = read(tmp_path, row("She", "spouse", "Doran Vell", "wrong"))
    assert wrong.relations == ()
    assert right.open == wrong.open == ()
    assert wrong.regions == right.regions


def test_a_fact_that_was_found_twice_is_right_where_one_is(tmp_path: Path) -> None:
    one, other = row("She", "birthPlace", "Upper Lesk"), row("She", "birthPlace", "Upper Lesk", "wrong", statement="s2")
    for rows in ((one, other), (other, one)):
        (story,) = read(tmp_path, *rows)
        assert story.relations == (Related(0, "birthPlace", 1),)


def test_the_later_word_on_a_statement_counts(tmp_path: Path) -> None:
    (story,) = read(
        tmp_path, row("She", "birthPlace", "Upper Lesk"), row("She", "birthPlace", "Upper Lesk", verdict="wrong")
    )
    assert story.relations == ()


def test_a_pair_that_leaves_its_sentence_is_in_the_region(tmp_path: Path) -> None:
    (story,) = read(tmp_path, row("She", "worksFor", "Upper Lesk", object=end("Brightwater", 0)))
    assert story.regions == (Region(TEXT.index("Brightwater"), len(TEXT), ("worksFor",)),)


def test_what_the_reader_does_not_learn_is_counted_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (story,) = read(tmp_path, row("She", "birthPlace", "Upper Lesk"), row("She", "representedBy", "Doran Vell"))
    assert told(story) == ["She", "Upper Lesk"]
    assert "1 of 2 decisions are on facts that the reader learns" in capsys.readouterr().err


def test_what_kg_exports_is_read(world: Graph, tmp_path: Path) -> None:
    Training().write(world, tmp_path, Options())
    stories = list(corrections(tmp_path))
    assert {story.id for story in stories} == {"corrections-company.txt-0"}
    assert [fact.predicate for story in stories for fact in story.relations] == ["headquarters"]
    assert {p for story in stories for region in story.regions for p in region.predicates} == {
        "headquarters", "founder",
    }  # fmt: skip


def test_only_what_was_decided_is_learnt(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="examples are tensors")
    from kg.extract.reader.pieces import Splitter
    from kg.extract.reader.weights import packaged
    from training.examples import chunks, pair_targets

    rows = (row("Mara Ozzan", "leaderOf", "Brightwater"), row("Doran Vell", "leaderOf", "it", "wrong"))
    (story,) = read(tmp_path, *rows)
    divided = replace(story, sentences=((0, len(FIRST)), (len(FIRST) + 1, len(TEXT))))
    (chunk,) = chunks(divided, Splitter(packaged() / "tokenizer.json"))
    pairs = pair_targets(chunk, 0)
    assert pairs is not None
    leads = RELATIONS.index("leaderOf")
    assert pairs.weight.nonzero().tolist() == [[MARA, BRIGHTWATER, leads], [DORAN, IT, leads]]
    assert pairs.target.nonzero().tolist() == [[MARA, BRIGHTWATER, leads]]


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ({"subject": None}, "it is no correction: "),
        ({"subject": {"start": 0, "end": 3, "text": "She"}}, "it has no 'class'"),
        ({"verdict": "undone"}, "it is no correction: verdict 'undone' is neither right nor wrong"),
        ({"text": TEXT[1:]}, "it is no correction: 'She' is not what stands at 56, 59 of the text"),
        ({"subject": {"start": -3, "end": 0, "text": "", "class": "Person"}}, "'' is not what stands at -3, 0"),
        ({"predicate": ["birthPlace"]}, "it is no correction: 'predicate' is no text"),
        ({"start": "0"}, "it is no correction: "),
    ],
)
def test_a_broken_record_is_told(broken: dict[str, Any], what: str, tmp_path: Path) -> None:
    second = {**row("She", "birthPlace", "Upper Lesk"), **broken}
    with pytest.raises(InputError) as told:
        read(tmp_path, row("Mara Ozzan", "leaderOf", "Brightwater"), second)
    assert str(told.value).startswith(f"{tmp_path / FILE}:2: ")
    assert what in str(told.value)
    assert str(told.value).endswith(f"; write it again with kg export training -o {tmp_path}")


@pytest.mark.parametrize("line", [b"{", b"[]", b"\xff\xfe\xfd", b"\n"])
def test_a_line_that_is_no_record_is_told(line: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(line + b"\n")
    with pytest.raises(InputError, match=r"corrections\.jsonl:1: it is no correction: .*; write it again with"):
        list(corrections(tmp_path))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"corrections\.jsonl cannot be read: No such file.*kg export training -o"):
        list(corrections(tmp_path / "none"))


def test_nothing_to_learn_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds nothing to learn; decide with kg confirm and kg strike"):
        read(tmp_path)
