"""Endless batches: each corpus gets its share of the pieces, in an order that only the seed decides."""

import random
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from pathlib import Path

from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from kg.extract.reader.pieces import Splitter
from training import augment, tensors
from training.asked import UNMARKED
from training.examples import Chunk, chunks
from training.stories import Story

# Shares of the pieces, by eye: what is like news and what has relations most.
SHARES: Mapping[str, float] = {
    "knowledgenet": 0.20, "gum": 0.17, "redocred": 0.16, "crossner": 0.07, "litbank": 0.06, "gap": 0.10, "uner": 0.05,
    "meantime": 0.04, "fewrel": 0.04, "ecbplus": 0.03, "pronominal": 0.08,
}  # fmt: skip
CORRECTIONS = 0.03  # of the pieces, where there are any; the corpora divide the rest
NEWS = 0.5  # of the pieces that a teacher is asked about: those in which nothing is marked
_AHEAD = 4  # batches that each process makes before they are asked for


class Source:
    """The chunks of one corpus, over and over, each time in another order and told another way."""

    def __init__(self, stories: Sequence[Story], splitter: Splitter, pool: augment.Names, seed: str) -> None:
        self._stories, self._splitter, self._pool = list(stories), splitter, pool
        self._chance = random.Random(seed)
        self._waiting: list[Chunk] = []
        self.used = 0

    def take(self) -> Chunk:
        """The next chunk."""
        while not self._waiting:
            story = augment.augmented(self._next_story(), self._pool, self._chance)
            self._waiting = list(chunks(story, self._splitter))[::-1]
        chunk = self._waiting.pop()
        self.used += chunk.size
        return chunk

    def _next_story(self) -> Story:
        if not getattr(self, "_order", None):
            self._order = list(self._stories)
            self._chance.shuffle(self._order)
        return self._order.pop()


def batches(stories: Sequence[Story], splitter: Splitter, data: Path, seed: str, pieces: int) -> Iterator[list[Chunk]]:
    """Batches of about so many pieces."""
    pool = augment.load(data)
    taught = [story for story in stories if story.part == "train"]
    shares = shares_of({story.corpus for story in taught})
    sources = {
        name: Source([s for s in taught if s.corpus == name], splitter, pool, f"{seed}/{name}") for name in shares
    }
    total = 0
    while True:
        batch: list[Chunk] = []
        size = 0
        while size < pieces:
            name = max(shares, key=lambda n: shares[n] * (total + 1) - sources[n].used)
            chunk = sources[name].take()
            batch.append(chunk)
            size += chunk.size
            total += chunk.size
        yield batch


def shares_of(corpora: Container[str]) -> dict[str, float]:
    """The share of each corpus that is there, together 1; what is absent leaves its share to the others."""
    there = {name: share for name, share in SHARES.items() if name in corpora}
    own = {
        name: share if there else 1.0
        for name, share in (("corrections", CORRECTIONS), (UNMARKED, NEWS))
        if name in corpora
    }
    rest = 1.0 - sum(own.values())
    whole = fsum(there.values())  # exact, so that nothing changes where all are there
    return {**{name: share / whole * rest for name, share in there.items()}, **own}


@dataclass(frozen=True)
class Stream(IterableDataset[tensors.Batch]):
    """Batches as tensors. Each of several processes has an order of its own; the first has that of one alone."""

    stories: Sequence[Story]
    splitter: Splitter
    data: Path
    seed: str
    pieces: int
    alike: float

    def __iter__(self) -> Iterator[tensors.Batch]:
        worker = get_worker_info()
        seed = f"{self.seed}/{worker.id}" if worker is not None and worker.id else self.seed
        for batch in batches(self.stories, self.splitter, self.data, seed, self.pieces):
            yield tensors.of(batch, self.alike)


def ahead(stream: Stream, workers: int) -> Iterator[tensors.Batch]:
    """Batches made by so many processes while the network works, taken from them in turn; by this one if none."""
    return iter(DataLoader(stream, batch_size=None, num_workers=workers, prefetch_factor=_AHEAD if workers else None))
