import pytest

from evaluation.gold import Marked
from kg.extract.reader.pieces import Splitter
from kg.extract.reader.weights import packaged
from training.stories import Region, Related, Story

pytest.importorskip("torch", reason="batches are tensors")

import torch

from training import losses, tensors
from training.examples import Chunk, chunks
from training.network import Reader

SPLITTER = Splitter(packaged() / "tokenizer.json")
SENTENCE = "Mara Ozzan founded Brightwater in Lesk, and she is married to Doran Vell."
NAMES = (
    ("Mara Ozzan", "Person", "name", "1"), ("Brightwater", "Organization", "name", "2"), ("Lesk", "Place", "name", "3"),
    ("she", "", "pronoun", "1"), ("Doran Vell", "Person", "name", "4"),
)  # fmt: skip


def story(repeats: int, **changes: object) -> Story:
    size = len(SENTENCE) + 1
    mentions = [
        Marked(SENTENCE.index(words) + size * n, SENTENCE.index(words) + size * n + len(words), *rest)
        for n in range(repeats)
        for words, *rest in NAMES
    ]
    fields: dict[str, object] = {
        "mentions": tuple(mentions), "complete": ("Person", "Organization", "Place"), "clustered": True,
        "sentences": tuple((size * n, size * n + size - 1) for n in range(repeats)),
        "relations": tuple(Related(5 * n, "founder", 5 * n + 1) for n in range(repeats)),
        "regions": (Region(0, size * repeats, ("founder", "spouse")),),
    }  # fmt: skip
    return Story("gum", "s", " ".join([SENTENCE] * repeats), **{**fields, **changes})  # type: ignore[arg-type]


CHUNKS: list[Chunk] = [
    chunk
    for each in (story(1), story(4), story(14), story(2, clustered=False), story(2, regions=(), relations=()))
    for chunk in chunks(each, SPLITTER)
]


@pytest.fixture(scope="module")
def network() -> Reader:
    torch.manual_seed(1)
    network = Reader()
    for parameter in network.relations.parameters():
        torch.nn.init.normal_(parameter, std=0.1)  # zeros would hide where a pair looks
    return network.eval()


def charged(network: Reader, batch: tensors.Batch) -> dict[str, float]:
    """Losses summed over what there is instead of divided by it."""
    with torch.no_grad():
        found = losses.of(network, batch)
    counts = {"spans": max(batch.named, 10.0), "relations": max(batch.related, 5.0)}
    if batch.predecessors is not None:
        counts["coreference"] = float(batch.predecessors.weight.sum())
    return {task: float(value) * counts[task] for task, value in found.items()}


@pytest.mark.parametrize("alike", [0.0, 0.8])
def test_many_together_are_charged_what_each_is_charged_alone(network: Reader, alike: float) -> None:
    together = charged(network, tensors.of(CHUNKS, alike))
    alone: dict[str, float] = {}
    for chunk in CHUNKS:
        for task, value in charged(network, tensors.of([chunk])).items():
            alone[task] = alone.get(task, 0.0) + value
    assert set(alone) == {"spans", "coreference", "relations"}
    assert together == pytest.approx(alone, rel=1e-4)


def test_near_nothing_all_windows_are_one_group() -> None:
    assert len(tensors.of(CHUNKS, 0.0).groups) == 1
    assert len(tensors.of(CHUNKS, 0.0).pairs) == 1
    assert len(tensors.of(CHUNKS, 0.8).groups) > 1


def test_a_batch_in_which_nothing_is_known_costs_nothing(network: Reader) -> None:
    (chunk,) = chunks(story(1, complete=(), clustered=False, regions=(), relations=()), SPLITTER)
    assert losses.of(network, tensors.of([chunk])) == {}


def test_a_batch_moves_whole() -> None:
    batch = tensors.of(CHUNKS)
    there = tensors.moved(batch, torch.device("meta"))
    assert {each.device.type for each in _tensors(there)} == {"meta"}
    assert len(list(_tensors(there))) == len(list(_tensors(batch))) > 20
    assert (there.named, there.related) == (batch.named, batch.related)


def _tensors(value: object) -> list[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, tuple):
        return [found for each in value for found in _tensors(each)]
    slots = getattr(value, "__slots__", ())
    return [found for name in slots for found in _tensors(getattr(value, name))]
