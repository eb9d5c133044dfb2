"""The word lists of `schemas/patterns/lexicon.toml`, as sets."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg.errors import OntologyError
from kg.ontology import schemas


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One set a list; `metonyms` maps a phrase to the class it stands for ("" for none), `abbreviations` a short
    title to the full one."""

    words: Mapping[str, frozenset[str]]
    metonyms: Mapping[str, str]
    abbreviations: Mapping[str, str]
    _unions: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False)

    def union(self, *lists: str) -> frozenset[str]:
        """The words of several lists, put together once."""
        if lists not in self._unions:
            self._unions[lists] = frozenset().union(*(self.words[name] for name in lists))
        return self._unions[lists]

    def has(self, list_name: str, word: str) -> bool:
        """Whether the word, or its singular, is on the list."""
        found = self.words[list_name]
        return any(form in found for form in forms(word))


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> tuple[str, ...]:
    """The word in lower case and what its singular may be."""
    low = word.lower()
    if low.endswith("men"):
        return low, low[:-2] + "an"
    if low.endswith("ies"):
        return low, low[:-3] + "y"
    if low.endswith("es"):
        return low, low[:-1], low[:-2]
    return (low, low[:-1]) if low.endswith("s") and not low.endswith("ss") else (low,)


@cache
def load() -> Lexicon:
    """Read the lists once a process; `OntologyError` where the file is not TOML or not of this form."""
    path = schemas() / "patterns" / "lexicon.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{path} is not valid TOML: {error}") from error
    metonyms = {key: str(value) for key, value in table.pop("metonyms").items()}
    abbreviations = {key: str(value) for key, value in table.pop("abbreviations").items()}
    return Lexicon({name: frozenset(text.split()) for name, text in table.items()}, metonyms, abbreviations)
