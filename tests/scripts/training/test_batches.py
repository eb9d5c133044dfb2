from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from evaluation.gold import Part
from kg.extract.reader.labels import RELATIONS, SPANS
from kg.extract.reader.pieces import Splitter
from kg.extract.reader.weights import packaged
from training import augment
from training.stories import Region, Story

pytest.importorskip("torch", reason="batches hold what becomes tensors")

from training import tensors
from training.asked import UNMARKED, asked
from training.batches import CORRECTIONS, NEWS, SHARES, Source, Stream, ahead, batches, shares_of
from training.examples import Chunk

SPLITTER = Splitter(packaged() / "tokenizer.json")
NOBODY = augment.Names({"": ("Ilo Tarn",), "m": ("Ilo Tarn",), "f": ("Ilo Tarn",)}, ("Upper Lesk",))
WORDS = "ozzan leads the harbour board of brightwater and wrote to the paper".split()


def story(corpus: str, number: int, part: Part = "train") -> Story:
    words = [WORDS[(number + at) % len(WORDS)] for at in range(15 + 7 * number)]
    return Story(corpus, f"{corpus}-{part}-{number}", " ".join(words), part=part)


PARTS: tuple[tuple[Part, int], ...] = (("train", 5), ("tune", 2), ("held", 2))
STORIES = [story(corpus, number, part) for corpus in SHARES for part, count in PARTS for number in range(count)]


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(augment, "load", lambda data: NOBODY)


def some(seed: str = "1", count: int = 6, pieces: int = 300) -> list[list[Chunk]]:
    return list(islice(batches(STORIES, SPLITTER, Path("nowhere"), seed, pieces), count))


def told(found: list[list[Chunk]]) -> list[list[tuple[str, str]]]:
    return [[(chunk.story.id, chunk.story.text) for chunk in batch] for batch in found]


def test_the_seed_decides_what_comes_when() -> None:
    assert told(some()) == told(some())
    assert told(some(seed="1")) != told(some(seed="2"))


def test_the_order_of_one_corpus_is_not_that_of_another() -> None:
    orders = {
        tuple(
            Source([story("gum", n) for n in range(5)], SPLITTER, NOBODY, f"1/{name}").take().story.id for _ in "12345"
        )
        for name in SHARES
    }
    assert len(orders) > 1


def test_what_is_held_or_tuned_on_is_never_trained_on() -> None:
    used = {chunk.story.part for batch in some(count=60) for chunk in batch}
    assert used == {"train"}


def test_a_batch_is_as_long_as_was_asked_and_no_chunk_more() -> None:
    for batch in some():
        sizes = [chunk.size for chunk in batch]
        assert sum(sizes) >= 300 > sum(sizes[:-1])


def test_each_corpus_gets_its_share_of_the_pieces() -> None:
    pieces: Counter[str] = Counter()
    for batch in some(count=120):
        for chunk in batch:
            pieces[chunk.story.corpus] += chunk.size
    assert sum(SHARES.values()) == pytest.approx(1.0)
    for corpus, share in SHARES.items():
        assert pieces[corpus] / pieces.total() == pytest.approx(share, abs=0.01)


def test_what_is_absent_leaves_its_share_to_the_others() -> None:
    assert shares_of(SHARES) == SHARES
    assert shares_of({"gum", "gap"}) == pytest.approx({"gum": 17 / 27, "gap": 10 / 27})
    assert shares_of({"gum", "corrections"}) == pytest.approx({"gum": 1 - CORRECTIONS, "corrections": CORRECTIONS})
    assert shares_of({"corrections"}) == {"corrections": 1.0}
    assert shares_of({"unheard of"}) == {}


def test_corpora_that_are_absent_or_only_held_are_not_asked_for() -> None:
    given = [each for each in STORIES if each.corpus in ("gum", "gap")]
    given += [story("corrections", 2), story("redocred", 2, "held")]
    found = islice(batches(given, SPLITTER, Path("nowhere"), "1", 300), 60)
    assert {chunk.story.corpus for batch in found for chunk in batch} == {"gum", "gap", "corrections"}


def test_every_story_of_a_corpus_is_told_before_one_is_told_again() -> None:
    source = Source([story("gum", number) for number in range(5)], SPLITTER, NOBODY, "seed")
    rounds = [[source.take().story.id for _ in range(5)] for _ in range(6)]
    assert all(len(set(one)) == 5 for one in rounds)
    assert len({tuple(one) for one in rounds}) > 1


def stream(stories: list[Story] = STORIES) -> Stream:
    return Stream(stories, SPLITTER, Path("nowhere"), seed="1", pieces=300, alike=0.8)


def ids(found: Iterator[tensors.Batch], count: int) -> list[list[list[int]]]:
    return [[group.ids.tolist() for group in batch.groups] for batch in islice(found, count)]


def test_another_process_makes_the_same_batches() -> None:
    assert ids(ahead(stream(), 1), 6) == ids(ahead(stream(), 0), 6)


def test_several_processes_take_turns_with_orders_of_their_own() -> None:
    found = ids(ahead(stream(), 2), 6)
    assert found[::2] == ids(ahead(stream(), 0), 3)
    assert found == ids(ahead(stream(), 2), 6)
    assert found[1::2] != found[::2]


@pytest.mark.parametrize("workers", [0, 1])
def test_a_fault_in_making_batches_ends_the_training(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> Iterator[list[Chunk]]:
        yield [Source([story("gum", 1)], SPLITTER, NOBODY, "seed").take()]
        raise OSError("the disk is gone")

    monkeypatch.setattr("training.batches.batches", faulty)
    found = ahead(stream(), workers)
    next(found)
    with pytest.raises(OSError, match="the disk is gone"):
        next(found)


def test_half_of_what_a_teacher_is_asked_about_is_news_in_which_nothing_is_marked() -> None:
    shares = shares_of({UNMARKED, *SHARES})
    assert shares[UNMARKED] == pytest.approx(NEWS)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["gum"] / shares["gap"] == pytest.approx(SHARES["gum"] / SHARES["gap"])


def test_a_teacher_is_asked_about_everything_of_what_may_be_learned_from() -> None:
    marked = replace(STORIES[0], ignored=((0, 3),), regions=(Region(0, 5, ("spouse",)),))
    (found,) = asked([marked, replace(marked, part="tune"), replace(marked, part="held")])
    assert (found.complete, found.ignored, found.clustered) == (SPANS, (), True)
    assert found.regions == (Region(0, len(marked.text), RELATIONS),)
