import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Decision, Judgement
from kg.resolve import AUTHOR, judge, link, resolve
from kg.store import Store
from kg.store.sqlite import SqliteStore
from tests.resolve.stories import Story, canonical, decision, facts

UKRAINE = "https://sws.geonames.org/690791/"
NAMES = [
    "Doran Veskelin",
    "D. Veskelin",
    "Veskelin",
    "Doran",
    "Mira Veskelin",
    "Mira Oduya",
    "Tam Berrick",
    "Emil Crewe",
    "Emin Crewe",
]


def story(id_: str, names: list[str], published: str | None = None) -> Story:
    """People who hold one office, and where they are."""
    found = Story(id_, published)
    country = found.name("Place", "Ukraine", iri=UKRAINE)
    for name, who in zip(names, found.people(*names), strict=True):
        found.post(who, "harbour master" if "Veskelin" in name else "poet", country)
    found.name("Organization", "Harbour Ministry")
    return found


STORIES = st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True), min_size=1, max_size=6).map(
    lambda names: [story(f"a{at}", each, f"2022-0{at + 1}-01") for at, each in enumerate(names)]
)


def put(store: Store, *stories: Story) -> None:
    run = store.begin("test", {})
    for each in stories:
        store.put(each.extraction(), f"/{each.id}", "1", "test", run)


def ids(store: Store) -> dict[str, str]:
    return link(store.entities(), store.judgements(), {article.id: article.published for article in store.articles()})


@given(STORIES, st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_the_order_of_articles_does_not_matter(stories: list[Story], seed: int) -> None:
    shuffled = random.Random(seed).sample(stories, len(stories))
    assert judge(facts(shuffled)) == judge(facts(stories))
    assert canonical(shuffled) == canonical(stories)


@given(STORIES)
@settings(max_examples=20, deadline=None)
def test_the_linker_reproduces_what_was_judged(stories: list[Story]) -> None:
    ids = canonical(stories)
    for row in judge(facts(stories)):
        assert (ids[row.left] == ids[row.right]) == (row.verdict == "same")


@given(STORIES)
@settings(max_examples=20, deadline=None)
def test_incremental_equals_from_scratch(stories: list[Story]) -> None:
    with SqliteStore() as grown, SqliteStore() as fresh:
        for each in stories:
            put(grown, each)
            resolve(grown)
        grown.remove([stories[0].id])
        resolve(grown)
        put(fresh, *stories[1:])
        resolve(fresh)
        assert list(grown.judgements()) == list(fresh.judgements())
        assert ids(grown) == ids(fresh)


def test_a_second_run_writes_nothing() -> None:
    with SqliteStore() as store:
        put(store, story("a1", ["Doran Veskelin"]), story("a2", ["Doran Veskelin", "Veskelin"]))
        first = resolve(store)
        assert first.added == first.same + first.different + first.unsure > 0
        again = resolve(store)
        assert (again.added, again.withdrawn) == (0, 0)
        assert again.same == first.same


def test_judgements_say_why_and_by_whom() -> None:
    rows = judge(facts([story("a1", ["Doran Veskelin"]), story("a2", ["Doran Veskelin"])]))
    assert {row.by for row in rows} == {AUTHOR}
    assert {row.at for row in rows} == {None}
    assert "same full name: Doran Veskelin" in {reason for row in rows for reason in row.reasons}
    assert all(row.left < row.right for row in rows)


def test_a_person_splits_what_the_program_joined_and_only_that() -> None:
    stories = [story(f"a{at}", ["Doran Veskelin"]) for at in range(4)]
    people = [next(id_ for id_, each in one.entities.items() if each.class_ == "Person") for one in stories]
    for apart in people:
        decided = [decision(apart, other) for other in people if other != apart]
        found = canonical(stories, decided)
        assert len({found[other] for other in people if other != apart}) == 1
        assert found[apart] == apart


def test_people_are_obeyed_in_the_store_and_can_think_again() -> None:
    with SqliteStore() as store:
        stories = [story("a1", ["Doran Veskelin"]), story("a2", ["Doran Veskelin"]), story("a3", ["Mira Oduya"])]
        put(store, *stories)
        resolve(store)
        one, two, mira = (next(id_ for id_, each in one.entities.items() if each.class_ == "Person") for one in stories)
        before = list(store.judgements())
        store.judge([decision(one, two), decision(two, mira, "same")])
        resolve(store)
        after = ids(store)
        assert after[one] != after[two] == after[mira]
        kept: list[Judgement] = [row for row in store.judgements() if row.by == "mara"]
        assert len(kept) == 2
        store.withdraw([(row.left, row.right) for row in kept], "mara")
        resolve(store)
        assert list(store.judgements()) == before


def test_events_stay_with_their_article() -> None:
    stories = [Story("a1"), Story("a2")]
    events = [each.name("Meeting", "Meeting: Doran Veskelin", nominal=True) for each in stories]
    found = canonical(stories)
    assert [found[event] for event in events] == events


def test_hostile_names_do_no_harm() -> None:
    names = [
        "",
        " ",
        "'; DROP TABLE x --",
        "<script>",
        "\u202egnp.exe",
        "a" * 5000,
        "., ,",
        "\x00",
        "Jr.",
        "The",
        "🦊 🦊",
    ]
    stories = [Story("a1"), Story("a2")]
    for each in stories:
        for class_ in ("Person", "Organization", "Place", "Position"):
            for name in names:
                each.name(class_, name)
    assert set(canonical(stories)) == {id_ for each in stories for id_ in each.entities}


def test_what_was_struck_out_tells_nothing() -> None:
    one, other = Story("a1"), Story("a2")
    for each in (one, other):
        (who,) = each.people("Mira")
        each.post(who, "harbour master", each.name("Place", "Ukraine", iri=UKRAINE))
    with SqliteStore() as store, SqliteStore() as without:
        put(store, one, other)
        struck = [statement.id for statement in store.statements() if statement.predicate == "holdsPosition"]
        store.decide([Decision(id_, "wrong", "ann", "2024") for id_ in struck])
        resolve(store)
        for each in (one, other):
            each.statements = [statement for statement in each.statements if statement.id not in struck]
        put(without, one, other)
        resolve(without)
        assert list(store.judgements()) == list(without.judgements())
        store.decide([Decision(id_, "undone", "ann", "2024") for id_ in struck])
        resolve(store)
        assert list(store.judgements()) != list(without.judgements())
