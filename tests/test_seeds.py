"""Two real pages, read end to end with the real extractor: what issue after issue promises about them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import ontology
from kg.graph import Graph, assemble
from kg.model import Article, Entity
from kg.pipeline import Options, build
from kg.store.sqlite import SqliteStore

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
BLINKEN_VISIT, BAKU = "003_4900e2c5a8e506af.txt", "000_beb197c126d35a26.txt"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real pages (../shared/seeds) are not here")


@pytest.fixture(scope="module")
def graph() -> Graph:
    with SqliteStore() as store:
        build(store, [str(SEEDS)], Options(workers=1))
        return assemble(store)


def of_class(graph: Graph, root: str) -> dict[str, Entity]:
    vocabulary = ontology.load()
    return {e.name: e for e in graph.entities.values() if vocabulary.root(e.class_) == root}


def edges(graph: Graph, predicate: str) -> set[tuple[str, str]]:
    names = {entity.id: entity.name for entity in graph.entities.values()}
    return {(names[e.subject], names[e.object]) for e in graph.edges if e.predicate == predicate}


def articles_of(graph: Graph, entity: Entity) -> set[str]:
    return {mention.article for mention in graph.mentions() if mention.entity == entity.id}


def events(graph: Graph, class_: str) -> Iterator[tuple[dict[str, set[str]], str]]:
    """Every event of a class: who fills each role by name, and its day."""
    names = {entity.id: entity.name for entity in graph.entities.values()}
    for entity in graph.entities.values():
        if entity.class_ == class_:
            roles: dict[str, set[str]] = {}
            for edge in graph.edges:
                if edge.subject == entity.id:
                    roles.setdefault(edge.predicate, set()).add(names[edge.object])
            yield roles, str(entity.properties.get("date", ""))


def test_all_people_are_people_and_none_is_missing(graph: Graph) -> None:
    assert set(of_class(graph, "Person")) == {
        "Aghil Laidj",
        "Alex Raufoglu",
        "Anar Mammadli",
        "Antony Blinken",
        "Emin Ibrahimov",
        "Fazil Gasimov",
        "Jalal Alizadeh",
        "James Cleverly",
        "Javad Javadov",
        "Recep Tayyip Erdoğan",
        "Vladimir Putin",
    }


def test_blinken_is_one_from_both_pages_and_both_spellings(graph: Graph) -> None:
    blinken = of_class(graph, "Person")["Antony Blinken"]
    assert set(blinken.aliases) == {"Blinken", "Blniken"}
    assert articles_of(graph, blinken) == {BLINKEN_VISIT, BAKU}


def test_putin_is_one(graph: Graph) -> None:
    putin = of_class(graph, "Person")["Vladimir Putin"]
    assert putin.aliases == ("Putin",)
    assert articles_of(graph, putin) == {BLINKEN_VISIT, BAKU}


def test_the_united_states_are_one_place_apart_from_washington(graph: Graph) -> None:
    places = of_class(graph, "Place")
    states, washington = places["United States"], places["Washington"]
    assert {"U.S.", "U..S", "America"} <= set(states.aliases)
    assert states.same_as == ("https://sws.geonames.org/6252001/",)
    assert washington.same_as == ("https://sws.geonames.org/4140963/",)


def test_places_are_places_and_bodies_are_bodies(graph: Graph) -> None:
    assert {"Kherson", "Zaporizhzhia", "Donetsk", "Ukraine", "Iran", "United Kingdom"} <= set(of_class(graph, "Place"))
    bodies = set(of_class(graph, "Organization"))
    assert {"TURAN", "Kremlin", "State Department", "Baku Court of Appeals", "UN"} <= bodies
    assert not {"civilians", "18,000 people", "group of reserve officers"} & bodies


def test_lawyers_belong_to_their_own_clients(graph: Graph) -> None:
    assert edges(graph, "representedBy") == {("Anar Mammadli", "Javad Javadov"), ("Emin Ibrahimov", "Aghil Laidj")}


def test_positions_belong_to_their_holders(graph: Graph) -> None:
    assert edges(graph, "holdsPosition") == {
        ("Antony Blinken", "Secretary of State"),
        ("James Cleverly", "Foreign Secretary"),
        ("Recep Tayyip Erdoğan", "President"),
        ("Jalal Alizadeh", "detention center officer"),
    }
    assert edges(graph, "jurisdiction") == {
        ("Secretary of State", "United States"),
        ("Foreign Secretary", "United Kingdom"),
        ("President", "Türkiye"),
    }
    said = {(graph.entities[s.subject].name, s.value) for s in graph.literals if s.predicate == "hasOccupation"}
    assert {("Emin Ibrahimov", "former diplomat"), ("Fazil Gasimov", "economist")} <= said
    assert ("Anar Mammadli", "human rights defender") in said


def test_the_author_is_staff_of_the_agency(graph: Graph) -> None:
    assert edges(graph, "worksFor") == {("Alex Raufoglu", "TURAN")}


def test_hearings_and_protests_have_their_people_and_their_day(graph: Graph) -> None:
    court = {"Baku Court of Appeals"}
    hearings = sorted(events(graph, "Trial"), key=str)
    assert hearings == [
        ({"agent": court, "target": {"Anar Mammadli"}}, "XXXX-11-26"),
        ({"agent": court, "target": {"Emin Ibrahimov"}}, "XXXX-11-26"),
    ]
    assert list(events(graph, "Protest")) == [({"agent": {"group of reserve officers"}}, "XXXX-11-26")]


def test_whoever_goes_on_speaking_is_quoted(graph: Graph) -> None:
    text = next(article for article in graph.articles if article.id == BLINKEN_VISIT).text
    said = {text[s.start : s.end]: s.object for s in graph.statements() if s.predicate == "agent" and s.article}
    sentence = next(quote for quote in said if quote.startswith("That of course is entirely false"))
    assert graph.entities[said[sentence] or ""].name == "Antony Blinken"


def test_site_furniture_yields_nothing(graph: Graph) -> None:
    texts = {article.id: article for article in graph.articles}
    outside = [m for m in graph.mentions() if _reason(texts[m.article], m.start) not in (None, "byline", "heading")]
    assert outside == []
    names = " ".join(name for e in graph.entities.values() for name in (e.name, *e.aliases)).casefold()
    assert not any(word in names for word in ("review", "follow", "network", "news line", "politics", "foto"))


def _reason(article: Article, at: int) -> str | None:
    return next((part.reason for part in article.removed if part.start <= at < part.end), None)


def test_stories_are_told_apart(graph: Graph) -> None:
    by_id = {article.id: article for article in graph.articles}
    assert [len(by_id[id_].items) for id_ in (BAKU, BLINKEN_VISIT)] == [5, 1]
    assert [by_id[id_].items[0].authors for id_ in (BAKU, BLINKEN_VISIT)] == [("Alex Raufoglu",)] * 2


def test_every_quote_contains_what_it_claims(graph: Graph) -> None:
    texts = {article.id: article.text for article in graph.articles}
    statements = list(graph.statements())
    assert len(statements) > 40
    for each in statements:
        assert texts[each.article][each.start : each.end] == each.quote
        for start, end in (each.subject_span, each.object_span):
            assert each.start <= start < end <= each.end
