"""Where a `Doc` has certain words, found by their numbers: quicker than asking every token for its text."""

from functools import cache
from typing import Any

from spacy.attrs import IS_SPACE, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc


def spots(doc: Doc, words: frozenset[str], *, spaces: bool = False) -> list[int]:
    """The tokens, in order, that are one of these words in lower case, with `spaces` also those of white space."""
    wanted = _numbers(words)
    lower: Any = doc.to_array(LOWER)  # spaCy's stubs know no NumPy
    if not spaces:
        return [i for i, number in enumerate(lower.tolist()) if number in wanted]
    white: Any = doc.to_array(IS_SPACE)
    both = enumerate(zip(lower.tolist(), white.tolist(), strict=True))
    return [i for i, (number, space) in both if space or number in wanted]


@cache
def _numbers(words: frozenset[str]) -> frozenset[int]:
    return frozenset(map(get_string_id, words))
