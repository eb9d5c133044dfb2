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
    """The text without letter case and accents: `Erdoğan` and `erdogan` are the same.

    Folding what is folded changes nothing, so that stored and fresh forms meet.
    """
    while not text.isascii():
        folded = _folded(text)
        if folded == text:
            return text
        text = folded  # taking apart may bring out capitals (ℌ is H) or letters that fold further, so once more
    return text.casefold()


def _folded(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in split if not unicodedata.combining(char)).translate(_LETTERS)


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """What two spellings of one name have in common.

    Case, accents and apostrophes go, hyphens and other marks become single spaces, dots after single letters
    close up (`U..S.` is `us`), and a leading "the" is dropped.
    """
    # Before folding, which would make a blank and an accent of ´, and after it, since it makes an apostrophe of ŉ.
    text = fold(name.translate(_APOSTROPHES)).translate(_APOSTROPHES)
    return _ARTICLE.sub("", _BREAK.sub(" ", _INITIAL.sub(r"\1", text)).strip())
