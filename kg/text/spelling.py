"""How alike two spellings of a name are, allowing for slips and for the ways of transliteration."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from kg.text.folding import key

# Measured on pairs of family names: real slips in names of seven letters and more score at least this, and so do
# transliterations; neighbours in the lexicon such as Mammadli and Mammadov, or Miller and Millar, stay below.
ALIKE = 0.85
_TRANSLITERATED = 0.95  # the score of spellings that differ only as transliterations do
_RULES = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"\bm[aou]h?a?mm?[ae][dt]\b", "mohamed"),
        ("shch|sch", "sh"),
        ("tch|tsch|ch(?=[aeiou])", "c"),
        ("dzh|dj", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("oo|ou", "u"),
        ("ee", "i"),
        ("(?<=[aeiou])[yi](?=[aeou])", ""),
        ("(?<=[^aeiou])[yi](?=[aeou])", "i"),
        (r"^y(?=e)", ""),
        (r"(iy|yy|ij|ii|yi|ey|y)\b", "i"),
        (r"y(?=[^aeiou])", "i"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=1 << 16)
def skeleton(name: str) -> str:
    """What the transliterations of one name have in common: `Zelenskyy` and `Zelensky`, `Aliyev` and `Aliev`."""
    text = key(name)
    for pattern, letters in _RULES:
        text = pattern.sub(letters, text)
    return text


@lru_cache(maxsize=1 << 16)
def similarity(left: str, right: str) -> float:
    """From 0 (nothing alike) to 1 (one name up to case and accents); symmetric; `ALIKE` and more is one name misspelt.

    Two letters that changed places count as one slip.
    """
    first, second = key(left), key(right)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if _onset(skeleton(left)) == _onset(skeleton(right)):
        return _TRANSLITERATED
    return float(OSA.normalized_similarity(first, second))


def _onset(text: str) -> str:
    """Gaddafi is Qaddafi, Gasimov is Kasimov: the first sound has no settled letter."""
    return "g" + text[1:] if text[:1] == "k" else text
