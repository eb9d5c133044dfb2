import random

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Judgement, LocalEntity, Verdict
from kg.resolve import link

KYIV = "https://sws.geonames.org/703448/"
IDS = [f"e{number}" for number in range(7)]
ENTITIES = [LocalEntity(id_, f"a{int(id_[1]) % 3}", "Person", id_) for id_ in IDS]
PUBLISHED = {"a0": "2022-05-01", "a1": "2022-01-01", "a2": None}


def row(
    left: str, right: str, verdict: Verdict, score: float = 0.9, by: str = "kg/resolve", at: str | None = None
) -> Judgement:
    return Judgement(min(left, right), max(left, right), verdict, by, score, (), at)


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(IDS[:4]),
        st.sampled_from(IDS[4:]) | st.just("unknown"),
        st.sampled_from(["same", "same", "different", "unsure"]),
        st.sampled_from([0.8, 0.9]),
        st.sampled_from(["kg/resolve", "mara"]),
    ),
    max_size=14,
    unique_by=lambda each: (each.left, each.right),
)


def test_the_earliest_article_names_the_cluster() -> None:
    ids = link(ENTITIES, [row("e0", "e1", "same"), row("e1", "e2", "same")], PUBLISHED)
    assert [ids[id_] for id_ in IDS] == ["e1", "e1", "e1", "e3", "e4", "e5", "e6"]


def test_undated_articles_come_last_and_ties_go_by_id() -> None:
    ids = link(ENTITIES, [row("e2", "e3", "same"), row("e5", "e2", "same")], PUBLISHED)
    assert ids["e2"] == ids["e3"] == ids["e5"] == "e3"
    assert link(ENTITIES, [row("e2", "e5", "same")], PUBLISHED)["e5"] == "e2"


def test_a_place_is_called_after_its_geonames_id() -> None:
    places = [LocalEntity(id_, "a0", "Place", "Kyiv", (KYIV,)) for id_ in ("p1", "p2")]
    assert link(places, [row("p1", "p2", "same")], {}) == {"p1": "gn703448", "p2": "gn703448"}
    assert link(places, [row("p1", "p2", "different", by="mara")], {}) == {"p1": "gn703448", "p2": "p2"}


def test_foreign_iris_name_nothing() -> None:
    place = LocalEntity("p1", "a0", "Place", "Tellmark", ("https://places.example/1",))
    assert link([place], [], {}) == {"p1": "p1"}


def test_a_person_outranks_the_program_also_on_a_way_round() -> None:
    rows = [row("e0", "e1", "same", 0.99), row("e1", "e2", "same", 0.99), row("e0", "e2", "different", 0.1, "mara")]
    ids = link(ENTITIES, rows, PUBLISHED)
    assert ids["e0"] != ids["e2"]
    rows = [row("e0", "e1", "different", 0.99), row("e0", "e2", "same", 0, "mara"), row("e1", "e2", "same", 0, "mara")]
    assert len({link(ENTITIES, rows, PUBLISHED)[id_] for id_ in ("e0", "e1", "e2")}) == 1


def test_the_latest_of_two_contradicting_people_wins() -> None:
    late, early = "2024-02-02T00:00:00Z", "2024-01-01T00:00:00Z"
    rows = [
        row("e0", "e1", "same", 1, "mara", early),
        row("e1", "e2", "same", 1, "mara", late),
        row("e0", "e2", "different", 1, "ilan", early),
    ]
    ids = link(ENTITIES, rows, PUBLISHED)
    assert ids["e1"] == ids["e2"] != ids["e0"]


def test_the_stronger_edge_wins_where_both_cannot_be() -> None:
    rows = [row("e0", "e1", "same", 0.86), row("e1", "e2", "same", 0.95), row("e0", "e2", "different")]
    ids = link(ENTITIES, rows, PUBLISHED)
    assert ids["e1"] == ids["e2"] != ids["e0"]


@given(ROWS, st.integers(0, 5))
def test_order_does_not_matter(rows: list[Judgement], seed: int) -> None:
    shuffled, entities = list(rows), list(ENTITIES)
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(entities)
    assert link(entities, shuffled, PUBLISHED) == link(ENTITIES, rows, PUBLISHED)


@given(ROWS)
def test_linking_what_is_linked_changes_nothing(rows: list[Judgement]) -> None:
    ids = link(ENTITIES, rows, PUBLISHED)
    again = [row(id_, ids[id_], "same") for id_ in IDS if ids[id_] != id_]
    assert link(ENTITIES, [*rows, *rows], PUBLISHED) == ids
    assert link(ENTITIES, again, PUBLISHED) == ids
    assert all(ids[ids[id_]] == ids[id_] for id_ in IDS)


@given(ROWS)
def test_people_who_say_different_are_obeyed(rows: list[Judgement]) -> None:
    ids = link(ENTITIES, rows, PUBLISHED)
    said = [
        each
        for each in rows
        if each.by == "mara" and each.verdict == "different" and each.right in ids and each.left in ids
    ]
    assert all(ids[each.left] != ids[each.right] for each in said)
