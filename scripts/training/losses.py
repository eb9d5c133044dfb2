"""What the network answers, what it is charged for, and how much of it is right, task by task."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from training.network import Reader
from training.tensors import Batch, Pairs, Predecessors


@dataclass(frozen=True, slots=True)
class Answer:
    """Logits, what they ought to say, and what each counts; all of one shape, but one weight a row in coreference."""

    logits: Tensor
    target: Tensor
    weight: Tensor


@dataclass(frozen=True, slots=True)
class Answers:
    """Of a batch; coreference is none where nothing is known of it."""

    spans: tuple[Answer, ...]
    coreference: Answer | None
    relations: tuple[Answer, ...]


def answers(network: Reader, batch: Batch) -> Answers:
    """What the network says of all of which something is known."""
    every, spans = [], []
    for group in batch.groups:
        with torch.autocast(group.ids.device.type, torch.bfloat16, enabled=group.ids.is_cuda):
            hidden = network.encoder(group.ids, group.cases, group.mask).float()
        units = hidden.gather(1, group.first[:, :, None].expand(-1, -1, hidden.shape[2]))
        every.append(units.flatten(0, 1))
        if len(group.known):
            spans.append(Answer(network.spans(units[group.known]), group.target, group.weight))
    if batch.predecessors is None and not batch.pairs:
        return Answers(tuple(spans), None, ())
    rows = torch.cat(every)
    at = batch.mentions
    mentions = network.mentions(torch.cat([_taken(rows, at.starts), _taken(rows, at.ends)], dim=1), at.kinds)
    chains = None if batch.predecessors is None else _predecessors(network, batch.predecessors, mentions)
    return Answers(tuple(spans), chains, tuple(_relations(network, pairs, rows, mentions) for pairs in batch.pairs))


def _predecessors(network: Reader, known: Predecessors, mentions: Tensor) -> Answer:
    scores = mentions.new_full(known.target.shape, -1e4)
    scores[:, -1] = 0.0
    new, old = _taken(mentions, known.new), _taken(mentions, known.old)
    scores[known.at, known.step] = network.coreference(new, old, known.features)
    return Answer(scores, known.target, known.weight)


def _relations(network: Reader, pairs: Pairs, rows: Tensor, mentions: Tensor) -> Answer:
    some, units = _taken(mentions, pairs.mentions), _taken(rows, pairs.rows)
    return Answer(network.relations(some, pairs.starts, units, pairs.mask, pairs.distances), pairs.target, pairs.weight)


def _taken(rows: Tensor, numbers: Tensor) -> Tensor:
    """`rows[numbers]`, whose gradient a GPU adds up without sorting the numbers first."""
    return rows.index_select(0, numbers.flatten()).view(*numbers.shape, -1)


def of(network: Reader, batch: Batch) -> dict[str, Tensor]:
    """The loss of each task over a batch; a task of which nothing is known is left out."""
    found = answers(network, batch)
    charged: dict[str, Tensor] = {}
    if batch.named:
        charged["spans"] = _charge(found.spans) / max(batch.named, 10.0)
    if found.coreference is not None:
        charged["coreference"] = _coreference(found.coreference)
    if found.relations:
        charged["relations"] = _charge(found.relations) / max(batch.related, 5.0)
    return charged


def of_teachers(network: Reader, teachers: Sequence[Reader], batch: Batch) -> dict[str, Tensor]:
    """The loss of each task against the mean of what teachers say, with their doubts, instead of what is marked."""
    with torch.no_grad():
        told = [answers(teacher, batch) for teacher in teachers]
    said = answers(network, batch)
    spans = _taught(said.spans, [each.spans for each in told])
    relations = _taught(said.relations, [each.relations for each in told])
    charged = {"spans": _charge(spans) / _weighed(spans).clamp(min=10.0)} if spans else {}
    if relations:
        charged["relations"] = _charge(relations) / _weighed(relations).clamp(min=5.0)
    own = said.coreference
    if own is not None:
        right = _mean([torch.softmax(each.coreference.logits, dim=1) for each in told if each.coreference is not None])
        charged["coreference"] = _weighted(-(right * torch.log_softmax(own.logits, dim=1)).sum(dim=1), own.weight)
    return charged


def _taught(said: Sequence[Answer], told: Sequence[Sequence[Answer]]) -> tuple[Answer, ...]:
    """What is said, and as its target what each teacher tells of the same."""
    return tuple(
        replace(own, target=_mean([torch.sigmoid(each.logits) for each in others]))
        for own, *others in zip(said, *told, strict=True)
    )


def _mean(some: Sequence[Tensor]) -> Tensor:
    return torch.stack(list(some)).mean(dim=0)


def _weighed(some: Iterable[Answer]) -> Tensor:
    return torch.stack([(each.target * each.weight).sum() for each in some]).sum()


def _charge(some: Iterable[Answer]) -> Tensor:
    parts = [
        functional.binary_cross_entropy_with_logits(each.logits, each.target, each.weight, reduction="sum")
        for each in some
    ]
    return torch.stack(parts).sum()


def _coreference(found: Answer) -> Tensor:
    """Minus the log-probability of any right predecessor, a weighted mean over mentions."""
    right = torch.logsumexp(found.logits.masked_fill(found.target == 0, -1e4), dim=1)
    return _weighted(torch.logsumexp(found.logits, dim=1) - right, found.weight)


def _weighted(each: Tensor, weight: Tensor) -> Tensor:
    return (each * weight).sum() / weight.sum()


def counts(found: Answers) -> dict[str, tuple[float, float, float]]:
    """Of each task how many are right, said and to be found; of coreference mentions, by what each of them counts."""
    counted: dict[str, tuple[float, float, float]] = {}
    for task, some in (("spans", found.spans), ("relations", found.relations)):
        sums = [torch.zeros(3)]
        for each in some:
            said, gold = (each.logits > 0) & (each.weight > 0), (each.target > 0) & (each.weight > 0)
            sums.append(torch.stack([(said & gold).sum(), said.sum(), gold.sum()]).float().cpu())
        right, of_said, of_gold = torch.stack(sums).sum(dim=0).tolist()
        counted[task] = right, of_said, of_gold
    if found.coreference is not None:
        best = found.coreference.logits.argmax(dim=1, keepdim=True)
        right = float((found.coreference.target.gather(1, best)[:, 0] * found.coreference.weight).sum())
        every = float(found.coreference.weight.sum())
        counted["coreference"] = right, every, every
    return counted


def f1(counted: Mapping[str, tuple[float, float, float]]) -> dict[str, float]:
    """F1 of each task of which anything is to be found; of coreference, the share of mentions."""
    return {task: 2 * right / (said + gold) for task, (right, said, gold) in counted.items() if gold}
