import pytest

from tests.resolve.stories import Story, canonical, verdicts


def joined(one: tuple[str, ...], other: tuple[str, ...], *shared: str) -> bool:
    """Whether two articles mean one body, with these people in both."""
    left, right = Story("a1"), Story("a2")
    ids = [story.name("Organization", *names) for story, names in ((left, one), (right, other))]
    for story in (left, right):
        story.people(*shared)
    found = canonical([left, right])
    return found[ids[0]] == found[ids[1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("TELLMARK",), ("Tellmark",)),
        (("the Tellmark Court of Appeals",), ("Tellmark Court of Appeal",)),
        (("Oduya Corp.",), ("Oduya, Inc.",)),
        (("Tellmark Press's",), ("Tellmark Press",)),
        (("U.S. Harbour Board",), ("United States Harbour Board",)),
        (("Union of Tellmark Harbour Pilots", "UTHP"), ("UTHP",)),
    ],
)
def test_names_of_one_body(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert joined(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Foreign Ministry",), ("Foreign Ministry",)),
        (("Supreme Court",), ("Supreme Court",)),
        (("Inc.",), ("Inc",)),
        (("Tellmark Court of Appeal",), ("Berrick Court of Appeal",)),
        (("Tellmark",), ("Tellmark News Agency",)),
        (("UTHP",), ("Union of Tellmark Harbour Pilots",)),
    ],
)
def test_names_that_are_not_enough(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert not joined(one, other)


def test_acquaintances_tell_one_foreign_ministry_from_another() -> None:
    assert joined(("Foreign Ministry",), ("Foreign Ministry",), "Mira Oduya", "Tam Berrick", "Ilan Crewe")


def test_acquaintances_join_a_longer_name() -> None:
    assert joined(("Tellmark",), ("Tellmark News Agency",), "Mira Oduya", "Tam Berrick")


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    stories = [Story("a1"), Story("a2"), Story("a3")]
    stories[0].name("Organization", "Tellmark Harbour Board", "THB")
    stories[1].name("Organization", "Telmora Hospital Bureau", "THB")
    ids = [next(iter(story.entities)) for story in stories[:2]]
    ids.append(stories[2].name("Organization", "THB"))
    found = canonical(stories)
    assert len({found[id_] for id_ in ids}) == 3


def test_seats_in_different_countries_are_a_conflict() -> None:
    left, right = Story("a1"), Story("a2")
    bodies = []
    for story, iri in ((left, "https://sws.geonames.org/703448/"), (right, "https://sws.geonames.org/587084/")):
        body, seat = story.name("Organization", "Harbour Pilots Union"), story.name("Place", "Seat", iri=iri)
        story.say(body, "location", seat)
        bodies.append(body)
    found = canonical([left, right])
    assert found[bodies[0]] != found[bodies[1]]
    assert ("different", "Harbour Pilots Union", "Harbour Pilots Union") in set(verdicts([left, right]))


def test_bodies_without_a_name_stay_in_their_article() -> None:
    left, right = Story("a1"), Story("a2")
    ids = [story.name("Organization", "a group of officers", nominal=True) for story in (left, right)]
    found = canonical([left, right])
    assert found[ids[0]] != found[ids[1]]
