"""One shape for every corpus: a text, what is marked in it, and what its marks leave open."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from evaluation.gold import Marked, Part
from kg.model import Span


@dataclass(frozen=True, slots=True)
class Related:
    """A fact between two mentions, by their place in `Story.mentions`."""

    subject: int
    predicate: str
    object: int


@dataclass(frozen=True, slots=True)
class Region:
    """Characters in which all facts of these predicates are marked between mentions, so that others are none."""

    start: int
    end: int
    predicates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One text. `complete` are the span labels of which every span is marked; `ignored` stretches count for none.

    `clustered` tells whether mentions with no cluster in common are known to be different things. Pairs of mentions in
    `open` are neither facts nor none: a corpus that marks facts of entities does not say which mentions carry them.
    """

    corpus: str
    id: str
    text: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Marked, ...] = ()
    complete: tuple[str, ...] = ()
    ignored: tuple[Span, ...] = ()
    clustered: bool = False
    relations: tuple[Related, ...] = ()
    regions: tuple[Region, ...] = ()
    open: tuple[tuple[int, int], ...] = ()
    part: Part = "train"

    @property
    def held(self) -> bool:
        """Whether it is only scored."""
        return self.part == "held"


@dataclass(slots=True)
class Counts:
    """How much of what was converted, by `corpus`, for the model card."""

    rows: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, story: Story) -> None:
        """Count one story."""
        row = self.rows.setdefault(f"{story.corpus} ({story.part})", {})
        for key, count in (
            ("stories", 1), ("words", len(story.text.split())), ("mentions", len(story.mentions)),
            ("facts", len(story.relations)),
        ):  # fmt: skip
            row[key] = row.get(key, 0) + count

    def counting(self, stories: Iterable[Story]) -> Iterator[Story]:
        """The same stories, counted as they pass."""
        for story in stories:
            self.add(story)
            yield story

    def lines(self) -> Iterator[str]:
        """A line a corpus."""
        for name, row in sorted(self.rows.items()):
            yield f"{name}: " + ", ".join(f"{count:,} {what}" for what, count in row.items())


def write(path: Path, stories: Iterable[Story]) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for story in stories:
            file.write(json.dumps(asdict(story), ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Story]:
    """What `write` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield _story(json.loads(line))


def _story(row: Mapping[str, Any]) -> Story:
    return Story(
        **{
            **row,
            "sentences": tuple((a, b) for a, b in row["sentences"]),
            "ignored": tuple((a, b) for a, b in row["ignored"]),
            "complete": tuple(row["complete"]),
            "mentions": tuple(Marked(**each) for each in row["mentions"]),
            "relations": tuple(Related(**each) for each in row["relations"]),
            "regions": tuple(Region(each["start"], each["end"], tuple(each["predicates"])) for each in row["regions"]),
            "open": tuple((a, b) for a, b in row["open"]),
        }
    )
