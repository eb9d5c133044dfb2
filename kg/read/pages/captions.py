"""Lines under pictures: what they show and who took them."""

import re

from kg.read.pages.wording import either

_AGENCIES, _PICTURE, _LABEL_WORD = either("agencies"), either("pictures"), either("picture_labels")
_WITHOUT_BLANKS = either("pictures_without_blanks")
_KIND = (
    r"(?:photograph|photo|image|picture|pic|video|illustration|graphic|infographic|screenshot|screengrab|screen grab)s?"
)
_LABEL = re.compile(
    rf"(?:file |archive |stock |illustrative |cover )?{_KIND}"
    r"(?: credits?| source| courtesy| courtesy of| by| from| via| of| ©|)?\s*[:/©|–—-]\s*\S|"
    rf"{_KIND} (?:by|from|courtesy|via|credit) \S|(?:credit|photo credit|image credit)s?\s*: ?\S|"
    rf"\(?{_KIND}\)?[.:]?\Z|(?:file|archive|illustrative|stock|illustration) (?:photo|image|picture)s?\b",
    re.IGNORECASE,
)
# The credit at the end of a caption that says more: "Tomas Wray in May. Image: Jane Doe (flickr)."
_CREDIT = re.compile(
    r"(?:\A|[\s.(\[|]|(?<=[a-z]))"
    r"\(?(?:Photo|Image|Picture|Video|Photograph|Credit|PHOTO|IMAGE|Foto|Photo credit|Image credit)s?"
    r"(?: by| courtesy of| courtesy| via)?\s?(?::|/|©| by| courtesy| via)\s?[^.]{2,60}(?:\.\w[^.]{0,30})?[.)\]]*\Z|"
    rf"(?:/|\bvia |© ?)\s?(?:{_AGENCIES})(?: Photo| Images?)?[.)\]]*\Z|\((?:{_AGENCIES}) Photo\b[^()]{{0,60}}\)\.?\Z|"
    rf"\((?:file|archive|illustrative|stock) (?:photo|image|picture)\)\.?\Z"
)
# "Foto: AA", "Foto de archivo / EFE", "Архивное фото: пресс-служба", "사진=연합뉴스", "Photo credit: ...": labels that
# no sentence begins with, so that what follows may be as long as it likes.
_BEGINS = re.compile(
    r"[(\[]?(?:(?:photo|photograph|image|picture)s?(?: ?credits?| by| source| courtesy)?|credits?)\s?:\s?\S|"
    rf"[(\[]?(?:[^\W\d_]+ )?(?:{_LABEL_WORD})(?: [^\W\d_]+){{0,2}}\s?(?:[:：/|©=]| [–—-] )\s?\S|"
    rf"[(\[]?[^\W\d_]{{0,6}}(?:{_WITHOUT_BLANKS})[^\W\d_]{{0,6}}\s?[:：/|©=]\s?\S",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"[(\[]?(?:[^\W\d_]+ )?(?:{_LABEL_WORD})(?: [^\W\d_]+)?[.:)\]]*\Z", re.IGNORECASE)
_FOREIGN = re.compile(rf"\b(?:{_PICTURE})\b|(?:{_WITHOUT_BLANKS})", re.IGNORECASE)

_LABEL_WORDS, _BEGINS_WORDS, _CREDIT_WORDS = 16, 60, 45
_FOREIGN_WORDS, _FOREIGN_BEGINS_WORDS, _FOREIGN_LETTERS = 8, 16, 25


def caption(text: str) -> bool:
    """Whether a paragraph is a caption or a picture credit."""
    words = len(text.split())
    return (
        (words <= _LABEL_WORDS and _LABEL.match(text) is not None)
        or (words <= _BEGINS_WORDS and _BEGINS.match(text) is not None)
        or (words <= _CREDIT_WORDS and _CREDIT.search(text) is not None)
        or _ALONE.match(text) is not None
    )


def foreign_caption(text: str) -> bool:
    """Whether a line that is not English is a picture credit: short with a word for picture in it, or begun by one."""
    found, words = _FOREIGN.search(text), len(text.split())
    if found is None:
        return False
    if words == 1:  # as all lines of Chinese and Japanese are, which have no blanks
        return len(text) <= _FOREIGN_LETTERS
    return words <= _FOREIGN_WORDS or (found.start() <= 1 and words <= _FOREIGN_BEGINS_WORDS and "," not in text)
