"""KnowledgeNet: web biographies with facts. A document is its annotated passages in order; the rest is not there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.gold import Document, Fact, Passage

_PRONOUNS = frozenset(
    ("he", "she", "it", "they", "i", "we", "him", "her", "them", "us", "me", "his", "hers", "its", "their", "theirs")
) | frozenset(("my", "our", "who", "whose", "whom", "himself", "herself"))


def knowledgenet(path: Path) -> Iterator[Document]:
    """One document a line; passages that touched in the source are joined by a space, the others by a new paragraph."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield _document(json.loads(line))


def _document(record: dict[str, Any]) -> Document:
    text = ""
    end = None
    passages = []
    for row in sorted(record["passages"], key=lambda row: row["passageStart"]):
        if end is not None:
            text += " " if row["passageStart"] - end <= 1 else "\n\n"
        end = row["passageEnd"]
        shift = len(text) - row["passageStart"]
        facts = tuple(_fact(fact, shift) for fact in row["facts"])
        passages.append(Passage(len(text), len(text) + len(row["passageText"]), frozenset(row["properties"]), facts))
        text += row["passageText"]
    return Document(id=f"knowledgenet-{record['documentId']}", text=text, passages=tuple(passages))


def _fact(row: dict[str, Any], shift: int) -> Fact:
    return Fact(
        property=row["property"],
        subject=(row["subjectStart"] + shift, row["subjectEnd"] + shift),
        object=(row["objectStart"] + shift, row["objectEnd"] + shift),
        named=not {row["subjectText"].lower(), row["objectText"].lower()} & _PRONOUNS,
    )
