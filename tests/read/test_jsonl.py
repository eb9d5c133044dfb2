"""JSON Lines: the records of the contract."""

import json

import jsonschema
import pytest

from kg.ontology import schemas
from tests.read.outcomes import Put, outcome

FULL = {
    "id": "bell-1",
    "text": "Zoë 🦊 spoke.\n\n  Mira agreed. ",
    "url": "https://bell.example/1",
    "title": "Zoë speaks",
    "published": "2022-11-26",
    "source": "Bell",
    "authors": ["Mira Oduya", " Jonas Brandt ", "Mira Oduya"],
    "language": "en_GB",
    "unknown": {"deep": [1]},
}


def test_every_field_of_a_record_and_no_other(put: Put) -> None:
    found = outcome(put("a.jsonl", json.dumps(FULL) + "\n"))
    article = found.article
    assert found.rejected == []
    assert (article.id, article.text, article.url, article.title) == (
        FULL["id"], FULL["text"], FULL["url"], FULL["title"]
    )  # fmt: skip
    assert (article.published, article.source, article.language) == ("2022-11-26", "Bell", "en-GB")
    assert article.authors == ("Mira Oduya", "Jonas Brandt")
    assert (article.items, article.removed) == ((), ())


def test_the_record_is_one_of_the_schema() -> None:
    schema = json.loads((schemas() / "article.schema.json").read_text("utf-8"))
    jsonschema.validate(FULL, schema)


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_empty_optional_fields_are_none_without_a_word(put: Put, blank: str | None) -> None:
    record = {"text": "Ann", "url": blank, "title": blank, "published": blank, "source": blank, "language": blank}
    found = outcome(put("a.jsonl", json.dumps(record)))
    article = found.article
    assert found.rejected == []
    assert [article.url, article.title, article.published, article.source, article.language] == [None] * 5


def test_ids_that_are_not_given_come_from_the_url_or_else_the_text(put: Put) -> None:
    records = [
        {"text": "Ann", "url": "https://bell.example/1"},
        {"text": "Ann, changed", "url": "https://bell.example/1"},
        {"text": "Ann"},
        {"text": "Ann", "title": "Other", "id": None},
        {"text": "Bo"},
    ]
    ids = [article.id for article in outcome(put("a.jsonl", "\n".join(map(json.dumps, records)))).articles]
    assert ids[0] == ids[1]
    assert ids[2] == ids[3]
    assert len(set(ids)) == 3


def test_lines_are_numbered_blank_ones_too_and_ends_of_lines_do_not_count(put: Put) -> None:
    found = outcome(put("a.jsonl", '\ufeff{"id": "1", "text": "Ann"}\r\n\r\n{"id": "2", "text": "a\\r\\nb"}\r\n'))
    assert found.texts == {"1": "Ann", "2": "a\nb"}
    assert found.origins == ["a.jsonl#1", "a.jsonl#3"]


def test_a_single_author_may_be_a_text(put: Put) -> None:
    assert outcome(put("a.jsonl", '{"text": "Ann", "authors": "Mira Oduya"}')).article.authors == ("Mira Oduya",)
