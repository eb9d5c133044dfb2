"""What the network answers, what it is charged for, and how much of it is right, task by task."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    mentions = network.mentions(torch.cat([rows[at.starts], rows[at.ends]], dim=1), at.kinds)
    chains = None if batch.predecessors is None else _predecessors(network, batch.predecessors, mentions)
    return Answers(tuple(spans), chains, tuple(_relations(network, pairs, rows, mentions) for pairs in batch.pairs))


def _predecessors(network: Reader, known: Predecessors, mentions: Tensor) -> Answer:
    scores = mentions.new_full(known.target.shape, -1e4)
    scores[:, -1] = 0.0
    scores[known.at, known.step] = network.coreference(mentions[known.new], mentions[known.old], known.features)
    return Answer(scores, known.target, known.weight)


def _relations(network: Reader, pairs: Pairs, rows: Tensor, mentions: Tensor) -> Answer:
    logits = network.relations(mentions[pairs.mentions], pairs.starts, rows[pairs.rows], pairs.mask, pairs.distances)
    return Answer(logits, pairs.target, pairs.weight)


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


def _charge(some: Iterable[Answer]) -> Tensor:
    parts = [
        functional.binary_cross_entropy_with_logits(each.logits, each.target, each.weight, reduction="sum")
        for each in some
    ]
    return torch.stack(parts).sum()


def _coreference(found: Answer) -> Tensor:
    """Minus the log-probability of any right predecessor, a weighted mean over mentions."""
    right = torch.logsumexp(found.logits.masked_fill(found.target == 0, -1e4), dim=1)
    charged = (torch.logsumexp(found.logits, dim=1) - right) * found.weight
    return charged.sum() / found.weight.sum()


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
