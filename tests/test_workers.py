"""The same results from one process and from several, and survival of dying workers."""

import re
from collections.abc import Iterable

import pytest

from kg import workers
from kg.errors import ModelError, UsageError
from kg.intake import Job
from kg.model import Article, Extraction
from kg.text.shingles import signature
from kg.workers import Recipe, run

FAKE = Recipe("tests.fakes:Fake", None)
DEADLY = Recipe("tests.fakes:Deadly", None)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 60)


def jobs(*texts: str) -> list[Job]:
    return [Job(f"/n/{n}", "c", Article(f"a{n:03}", text)) for n, text in enumerate(texts)]


def extractions(given: Iterable[Job], recipe: Recipe, count: int) -> list[tuple[str, Extraction | None]]:
    return [(job.article.id, extraction) for job, extraction in run(given, recipe, count)]


def test_one_and_several_give_the_same_in_the_same_order() -> None:
    given = jobs(*(f"Mira met Ode{'x' * (n % 7)} {n} times." for n in range(30)))
    one = extractions(given, FAKE, 1)
    assert one == extractions(given, FAKE, 2)
    assert [id_ for id_, _ in one] == [job.article.id for job in given]


def test_what_a_result_holds() -> None:
    ((_, found),) = run(jobs("Mira met Ode."), FAKE, 1)
    assert found is not None
    assert [entity.name for entity in found.entities] == ["Mira", "Ode"]
    assert found.signature == signature("Mira met Ode.")


def test_nothing_to_do_starts_nothing() -> None:
    assert extractions([], Recipe("none.such:Thing", None), 8) == []


def test_little_to_do_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ProcessPoolExecutor", None)
    assert len(extractions(jobs("Mira.", "Ode."), FAKE, 8)) == 2


def test_input_is_taken_as_needed() -> None:
    taken = []

    def endless() -> Iterable[Job]:
        for number in range(10_000):
            taken.append(number)
            yield Job("/n", "c", Article(f"a{number}", "Mira met Ode, and that was all. " * 2))

    results = run(endless(), FAKE, 2)
    for _ in range(3):
        next(results)
    results.close()
    assert len(taken) < 20


def test_chunks_hold_about_the_same_number_of_characters() -> None:
    given = jobs("x" * 500, *(["x" * 25] * 7))
    assert [len(chunk) for chunk in workers._chunks(given)] == [1, 2, 2, 2, 1]


def test_an_article_that_kills_its_process_is_singled_out() -> None:
    texts = [f"Mira met Ode {n} times." for n in range(12)]
    texts[5] = "Bo says KILL."
    found = extractions(jobs(*texts), DEADLY, 2)
    assert [id_ for id_, extraction in found if extraction is None] == ["a005"]
    assert len(found) == 12


def test_processes_that_always_die_end_the_run() -> None:
    with pytest.raises(ModelError, match="killed again and again"):
        extractions(jobs(*["Bo says KILL, and KILL, and KILL again."] * 8), DEADLY, 2)


def test_an_error_in_a_worker_arrives_as_it_is() -> None:
    message = re.escape("no extractor 'nobody'")
    with pytest.raises(UsageError, match=message):
        extractions(jobs(*["Mira met Ode, and that was all there was to it."] * 4), Recipe("nobody", None), 2)
