"""LitBank: who is who in novels; of its mentions only the clusters are taken."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.gold import Marked, join_tokens, part_of
from evaluation.heads import heads_in, pipeline
from kg.extract.reader.labels import PRONOUNS
from kg.model import Span
from training.stories import Story


def litbank(data: Path) -> Iterator[Story]:
    """Every novel's sample."""
    for path in sorted((data / "litbank" / "coref" / "conll").glob("*.conll")):
        text, spans = _read(path)
        doc = pipeline()(text)
        marked: dict[Span, Marked] = {}
        whole = [span for span, _ in spans]
        for (span, cluster), head in zip(spans, heads_in(doc, whole), strict=True):
            words = doc.char_span(*span, alignment_mode="expand")
            proper = words is not None and all(token.pos_ == "PROPN" for token in words)
            form = "pronoun" if text[slice(*head)].lower() in PRONOUNS else "name" if proper else "nominal"
            place = span if proper else head
            marked.setdefault(place, Marked(*place, "", form, cluster))
        mentions = tuple(marked[span] for span in sorted(marked))
        yield Story("litbank", f"litbank-{path.stem}", text, mentions=mentions, clustered=True, part=part_of(path.stem))


def _read(path: Path) -> tuple[str, list[tuple[Span, str]]]:
    text = ""
    found: list[tuple[Span, str]] = []
    opened: list[tuple[str, int]] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if len(cells) > 4:
            rows.append(cells)
            continue
        joined, tokens = join_tokens([row[3] for row in rows])
        base = len(text)
        for row, (start, end) in zip(rows, tokens, strict=True):
            for part in (row[12] if len(row) > 12 else "_").split("|"):
                if part.startswith("("):
                    opened.append((part.strip("()"), base + start))
                if part.endswith(")"):
                    key = part.strip("()")
                    place = max(i for i, entry in enumerate(opened) if entry[0] == key)
                    found.append(((opened.pop(place)[1], base + end), key))
        text += joined + "\n" if rows else ""
        rows = []
    return text, found
