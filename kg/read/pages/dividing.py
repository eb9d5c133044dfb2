"""From an article as it was read to its stories and what is set aside."""

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Article, Removed
from kg.read.pages.foreign import SURE, passages
from kg.read.pages.furniture import end_mark
from kg.read.pages.roles import assign
from kg.read.pages.stories import stories
from kg.read.pages.units import REASONS, Role, Unit
from kg.text.language import ENGLISH, UNKNOWN, detect, plainly_english


def divide(article: Article) -> Article:
    """The article with its `items`, `removed` ranges and `language`; its text is never touched.

    Items are in order, do not overlap, and hold all text that is read, with their by-lines and date-lines. Every
    letter of the text is in an item or a removed range; removed ranges may lie within items.
    """
    page = assign(article.text, article.source)
    return replace(
        article,
        items=stories(page, article.title),
        removed=tuple(removed for unit in page for removed in _removed(unit)),
        language=article.language or _language(page, article.text),
    )


def _removed(unit: Unit) -> Iterator[Removed]:
    if unit.role is Role.FOREIGN:
        yield Removed(unit.start, unit.end, f"language:{unit.language}")
    elif not unit.role.read:
        yield Removed(unit.start, unit.end, REASONS[unit.role])
    else:
        begin = unit.lead
        if begin:
            yield Removed(unit.start, unit.start + len(unit.text[: begin.end].rstrip()), "dateline")
        offset = begin.end if begin else 0
        end = end_mark(unit.text) or len(unit.text)
        yield from passages(unit.text[offset:end], unit.start + offset)
        if end < len(unit.text):
            yield Removed(unit.start + end, unit.end, "boilerplate")


def _language(page: list[Unit], text: str) -> str | None:
    """That of the prose where there is any: captions and menus are often in another one.

    Prose that nobody can tell for certain is read as English (`foreign`), so that is what it is called.
    """
    prose = " ".join(unit.text for unit in page if unit.role is Role.PROSE)[:1000]
    if plainly_english(prose):
        return ENGLISH
    tag, score = detect(prose or text)
    if prose and score < SURE:
        return ENGLISH
    return None if tag == UNKNOWN else tag
