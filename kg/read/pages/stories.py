"""Which paragraphs make one story, where a page holds several."""

import re
from collections.abc import Iterable
from itertools import takewhile

from kg.model import Item
from kg.read.pages.roles import neighbour
from kg.read.pages.units import Role, Unit, ends_sentence
from kg.text.names import is_given_name

_RULE = re.compile(r"[-–—_*=~#•·\s]+")
_DASH = re.compile(r"[-–—•·*]\Z")
_GOES_ON = re.compile(
    r"[\"'“‘(]?(?:[a-z]|(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|But|And|However|Also|Moreover|"
    r"In addition|According to (?:him|her|them)|Earlier|Later|Then|Asked|Dear|I|We|My|Our|Mr\. President)\b)"
)
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞƏİŞÇĞ][\w-]+(?:\s[A-ZÀ-ÖØ-ÞƏİŞÇĞ][\w-]*)+")
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-ÞƏİŞÇĞ][\w-]+")
_TITLE_WORDS = (3, 30)
_PARAGRAPHS_OF_A_DIGEST = 3


def stories(page: list[Unit], title: str | None) -> tuple[Item, ...]:
    """The stories of a page in order. `title` is what the page calls itself; it names the first story."""
    groups = [_Story()]
    for number, unit in enumerate(page):
        if groups[-1].told and _begins(page, number, groups[-1]):
            groups.append(_Story())
        if unit.role.read or unit.role in (Role.BYLINE, Role.DATELINE):
            groups[-1].add(unit)
    told = [group for group in _whole(groups) if any(unit.role.read for unit in group)]
    day = _day_of_page(page)
    return tuple(
        _item(group, title if number == 0 else None, day, alone=len(told) == 1) for number, group in enumerate(told)
    )


