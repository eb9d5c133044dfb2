"""What a reading asks for, whatever the order of the readings."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

from kg.intake import Intake, content_hash
from kg.model import Article, Reading
from kg.store import StoredArticle


def reading(id_: str, text: str, origin: str) -> Reading:
    return Reading(origin, Article(id_, text))


def take(intake: Intake, readings: Iterable[Reading]) -> dict[str, str]:
    """Admit and finish each at once; gives the texts that a store would end up with."""
    stored = {}
    for each in readings:
        job = intake.admit(each)
        if job and intake.settle(job):
            stored[job.article.id] = job.article.text
    return stored


def stored(article: Article, reader: str = "r", origin: str = "/n/a") -> dict[str, StoredArticle]:
    return {article.id: StoredArticle(article.id, origin, content_hash(article), reader)}


def test_every_field_counts() -> None:
    article = Article("a1", "So.")
    changes = [
        replace(article, text="other"),
        replace(article, url="other"),
        replace(article, title="other"),
        replace(article, published="other"),
        replace(article, source="other"),
        replace(article, authors=("other",)),
        replace(article, authors=("ot", "her")),
        replace(article, language="other"),
    ]
    assert content_hash(article) == content_hash(Article("a1", "So."))
    assert len({content_hash(each) for each in [article, *changes]}) == 1 + len(changes)


def test_unchanged_needs_no_work() -> None:
    intake = Intake(stored(Article("a1", "So.")), "r")
    assert intake.admit(reading("a1", "So.", "/n/a")) is None
    assert intake.counts() == {"read": 1, "new": 0, "changed": 0, "unchanged": 1, "repeated": 0}


def test_another_reader_reads_again() -> None:
    intake = Intake(stored(Article("a1", "So.")), "better")
    assert take(intake, [reading("a1", "So.", "/n/a")]) == {"a1": "So."}
    assert intake.counts()["changed"] == 1


def test_new_and_changed() -> None:
    intake = Intake(stored(Article("a1", "So.")), "r")
    take(intake, [reading("a1", "Not so.", "/n/a"), reading("a2", "So.", "/n/b")])
    assert intake.counts() == {"read": 2, "new": 1, "changed": 1, "unchanged": 0, "repeated": 0}


def test_any_order_gives_the_same() -> None:
    readings = [
        reading("a1", "One text.", "/n/1"),
        reading("a1", "One text.", "/n/2"),
        reading("a1", "Another text.", "/n/3"),
        reading("a1", "A third text.", "/n/4"),
        reading("a2", "So.", "/n/5"),
    ]
    outcomes = []
    for order in permutations(readings):
        intake = Intake({}, "r")
        texts = take(intake, order)
        conflicts = sorted((each.where, each.why) for each in intake.conflicts())
        outcomes.append((texts, sorted(intake.sightings()), conflicts, intake.counts()))
    assert all(outcome == outcomes[0] for outcome in outcomes)
    texts, sightings, conflicts, counts = outcomes[0]
    assert counts["read"] == counts["new"] + counts["repeated"] + len(conflicts)
    assert len(sightings) + len(conflicts) == len(readings)
    assert set(texts) == {"a1", "a2"}


def test_a_conflict_names_both_places() -> None:
    intake = Intake({}, "r")
    take(intake, [reading("a1", "One.", "/n/1"), reading("a1", "Two.", "/n/2")])
    (conflict,) = intake.conflicts()
    assert {conflict.where, conflict.why.split()[0]} == {"/n/1", "/n/2"}
    assert "same id 'a1' but other content" in conflict.why


def test_work_that_lost_meanwhile_does_not_settle() -> None:
    intake = Intake({}, "r")
    first, second = sorted(
        (reading("a1", "One.", "/n/1"), reading("a1", "Two.", "/n/2")), key=lambda each: content_hash(each.article)
    )
    slow, quick = intake.admit(second), intake.admit(first)
    assert slow is not None
    assert quick is not None
    assert intake.settle(quick)
    assert not intake.settle(slow)


def test_missing() -> None:
    known = {**stored(Article("a1", "So.")), **stored(Article("a2", "So."))}
    intake = Intake(known, "r")
    take(intake, [reading("a1", "Not so.", "/n/a")])
    assert [each.id for each in intake.missing()] == ["a2"]
