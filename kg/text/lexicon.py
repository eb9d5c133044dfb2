"""The word lists and tables of `kg/text/data` that the functions on names read."""

from functools import cache
from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated table; lines that start with `#` are comments."""
    text = (files("kg.text") / "data" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in `name_words.tsv`; `KeyError` where there is none."""
    found = frozenset(word for name, listed in rows("name_words.tsv") if name == kind for word in listed.split())
    if not found:
        raise KeyError(kind)
    return found


@cache
def given_names() -> dict[str, str]:
    """Folded given names and the gender that they tell: `f`, `m`, or `u` for none."""
    return {row[0]: row[1] for row in rows("given_names.tsv")}


@cache
def nicknames() -> dict[str, frozenset[int]]:
    """Folded given names and the groups of names that stand for one another to which they belong."""
    groups: dict[str, set[int]] = {}
    for number, row in enumerate(rows("nicknames.tsv")):
        for name in row[0].split():
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}
