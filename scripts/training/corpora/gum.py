"""GUM: names, phrases at their head noun, pronouns, and who is who, in many genres."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.corpora import gum as reader
from kg.extract.reader.labels import NAMES, NOMINALS
from training.stories import Story


def gum(data: Path) -> Iterator[Story]:
    """Every document of the corpus."""
    for path in sorted((data / "gum" / "dep").glob("GUM_*.conllu")):
        found = reader.document(path.stem, reader.read(path))
        yield Story(
            "gum", found.id, found.text, mentions=found.mentions, complete=(*NAMES, *NOMINALS), ignored=found.ignored,
            clustered=True, part=found.part,
        )  # fmt: skip
