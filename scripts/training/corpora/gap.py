"""GAP: a pronoun and two names, of which it means one or neither; the validation file is held out."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.corpora import gap as reader
from training.stories import Story


def gap(data: Path) -> Iterator[Story]:
    """Every row of both files; a name that the pronoun does not mean is something else."""
    for file in reader.FILES:
        for found in reader.rows(data / "gap", file):
            yield Story(
                "gap", found.id, found.text, mentions=found.mentions, clustered=True,
                part="train" if file == "development" else "held",
            )  # fmt: skip
