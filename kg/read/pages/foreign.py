"""Paragraphs, and passages within them, that are not English."""

import re
from collections.abc import Iterator

from kg.model import Removed
from kg.text.language import ENGLISH, UNKNOWN, detect, plainly_english

_LETTERS = re.compile(r"[^\W\d_]")
_LOWER_WORD = re.compile(r"(?<![\w'’])[^\W\d_A-Z]{3,}")
_BEYOND_LATIN = r"[^\W\d_A-Za-zÀ-ʸḀ-ỿªº]"
_OTHER_SCRIPT = re.compile(_BEYOND_LATIN)
_PASSAGE = re.compile(rf"{_BEYOND_LATIN}[^A-Za-zÀ-ʸḀ-ỿ\n]*{_BEYOND_LATIN}[^\w\s!-~]*")

# On 6,000 paragraphs and lines of English news none reaches this much in another language with two lower-case words;
# names and headlines of names do ("Albus Potter" is German with 0.48, "Springvale" Esperanto with 0.77), and a headline
# without small words may come close ("Museum gets a new door" is Dutch with 0.76).
SURE = 0.8
_FEW_LETTERS, _FEW_WORDS = 12, 2
_LONG_PASSAGE = 15


def foreign(text: str) -> str | None:
    """The language of a paragraph where it is certainly not English."""
    if plainly_english(text):
        return None
    letters, others = len(_LETTERS.findall(text)), len(_OTHER_SCRIPT.findall(text))
    if 0 < letters * 3 <= others * 4:  # whatever the model makes of so few letters, English it is not
        tag, _ = detect(text)
        return UNKNOWN if tag == ENGLISH else tag
    if others > 0:
        return None  # half English, half not: only the passages are set aside
    if letters < _FEW_LETTERS or len(_LOWER_WORD.findall(text)) < _FEW_WORDS:
        return None
    tag, score = detect(text)
    return tag if tag != ENGLISH and score >= SURE else None


def passages(text: str, offset: int) -> Iterator[Removed]:
    """Stretches of a paragraph in another script, such as a quotation in the original; `offset` is its start."""
    if text.isascii():
        return
    for match in _PASSAGE.finditer(text):
        if len(_OTHER_SCRIPT.findall(match.group())) >= _LONG_PASSAGE:
            tag, _ = detect(match.group())
            if tag != ENGLISH:
                yield Removed(offset + match.start(), offset + match.end(), f"language:{tag}")
