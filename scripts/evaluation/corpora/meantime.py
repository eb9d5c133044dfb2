"""MEANTIME: Wikinews in CAT XML. Only the first six sentences carry every entity, so only they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from evaluation.gold import Document, Marked, either, join_tokens, trim
from evaluation.heads import heads
from kg.evaluate.spans import Name, overlaps, within
from kg.extract.reader.labels import PRONOUNS
from kg.model import Span

_CLASSES = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
_NAMES = frozenset({"NAM", "PRE.NAM"})
_SENTENCES = 6
_PARAGRAPHS = frozenset({0, 1})  # the title and the date line


@dataclass(frozen=True, slots=True)
class _Markable:
    """A mention: `kind` is its syntactic type, "" for what is marked as a whole with its parts."""

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
    found = {
        (mark.span, mark.class_): mark for mark in named if mark.class_ in _CLASSES and not _sprawls(text, mark, named)
    }
    others = [mark for mark in marks if mark.kind not in _NAMES or mark.class_ is None]
    names = tuple(
        Name(*trim(text, span), (_CLASSES[class_ or ""],), mark.entity)
        for (span, class_), mark in sorted(found.items())
    )
    return Document(
        id=f"meantime-{path.stem}",
        text=text,
        names=names,
        ignored=tuple(trim(text, mark.span) for mark in others if mark.kind == "" or mark.class_ is None),
        mentions=tuple(_mentions(text, names, marks)),
    )


def _mentions(text: str, names: Sequence[Name], marks: Sequence[_Markable]) -> Iterator[Marked]:
    """Names, and phrases and pronouns outside of them, which are parts of what is marked as a whole."""
    taken = {(name.start, name.end) for name in names}
    yield from (Marked(name.start, name.end, name.classes[0], "name", name.cluster) for name in names)
    phrases = [mark for mark in marks if mark.kind not in _NAMES and mark.entity]
    for mark, head in zip(phrases, heads(text, [mark.span for mark in phrases]), strict=True):
        if not any(overlaps(span, head) for span in taken):
            taken.add(head)
            form = "pronoun" if text[slice(*head)].lower() in PRONOUNS else "nominal"
            yield Marked(*head, _CLASSES.get(mark.class_ or "", "Other"), form, mark.entity)


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
