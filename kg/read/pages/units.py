"""What a page is divided into: its paragraphs, and the role that each plays."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

from kg.read.pages.datelines import Lead
from kg.text.paragraphs import paragraphs

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_WORD = re.compile(r"\w[\w'’.-]*")
_FEW, _MANY = 5, 25
# Characters. What is longer is not looked at for what only a line can be: the expressions for that go over a line
# of `n` characters up to `n` times, and pages hold pictures as one word of 100,000 letters.
LONGEST_LINE = 1_500


class Role(Enum):
    """What a paragraph is on the page. Prose and lines are read, all else is set aside."""

    PROSE = auto()
    LINE = auto()  # short and no sentence: a headline, an entry of a list, or what nobody can tell
    SEPARATOR = auto()
    FURNITURE = auto()
    LINKS = auto()  # the heading of links to other stories
    LIST = auto()  # furniture that ends a story: a comment form, the news of the day
    SECTION = auto()
    CAPTION = auto()
    BYLINE = auto()
    DATELINE = auto()
    FOREIGN = auto()
    DUPLICATE = auto()

    @property
    def read(self) -> bool:
        """Whether paragraphs of this role are read."""
        return self in (Role.PROSE, Role.LINE)


REASONS = {
    Role.SEPARATOR: "separator",
    Role.FURNITURE: "boilerplate",
    Role.LINKS: "boilerplate",
    Role.LIST: "boilerplate",
    Role.SECTION: "heading",
    Role.CAPTION: "caption",
    Role.BYLINE: "byline",
    Role.DATELINE: "dateline",
    Role.DUPLICATE: "duplicate",
}


@dataclass(slots=True)
class Unit:
    """A paragraph, or the part of one that stands for itself.

    `authors` are named by a by-line, `published` is the full date of a date-line; `language` that of a foreign text,
    `lead` the date-line that a paragraph of prose begins with.
    """

    start: int
    end: int
    text: str
    role: Role = Role.LINE
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    lead: Lead | None = None

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(_WORD.findall(self.text))

    def parted(self, at: int) -> tuple[Self, Self]:
        """The units before and from an offset into its text, without the white space between them."""
        left, right = self.text[:at].rstrip(), self.text[at:].lstrip()
        kind = type(self)
        return kind(self.start, self.start + len(left), left), kind(self.end - len(right), self.end, right)


def units(text: str) -> list[Unit]:
    """The paragraphs of a page in order, prose told from lines."""
    found = [Unit(start, end, text[start:end]) for start, end in paragraphs(text)]
    for unit in found:
        unit.role = Role.PROSE if prose(unit.text) else Role.LINE
    return found


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def prose(text: str) -> bool:
    """Whether a paragraph is running text: a whole sentence, or too long for a headline."""
    count = len(_WORD.findall(text))
    return count >= _MANY or len(text) > LONGEST_LINE or "\n" in text or (count >= _FEW and ends_sentence(text))
