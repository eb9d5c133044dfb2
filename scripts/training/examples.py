"""Stories into what the network is trained on: windows, their spans, pairs and predecessors, as tensors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from torch import Tensor

from evaluation.gold import Marked
from kg.extract.reader import labels, mentions, pieces
from kg.extract.reader.mentions import Mention
from kg.extract.reader.reading import REACH
from training.network import WIDEST
from training.stories import Story

_TOGETHER = 3  # windows of one story to a chunk, so that mentions meet across windows


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention within a chunk: its number in the story, its window in the chunk and its units in that window."""

    number: int
    window: int
    start: int
    end: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive windows of one story with all that is known of them."""

    story: Story
    windows: tuple[pieces.Window, ...]
    placed: tuple[Placed, ...]
    ignored: tuple[tuple[int, int, int], ...]  # window, and units of it
    characters: tuple[tuple[int, int], ...]  # of each mention placed

    @property
    def size(self) -> int:
        """Pieces in all."""
        return sum(len(window.ids) for window in self.windows)


def chunks(story: Story, splitter: pieces.Splitter) -> Iterator[Chunk]:
    """The chunks of one story."""
    split = splitter.split(story.text)
    found = list(pieces.windows(split, story.sentences))
    bounds = [start for start, _ in story.sentences]
    for first in range(0, len(found), _TOGETHER):
        some = tuple(found[first : first + _TOGETHER])
        placed, characters = [], []
        for number, marked in enumerate(story.mentions):
            start, end = split.units_in(marked.start, marked.end)
            window = next((n for n, w in enumerate(some) if w.start <= start and end <= w.end), None)
            if window is not None and start < end:
                sentence = int(np.searchsorted(bounds, marked.start, "right"))
                text = story.text[marked.start : marked.end]
                class_ = labels.class_of_pronoun(text) if marked.form == "pronoun" else marked.class_
                mention = Mention(start, end, class_, marked.form, text, sentence)
                base = some[window].start
                placed.append(Placed(number, window, start - base, end - base, mention))
                characters.append((marked.start, marked.end))
        ignored = [
            (n, max(low - w.start, 0), high - w.start)
            for low, high in (split.units_in(*span) for span in story.ignored)
            for n, w in enumerate(some)
            if low < w.end and w.start < high
        ]
        order = sorted(range(len(placed)), key=lambda i: (placed[i].mention.start, placed[i].mention.end))
        yield Chunk(story, some, tuple(placed[i] for i in order), tuple(ignored), tuple(characters[i] for i in order))


def label_of(marked: Marked) -> str | None:
    """The span label that a mention is an example of; none for pronouns, dates and what has no class."""
    if marked.form == "pronoun" or marked.class_ in ("", "Date"):
        return None
    if marked.form == "name":
        return marked.class_
    return f"nominal {marked.class_}" if f"nominal {marked.class_}" in labels.SPANS else "nominal Other"


def span_targets(chunk: Chunk, window: int, units: int) -> tuple[Tensor, Tensor] | None:
    """Targets and weights (units, WIDEST, labels) of one window; none where the corpus is complete in no label."""
    if not chunk.story.complete:
        return None
    target = torch.zeros(units, WIDEST, len(labels.SPANS))
    weight = _known_spans(chunk, window, units)
    for placed in chunk.placed:
        marked = chunk.story.mentions[placed.number]
        width = placed.end - placed.start - 1
        if placed.window != window or width >= WIDEST:
            continue
        label = label_of(marked)
        if label is not None:
            cell = (placed.start, width, labels.SPANS.index(label))
            target[cell] = 1.0
            weight[cell] = float(label in chunk.story.complete)
        elif marked.class_ == "" and marked.form == "name":  # of another class, or of none that we have
            weight[placed.start, width, 3:5] = 0.0
    return target, weight


def _known_spans(chunk: Chunk, window: int, units: int) -> Tensor:
    """1 where the corpus says whether a span has a label."""
    weight = torch.zeros(units, WIDEST, len(labels.SPANS))
    count = len(chunk.windows[window].first)
    for number, label in enumerate(labels.SPANS):
        if label in chunk.story.complete:
            for width in range(1 if label in labels.NOMINALS else WIDEST):
                weight[: max(count - width, 0), width, number] = 1.0
    for at, low, high in chunk.ignored:
        if at == window:
            for width in range(WIDEST):
                weight[max(low - width, 0) : high, width] = 0.0
    return weight


def predecessor_targets(chunk: Chunk) -> tuple[Tensor, Tensor] | None:
    """Features (M, reach, width) and which predecessors are the same (M, reach + 1, last: nobody); none if unknown."""
    if not chunk.story.clustered or len(chunk.placed) < 2:
        return None
    reach = min(REACH, len(chunk.placed) - 1)
    features = torch.from_numpy(mentions.pair_features([each.mention for each in chunk.placed], reach))
    target = torch.zeros(len(chunk.placed), reach + 1)
    clusters = [chunk.story.mentions[each.number].cluster for each in chunk.placed]
    for new, cluster in enumerate(clusters):
        same = [new - old - 1 for old in range(max(new - reach, 0), new) if cluster and clusters[old] == cluster]
        target[new, same if same else [reach]] = 1.0
    return features, target


# How much a mention's antecedent counts: names are mostly easy, and of a story of GAP one pronoun is all there is to
# learn; that a text's pronouns were made from its names says little of its other names.
_WEIGHTS = {"gap": {"pronoun": 8.0}, "pronominal": {"name": 0.2}}
_USUAL = {"pronoun": 2.0}


def predecessor_weights(chunk: Chunk) -> Tensor:
    """What each mention placed counts in the loss: (M)."""
    own = _USUAL | _WEIGHTS.get(chunk.story.corpus, {})
    return torch.tensor([own.get(each.mention.form, 1.0) for each in chunk.placed])


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is known of the pairs of one window's mentions: `numbers` into `Chunk.placed`."""

    numbers: tuple[int, ...]
    distances: Tensor
    target: Tensor
    weight: Tensor


