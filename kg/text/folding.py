"""Folding of spelling differences that do not tell names apart: case, accents, apostrophes, dots and hyphens."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart, as news in English writes them (Əliyev is Aliyev).
_LETTERS = str.maketrans(
    {"ı": "i", "ə": "a", "ǝ": "a", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´ʼʻʹʾʿ′", ""))
_INITIAL = re.compile(r"\b([^\W\d_])\.+")
_BREAK = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\A(?:the )+(?=\S)")


def fold(text: str) -> str:
    """The text without letter case and accents: `Erdoğan` and `erdogan` are the same."""
    if text.isascii():
        return text.casefold()
    split = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in split if not unicodedata.combining(char)).translate(_LETTERS)


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """What two spellings of one name have in common.

    Case, accents and apostrophes go, hyphens and other marks become single spaces, dots after single letters
    close up (`U..S.` is `us`), and a leading "the" is dropped.
    """
    text = fold(name.translate(_APOSTROPHES))
    return _ARTICLE.sub("", _BREAK.sub(" ", _INITIAL.sub(r"\1", text)).strip())
