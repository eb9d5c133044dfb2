"""What changed between two runs, told."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.decisions import decide
from kg.graph import assemble
from kg.model import Article
from kg.query.diff import Diff
from kg.store.sqlite import SqliteStore
from tests import records
from tests.invented import extraction
from tests.records import HOSTILE_ID, Page


@pytest.fixture(scope="module")
def store() -> Iterator[SqliteStore]:
    with records.grow(SqliteStore()) as made:
        yield made


def diff(store: SqliteStore, since: int, until: int | None = None) -> Diff:
    return Diff(assemble(store, since), assemble(store, until))


def test_a_fact_with_its_sentence_and_the_cause(store: SqliteStore) -> None:
    title, *lines = diff(store, 2, 3).text().splitlines()
    assert title.startswith("run 2 (20")
    assert lines == [
        "  articles: 1 reread",
        "  facts: 1 removed",
        "  entities: no change",
        "",
        "articles",
        "  company.txt was read by another reader",
        "",
        "facts",
        "  - Petra Ohm — worksFor → Norrland Oil  (0.90, 1 source)",
        "      “Petra Ohm works for Norrland Oil.” (company.txt)",
        "      since company.txt was read by another reader",
    ]


def test_who_became_one_and_why(store: SqliteStore) -> None:
    text = diff(store, 3, 4).text()
    assert "Norrland Oil in company.txt = Norrland Oil in protest.txt, one register number, " in text
    assert "(0.97, ann, 2024-05-01T10:00:00+00:00)" in text
    assert "= Norrland Oil  (Organization, e" in text
    assert ") has taken in Norrland Oil (e" in text


def test_what_people_decided(store: SqliteStore) -> None:
    text = diff(store, 4).text()
    assert text.splitlines()[0].endswith(" → now")
    (id_,) = [each.id for each in records.company().statements if each.predicate == "founder"]
    assert f"since {id_} was struck out by ann, 2024-05-02T09:30:00+00:00" in text


def test_every_line_is_one_line_whatever_things_are_called(store: SqliteStore) -> None:
    text = diff(store, 1, 2).text()
    assert all(line.startswith(("run", "  ", "articles", "facts", "entities")) or not line for line in text.split("\n"))
    assert f"  {' '.join(HOSTILE_ID.split())} is new" in text


def test_json_has_it_all(store: SqliteStore) -> None:
    found = json.loads(diff(store, 1).json())
    assert found["since"]["run"] == 1
    assert found["until"] is None
    assert {each["article"]: each["what"] for each in found["articles"]}["quiet.txt"] == "gone"
    removed = [each for each in found["facts"] if each["what"] == "removed"]
    assert {(each["subject_name"], each["predicate"]) for each in removed} == {
        ("Petra Ohm", "worksFor"),
        ("Norrland Oil", "founder"),
    }
    assert all(each["before"]["statements"][0]["quote"] and each["after"] is None for each in removed)
    causes = {next(iter(cause)) for each in found["facts"] + found["entities"] for cause in each["why"]}
    assert causes == {"article", "decision"}
    merged = json.loads(diff(store, 3, 4).json())["entities"]
    assert {next(iter(cause)) for each in merged for cause in each["why"]} == {"judgement"}


def test_a_sentence_and_what_was_decided_on_it_are_told_once() -> None:
    given = extraction()
    said = given.statements[0]
    with SqliteStore() as store:
        for statements in (given.statements, (*given.statements, replace(said, id="s0", subject_span=(30, 32)))):
            run = store.begin("reader", {})
            store.put(replace(given, statements=statements), "/n/a1", "c", f"r{run}", run)
            store.finish(run, {})
        more = diff(store, 1, 2).text()
        decide(store, [said.id], "wrong", by="ann")
        struck = diff(store, 2).text()
    assert "~ Mira Oduya — leaderOf → Tellmark" in more
    assert said.quote not in more, "it was there before"
    assert struck.count(said.quote) == struck.count("struck out by ann") == 1


def test_a_fact_that_only_moved_in_its_article_is_counted_and_not_told() -> None:
    def story(first: str) -> Page:
        page = Page(Article("a1", f"{first} Mira Oduya leads Norrland Oil. Jonas Brandt works for Norrland Oil."))
        oil, mira, jonas = (
            page.named(class_, name)
            for class_, name in (("Organization", "Norrland Oil"), ("Person", "Mira Oduya"), ("Person", "Jonas Brandt"))
        )
        page.says(f"{first} Mira Oduya leads Norrland Oil.", mira, "leaderOf", object=oil)
        page.says("Jonas Brandt works for Norrland Oil.", jonas, "worksFor", object=oil)
        return page

    with SqliteStore() as store:
        for first in ("Today", "Yesterday"):
            run = store.begin("hand@1", {})
            store.put(story(first).extraction(), "/n/a1", first, "hand@1", run)
            store.finish(run, {})
        told = diff(store, 1, 2)
    lines = told.text().splitlines()
    assert "  facts: 1 changed" in lines
    assert "  1 more fact stands there as before, only elsewhere in the article (--json gives them all)" in lines
    assert "leaderOf" in told.text()
    assert "Jonas Brandt" not in told.text()
    assert len(json.loads(told.json())["facts"]) == 2
