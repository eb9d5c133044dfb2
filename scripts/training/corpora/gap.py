"""GAP: a pronoun and two names, of which it means one or neither; the validation file is held out."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.corpora import gap as reader
from evaluation.gold import Part
from training.stories import Story


def gap(data: Path) -> Iterator[Story]:
    """Every row of both files; a name that the pronoun does not mean is something else."""
    for file in reader.FILES:
        for found in reader.rows(data / "gap", file):
            part: Part = "held" if file == "validation" else "tune" if found.part == "tune" else "train"
            yield Story("gap", found.id, found.text, mentions=found.mentions, clustered=True, part=part)
