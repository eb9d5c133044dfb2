"""A batch as tensors: all that a step needs, so that other processes can make it and any device can take it.

Shapes: B windows, T pieces, U units, M mentions, W widths of spans, C span labels, R predicates. A "row" is a unit's
place when the units of all groups, padding included, stand under each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import accumulate
from typing import Any, TypeVar

import torch
from torch import Tensor

from kg.extract.reader.labels import RELATIONS
from kg.extract.reader.mentions import PAIR_WIDTH, class_numbers
from kg.extract.reader.reading import REACH
from training import examples
from training.examples import Chunk

_T = TypeVar("_T")

_CELLS = 4_000_000  # units times pairs of mentions that are looked at at once


@dataclass(frozen=True, slots=True)
class Group:
    """Windows of about one length; of the windows `known` (K) it is known which spans are names."""

    ids: Tensor  # (B, T), as the next two
    cases: Tensor
    mask: Tensor
    first: Tensor  # (B, U) the first piece of each unit
    known: Tensor
    target: Tensor  # (K, U, W, C), as the next
    weight: Tensor


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a batch (M): rows of their first and last unit, their class and form."""

    starts: Tensor
    ends: Tensor
    kinds: Tensor


@dataclass(frozen=True, slots=True)
class Predecessors:
    """Pairs (P) of a mention and one `step` + 1 before it, and of each mention (N) which of them is the same."""

    new: Tensor
    old: Tensor
    at: Tensor  # which of the N mentions it is about
    step: Tensor
    features: Tensor  # (P, PAIR_WIDTH)
    target: Tensor  # (N, REACH + 1); the last is nobody
    weight: Tensor  # (N)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Windows (B) with about as many mentions (M): who is what to whom."""

    mentions: Tensor  # (B, M) numbers of mentions
    starts: Tensor  # (B, M) units in their window
    rows: Tensor  # (B, U) of the window's units
    mask: Tensor  # (B, U)
    distances: Tensor  # (B, M, M)
    target: Tensor  # (B, M, M, R), as the next
    weight: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """What the network learns from in one step. `named` and `related` count what is there to be found."""

    groups: tuple[Group, ...]
    mentions: Mentions
    predecessors: Predecessors | None
    pairs: tuple[Pairs, ...]
    named: float
    related: float


def of(batch: Sequence[Chunk], alike: float = 0.8) -> Batch:
    """The tensors of some chunks.

    Windows are padded to one length, and to one number of mentions, where the least is this share of the most: near 1
    little is wasted on padding, near 0 few calls do all.
    """
    places = [(chunk, number) for chunk in batch for number in range(len(chunk.windows))]
    windows = [chunk.windows[number] for chunk, number in places]
    groups, rows, base = [], [0] * len(windows), 0
    for group in examples.groups(windows, alike):
        made = _group([places[n] for n in group])
        for row, n in enumerate(group):
            rows[n] = base + row * made.first.shape[1]
        base += made.first.numel()
        groups.append(made)
    firsts = list(accumulate((len(chunk.windows) for chunk in batch), initial=0))
    mentions = list(accumulate((len(chunk.placed) for chunk in batch), initial=0))
    pairs = tuple(_pairs(batch, rows, firsts, mentions, alike))
    return Batch(
        tuple(groups), _mentions(batch, rows, firsts), _predecessors(batch, mentions), pairs,
        named=sum(float(group.target.sum()) for group in groups),
        related=sum(float(each.target.sum()) for each in pairs),
    )  # fmt: skip


def moved(value: _T, device: torch.device) -> _T:
    """A batch or a part of one on a device."""
    found: Any = value
    if isinstance(value, Tensor):
        found = value.to(device, non_blocking=True)
    elif isinstance(value, tuple):
        found = tuple(moved(each, device) for each in value)
    elif isinstance(value, Group | Mentions | Predecessors | Pairs | Batch):
        found = replace(value, **{part.name: moved(getattr(value, part.name), device) for part in fields(value)})
    result: _T = found
    return result


