"""The chains that `link` makes of candidates and their scores with their predecessors, nearest first."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from kg.extract import linking
from kg.extract.linking import Candidate, Chain, Limits, link
from kg.extract.notes import Cluster, Reference
from kg.extract.reader.mentions import Mention

OZZAN, TARN = Cluster("Person", "Mara Ozzan", 0), Cluster("Person", "Ilo Tarn", 0)
LIMITS = Limits(pronoun=0.35, phrase=0.5, name=0.35, margin=0.15)
NO, PERHAPS, YES = -5.0, 0.0, 5.0  # nobody scores 0: alone, 0.0 is a probability of one half


def name(cluster: Cluster) -> Candidate:
    reference = Reference(0, 1, 0, cluster.class_, "name", cluster)
    return Candidate(Mention(0, 1, cluster.class_, "name", cluster.name, 1), 0, 1, 0, reference)


def other(form: str = "pronoun", text: str = "she") -> Candidate:
    return Candidate(Mention(0, 1, "Person", form, text, 1), 0, 1, 0)


def linked(found: Sequence[Candidate], *rows: Sequence[float], limits: Limits = LIMITS) -> list[Chain]:
    reach = max((len(row) for row in rows), default=0)
    scores = np.full((len(found), reach), NO, np.float32)
    for number, row in enumerate(rows):
        scores[number, : len(row)] = row
    return link(found, linking.shares(range(len(found)), scores), limits)


def members(chains: Sequence[Chain]) -> list[list[int]]:
    return [chain.members for chain in chains]


def test_a_pronoun_joins_the_name_that_it_is_sure_of() -> None:
    chains = linked([name(OZZAN), name(TARN), other()], [], [NO], [NO, YES])
    assert [(chain.cluster, chain.members) for chain in chains] == [(OZZAN, [0, 2]), (TARN, [1])]


def test_the_chain_with_most_probability_in_sum_wins() -> None:
    mentions = [name(OZZAN), other(), name(TARN), other()]
    chains = linked(mentions, [], [YES], [NO, NO], [2.0, 1.8, 1.8])
    assert members(chains) == [[0, 1, 3], [2]]


def test_a_chain_that_is_first_but_not_likely_enough_is_not_joined() -> None:
    mentions = [name(OZZAN), name(TARN), other()]
    assert members(linked(mentions, [], [NO], [-0.9, -1.0])) == [[0], [1], [2]]
    assert members(linked(mentions, [], [NO], [3.0, 2.9])) == [[0], [1], [2]]  # two candidates are one too many
    assert members(linked(mentions, [], [NO], [3.0, 0.8])) == [[0], [1, 2]]


def test_below_the_threshold_it_stays_alone_and_has_no_cluster() -> None:
    chains = linked([name(OZZAN), other()], [], [-0.7])
    assert [(chain.cluster, chain.members) for chain in chains] == [(OZZAN, [0]), (None, [1])]
    assert members(linked([name(OZZAN), other()], [], [-0.5])) == [[0, 1]]


def test_phrases_have_a_threshold_of_their_own() -> None:
    mentions = [name(OZZAN), other("nominal", "the chair"), other()]
    assert members(linked(mentions, [], [1.0], [NO, 1.0], limits=replace(LIMITS, phrase=0.9))) == [[0, 2], [1]]


def test_a_name_keeps_its_cluster_whatever_the_scores_say() -> None:
    chains = linked([name(OZZAN), name(TARN), name(OZZAN)], [], [YES], [YES, NO])
    assert [(chain.cluster, chain.members) for chain in chains] == [(OZZAN, [0, 2]), (TARN, [1])]


def test_a_pronoun_before_the_name_is_named_when_the_name_links_back() -> None:
    chains = linked([other(), name(OZZAN), other()], [], [YES], [YES, NO])
    assert [(chain.cluster, chain.members) for chain in chains] == [(OZZAN, [0, 1, 2])]


def test_a_name_that_does_not_link_back_leaves_the_pronoun_alone() -> None:
    chains = linked([other(), name(OZZAN)], [], [NO])
    assert [(chain.cluster, chain.members) for chain in chains] == [(None, [0]), (OZZAN, [1])]


def test_two_names_never_share_a_chain_through_a_pronoun() -> None:
    chains = linked([other(), name(OZZAN), name(TARN)], [], [YES], [NO, YES])
    assert [(chain.cluster, chain.members) for chain in chains] == [(OZZAN, [0, 1]), (TARN, [2])]


def test_pronouns_chain_without_a_name() -> None:
    chains = linked([other(), other(), other()], [], [YES], [NO, YES])
    assert [(chain.cluster, chain.members) for chain in chains] == [(None, [0, 1, 2])]


def test_what_is_out_of_reach_counts_for_nothing() -> None:
    scores = np.array([[NO], [NO], [YES]], np.float32)
    chains = link([name(OZZAN), name(TARN), other()], linking.shares(range(3), scores), LIMITS)
    assert members(chains) == [[0], [1, 2]]


def test_few_mentions_and_great_scores_are_no_fault() -> None:
    assert link([], {}, LIMITS) == []
    assert members(link([other()], {0: [1.0]}, LIMITS)) == [[0]]
    assert members(linked([name(OZZAN), other(), other()], [], [1e4], [-1e4, -1e4])) == [[0, 1], [2]]


def test_every_mention_is_in_one_chain_in_text_order() -> None:
    chance = np.random.default_rng(1)
    for _ in range(50):
        found = [name(chance.choice(np.array([OZZAN, TARN]))) if chance.random() < 0.4 else other() for _ in range(9)]
        scores = chance.normal(0, 4, (9, 8)).astype(np.float32)
        chains = link(found, linking.shares(range(9), scores), LIMITS)
        assert sorted(number for chain in chains for number in chain.members) == list(range(9))
        assert all(chain.members == sorted(chain.members) for chain in chains)
        named = [chain.cluster.name for chain in chains if chain.cluster]
        assert len(named) == len(set(named))
        for chain in chains:
            clusters = [ref.cluster for number in chain.members if (ref := found[number].reference)]
            assert all(cluster is chain.cluster for cluster in clusters)


def test_shares_are_probabilities_of_the_mentions_before_and_of_nobody() -> None:
    found = linking.shares([2, 0], np.array([[YES, NO], [-1e4, -1e4]], np.float32))
    assert sum(found[2]) == pytest.approx(1.0)
    near, far, nobody = found[2]
    assert near > nobody > far
    assert found[0] == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(("ahead", "expected"), [(True, [[0, 1]]), (False, [[0], [1]])])
def test_a_name_is_given_to_a_pronoun_before_it_only_where_grammar_allows(
    ahead: bool, expected: list[list[int]]
) -> None:
    pronoun = replace(other(), ahead=ahead)
    assert members(linked([pronoun, name(OZZAN)], [], [YES])) == expected


def test_two_names_of_one_class_are_one_thing_where_it_is_sure_enough_and_asked_to() -> None:
    mentions = [name(OZZAN), name(TARN), other()]
    rows: tuple[list[float], ...] = ([], [YES], [NO, NO])
    assert members(linked(mentions, *rows)) == [[0], [1], [2]]
    assert members(linked(mentions, *rows, limits=replace(LIMITS, merge=0.7))) == [[0, 1], [2]]
    body = Cluster("Organization", "Ozzan", 0)
    assert members(linked([name(OZZAN), name(body)], [], [YES], limits=replace(LIMITS, merge=0.7))) == [[0], [1]]


def test_names_that_are_one_thing_stay_so_when_they_come_again() -> None:
    mentions = [name(OZZAN), name(TARN), name(TARN), name(OZZAN)]
    assert members(linked(mentions, [], [YES], limits=replace(LIMITS, merge=0.7))) == [[0, 1, 2, 3]]


@pytest.mark.parametrize(("text", "joined"), [("I", True), ("we", True), ("it", False), ("they", True), ("she", True)])
def test_a_pronoun_joins_only_what_it_may_stand_for(text: str, joined: bool) -> None:
    chains = linked([name(OZZAN), other(text=text)], [], [YES])
    assert members(chains) == ([[0, 1]] if joined else [[0], [1]])
