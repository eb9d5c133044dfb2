"""The heads in NumPy against those in torch, and laws that hold without torch."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from kg.extract.reader.heads import Floats, Heads
from kg.extract.reader.labels import RELATIONS, SPANS
from kg.extract.reader.mentions import Mention, class_numbers, distances, pair_features
from kg.extract.reader.weights import load

UNITS, WIDTH = 40, 384
PLACES = ((0, 2), (3, 4), (7, 10), (12, 13), (30, 32), (39, 40))
MENTIONS = tuple(
    Mention(start, end, class_, form, text, number)
    for number, ((start, end), class_, form, text) in enumerate(
        zip(
            PLACES,
            ("Person", "Organization", "Person", "Person", "Place", "Date"),
            ("name", "name", "nominal", "pronoun", "name", "name"),
            ("Mara Ozzan", "Brightwater", "the new chair", "she", "Upper Lesk", "1970"),
            strict=True,
        )
    )
)
STARTS = np.array([start for start, _ in PLACES])


def vectors(count: int = UNITS, width: int = WIDTH, seed: int = 1) -> Floats:
    return np.random.default_rng(seed).standard_normal((count, width)).astype(np.float32)


@pytest.fixture(scope="module")
def heads() -> Heads:
    """Those that come with the package."""
    return Heads(load().heads)


@pytest.fixture(scope="module")
def both() -> tuple[Mapping[str, Any], Heads]:
    """The modules of the training with random weights, and the same weights for the run time."""
    torch = pytest.importorskip("torch", reason="the heads are compared with the network that was trained")
    from training import network

    torch.manual_seed(1)
    parts = torch.nn.ModuleDict(
        {
            "spans": network.SpanHead(),
            "mentions": network.MentionHead(),
            "coreference": network.CoreferenceHead(),
            "relations": network.RelationHead(dropout=0.2),
        }
    ).eval()
    for parameter in parts.parameters():
        parameter.requires_grad_(False).copy_(torch.randn_like(parameter) * 0.04)
    return parts, Heads({name: value.numpy() for name, value in parts.state_dict().items()})


def same(ours: Floats, theirs: Any) -> None:
    np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-4)


def test_the_stored_weights_are_those_of_the_network(both: tuple[Mapping[str, Any], Heads], heads: Heads) -> None:
    assert {n: v.shape for n, v in heads.weights.items()} == {n: v.shape for n, v in both[1].weights.items()}


def test_spans_are_those_of_the_network(both: tuple[Mapping[str, Any], Heads]) -> None:
    torch = pytest.importorskip("torch")
    parts, ours = both
    units = vectors()
    theirs = torch.sigmoid(parts["spans"](torch.from_numpy(units)[None]))[0]
    found = ours.spans(units)
    assert found.std() > 0.05  # random, so that equal numbers mean something
    for width in range(found.shape[1]):
        same(found[: UNITS - width, width], theirs[: UNITS - width, width])


def test_mentions_and_their_predecessors_are_those_of_the_network(both: tuple[Mapping[str, Any], Heads]) -> None:
    torch = pytest.importorskip("torch")
    parts, ours = both
    units = vectors()
    ends = np.hstack([units[STARTS], units[[end - 1 for _, end in PLACES]]])
    theirs = parts["mentions"](torch.from_numpy(ends), torch.from_numpy(class_numbers(MENTIONS)))
    found = ours.mentions(units, PLACES, MENTIONS)
    same(found, theirs)
    for reach in (3, 60):
        wide = min(reach, len(MENTIONS) - 1)
        features = torch.from_numpy(pair_features(MENTIONS, wide))
        scores = ours.predecessors(found, MENTIONS, reach)
        assert scores.shape == (len(MENTIONS), wide)
        for new in range(len(MENTIONS)):
            count = min(new, wide)
            old = theirs[[new - 1 - step for step in range(count)]]
            same(scores[new, :count], parts["coreference"](theirs[[new] * count], old, features[new, :count]))
            assert (scores[new, count:] < -1000).all()


def test_scores_of_some_mentions_are_those_among_the_scores_of_all(heads: Heads) -> None:
    found = heads.mentions(vectors(), PLACES, MENTIONS)
    every = heads.predecessors(found, MENTIONS, 4)
    np.testing.assert_allclose(heads.predecessors(found, MENTIONS, 4, [1, 4, 5]), every[[1, 4, 5]], atol=1e-5)


@pytest.mark.parametrize("scale", [1, 8, 30])  # the greater, the sharper what a pair looks at
def test_relations_are_those_of_the_network(both: tuple[Mapping[str, Any], Heads], scale: int) -> None:
    torch = pytest.importorskip("torch")
    parts, ours = both
    units, padding = vectors(), 7
    mentions = vectors(len(MENTIONS), 192, seed=2) * np.float32(scale)
    mask = np.arange(UNITS + padding) < UNITS
    theirs = torch.sigmoid(
        parts["relations"](
            torch.from_numpy(mentions)[None], torch.from_numpy(STARTS)[None],
            torch.from_numpy(np.vstack([units, vectors(padding, seed=3)]))[None],
            torch.from_numpy(mask.astype(np.float32))[None], torch.from_numpy(distances(MENTIONS))[None],
        )
    )[0]  # fmt: skip
    found = ours.relations(units, STARTS, mentions, MENTIONS)
    assert found.std() > 0.05
    same(found, theirs)


@pytest.mark.parametrize("count", [1, 3, UNITS])
def test_probabilities_of_spans_and_none_over_the_end(heads: Heads, count: int) -> None:
    found = heads.spans(vectors(count))
    widths = len(heads.weights["spans.width"])
    assert found.shape == (count, widths, len(SPANS))
    over = np.arange(count)[:, None] + np.arange(widths) >= count
    assert not found[over].any()
    assert found[~over].any()
    assert ((found >= 0) & (found <= 1)).all()


def test_a_span_is_read_from_its_ends_alone(heads: Heads) -> None:
    units = vectors()
    changed = units.copy()
    changed[5] += 1
    before, after = heads.spans(units), heads.spans(changed)
    touched = np.zeros(before.shape[:2], dtype=bool)
    touched[5] = True
    touched[[5 - width for width in range(6)], range(6)] = True
    np.testing.assert_allclose(before[~touched], after[~touched], atol=1e-6)
    assert (np.abs(before[5, 0] - after[5, 0]) > 0).any()


def test_relations_are_probabilities_of_every_pair_both_ways(heads: Heads) -> None:
    units = vectors()
    found = heads.relations(units, STARTS, heads.mentions(units, PLACES, MENTIONS), MENTIONS)
    assert found.shape == (len(MENTIONS), len(MENTIONS), len(RELATIONS))
    assert ((found >= 0) & (found <= 1)).all()
    assert not np.allclose(found[0, 1], found[1, 0])


def test_what_is_said_of_a_pair_does_not_depend_on_other_mentions(heads: Heads) -> None:
    units = vectors()
    every = heads.relations(units, STARTS, heads.mentions(units, PLACES, MENTIONS), MENTIONS)
    some = heads.relations(units, STARTS[:2], heads.mentions(units, PLACES[:2], MENTIONS[:2]), MENTIONS[:2])
    np.testing.assert_allclose(every[:2, :2], some, atol=1e-5)


@pytest.mark.parametrize("count", [0, 1])
def test_few_mentions_have_no_predecessors(heads: Heads, count: int) -> None:
    found = heads.mentions(vectors(), PLACES[:count], MENTIONS[:count])
    assert found.shape == (count, 192)
    assert heads.predecessors(found, MENTIONS[:count], 60).shape == (count, 0)


def test_an_extreme_score_is_still_a_probability(heads: Heads) -> None:
    found = heads.spans(vectors() * np.float32(30))
    assert ((found >= 0) & (found <= 1)).all()
