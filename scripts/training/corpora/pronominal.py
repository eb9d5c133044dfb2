"""Texts in which some names give way to pronouns: whom those mean is known, though nobody marked it.

News and biographies repeat names where others would write "she"; the names stand in the clusters that kg's rules
give them. Only a name with a mention of the same before it, within a few sentences, gives way.
"""

import csv
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc, Token

from evaluation.corpora import knowledgenet, redocred
from evaluation.gold import Marked
from kg.extract import pipeline
from kg.extract.notes import Reference, notes
from kg.model import Span
from kg.text import names
from training.stories import Story

_SUBJECT, _OBJECT, _OWNER = ("nsubj", "nsubjpass"), ("dobj", "pobj", "dative"), ("poss",)
_WORDS = {
    "m": {_SUBJECT: "he", _OBJECT: "him", _OWNER: "his"},
    "f": {_SUBJECT: "she", _OBJECT: "her", _OWNER: "her"},
    "": {_SUBJECT: "it", _OBJECT: "it", _OWNER: "its"},
}
_NEAR = 2  # sentences back to the last mention
_CHANCE = 0.6
_RELEASES = 600
_LONGEST = 6000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class _Change:
    """A name that gives way: the characters of its whole phrase, and the word that takes its place."""

    reference: Reference
    span: Span
    word: str


def pronominal(data: Path) -> Iterator[Story]:
    """Stories of Wikinews and the Senate's press releases, and the texts of the part `train` of two corpora."""
    nlp = pipeline.load().nlp
    for doc, key in nlp.pipe(_texts(data), as_tuples=True, batch_size=16):
        story = _story(doc, key, random.Random(key))
        if any(mention.form == "pronoun" for mention in story.mentions):
            yield story


def _texts(data: Path) -> Iterator[tuple[str, str]]:
    for file in sorted((data / "wikinews").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row["text"].strip()[:_LONGEST], row["url"]
    with gzip.open(data / "press_releases" / "press_releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 20_000 // _RELEASES):
            row = json.loads(line)
            yield row["text"][:_LONGEST], row["id"]
    for document in knowledgenet.knowledgenet(data / "knowledgenet" / "train.jsonl"):
        if document.part == "train":
            yield document.text, document.id
    for document in redocred.redocred(data / "redocred" / "dev_revised.json"):
        if document.part == "train":
            yield document.text, document.id


def _story(doc: Doc, key: str, chance: random.Random) -> Story:
    pad = notes(doc)
    named = sorted((ref for ref in pad.references if ref.form == "name"), key=lambda ref: ref.start)
    clusters = {id(ref.cluster): number for number, ref in enumerate(named)}
    genders = {id(ref.cluster): _gender(doc, ref, chance) for ref in named}
    changes = list(_changes(doc, named, genders, chance))
    given_up = {id(change.reference): change for change in changes}
    text, last = "", 0
    mentions = []
    for ref in named:
        change = given_up.get(id(ref))
        start, end = change.span if change else _characters(doc, ref)
        if start < last:
            continue
        text += doc.text[last:start]
        word = change.word if change else doc.text[start:end]
        place = len(text), len(text) + len(word)
        text, last = text + word, end
        form = "pronoun" if change else "name"
        mentions.append(Marked(*place, ref.class_, form, f"{ref.class_} {clusters[id(ref.cluster)]}"))
    text += doc.text[last:]
    return Story("pronominal", f"pronominal-{key}", text, mentions=tuple(mentions), clustered=True)


def _characters(doc: Doc, ref: Reference) -> Span:
    last = doc[ref.end - 1]
    return doc[ref.start].idx, last.idx + len(last)


def _gender(doc: Doc, ref: Reference, chance: random.Random) -> str:
    """What the name tells, else which of "he" and "she" the text has more of; a coin decides where nothing does."""
    if ref.class_ != "Person":
        return ""
    known = names.gender(ref.cluster.name.split()[0])
    words = [token.lower_ for token in doc]
    more = sum(words.count(w) for w in ("he", "his", "him")) - sum(words.count(w) for w in ("she", "her"))
    return known or ("m" if more > 0 else "f" if more < 0 else chance.choice("mf"))


def _changes(doc: Doc, named: Sequence[Reference], genders: dict[int, str], chance: random.Random) -> Iterator[_Change]:
    starts = [sentence.start for sentence in doc.sents]
    last: dict[int, int] = {}
    for ref in named:
        number = sum(start <= ref.start for start in starts)
        before = last.get(id(ref.cluster))
        last[id(ref.cluster)] = number
        if before is None or number - before > _NEAR or ref.class_ == "Place" or chance.random() > _CHANCE:
            continue
        span, role = _phrase(doc, ref), _role(doc[ref.head])
        if span is None or role is None or _reflexive(doc, ref, named):
            continue
        word = _WORDS[genders[id(ref.cluster)]][role]
        opens = doc[doc[ref.head].left_edge.i].is_sent_start
        yield _Change(ref, span, word.capitalize() if opens else word)


def _role(head: Token) -> tuple[str, ...] | None:
    return next((role for role in (_SUBJECT, _OBJECT, _OWNER) if head.dep_ in role), None)


def _phrase(doc: Doc, ref: Reference) -> Span | None:
    """The whole phrase, with the title before and the possessive behind it; none where it says more than a name."""
    head = doc[ref.head]
    first, last = head.left_edge.i, head.right_edge.i
    before = doc[first : ref.start]
    behind = doc[ref.end : last + 1]
    owner = len(behind) == 1 and behind[0].tag_ == "POS"
    if (len(behind) and not owner) or (head.dep_ == "poss") != owner:
        return None
    if any(token.pos_ not in ("PROPN", "NOUN", "PUNCT") or token.text in ",;:\"'(" for token in before):
        return None
    end = doc[last]
    return doc[first].idx, end.idx + len(end)


def _reflexive(doc: Doc, ref: Reference, named: Sequence[Reference]) -> bool:
    """Whether the same verb has the same one as subject and object: "Oran praised Oran" is not "he praised him"."""
    verb = doc[ref.head].head
    return any(other is not ref and other.cluster is ref.cluster and doc[other.head].head == verb for other in named)
