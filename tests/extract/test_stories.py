"""Stories of a `Doc`: which mentions are asked, and how the second judgement of pronouns changes chains."""

from collections.abc import Mapping

import pytest

from kg.extract import salience, stories
from kg.extract.linking import Candidate, Chain
from kg.extract.notes import Cluster, Reference
from kg.extract.reader.mentions import Mention
from kg.extract.salience import Story
from tests.extract.conftest import Read

OZZAN, TARN = Cluster("Person", "Mara Ozzan", 0), Cluster("Person", "Ilo Tarn", 0)


def name(cluster: Cluster) -> Candidate:
    reference = Reference(0, 1, 0, cluster.class_, "name", cluster)
    return Candidate(Mention(0, 1, cluster.class_, "name", cluster.name, 1), 0, 1, 0, reference)


def other(form: str = "pronoun", text: str = "she") -> Candidate:
    return Candidate(Mention(0, 1, "Person", form, text, 1), 0, 1, 0)


def test_only_the_first_mention_of_a_name_is_asked_whom_it_follows() -> None:
    mentions = [name(OZZAN), other(), name(OZZAN), name(TARN), other("nominal", "chair"), name(TARN)]
    assert stories._asked(mentions) == [0, 1, 3, 4]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [({1: 0}, [[0, 1], [2]]), ({1: 2}, [[0], [1, 2]]), ({1: None}, [[0], [1], [2]])],
)
def test_a_pronoun_moves_to_the_chain_that_is_chosen(
    monkeypatch: pytest.MonkeyPatch, read: Read, chosen: Mapping[int, int | None], expected: list[list[int]]
) -> None:
    found = [name(OZZAN), other(), name(TARN)]
    chains = [Chain(OZZAN, [0, 1]), Chain(TARN, [2])]
    of = {0: chains[0], 2: chains[1]}

    def choose(story: Story, number: int, table: object) -> Chain | None:
        wanted = chosen[number]
        return of[wanted] if wanted is not None else None

    monkeypatch.setattr(salience, "choose", choose)
    story = Story.__new__(Story)
    story.found, story.chains = found, chains
    settled = stories._settled(story, {})
    assert [chain.members for chain in settled] == expected
    assert [chain.cluster for chain in settled if 0 in chain.members] == [OZZAN]
