"""Re-DocRED: facts between entities; each is learned at its nearest mentions."""

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from evaluation.corpora import redocred as reader
from evaluation.gold import Document
from kg.extract.reader import labels
from training.stories import Region, Related, Story

_NEAR = 1  # sentences between two mentions that may still carry a fact together


def redocred(data: Path) -> Iterator[Story]:
    """Every document."""
    for found in reader.redocred(data / "redocred" / "dev_revised.json"):
        relations, unsure = _relations(found)
        yield Story(
            "redocred", found.id, found.text, mentions=found.mentions, complete=("Person", "Organization", "Place"),
            relations=tuple(relations), regions=(Region(0, len(found.text), labels.RELATIONS),),
            open=tuple(sorted(unsure)), part=found.part,
        )  # fmt: skip


def _relations(document: Document) -> tuple[list[Related], set[tuple[int, int]]]:
    """Facts at their nearest mentions; all other pairs of mentions of those entities are left open."""
    mentions = document.mentions
    members: dict[str, list[int]] = {}
    for number, mention in enumerate(mentions):
        members.setdefault(mention.cluster or "", []).append(number)
    where = [bisect_right(document.sentences, m.start, key=lambda span: span[0]) for m in mentions]
    relations = []
    unsure: set[tuple[int, int]] = set()
    near: set[tuple[int, int]] = set()
    for one, predicate, other in document.facts:
        pairs = [(a, b) for a in members[one] for b in members[other]]
        a, b = min(pairs, key=lambda pair: abs(mentions[pair[0]].start - mentions[pair[1]].start))
        unsure |= set(pairs)
        if abs(where[a] - where[b]) <= _NEAR:
            near.add((a, b))
            relations.append(Related(a, predicate, b))
    return relations, unsure - near
