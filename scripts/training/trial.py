"""How well the network does on the part `tune`, to watch a run and to choose between runs."""

from collections.abc import Iterator, Sequence
from itertools import islice

import torch

from kg.extract.reader.pieces import Splitter
from training import losses, tensors
from training.examples import chunks
from training.network import Reader
from training.stories import Story

Trial = Sequence[tuple[str, tensors.Batch]]


def of(stories: Sequence[Story], splitter: Splitter, most: int) -> Iterator[tuple[str, tensors.Batch]]:
    """So many chunks of each corpus from the part `tune`."""
    for corpus in sorted({story.corpus for story in stories}):
        some = [story for story in stories if story.corpus == corpus and story.part == "tune"]
        for chunk in islice((chunk for story in some for chunk in chunks(story, splitter)), most):
            yield corpus, tensors.of([chunk])


def measured(network: Reader, trial: Trial, device: torch.device) -> dict[str, float]:
    """Of each task and corpus the F1 of what the network says by itself, mentions given; the mean of each task.

    Of coreference it is the share of mentions that get a right predecessor, or none where they are the first.
    """
    was = network.training
    network.eval()
    sums: dict[str, dict[str, tuple[float, float, float]]] = {}
    with torch.no_grad():
        for corpus, batch in trial:
            found = losses.counts(losses.answers(network, tensors.moved(batch, device)))
            for task, (right, said, gold) in found.items():
                before = sums.setdefault(corpus, {}).get(task, (0.0, 0.0, 0.0))
                sums[corpus][task] = before[0] + right, before[1] + said, before[2] + gold
    network.train(was)
    figures = {f"{task} {corpus}": f1 for corpus, tasks in sums.items() for task, f1 in losses.f1(tasks).items()}
    for task in ("spans", "coreference", "relations"):
        some = [value for name, value in figures.items() if name.split()[0] == task]
        if some:
            figures[task] = sum(some) / len(some)
    return {name: round(value, 4) for name, value in sorted(figures.items())}
