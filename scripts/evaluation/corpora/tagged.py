"""Corpora with one token and its BIO tag a line: CrossNER (`token<TAB>tag`) and UNER (CoNLL-U like)."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from evaluation.gold import Document, bio_spans, join_tokens, labelled

_CROSSNER = {
    "person": "Person",
    "politician": "Person",
    "organisation": "Organization",
    "politicalparty": "Organization",
    "country": "Place",
    "location": "Place",
}
_UNER = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}


def crossner(path: Path) -> Iterator[Document]:
    """One document a sentence. Its `misc`, `event` and `election` spans hide what stands inside them."""
    for number, rows in enumerate(blocks(path)):
        pairs = [row.split("\t") for row in rows]
        text, tokens = join_tokens([pair[0] for pair in pairs])
        spans = [((tokens[a][0], tokens[b - 1][1]), label) for a, b, label in bio_spans(pair[1] for pair in pairs)]
        yield Document(
            id=f"crossner-{path.stem}-{number}",
            text=text,
            names=labelled(text, spans, _CROSSNER),
            ignored=tuple(span for span, label in spans if label not in _CROSSNER),
        )


def uner(path: Path) -> Iterator[Document]:
    """One document for each `newdoc`, its sentences as lines."""
    document = ""
    sentences: list[tuple[str, list[str]]] = []
    for rows in blocks(path):
        document = next((row.partition("newdoc id = ")[2] for row in rows if "newdoc id" in row), document)
        sentences.append((document, rows))
    for name, group in groupby(sentences, key=lambda pair: pair[0]):
        yield _uner_document(name, [rows for _, rows in group])


def _uner_document(name: str, sentences: list[list[str]]) -> Document:
    text = ""
    spans = []
    for rows in sentences:
        cells = [row.split("\t") for row in rows if not row.startswith("#")]
        line, tokens = join_tokens([cell[1] for cell in cells])
        base = len(text)
        spans += [
            ((base + tokens[a][0], base + tokens[b - 1][1]), label)
            for a, b, label in bio_spans(cell[2] for cell in cells)
        ]
        text += line + "\n"
    return Document(id=f"uner-{name}", text=text, names=labelled(text, spans, _UNER))


def blocks(path: Path) -> Iterator[list[str]]:
    """The lines of each block between empty lines."""
    block: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block
