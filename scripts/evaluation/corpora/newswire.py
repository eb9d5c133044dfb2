"""Our own sentences in the style of agency copy, `newswire.txt`: `part: sentence`, and below it `kind A > B; ...`."""

import re
from collections.abc import Iterator
from pathlib import Path

from evaluation.gold import PARTS, Document, Marked

_TEXT = Path(__file__).with_name("newswire.txt")
_SENTENCE = re.compile(r"^(\w+): (.+)\n +(.+)$", re.MULTILINE)
_FACT = re.compile(r"(\w+) (.+?) > (.+?)(?:; |$)")


def newswire(data: Path) -> Iterator[Document]:
    """One document a sentence; nothing of it is in `data`. Facts name their sides by where these begin."""
    del data
    for number, (part, text, told) in enumerate(_SENTENCE.findall(_TEXT.read_text(encoding="utf-8"))):
        sides = [(kind, *_sides(text, one, other)) for kind, one, other in _FACT.findall(told)]
        facts = tuple((str(one.start), kind, str(other.start)) for kind, one, other in sides)
        marked = tuple(sorted({side for _, *two in sides for side in two}, key=lambda side: (side.start, side.end)))
        own = next(each for each in PARTS if each == part)
        yield Document(f"newswire-{number:03}", text, mentions=marked, facts=facts, own_part=own)


def _sides(text: str, one: str, other: str) -> tuple[Marked, Marked]:
    """Where the two stand: the first at its first place, the other at its nearest, within the first if nowhere else."""
    first = text.index(one)
    found = [match.start() for match in re.finditer(re.escape(other), text)]
    outside = [start for start in found if not first <= start < first + len(one)]
    second = min(outside or found, key=lambda start: abs(start - first))
    return _marked(first, one), _marked(second, other)


def _marked(start: int, name: str) -> Marked:
    return Marked(start, start + len(name), "", "name", str(start))
