"""MEANTIME: Wikinews in CAT XML. Only the first six sentences carry every entity, so only they are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from evaluation.gold import Document, Name, either, join_tokens, trim, within
from kg.model import Span

_CLASSES = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
_NAMES = frozenset({"NAM", "PRE.NAM"})
_SENTENCES = 6
_PARAGRAPHS = frozenset({0, 1})  # the title and the date line


@dataclass(frozen=True, slots=True)
class _Markable:
    span: Span
    kind: str
    entity: str | None
    class_: str | None


def meantime(folder: Path) -> Iterator[Document]:
    """Every document of the intra-document annotation."""
    yield from either(_document(path) for path in sorted(folder.glob("intra-doc_annotation/*/*.xml")))


def _document(path: Path) -> Document:
    root = ElementTree.parse(path).getroot()
    text, tokens = _text(root)
    marks = _markables(root, tokens)
    named = [mark for mark in marks if mark.kind in _NAMES]
    names = {
        (mark.span, mark.class_): mark for mark in named if mark.class_ in _CLASSES and not _sprawls(text, mark, named)
    }
    others = [mark for mark in marks if mark.kind not in _NAMES or mark.class_ is None]
    return Document(
        id=f"meantime-{path.stem}",
        text=text,
        names=tuple(
            Name(*trim(text, span), (_CLASSES[class_ or ""],), mark.entity)
            for (span, class_), mark in sorted(names.items())
        ),
        ignored=tuple(trim(text, mark.span) for mark in others if mark.kind == "" or mark.class_ is None),
    )


def _sprawls(text: str, mark: _Markable, named: list[_Markable]) -> bool:
    """Whether the span takes in an apposition: it crosses a comma or bracket and holds another name."""
    crosses = any(sign in text[slice(*mark.span)] for sign in (" (", ", "))
    return crosses and any(other.span != mark.span and within(other.span, mark.span) for other in named)


def _text(root: ElementTree.Element) -> tuple[str, dict[str, Span]]:
    text = ""
    spans: dict[str, Span] = {}
    for number in range(_SENTENCES):
        rows = [token for token in root.iter("token") if token.get("sentence") == str(number)]
        line, found = join_tokens([token.text or "" for token in rows])
        spans |= {
            token.get("t_id", ""): (len(text) + start, len(text) + end)
            for token, (start, end) in zip(rows, found, strict=True)
        }
        text += line + ("\n\n" if number in _PARAGRAPHS else " ")
    return text, spans


def _markables(root: ElementTree.Element, tokens: dict[str, Span]) -> list[_Markable]:
    classes = {mark.get("m_id"): mark.get("ent_type") for mark in root.iter("ENTITY")}
    entities = {
        source.get("m_id"): target.get("m_id")
        for link in root.iter("REFERS_TO")
        for source in link.iter("source")
        for target in link.iter("target")
    }
    found = []
    for mark in root.iter("ENTITY_MENTION"):
        spans = [tokens[key] for anchor in mark.iter("token_anchor") if (key := anchor.get("t_id", "")) in tokens]
        if spans:
            entity = entities.get(mark.get("m_id"))
            kind = mark.get("syntactic_type") or ""
            found.append(_Markable((spans[0][0], spans[-1][1]), kind, entity, classes.get(entity)))
    return found
