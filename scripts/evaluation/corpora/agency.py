"""Our own news in the style of an agency, `agency.txt`: stories behind `# id part`, names as `[PER Ann Lee]`."""

import re
from collections.abc import Iterator
from pathlib import Path

from evaluation.gold import PARTS, Document, Part, labelled

_TEXT = Path(__file__).with_name("agency.txt")
_STORY = re.compile(r"^# (\S+) (\w+)\n(.*?)(?=^# |\Z)", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"\[(PER|ORG|LOC) ([^\[\]]+)\]")
_CLASSES = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}


def agency(data: Path) -> Iterator[Document]:
    """One document a story; nothing of it is in `data`."""
    del data
    for name, part, marked in _STORY.findall(_TEXT.read_text(encoding="utf-8")):
        yield _document(name, next(each for each in PARTS if each == part), marked.strip())


def _document(name: str, part: Part, marked: str) -> Document:
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append(((len(text), len(text) + len(mark[2])), mark[1]))
        text += mark[2]
        at = mark.end()
    text += marked[at:]
    return Document(f"agency-{name}", text, labelled(text, spans, _CLASSES), own_part=part)
