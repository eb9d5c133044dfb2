"""Corpora of which only names are taken: CrossNER and UNER, through the readers of `scripts/evaluation`."""

from collections.abc import Iterator
from pathlib import Path

from evaluation.corpora import tagged
from evaluation.gold import PARTS, Document, Marked, Part, bio_spans, join_tokens
from training.stories import Story

_TOGETHER = 6  # unconnected sentences to a story, so that windows are full

_CROSSNER = {
    "person": "Person", "politician": "Person", "organisation": "Organization", "politicalparty": "Organization",
    "country": "Place", "location": "Place", "event": "Event", "election": "Event", "misc": "Other",
}  # fmt: skip


def crossner(data: Path) -> Iterator[Story]:
    """Sentences on politics; those are divided as `scripts/evaluate` divides them."""
    for file in ("train", "dev"):
        path = data / "crossner" / "politics" / f"{file}.txt"
        rows = list(zip(tagged.crossner(path), _labelled(path), strict=True))
        for part in PARTS:
            some = [row for row in rows if row[0].part == part]
            for number in range(0, len(some), _TOGETHER):
                yield _joined(f"crossner-{file}-{part}-{number}", some[number : number + _TOGETHER], part)


def _labelled(path: Path) -> Iterator[list[Marked]]:
    for rows in tagged.blocks(path):
        pairs = [row.split("\t") for row in rows]
        _, tokens = join_tokens([pair[0] for pair in pairs])
        yield [
            Marked(tokens[a][0], tokens[b - 1][1], _CROSSNER[label], "name")
            for a, b, label in bio_spans(pair[1] for pair in pairs)
        ]


def _joined(name: str, rows: list[tuple[Document, list[Marked]]], part: Part) -> Story:
    text = ""
    mentions: list[Marked] = []
    for document, marks in rows:
        mentions += [Marked(m.start + len(text), m.end + len(text), m.class_, m.form) for m in marks]
        text += document.text + "\n"
    complete = ("Person", "Organization", "Place", "Event", "Other")
    return Story("crossner", name, text, mentions=tuple(mentions), complete=complete, part=part)


def uner(data: Path) -> Iterator[Story]:
    """Documents of web text."""
    for document in tagged.uner(data / "uner_ewt" / "en_ewt-ud-dev.iob2"):
        mentions = tuple(Marked(name.start, name.end, name.classes[0], "name") for name in document.names)
        complete = ("Person", "Organization", "Place")
        yield Story("uner", document.id, document.text, mentions=mentions, complete=complete, part=document.part)