def pair_targets(chunk: Chunk, window: int) -> Pairs | None:
    """Facts and known non-facts of one window; none where nothing is known."""
    inside = [n for n, each in enumerate(chunk.placed) if each.window == window]
    if not chunk.story.regions or len(inside) < 2:
        return None
    story = chunk.story
    places = {chunk.placed[n].number: i for i, n in enumerate(inside)}
    weight = torch.zeros(len(inside), len(inside), len(labels.RELATIONS))
    for region in story.regions:
        here = [region.start <= chunk.characters[n][0] and chunk.characters[n][1] <= region.end for n in inside]
        judged = [labels.RELATIONS.index(predicate) for predicate in region.predicates]
        both = torch.tensor(here)[:, None] & torch.tensor(here)[None, :]
        for number in judged:
            weight[:, :, number] = torch.maximum(weight[:, :, number], both.float())
    kinds = [labels.CLASSES.index(chunk.placed[n].mention.class_) for n in inside]
    weight *= torch.from_numpy(possible())[kinds][:, kinds]
    weight[range(len(inside)), range(len(inside))] = 0.0
    for a, b in story.open:
        if a in places and b in places:
            weight[places[a], places[b]] = 0.0
    target = torch.zeros_like(weight)
    for fact in story.relations:
        if fact.subject in places and fact.object in places:
            cell = (places[fact.subject], places[fact.object], labels.RELATIONS.index(fact.predicate))
            target[cell] = weight[cell] = 1.0
    if not weight.any():
        return None
    distances = mentions.distances([chunk.placed[n].mention for n in inside])
    return Pairs(tuple(inside), torch.from_numpy(distances), target, weight)


@cache
def possible() -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    """By class of subject, class of object and predicate, whether the ontology lets them be a fact."""
    table = np.zeros((len(labels.CLASSES), len(labels.CLASSES), len(labels.RELATIONS)), np.float32)
    for a, one in enumerate(labels.CLASSES):
        for b, other in enumerate(labels.CLASSES):
            for r, predicate in enumerate(labels.RELATIONS):
                table[a, b, r] = labels.possible(one, predicate, other)
    return table


def groups(windows: Sequence[pieces.Window], alike: float) -> Iterator[list[int]]:
    """Numbers of windows, together where the shortest has at least this share of the longest's pieces."""
    order = sorted(range(len(windows)), key=lambda n: len(windows[n].ids))
    while order:
        longest = len(windows[order[-1]].ids)
        fitting = [n for n in order if len(windows[n].ids) >= alike * longest]
        order = order[: -len(fitting)]
        yield fitting


def padded(windows: Sequence[pieces.Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Windows as ids, cases and mask (B, T), and the first piece of each unit (B, U)."""
    longest, most = max(len(w.ids) for w in windows), max(len(w.first) for w in windows)
    ids, cases, mask = (torch.zeros(len(windows), longest, dtype=torch.long) for _ in range(3))
    first = torch.zeros(len(windows), most, dtype=torch.long)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
        cases[row, : len(window.ids)] = torch.from_numpy(window.cases)
        mask[row, : len(window.ids)] = 1
        first[row, : len(window.first)] = torch.from_numpy(window.first)
    return ids, cases, mask, first
