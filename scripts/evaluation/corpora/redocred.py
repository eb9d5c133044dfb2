"""Re-DocRED: entities of Wikipedia paragraphs and the facts between them, whichever sentences carry them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.gold import Document, Marked, join_tokens, trim
from kg.evaluate.spans import Name
from kg.extract.reader import labels
from kg.model import Span

# property -> predicate, and whether it is read from object to subject
_PREDICATES: dict[str, tuple[str, bool]] = {
    "P19": ("birthPlace", False), "P20": ("deathPlace", False), "P569": ("birthDate", False),
    "P570": ("deathDate", False), "P26": ("spouse", False), "P22": ("parent", False), "P25": ("parent", False),
    "P40": ("parent", True), "P3373": ("sibling", False), "P551": ("homeLocation", False),
    "P27": ("nationality", False), "P69": ("alumniOf", False), "P108": ("worksFor", False),
    "P463": ("memberOf", False), "P54": ("memberOf", False), "P102": ("politicalParty", False),
    "P169": ("chiefExecutive", False), "P112": ("founder", False), "P571": ("foundingDate", False),
    "P159": ("headquarters", False), "P276": ("location", False), "P749": ("parentOrganization", False),
    "P355": ("parentOrganization", True), "P6": ("leaderOf", True), "P35": ("leaderOf", True),
    "P488": ("leaderOf", True), "P36": ("capitalOf", True), "P1376": ("capitalOf", False),
    "P131": ("containedIn", False), "P17": ("containedIn", False), "P150": ("containedIn", True),
}  # fmt: skip
_CLASSES = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "TIME": "Date"}
_SYMMETRIC = frozenset({"spouse", "sibling"})


def redocred(path: Path) -> Iterator[Document]:
    """Every document of the corrected development part."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        yield _document(row)


def _document(row: dict[str, Any]) -> Document:
    text = ""
    spans: list[list[Span]] = []
    sentences: list[Span] = []
    for tokens in row["sents"]:
        line, found = join_tokens(tokens)
        spans.append([(len(text) + a, len(text) + b) for a, b in found])
        sentences.append((len(text), len(text) + len(line)))
        text += line + " "
    mentions = []
    for number, entity in enumerate(row["vertexSet"]):
        for mention in entity:
            (first, past), sentence = mention["pos"], mention["sent_id"]
            span = trim(text, (spans[sentence][first][0], spans[sentence][past - 1][1]))
            mentions.append(Marked(*span, _CLASSES.get(mention["type"], ""), "name", str(number)))
    named = [m for m in mentions if m.class_ in ("Person", "Organization", "Place")]
    return Document(
        id=row["title"],
        text=text,
        names=tuple(sorted({Name(m.start, m.end, (m.class_,), m.cluster) for m in named}, key=lambda n: n.start)),
        ignored=tuple((m.start, m.end) for m in mentions if m.class_ == ""),
        mentions=tuple(mentions),
        facts=tuple(sorted(set(_facts(row)))),
        sentences=tuple(sentences),
    )


def _facts(row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The facts that the contract's vocabulary can say, as `(subject, predicate, object)`."""
    for label in row["labels"]:
        if label["r"] not in _PREDICATES:
            continue
        predicate, turned = _PREDICATES[label["r"]]
        one, other = (label["t"], label["h"]) if turned else (label["h"], label["t"])
        classes = [_CLASSES.get(row["vertexSet"][n][0]["type"], "") for n in (one, other)]
        if all(classes) and labels.possible(classes[0], predicate, classes[1]):
            yield str(one), predicate, str(other)
            if predicate in _SYMMETRIC:
                yield str(other), predicate, str(one)
