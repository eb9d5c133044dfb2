from tests.resolve.stories import Story, canonical, verdicts


def first(story: Story) -> str:
    return next(iter(story.entities))


def test_a_family_name_joins_its_only_bearer_among_common_acquaintances() -> None:
    full, short = Story("a1"), Story("a2")
    full.people("Doran Veskelin", "Mira Oduya", "Tam Berrick")
    short.people("Veskelin", "Mira Oduya", "Tam Berrick")
    ids = canonical([full, short])
    assert ids[first(full)] == ids[first(short)]


def test_a_family_name_joins_the_holder_of_the_same_office() -> None:
    full, short = Story("a1"), Story("a2")
    for story, name in ((full, "Doran Veskelin"), (short, "Veskelin")):
        story.post(story.people(name)[0], "harbour master")
    ids = canonical([full, short])
    assert ids[first(full)] == ids[first(short)]


def test_a_family_name_alone_joins_nobody() -> None:
    full, short = Story("a1"), Story("a2")
    full.people("Doran Veskelin", "Mira Oduya")
    short.people("Veskelin", "Ilan Crewe")
    ids = canonical([full, short])
    assert ids[first(full)] != ids[first(short)]


def test_a_first_name_with_two_acquaintances_joins_nobody() -> None:
    full, short = Story("a1"), Story("a2")
    full.people("Anar Veskelin", "Mira Oduya", "Tam Berrick")
    short.people("Anar", "Mira Oduya", "Tam Berrick")
    ids = canonical([full, short])
    assert ids[first(full)] != ids[first(short)]


def test_where_two_bear_the_family_name_the_office_decides() -> None:
    stories = [Story("a1"), Story("a2"), Story("a3")]
    names = ("Doran Veskelin", "Mira Veskelin", "Veskelin")
    for story, name, title in zip(stories, names, ("harbour master", "poet", "harbour master"), strict=True):
        who, *_ = story.people(name, "Tam Berrick")
        story.post(who, title)
    ids = canonical(stories)
    assert ids[first(stories[2])] == ids[first(stories[0])] != ids[first(stories[1])]


def test_where_two_are_as_likely_a_person_must_say() -> None:
    stories = [Story("a1"), Story("a2"), Story("a3")]
    for story, name in zip(stories, ("Doran Veskelin", "Mira Veskelin", "Veskelin"), strict=True):
        who, *_ = story.people(name, "Tam Berrick", "Ilan Crewe")
        story.post(who, "harbour master")
    ids = canonical(stories)
    assert len({ids[first(story)] for story in stories}) == 3
    assert "unsure" in {verdict for verdict, *_ in verdicts(stories)}


def test_two_articles_that_never_say_the_full_name() -> None:
    left, right, far = Story("a1"), Story("a2"), Story("a3")
    for story in (left, right):
        who, *_ = story.people("Veskelin", "Tam Berrick")
        story.post(who, "harbour master")
    far.people("Veskelin")
    ids = canonical([left, right, far])
    assert ids[first(left)] == ids[first(right)] != ids[first(far)]
