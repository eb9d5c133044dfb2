"""What the network is charged for, task by task."""

import torch
from torch import Tensor
from torch.nn import functional

from training.network import Reader
from training.tensors import Batch, Pairs, Predecessors


def of(network: Reader, batch: Batch) -> dict[str, Tensor]:
    """The loss of each task over a batch; a task of which nothing is known is left out."""
    found: dict[str, Tensor] = {}
    every, spans = [], []
    for group in batch.groups:
        with torch.autocast(group.ids.device.type, torch.bfloat16, enabled=group.ids.is_cuda):
            hidden = network.encoder(group.ids, group.cases, group.mask).float()
        units = hidden.gather(1, group.first[:, :, None].expand(-1, -1, hidden.shape[2]))
        every.append(units.flatten(0, 1))
        if len(group.known):
            logits = network.spans(units[group.known])
            spans.append(_charge(logits, group.target, group.weight))
    if batch.named:
        found["spans"] = torch.stack(spans).sum() / max(batch.named, 10.0)
    if batch.predecessors is None and not batch.pairs:
        return found
    rows = torch.cat(every)
    at = batch.mentions
    mentions = network.mentions(torch.cat([rows[at.starts], rows[at.ends]], dim=1), at.kinds)
    if batch.predecessors is not None:
        found["coreference"] = _coreference(network, batch.predecessors, mentions)
    if batch.pairs:
        charged = torch.stack([_relations(network, pairs, rows, mentions) for pairs in batch.pairs])
        found["relations"] = charged.sum() / max(batch.related, 5.0)
    return found


def _charge(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logits, target, weight, reduction="sum")


def _coreference(network: Reader, known: Predecessors, mentions: Tensor) -> Tensor:
    """Minus the log-probability of any right predecessor, a weighted mean over mentions."""
    scores = mentions.new_full(known.target.shape, -1e4)
    scores[:, -1] = 0.0
    scores[known.at, known.step] = network.coreference(mentions[known.new], mentions[known.old], known.features)
    right = torch.logsumexp(scores.masked_fill(known.target == 0, -1e4), dim=1)
    charged = (torch.logsumexp(scores, dim=1) - right) * known.weight
    return charged.sum() / known.weight.sum()


def _relations(network: Reader, pairs: Pairs, rows: Tensor, mentions: Tensor) -> Tensor:
    logits = network.relations(mentions[pairs.mentions], pairs.starts, rows[pairs.rows], pairs.mask, pairs.distances)
    return _charge(logits, pairs.target, pairs.weight)
