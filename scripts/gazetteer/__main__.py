"""Writes kg/text/data: `python -m gazetteer FOLDER`."""

import sys
from collections.abc import Iterable
from pathlib import Path

from gazetteer import sources
from gazetteer.given_names import lexicon
from gazetteer.index import name_lines, place_lines
from gazetteer.places import places
from gazetteer.words import Words


def main(folder: Path) -> None:
    """Builds all generated files of the package data."""
    words = Words(sources.frequencies())
    people = lexicon(words)
    found = places()
    _write(folder / "places.tsv", place_lines(found))
    _write(folder / "place_names.tsv", name_lines(found, words, people))
    _write(folder / "given_names.tsv", (f"{name}\t{gender}" for name, gender in sorted(people.given.items())))


def _write(path: Path, lines: Iterable[str]) -> None:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")
            count += 1
    print(f"{path}: {count} lines, {path.stat().st_size / 1e6:.1f} MB")


main(Path(sys.argv[1]))
