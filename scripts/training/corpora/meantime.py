"""MEANTIME: names, phrases and pronouns of Wikinews and who is who, in its first six sentences."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.corpora import meantime as reader
from training.stories import Story


def meantime(data: Path) -> Iterator[Story]:
    """Every document."""
    for found in reader.meantime(data / "meantime"):
        yield Story(
            "meantime", found.id, found.text, mentions=tuple(sorted(found.mentions, key=lambda m: (m.start, m.end))),
            complete=("Person", "Organization", "Place"), ignored=found.ignored, clustered=True, part=found.part,
        )  # fmt: skip
