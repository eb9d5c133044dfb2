"""The wordings in wording.toml, loaded once."""

import re
import tomllib
from importlib.resources import files
from typing import Any, Literal

Kind = Literal["inline", "links", "list"]

_DATA: dict[str, Any] = tomllib.loads((files(__package__) / "wording.toml").read_text(encoding="utf-8"))


def phrases(name: str) -> frozenset[str]:
    """A set of phrases, which the file parts by bars."""
    return frozenset(" ".join(phrase.split()) for phrase in _DATA[name].split("|"))


def words(name: str) -> frozenset[str]:
    """A set of words, which the file parts by blanks."""
    return frozenset(_DATA[name].split())


def either(name: str) -> str:
    """A regular expression for any of a set of phrases, the longer ones first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases(name), key=lambda phrase: (-len(phrase), phrase)))


def patterns() -> tuple[tuple[Kind, int, re.Pattern[str]], ...]:
    """What each pattern is a sign of, how many words a line may have to count, and the pattern."""
    return tuple((row["kind"], row["words"], re.compile(row["pattern"], re.IGNORECASE)) for row in _DATA["patterns"])
