"""Whom a person means by a name."""

import pytest

from kg.errors import QueryError
from kg.graph import Graph
from kg.query.lookup import find
from tests.records import HOSTILE_PERSON


def names(graph: Graph, name: str) -> list[str]:
    return [entity.name for entity in find(graph, name)]


@pytest.mark.parametrize(
    "name", ["Tarek Vindal", "  Tarek   Vindal ", "Vindal", "tarek vindal", "TÁREK VÍNDAL", "vindal", "Tarek"]
)
def test_every_way_to_name_somebody(world: Graph, name: str) -> None:
    assert names(world, name) == ["Tarek Vindal"]


def test_an_id_is_a_name(world: Graph) -> None:
    assert names(world, "gn3143244") == ["Oslo"]


def test_a_whole_name_comes_before_parts_of_others(world: Graph) -> None:
    assert names(world, "Norrland Oil") == ["Norrland Oil"]
    assert names(world, "Oil") == ["Norrland Oil"]


def test_events_are_not_found_by_parts_of_their_name(world: Graph) -> None:
    meetings = tuple(entity for entity in world.entities.values() if entity.class_ == "Meeting")
    assert find(world, "Meeting: Tarek Vindal, Ilse Brandtmoor") == meetings
    assert find(world, meetings[0].id) == meetings[:1]
    with pytest.raises(QueryError):
        find(world, "Vindal Brandtmoor")


def test_hostile_names_are_names(world: Graph) -> None:
    (found,) = find(world, HOSTILE_PERSON)
    assert found.name == HOSTILE_PERSON


@pytest.mark.parametrize("name", ["Tarek Vindahl", "tarek  vindel"])
def test_close_names_are_offered(world: Graph, name: str) -> None:
    with pytest.raises(QueryError, match=r"did you mean: .*Tarek Vindal"):
        find(world, name)


@pytest.mark.parametrize("name", ["", "   ", "…", "Zzyzx Qwghlm"])
def test_nobody(world: Graph, name: str) -> None:
    with pytest.raises(QueryError, match="nobody and nothing in the graph is called"):
        find(world, name)
