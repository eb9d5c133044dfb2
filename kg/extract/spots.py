"""Where a `Doc` has certain words, found by their numbers: quicker than asking every token for its text."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, LOWER
from spacy.strings import get_string_id
from spacy.tokens import Doc


def spots(doc: Doc, words: frozenset[str], *, spaces: bool = False) -> list[int]:
    """The tokens, in order, that are one of these words in lower case, with `spaces` also those of white space."""
    lower, space = np.asarray(doc.to_array([LOWER, IS_SPACE])).reshape(-1, 2).T
    found = np.isin(lower, _numbers(words))
    return np.flatnonzero(found | (space > 0) if spaces else found).tolist()


@cache
def _numbers(words: frozenset[str]) -> NDArray[np.uint64]:
    return np.array(sorted(map(get_string_id, words)), dtype=np.uint64)
