"""GAP: a pronoun and two names, of which it means one or neither."""

import csv
from collections.abc import Iterator
from pathlib import Path

from evaluation.gold import Document, Marked

FILES = ("development", "validation")


def gap(folder: Path) -> Iterator[Document]:
    """The validation file, which nothing is trained on."""
    yield from rows(folder, "validation")


def rows(folder: Path, name: str) -> Iterator[Document]:
    """Every row of one file: the pronoun is in the cluster of the name that it means."""
    with (folder / f"gap-{name}.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Document(row["ID"], row["Text"], mentions=tuple(sorted(_mentions(row), key=lambda m: m.start)))


def _mentions(row: dict[str, str]) -> Iterator[Marked]:
    start = int(row["Pronoun-offset"])
    meant = next((side for side in "AB" if row[f"{side}-coref"] == "TRUE"), "neither")
    yield Marked(start, start + len(row["Pronoun"]), "Person", "pronoun", meant)
    for side in "AB":
        start = int(row[f"{side}-offset"])
        yield Marked(start, start + len(row[side]), "Person", "name", side)
