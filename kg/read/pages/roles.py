"""The role of every paragraph: first what its own words say, then what its neighbours make of it."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from kg.read.pages.bylines import names, person, signature, signed
from kg.read.pages.captions import caption, foreign_caption
from kg.read.pages.datelines import lead, place_line, when
from kg.read.pages.foreign import foreign
from kg.read.pages.furniture import furniture, glued, outlet, section
from kg.read.pages.units import LONGEST_LINE, Role, Unit, ends_sentence, prose, units

_HAS_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W\d_]+")
_SAME_WORDS = 4  # a repeated line of fewer may be an entry of a list or a speaker
_MENU_WORDS, _MENU_LENGTH = 3, 4
_TAG_WORDS, _NAMED_TAG_WORDS, _FEWEST_HEADLINE = 4, 6, 3
_SHORT_WORDS, _NAMES_WORDS, _MOST_AUTHORS = 30, 14, 3
_MOST_BELOW = 3
_LETTER = re.compile(r"Dear [A-Z]|Sincerely\b|Yours (?:sincerely|truly|faithfully)\b")
_FURNITURE = {"inline": Role.FURNITURE, "links": Role.LINKS, "list": Role.LIST}
# How often a paragraph may fall apart, and how many paragraphs away the headline over a line may be: more than on any
# page, and few enough that a list of 100,000 lines is read in seconds.
_MOST_GLUED, _FARTHEST = 20, 50
_MENU = (Role.SECTION, Role.FURNITURE, Role.LINKS, Role.LIST)
_BELOW_HEAD = (Role.PROSE, Role.DATELINE, Role.BYLINE)
_CLOSED = (
    *(Role.SEPARATOR, Role.FURNITURE, Role.LINKS, Role.LIST, Role.SECTION),
    *(Role.CAPTION, Role.FOREIGN, Role.BYLINE, Role.DATELINE),
)
_ABOVE_HEAD = (Role.CAPTION, Role.DUPLICATE, Role.FURNITURE, Role.SECTION, Role.FOREIGN)
_ABOVE_FOOT = (Role.CAPTION, Role.FURNITURE, Role.FOREIGN)
_BESIDE_HEAD = (Role.DATELINE, Role.CAPTION, Role.BYLINE, Role.SECTION, Role.DUPLICATE, Role.SEPARATOR, Role.FURNITURE)


def assign(text: str, source: str | None = None) -> list[Unit]:
    """The paragraphs of a page with their roles; `source` is its outlet where that is known."""
    page = [part for unit in units(text) for part in _unglued(unit)]
    for unit in page:
        _by_itself(unit)
    _repeated(page)
    _links(page)
    opening = _first(page, lambda unit: unit.role is Role.PROSE)
    for number in range(min(opening, _FARTHEST) if opening < len(page) else 0):
        _outlet(page, number, source)
    mentioned = _surnames(page)
    for number in range(len(page)):
        _tag(page, number, mentioned)
    letter = _first(page, lambda unit: _LETTER.match(unit.text) is not None)
    for number in range(len(page)):
        _name_line(page, number, mentioned, letter)
    for number in range(len(page)):
        _place(page, number, opening)
    _menus(page)
    for number, unit in enumerate(page):
        if unit.role is Role.PROSE:
            unit.lead = lead(unit.text, first=_begins_story(page, number))
    return page


def neighbour(page: list[Unit], number: int, step: int, skip: tuple[Role, ...] = ()) -> Unit | None:
    """The next paragraph before (-1) or after (+1) one whose role is not to be skipped."""
    for at in range(number + step, number + step * _FARTHEST, step):
        if not 0 <= at < len(page):
            return None
        if page[at].role not in skip:
            return page[at]
    return None


def _first(page: list[Unit], fits: Callable[[Unit], bool]) -> int:
    """The number of the first paragraph that fits; that after the last where none does."""
    return next((number for number, unit in enumerate(page) if fits(unit)), len(page))


def _unglued(unit: Unit) -> Iterator[Unit]:
    waiting, left = [unit], _MOST_GLUED
    while waiting:
        part = waiting.pop()
        at = glued(part.text) if left else None
        if at is None:
            yield part
            continue
        left -= 1
        for piece in reversed(part.parted(at)):
            piece.role = Role.PROSE if prose(piece.text) else Role.LINE
            waiting.append(piece)


def _by_itself(unit: Unit) -> None:
    text = unit.text
    short = len(text) <= LONGEST_LINE
    if not _HAS_LETTER.search(text):
        unit.role = Role.SEPARATOR
    elif short and (kind := furniture(text)):
        unit.role = _FURNITURE[kind]
    elif short and caption(text):
        unit.role = Role.CAPTION
    elif language := foreign(text):
        unit.role = Role.CAPTION if foreign_caption(text) else Role.FOREIGN
        unit.language = language
    elif not short:
        return
    elif section(text):
        unit.role = Role.SECTION
    elif unit.words <= _SHORT_WORDS:
        _short(unit)


def _short(unit: Unit) -> None:
    is_date, published = when(unit.text)
    if is_date:
        unit.role, unit.published = Role.DATELINE, published
        return
    authors = signed(unit.text)
    if authors is not None:
        unit.role, unit.authors = Role.BYLINE, authors


def _repeated(page: list[Unit]) -> None:
    """The same headline or paragraph again is read once; short lines may be meant to stand there twice."""
    seen: set[str] = set()
    for unit in page:
        if not unit.role.read or unit.words < _SAME_WORDS:
            continue
        if unit.text in seen:
            unit.role = Role.DUPLICATE
        seen.add(unit.text)


def _menus(page: list[Unit]) -> None:
    """Runs of short lines of which at least half are known menu entries."""
    for start, end in _runs(page, lambda unit: unit.role in _MENU or _label(unit)):
        run = page[start:end]
        known = sum(unit.role is not Role.LINE for unit in run)
        if len(run) >= _MENU_LENGTH and 2 * known >= len(run):
            for unit in run:
                if unit.role is Role.LINE and not person(unit.text):
                    unit.role = Role.FURNITURE


def _links(page: list[Unit]) -> None:
    """Headlines under "Related articles", "News Line" and the like, up to the next text."""
    heading = None
    for number, unit in enumerate(page):
        if unit.role in (Role.LIST, Role.LINKS):
            heading = number
        elif unit.role in (Role.PROSE, Role.SEPARATOR):
            heading = None
        elif heading is not None and unit.role in (Role.LINE, Role.DATELINE):
            first_link = page[heading].role is Role.LINKS and number == heading + 1
            if first_link or not _opens(page, number):
                unit.role = Role.FURNITURE


def _opens(page: list[Unit], number: int) -> bool:
    """Whether a line is the headline, by-line or date-line of text that follows rather than a link."""
    ahead = [unit.role for unit in page[number + 1 : number + 4]]
    while ahead and ahead[0] in (Role.BYLINE, Role.DATELINE, Role.CAPTION):
        ahead.pop(0)
    return bool(ahead) and ahead[0] is Role.PROSE


def _outlet(page: list[Unit], number: int, source: str | None) -> None:
    """The name of the outlet above the first story; where it may be the headline, only if there is another one."""
    unit = page[number]
    if unit.role is not Role.LINE or not (sure := outlet(unit.text, source)):
        return
    after = neighbour(page, number, +1, (*_ABOVE_HEAD, Role.BYLINE, Role.DATELINE))
    if sure > 1 or (after is not None and after.role is Role.LINE and after.words > unit.words):
        unit.role = Role.FURNITURE


def _tag(page: list[Unit], number: int, mentioned: set[str]) -> None:
    """A name or keyword above the headline: what its picture shows or what the page is filed under."""
    unit = page[number]
    if unit.role is not Role.LINE or len(unit.text.split()) > _NAMED_TAG_WORDS or ends_sentence(unit.text):
        return
    if neighbour(page, number, -1, _CLOSED) is not None:
        return
    after = neighbour(page, number, +1, _ABOVE_HEAD)
    if after is None or after.role is not Role.LINE or after.words <= max(unit.words, _FEWEST_HEADLINE - 1):
        return
    words = _WORD.findall(unit.text)
    named = len(words) <= _TAG_WORDS and (person(unit.text) > 0 or place_line(unit.text)[0])
    if (named and words[-1].casefold() in mentioned) or (_headline(after) and _name_in_prose(page, unit.text)):
        unit.role = Role.CAPTION


def _name_in_prose(page: list[Unit], text: str) -> bool:
    """Whether a line is a name that the text below repeats, as it repeats no headline ("Baku Serious Crimes Court")."""
    words = text.split()
    if len(words) < 2 or not all(word[0].isupper() or word in ("of", "the", "for", "and") for word in words):
        return False
    prose_ = (unit for unit in page if unit.role is Role.PROSE)
    return any(re.search(rf"\b{re.escape(text)}\b", unit.text) for unit in islice(prose_, _FARTHEST))


def _name_line(page: list[Unit], number: int, mentioned: set[str], letter: int) -> None:
    """A line that is a name, right below a headline or at the foot of a story: its author, unless it is about them."""
    unit = page[number]
    if unit.role is not Role.LINE or unit.words > _NAMES_WORDS:
        return
    after = neighbour(page, number, +1)
    foot = _ends_story(neighbour(page, number, -1, _ABOVE_FOOT)) and (_closes(after) or _nothing_left(page, number))
    above = neighbour(page, number, -1, _BESIDE_HEAD)
    head = above is not None and _headline(above) and after is not None and after.role in _BELOW_HEAD
    if not (foot or head):
        return
    authors = names(unit.text)
    if authors is None and foot and after is not None and person(unit.text):
        authors = (unit.text,)
    if authors is None or (foot and (letter < number or _signatures(page, number))):
        return
    if any(author.split()[-1].casefold() in mentioned for author in authors):
        unit.role = Role.CAPTION if head else Role.LINE
    else:
        unit.role, unit.authors = Role.BYLINE, authors


def _signatures(page: list[Unit], number: int) -> bool:
    """Whether names at the foot are too many to be authors, as those under a letter are."""
    first = last = number
    begin = max(0, number - _MOST_AUTHORS)
    while first > begin and page[first - 1].role in (Role.LINE, Role.BYLINE) and person(page[first - 1].text):
        first -= 1
    end = min(len(page), first + _MOST_AUTHORS + 1)
    while last + 1 < end and page[last + 1].role is Role.LINE and person(page[last + 1].text):
        last += 1
    return last - first >= _MOST_AUTHORS


def _place(page: list[Unit], number: int, opening: int) -> None:
    """A place on a line of its own at the edge of a story."""
    unit = page[number]
    if unit.role is not Role.LINE:
        return
    is_place, published = place_line(unit.text)
    if not is_place:
        return
    before, after = neighbour(page, number, -1), neighbour(page, number, +1)
    signed_above = before is not None and before.role is Role.BYLINE
    signed_below = after is not None and after.role is Role.BYLINE
    foot = _ends_story(before) and (after is None or after.role in _CLOSED)
    below = before is not None and _headline(before) and after is not None and after.role in _BELOW_HEAD
    head = number < opening and below
    if signed_above or signed_below or foot or head:
        unit.role, unit.published = Role.DATELINE, published


def _headline(unit: Unit) -> bool:
    return unit.role is Role.LINE and unit.words > _TAG_WORDS


def _ends_story(unit: Unit | None) -> bool:
    return unit is not None and (unit.role is Role.BYLINE or (unit.role is Role.PROSE and ends_sentence(unit.text)))


def _closes(unit: Unit | None) -> bool:
    """Whether what stands below a name shows that the story is over: nothing, furniture, a place, a headline."""
    if unit is None or unit.role in _CLOSED:
        return True
    return unit.role is Role.LINE and (place_line(unit.text)[0] or person(unit.text) > 0 or _headline(unit))


def _nothing_left(page: list[Unit], number: int) -> bool:
    """Whether only a few short lines follow that are no office or address, as below a signature ("Mayor of Bergen")."""
    rest = page[number + 1 : number + 2 + _MOST_BELOW]
    lines = [unit for unit in rest if unit.role is Role.LINE]
    return (
        len(lines) <= _MOST_BELOW
        and not any(unit.role is Role.PROSE for unit in page[number + 1 : number + _FARTHEST])
        and len(page) <= number + _FARTHEST
        and not any(signature(unit.text) for unit in lines)
    )


def _begins_story(page: list[Unit], number: int) -> bool:
    """Whether a paragraph is the first one of a story, or of a section of it."""
    before = neighbour(page, number, -1, _ABOVE_HEAD)
    return before is None or before.role is not Role.PROSE


def _label(unit: Unit) -> bool:
    return unit.role is Role.LINE and unit.words <= _MENU_WORDS


def _runs(page: list[Unit], belongs: Callable[[Unit], bool]) -> Iterator[tuple[int, int]]:
    start = None
    for number, unit in enumerate(page):
        if belongs(unit):
            start = number if start is None else start
        elif start is not None:
            yield start, number
            start = None
    if start is not None:
        yield start, len(page)


def _surnames(page: list[Unit]) -> set[str]:
    """The capitalised words of the prose, for telling whom a story is about from who wrote it."""
    return {
        word.casefold()
        for unit in page
        if unit.role is Role.PROSE
        for word in _WORD.findall(unit.text)
        if word[:1].isupper()
    }
