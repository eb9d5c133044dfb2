"""The development corpora, by name, under `shared/data`."""

from collections.abc import Callable, Iterable
from pathlib import Path

from evaluation.corpora.agency import agency
from evaluation.corpora.gap import gap
from evaluation.corpora.gum import gum
from evaluation.corpora.knowledgenet import knowledgenet
from evaluation.corpora.meantime import meantime
from evaluation.corpora.newswire import newswire
from evaluation.corpora.redocred import redocred
from evaluation.corpora.tagged import crossner, uner
from evaluation.corpora.world import world
from evaluation.gold import Corpus, Document

_NAMES = frozenset({"names"})
_CLUSTERS = frozenset({"names", "coreference", "clusters"})
_RELATIONS = frozenset({"relations"})
_READERS: dict[str, tuple[str, Callable[[Path], Iterable[Document]], frozenset[str]]] = {
    "meantime": ("meantime", meantime, _CLUSTERS),
    "gum": ("gum", gum, _CLUSTERS),
    "crossner": ("crossner/politics/dev.txt", crossner, _NAMES),
    "uner": ("uner_ewt/en_ewt-ud-dev.iob2", uner, _NAMES),
    "world": ("", world, _NAMES),
    "agency": ("", agency, _NAMES),
    "newswire": ("", newswire, frozenset({"newswire"})),
    "redocred": ("redocred/dev_revised.json", redocred, frozenset({"names", "entities"})),
    "gap": ("gap", gap, frozenset({"pronouns"})),
    "knowledgenet": ("knowledgenet/train.jsonl", knowledgenet, _RELATIONS),
}
NAMES = tuple(_READERS)


def read(name: str, data: Path) -> Corpus:
    """One corpus; `FileNotFoundError` where it is not there."""
    place, reader, tasks = _READERS[name]
    if not (data / place).exists():
        raise FileNotFoundError(f"{data / place} is not there; say where the corpora are with --data")
    return Corpus(name, tuple(sorted(reader(data / place), key=lambda document: document.order)), tasks)
