import pytest

from tests.resolve.stories import Story, canonical, verdicts


def joined(left: Story, right: Story, *, more: tuple[Story, ...] = ()) -> bool:
    """Whether the first person of each story is one."""
    ids = canonical([left, right, *more])
    one, other = (next(iter(story.entities)) for story in (left, right))
    return ids[one] == ids[other]


def pair(one: str, other: str) -> tuple[Story, Story]:
    left, right = Story("a1"), Story("a2")
    left.people(one)
    right.people(other)
    return left, right


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Doran Veskelin", "Doran Veskelin"),
        ("Doran Veskelin", "DORAN VESKELIN"),
        ("Doran Veskelin", "Dr Doran Veskelin"),
        ("Doran Veskelin", "Veskelin, Doran"),
        ("Antony Veskelin", "Tony Veskelin"),
        ("Dmitry Zarovsky", "Dmitri Zarovskiy"),
        ("Əli Zəmanov", "Ali Zamanov"),
        ("Doran Veskelin", "Doran K. Veskelin"),
    ],
)
def test_full_names_that_are_one(one: str, other: str) -> None:
    assert joined(*pair(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Hartwell", "Jane Hartwell"),
        ("Doran Veskelin", "Doran Veskelina"),
        ("Emil Zarovov", "Emin Zarovov"),
        ("Doran K. Veskelin", "Doran P. Veskelin"),
        ("Doran Veskelin", "Doran Ambry"),
        ("Doran Veskelin", "Doran"),
        ("D. Hartwell", "Doran Hartwell"),
        ("Veskelin", "Veskelin"),
    ],
)
def test_names_that_are_not_enough(one: str, other: str) -> None:
    assert not joined(*pair(one, other))


def test_a_slip_needs_common_acquaintances() -> None:
    assert not joined(*pair("Doran Veskelin", "Doran Vesekilin"))
    left, right = Story("a1"), Story("a2")
    for story, name in ((left, "Doran Veskelin"), (right, "Doran Vesklein")):
        story.people(name, "Mira Oduya", "Tam Berrick")
    assert joined(left, right)


def test_an_initial_needs_the_same_office() -> None:
    left, right = Story("a1"), Story("a2")
    for story, name in ((left, "D. Veskelin"), (right, "Doran Veskelin")):
        who, _ = story.people(name, "Mira Oduya")
        story.post(who, "harbour master")
    assert joined(left, right)


def test_of_two_bearers_an_initial_means_neither() -> None:
    stories = [Story("a1"), Story("a2"), Story("a3")]
    for story, name in zip(stories, ("D. Veskelin", "Doran Veskelin", "Dalia Veskelin"), strict=True):
        who, *_ = story.people(name, "Mira Oduya", "Tam Berrick")
        story.post(who, "harbour master")
    assert len(set(canonical(stories).values()) & {next(iter(story.entities)) for story in stories}) == 3
    assert ("unsure", "D. Veskelin", "Doran Veskelin") in set(verdicts(stories))


def test_names_one_letter_apart_are_told_apart_for_good() -> None:
    assert list(verdicts(pair("Emil Zarovov", "Emin Zarovov"))) == [("different", "Emil Zarovov", "Emin Zarovov")]


def test_conflicts_hold_on_a_way_round() -> None:
    stories = [Story("a1"), Story("a2"), Story("a3")]
    stories[0].people("George W. Ambry")
    stories[1].people("George Ambry")
    stories[2].people("George H. Ambry")
    ids = canonical(stories)
    one, _, other = (next(iter(story.entities)) for story in stories)
    assert ids[one] != ids[other]


def test_one_article_with_two_names_joins_the_bearers_of_both() -> None:
    middle = Story("a3")
    middle.name("Person", "Doran Veskelin", "Doran Ambry Veskelin")
    left, right = pair("Doran Veskelin", "Doran Ambry Veskelin")
    assert joined(left, right, more=(middle,))


def test_people_without_a_name_stay_in_their_article() -> None:
    left, right = Story("a1"), Story("a2")
    for story in (left, right):
        story.name("Person", "the suspect", nominal=True)
    assert not joined(left, right)