class _Story:
    """The paragraphs of a story so far, and what the next one is measured by; each paragraph is looked at once."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.told = False  # whether it has prose
        self.led = False  # whether a paragraph of it begins with a date-line
        self.signed_off = False  # whether a by-line stands below its last text
        self._unasked: list[Unit] = []
        self._people: set[str] = set()

    def add(self, unit: Unit) -> None:
        """Goes on with a paragraph."""
        self.units.append(unit)
        if unit.role is Role.PROSE:
            self.told, self.signed_off = True, False
            self._unasked.append(unit)
            self.led = self.led or unit.lead is not None
        elif unit.role is Role.BYLINE:
            self.signed_off = True

    def people(self) -> set[str]:
        """The family names of those whom it calls by a given name too."""
        for unit in self._unasked:
            for name in _NAME.findall(unit.text):
                if any(map(is_given_name, name.split()[:-1])):
                    self._people.add(name.split()[-1])
        self._unasked.clear()
        return self._people


def _whole(groups: list[_Story]) -> list[list[Unit]]:
    """Groups without prose join the one after them, the last ones the one before."""
    whole: list[list[Unit]] = []
    waiting: list[Unit] = []
    for group in groups:
        waiting += group.units
        if group.told:
            whole.append(waiting)
            waiting = []
    if whole:
        whole[-1] += waiting
    elif waiting:
        whole.append(waiting)
    return whole


def _begins(page: list[Unit], number: int, story: _Story) -> bool:
    """Whether a new story begins here, given what belongs to the current one."""
    unit = page[number]
    if not unit.role.read:
        return _heads(page, number)
    between = _between(page, number)
    if any(_RULE.fullmatch(gap.text) for gap in between):
        return _parted(page, number, story, between)
    closed = story.signed_off or any(gap.role in (Role.LIST, Role.LINKS) for gap in between)
    if closed and _text_follows(page, number):
        return not _continues(story, _prose_from(page, number).text)
    if unit.role is Role.LINE and ends_sentence(story.units[-1].text):
        return _filed(page, number) and not _continues(story, _prose_from(page, number).text)
    return unit.lead is not None and story.led


def _heads(page: list[Unit], number: int) -> bool:
    """A by-line or date-line above text, below a separator, opens a story and does not close one."""
    unit = page[number]
    if unit.role not in (Role.BYLINE, Role.DATELINE):
        return False
    below_separator = number > 0 and page[number - 1].role is Role.SEPARATOR
    return below_separator and _text_follows(page, number)


def _between(page: list[Unit], number: int) -> list[Unit]:
    """What was set aside between this paragraph and the last one that belongs to a story."""
    before = (page[at] for at in range(number - 1, -1, -1))
    return list(takewhile(lambda unit: not unit.role.read and unit.role not in (Role.BYLINE, Role.DATELINE), before))


def _parted(page: list[Unit], number: int, story: _Story, between: list[Unit]) -> bool:
    """Whether a line of dashes or stars parts two stories, or only two sections or list entries of one."""
    if not _text_follows(page, number):
        return False
    text = _prose_from(page, number).text
    last = story.units[-1]
    if last.text.endswith((":", ";", ",")) or re.match(r"[a-z]", text):
        return False
    if story.signed_off or page[number].role is Role.LINE:
        return True
    if any(_DASH.match(gap.text) for gap in between if gap.role is Role.SEPARATOR):
        return True
    return _prose_from(page, number).lead is not None or not _continues(story, text)


def _filed(page: list[Unit], number: int) -> bool:
    """Whether a line in the middle of a page is the headline over text with its own by-line or date-line."""
    if not _TITLE_WORDS[0] <= page[number].words <= _TITLE_WORDS[1] or page[number].text.endswith(":"):
        return False
    after = neighbour(page, number, +1, (Role.CAPTION, Role.FURNITURE))
    if after is None:
        return False
    if not _text_follows(page, number):
        return False
    return after.lead is not None if after.role is Role.PROSE else after.role in (Role.BYLINE, Role.DATELINE)


def _text_follows(page: list[Unit], number: int) -> bool:
    """Whether prose comes with this paragraph or after a few lines of its heading."""
    for unit in page[number : number + 5]:
        if unit.role is Role.PROSE:
            return True
        if unit.role in (Role.SEPARATOR, Role.LIST, Role.LINKS):
            return False
    return False


def _prose_from(page: list[Unit], number: int) -> Unit:
    return next(page[at] for at in range(number, len(page)) if page[at].role is Role.PROSE)


def _continues(story: _Story, text: str) -> bool:
    """Whether a paragraph goes on with a story: it begins with a pronoun, or speaks of somebody named before."""
    if _GOES_ON.match(text):
        return True
    return not story.people().isdisjoint(_CAPITALISED.findall(text))


def _day_of_page(page: list[Unit]) -> list[str]:
    """The date on a line of its own above the first text: it holds for every story that has none."""
    return _one(_dates(takewhile(lambda unit: unit.role is not Role.PROSE, page)))


def _dates(units: Iterable[Unit]) -> list[str]:
    return [date for unit in units if (date := _published(unit))]


def _one(dates: list[str]) -> list[str]:
    """The date that all agree on, if they do."""
    return dates[:1] if len(set(dates)) == 1 else []


def _item(group: list[Unit], title: str | None, day: list[str], *, alone: bool) -> Item:
    authors = tuple(dict.fromkeys(author for unit in group for author in unit.authors))
    dates = _dates(_head(group)) or _one(_dates(group))
    if not any(_says_when(unit) for unit in group):
        dates = day
    return Item(
        start=group[0].start,
        end=group[-1].end,
        title=_title(group, title) or (title if alone else None),
        authors=authors,
        published=dates[0] if dates else None,
    )


def _head(group: list[Unit]) -> list[Unit]:
    """A story up to its first text: further down several lines with dates are those of a calendar or of letters."""
    first = next((number for number, unit in enumerate(group) if unit.role is Role.PROSE), len(group))
    return group[: first + 1]


def _says_when(unit: Unit) -> bool:
    """Whether a date-line names a day, if perhaps none for certain (05/06/2022)."""
    begin = unit.text if unit.role is Role.DATELINE else unit.text[: unit.lead.end] if unit.lead else ""
    return any(map(str.isdigit, begin))


def _published(unit: Unit) -> str | None:
    if unit.published:
        return unit.published
    return unit.lead.published if unit.lead else None


def _title(group: list[Unit], title: str | None) -> str | None:
    """The line above the text: the one that is the page's title, else the first that is as long as a headline."""
    above: list[str] = []
    for number, unit in enumerate(group):
        if unit.role is Role.PROSE and not (number == 0 and len(group) > 1 and _asks(unit)):
            break
        if unit.role.read and not unit.text.endswith(":"):
            above.append(" ".join(unit.text.split()))
    if title and title in above:
        return title
    return next((line for line in above if _TITLE_WORDS[0] <= len(line.split()) <= _TITLE_WORDS[1]), None)


def _asks(unit: Unit) -> bool:
    """Headlines may be questions or exclamations, which a short first paragraph of text is not."""
    return unit.text.endswith(("?", "!")) and len(unit.text.split()) <= _TITLE_WORDS[1] and "." not in unit.text