def _group(places: Sequence[tuple[Chunk, int]]) -> Group:
    ids, cases, mask, first = examples.padded([chunk.windows[number] for chunk, number in places])
    known = [examples.span_targets(chunk, number, first.shape[1]) for chunk, number in places]
    rows = torch.tensor([row for row, each in enumerate(known) if each is not None], dtype=torch.long)
    parts = [each for each in known if each is not None]
    target, weight = (torch.stack([each[side] for each in parts]) if parts else torch.zeros(0) for side in (0, 1))
    return Group(ids, cases, mask, first, rows, target, weight)


def _mentions(batch: Sequence[Chunk], rows: Sequence[int], firsts: Sequence[int]) -> Mentions:
    starts = [rows[w + m.window] + m.start for chunk, w in zip(batch, firsts, strict=False) for m in chunk.placed]
    ends = [rows[w + m.window] + m.end - 1 for chunk, w in zip(batch, firsts, strict=False) for m in chunk.placed]
    kinds = class_numbers([each.mention for chunk in batch for each in chunk.placed])
    return Mentions(
        torch.tensor(starts, dtype=torch.long), torch.tensor(ends, dtype=torch.long), torch.from_numpy(kinds)
    )


def _predecessors(batch: Sequence[Chunk], bases: Sequence[int]) -> Predecessors | None:
    parts: list[tuple[Tensor, ...]] = []
    targets, weights, about = [], [], 0
    for chunk, base in zip(batch, bases, strict=False):
        known = examples.predecessor_targets(chunk)
        if known is None:
            continue
        features, target = known
        count, reach = features.shape[:2]
        at, step = torch.nonzero(torch.arange(count)[:, None] > torch.arange(reach)[None, :], as_tuple=True)
        parts.append((base + at, base + at - 1 - step, about + at, step, features[at, step]))
        wide = torch.zeros(count, REACH + 1)
        wide[:, :reach], wide[:, -1] = target[:, :-1], target[:, -1]
        targets.append(wide)
        weights.append(examples.predecessor_weights(chunk))
        about += count
    if not parts:
        return None
    new, old, at, step, features = (torch.cat(each) for each in zip(*parts, strict=True))
    assert features.shape[1] == PAIR_WIDTH
    return Predecessors(new, old, at, step, features, torch.cat(targets), torch.cat(weights))


def _pairs(
    batch: Sequence[Chunk], rows: Sequence[int], firsts: Sequence[int], bases: Sequence[int], alike: float
) -> Iterator[Pairs]:
    known = [
        (found, chunk, window, rows[first + window], base)
        for chunk, first, base in zip(batch, firsts, bases, strict=False)
        for window in range(len(chunk.windows))
        if (found := examples.pair_targets(chunk, window)) is not None
    ]
    known.sort(key=lambda each: len(each[0].numbers))
    while known:
        most = len(known[-1][0].numbers)
        units = max(len(chunk.windows[window].first) for _, chunk, window, _, _ in known)
        fitting = [each for each in known if len(each[0].numbers) >= alike * most]
        fitting = fitting[-max(_CELLS // (most * most * units), 1) :]
        known = known[: -len(fitting)]
        yield _padded(fitting, most)


def _padded(some: Sequence[tuple[examples.Pairs, Chunk, int, int, int]], most: int) -> Pairs:
    units = max(len(chunk.windows[window].first) for _, chunk, window, _, _ in some)
    mentions, starts = (torch.zeros(len(some), most, dtype=torch.long) for _ in range(2))
    rows = torch.zeros(len(some), units, dtype=torch.long)
    mask = torch.zeros(len(some), units)
    distances = torch.zeros(len(some), most, most, dtype=torch.long)
    target, weight = (torch.zeros(len(some), most, most, len(RELATIONS)) for _ in range(2))
    for n, (known, chunk, window, row, base) in enumerate(some):
        count, size = len(known.numbers), len(chunk.windows[window].first)
        mentions[n, :count] = torch.tensor([base + number for number in known.numbers])
        starts[n, :count] = torch.tensor([chunk.placed[number].start for number in known.numbers])
        rows[n, :size] = row + torch.arange(size)
        mask[n, :size] = 1.0
        distances[n, :count, :count] = known.distances
        target[n, :count, :count] = known.target
        weight[n, :count, :count] = known.weight
    return Pairs(mentions, starts, rows, mask, distances, target, weight)
