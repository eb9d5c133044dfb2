from tests.resolve.stories import Story, canonical

KYIV, BAKU = "https://sws.geonames.org/703448/", "https://sws.geonames.org/587084/"


def named(*found: tuple[str, str | None]) -> list[str]:
    """The canonical ids of places in one article each."""
    stories = [Story(f"a{number}") for number in range(len(found))]
    ids = [story.name("Place", name, iri=iri) for story, (name, iri) in zip(stories, found, strict=True)]
    canon = canonical(stories)
    return [canon[id_] for id_ in ids]


def test_spellings_of_one_id_are_one() -> None:
    assert set(named(("Kyiv", KYIV), ("Kiev", KYIV), ("the capital", KYIV))) == {"gn703448"}


def test_one_name_of_two_ids_is_two_and_decides_nothing_for_a_third() -> None:
    assert len(set(named(("Port", KYIV), ("Port", BAKU), ("Port", None)))) == 3


def test_a_name_without_id_joins_the_only_place_of_that_name() -> None:
    assert set(named(("Kyiv", KYIV), ("Kyiv", None))) == {"gn703448"}
    assert len(set(named(("Tellmark", None), ("TELLMARK", None), ("Ambry", None)))) == 2
