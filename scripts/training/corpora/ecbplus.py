"""ECB+: who is who among the participants and places of news events, in the sentences that were checked."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from spacy.tokens import Doc

from evaluation.gold import Marked, join_tokens, part_of
from evaluation.heads import pipeline
from kg.extract.reader.labels import PRONOUNS
from kg.model import Span
from training.stories import Story

_CLASSES = {
    "HUMAN_PART_PER": "Person", "HUMAN_PART_ORG": "Organization", "HUMAN_PART_GPE": "Place", "HUMAN_PART_FAC": "Place",
    "LOC_GEO": "Place", "LOC_FAC": "Place", "LOC_OTHER": "Place", "HUMAN_PART_VEH": "Other", "NON_HUMAN_PART": "Other",
    "HUMAN_PART": "", "HUMAN_PART_MET": "",
}  # fmt: skip


def ecbplus(data: Path) -> Iterator[Story]:
    """Every document: its checked sentences, one after the other; nothing is marked in the others."""
    checked: dict[str, set[str]] = defaultdict(set)
    with (data / "ecbplus" / "ECBplus_coreference_sentences.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            checked[f"{row['Topic']}_{row['File']}"].add(row["Sentence Number"])
    for path in sorted((data / "ecbplus").glob("*/*.xml")):
        if path.stem in checked:
            yield _story(path, checked[path.stem])


def _story(path: Path, checked: set[str]) -> Story:
    root = ElementTree.parse(path).getroot()
    rows = [token for token in root.iter("token") if token.get("sentence") in checked]
    text, spans = "", dict[str, Span]()
    for number in dict.fromkeys(token.get("sentence") for token in rows):
        line = [token for token in rows if token.get("sentence") == number]
        joined, found = join_tokens([token.text or "" for token in line])
        places = ((len(text) + start, len(text) + end) for start, end in found)
        spans |= dict(zip((token.get("t_id", "") for token in line), places, strict=True))
        text += joined + "\n"
    mentions = _mentions(root, spans, pipeline()(text))
    return Story("ecbplus", f"ecbplus-{path.stem}", text, mentions=mentions, clustered=True, part=part_of(path.stem))


def _mentions(root: ElementTree.Element, spans: dict[str, Span], doc: Doc) -> tuple[Marked, ...]:
    clusters = {
        source.get("m_id"): target.get("m_id")
        for link in root.iterfind("Relations/*")
        for source in link.iter("source")
        for target in link.iter("target")
    }
    found: dict[Span, Marked] = {}
    for mark in root.iterfind("Markables/*"):
        places = [spans[key] for anchor in mark.iter("token_anchor") if (key := anchor.get("t_id", "")) in spans]
        if mark.tag in _CLASSES and places:
            span, form = _placed(doc, (places[0][0], places[-1][1]))
            cluster = clusters.get(mark.get("m_id")) or f"alone {mark.get('m_id')}"
            found.setdefault(span, Marked(*span, _CLASSES[mark.tag], form, cluster))
    return tuple(found[span] for span in sorted(found))


def _placed(doc: Doc, span: Span) -> tuple[Span, str]:
    """A name is the proper nouns around the head of its phrase, everything else the head alone."""
    phrase = doc.char_span(*span, alignment_mode="expand")
    if phrase is None:
        return span, "nominal"
    first = last = phrase.root
    if first.pos_ == "PROPN":
        while first.i > phrase.start and doc[first.i - 1].pos_ == "PROPN":
            first = doc[first.i - 1]
        while last.i + 1 < phrase.end and doc[last.i + 1].pos_ == "PROPN":
            last = doc[last.i + 1]
    form = "name" if first.pos_ == "PROPN" else "pronoun" if first.lower_ in PRONOUNS else "nominal"
    return (first.idx, last.idx + len(last)), form
