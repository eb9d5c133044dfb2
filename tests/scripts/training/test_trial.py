import pytest

pytest.importorskip("torch", reason="a trial is of tensors")

import torch

from training import losses
from training.losses import Answer, Answers


def answer(said: list[float], gold: list[float], weight: list[float]) -> Answer:
    return Answer(*(torch.tensor([each]) for each in (said, gold, weight)))


def test_spans_and_relations_are_counted_where_something_is_known() -> None:
    found = Answers((answer([2, 2, -2, 2], [1, 0, 1, 0], [1, 1, 1, 0]),), None, (answer([1, -1], [1, 0], [1, 1]),))
    counted = losses.counts(found)
    assert counted == {"spans": (1, 2, 2), "relations": (1, 1, 1)}
    assert losses.f1(counted) == {"spans": 0.5, "relations": 1.0}


def test_a_mention_counts_what_it_weighs_and_is_right_with_any_right_predecessor() -> None:
    scores = torch.tensor([[3.0, 1.0, 0.0], [0.5, 2.0, 0.0], [-1.0, -2.0, 0.0]])
    target = torch.tensor([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    chains = Answer(scores, target, torch.tensor([2.0, 1.0, 1.0]))
    counted = losses.counts(Answers((), chains, ()))
    assert counted["coreference"] == (3.0, 4.0, 4.0)
    assert losses.f1(counted) == {"coreference": 0.75}


def test_a_task_of_which_nothing_is_to_be_found_has_no_figure() -> None:
    assert losses.f1(losses.counts(Answers((), None, ()))) == {}
