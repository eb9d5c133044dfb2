from tests.resolve.stories import Story, canonical, verdicts

UKRAINE, AZERBAIJAN = "https://sws.geonames.org/690791/", "https://sws.geonames.org/587116/"
KYIV = "https://sws.geonames.org/703448/"


def test_one_title_of_one_country_is_one_office() -> None:
    left, right = Story("a1"), Story("a2")
    posts = [
        story.post(story.people(name)[0], "Foreign Minister", story.name("Place", "Ukraine", iri=UKRAINE))
        for story, name in ((left, "Doran Veskelin"), (right, "Mira Oduya"))
    ]
    ids = canonical([left, right])
    assert ids[posts[0]] == ids[posts[1]]


def test_one_title_of_two_countries_is_two_offices_even_with_one_holder() -> None:
    left, right = Story("a1"), Story("a2")
    posts = [
        story.post(story.people("Doran Veskelin")[0], "ambassador", story.name("Place", "X", iri=iri))
        for story, iri in ((left, UKRAINE), (right, AZERBAIJAN))
    ]
    ids = canonical([left, right])
    assert ids[posts[0]] != ids[posts[1]]


def test_a_title_alone_joins_the_office_of_the_same_holder_only() -> None:
    whole, bare, other = Story("a1"), Story("a2"), Story("a3")
    office = whole.post(whole.people("Doran Veskelin")[0], "mayor", whole.name("Place", "Kyiv", iri=KYIV))
    same = bare.post(bare.people("Doran Veskelin")[0], "mayor")
    another = other.post(other.people("Mira Oduya")[0], "mayor")
    ids = canonical([whole, bare, other])
    assert ids[office] == ids[same] != ids[another]


def test_a_title_alone_joins_neither_of_two_offices_of_its_holder() -> None:
    stories = [Story("a1"), Story("a2"), Story("a3")]
    places = (("Ukraine", UKRAINE), ("Azerbaijan", AZERBAIJAN))
    posts = [
        story.post(story.people("Doran Veskelin")[0], "ambassador", story.name("Place", name, iri=iri))
        for story, (name, iri) in zip(stories[:2], places, strict=True)
    ]
    posts.append(stories[2].post(stories[2].people("Doran Veskelin")[0], "ambassador"))
    ids = canonical(stories)
    assert len({ids[post] for post in posts}) == 3


def test_the_body_that_an_office_belongs_to_counts_across_spellings() -> None:
    left, right = Story("a1"), Story("a2")
    posts = [
        story.post(story.people(holder)[0], "director", story.name("Organization", body), predicate="ofOrganization")
        for story, holder, body in ((left, "Doran Veskelin", "Oduya Corp."), (right, "Mira Oduya", "Oduya"))
    ]
    ids = canonical([left, right])
    assert ids[posts[0]] == ids[posts[1]]
    assert [verdict for verdict, *_ in verdicts([left, right])] == ["same", "same"]
