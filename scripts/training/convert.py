"""All corpora into one file of stories, with sentences."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from evaluation.heads import pipeline
from training.asked import UNMARKED
from training.corpora.ecbplus import ecbplus
from training.corpora.fewrel import fewrel
from training.corpora.gap import gap
from training.corpora.gum import gum
from training.corpora.knowledgenet import knowledgenet
from training.corpora.litbank import litbank
from training.corpora.meantime import meantime
from training.corpora.named import crossner, uner
from training.corpora.pronominal import pronominal
from training.corpora.redocred import redocred
from training.corpora.unmarked import unmarked
from training.stories import Story

CORPORA: dict[str, Callable[[Path], Iterator[Story]]] = {
    "crossner": crossner, "uner": uner, "gum": gum, "meantime": meantime, "litbank": litbank, "gap": gap,
    "knowledgenet": knowledgenet, "redocred": redocred, "fewrel": fewrel,
    "ecbplus": ecbplus, "pronominal": pronominal, UNMARKED: unmarked,
}  # fmt: skip


def stories(data: Path) -> Iterator[Story]:
    """Every story of every corpus, with its sentences as the run time finds them."""
    for reader in CORPORA.values():
        yield from with_sentences(reader(data))


def with_sentences(found: Iterable[Story]) -> Iterator[Story]:
    """The same stories, divided into sentences."""
    texts = ((story.text, story) for story in found)
    for doc, story in pipeline().pipe(texts, as_tuples=True, disable=["ner", "lemmatizer"]):
        yield replace(story, sentences=tuple((sent.start_char, sent.end_char) for sent in doc.sents))
