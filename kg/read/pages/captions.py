"""Lines under pictures: what they show and who took them."""

import re

from kg.read.pages.wording import either

_AGENCIES = either("agencies")
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
_FOREIGN = re.compile(r"\b(?:foto|fotoğraf|fotosu|şəkil|фото|bild|fotografía|fotografie|photographie)\b", re.IGNORECASE)

_LABEL_WORDS, _CREDIT_WORDS, _FOREIGN_WORDS = 16, 45, 8


def caption(text: str) -> bool:
    """Whether a paragraph is a caption or a picture credit."""
    words = len(text.split())
    return (words <= _LABEL_WORDS and _LABEL.match(text) is not None) or (
        words <= _CREDIT_WORDS and _CREDIT.search(text) is not None
    )


def foreign_caption(text: str) -> bool:
    """Whether a short line that is not English is a picture credit ("Foto: ...")."""
    return len(text.split()) <= _FOREIGN_WORDS and _FOREIGN.search(text) is not None
