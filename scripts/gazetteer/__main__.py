"""Writes kg/text/data: `python -m gazetteer FOLDER`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from gazetteer import sources
from gazetteer.given_names import lexicon
from gazetteer.index import name_lines, place_lines
from gazetteer.places import places
from gazetteer.words import Words

_CAPITAL = 4140963  # the city of Washington in place of the District of Columbia: news does not tell them apart


def main(folder: Path) -> None:
    """Builds all generated files of the package data."""
    words = Words(sources.frequencies())
    people = lexicon(words)
    found = places()
    _write(folder / "places.tsv", place_lines(found))
    _write(folder / "place_names.tsv", name_lines(found, words, people))
    _write(folder / "us_states.tsv", _states())
    _write(folder / "given_names.tsv", (f"{name}\t{gender}" for name, gender in sorted(people.given.items())))


def _states() -> Iterator[str]:
    yield "# Two-letter codes of the US Postal Service and the places they stand for."
    for code, state in sorted(sources.geonames("us_states").items()):
        yield f"{code}\tgn{_CAPITAL if code == 'DC' else state['geonameid']}"


def _write(path: Path, lines: Iterable[str]) -> None:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")
            count += 1
    print(f"{path}: {count} lines, {path.stat().st_size / 1e6:.1f} MB")


main(Path(sys.argv[1]))
