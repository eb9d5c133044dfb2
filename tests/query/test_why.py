"""The receipts."""

import json
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.graph import Graph
from kg.query.why import Receipts, why
from tests.records import COPY_ID, HOSTILE_PERSON


def facts(receipts: Receipts) -> list[tuple[str, str, str, str]]:
    names = {entity.id: entity.name for entity in receipts.graph.entities.values()}
    return [(names[c.subject], c.predicate, names.get(c.object, c.object), c.stance) for c in receipts.claims]


def test_one_name_shows_all_that_is_said(world: Graph) -> None:
    found = facts(why(world, ["Tarek Vindal"]))
    assert ("Tarek Vindal", "holdsPosition", "Prime Minister", "asserted") in found
    assert ("Tarek Vindal", "worksFor", "Norrland Oil", "alleged") in found
    assert ("Tarek Vindal", "worksFor", "Norrland Oil", "denied") in found
    assert {predicate for _, predicate, *_ in found} >= {"agent", "target", "place", "date"}, "events are told whole"
    assert not any("Petra Ohm" in fact for fact in found)


def test_two_names_show_what_joins_them(world: Graph) -> None:
    assert facts(why(world, ["Vindal", "Norrland Oil"])) == [
        ("Tarek Vindal", "worksFor", "Norrland Oil", "alleged"),
        ("Tarek Vindal", "worksFor", "Norrland Oil", "denied"),
    ]


def test_the_order_of_names_does_not_matter(world: Graph) -> None:
    forward, back = why(world, ["Norrland Oil", "Petra Ohm"]), why(world, ["Petra Ohm", "Norrland Oil"])
    assert facts(forward) == facts(back)
    assert {predicate for _, predicate, *_ in facts(forward)} == {"chiefExecutive", "worksFor", "founder"}


def test_an_event_joins_those_who_take_part(world: Graph) -> None:
    receipts = why(world, ["Vindal", "Ilse Brandtmoor"])
    assert {claim.predicate for claim in receipts.claims} == {"agent", "target"}
    assert all("Vindal met Ilse Brandtmoor" in s.quote for claim in receipts.claims for s in claim.statements)


def test_nothing_joins_them(world: Graph) -> None:
    receipts = why(world, ["Petra Ohm", "Oona Rask"])
    assert receipts.claims == ()
    assert "no sentence joins these" in receipts.text()


def test_copies_are_one_source_and_told_apart(world: Graph) -> None:
    receipts = why(world, ["Tarek Vindal", "Prime Minister"])
    (held,) = [claim for claim in receipts.claims if claim.predicate == "holdsPosition"]
    assert (len(held.statements), held.sources) == (2, 1)
    assert f"{COPY_ID} [" in receipts.text()
    assert ", a near-copy of visit.txt" in receipts.text()


def test_what_people_decided_is_marked(world: Graph) -> None:
    lines = why(world, ["Norrland Oil"]).text().splitlines()
    ids = {decision.verdict: decision.statement for decision in world.decisions.values()}
    place = f"  company.txt [61:114] {ids['wrong']}"
    at = lines.index(f"{place}, found by hand@1, struck out by ann, 2024-05-02T09:30:00+00:00")
    assert lines[at - 1] == "Norrland Oil — founder → Petra Ohm  (struck out)"
    assert any(f"{ids['right']}, found by hand@1, confirmed by ann, 2024" in line for line in lines)
    shown = json.loads(why(world, ["Norrland Oil", "Petra Ohm"]).json())["claims"]
    (claim,) = [each for each in shown if each["predicate"] == "founder"]
    assert (claim["confidence"], claim["sources"]) == (0.0, 0)
    assert claim["statements"][0]["decision"]["verdict"] == "wrong"
    assert not any("decision" in said for each in shown if each != claim for said in each["statements"])


def test_a_sentence_is_shown_once_for_a_fact(world: Graph) -> None:
    """By its surest statement, with who found them all; --json has the others."""
    said = next(each for each in world.statements() if each.predicate == "chiefExecutive")
    other = replace(said, id="s0", subject_span=said.object_span, confidence=0.99, extractor="kg/reader@1")
    more = replace(world, _statements=(*world.all_statements(), other))
    receipts = why(more, ["Norrland Oil", "Petra Ohm"])
    lines = receipts.text().splitlines()
    place = f"  company.txt [{said.start}:{said.end}] s0 and 1 on other mentions, found by kg/reader@1 and hand@1"
    assert lines[lines.index(place) + 1] == f"    “{said.quote}”"
    (claim,) = [each for each in json.loads(receipts.json())["claims"] if each["predicate"] == "chiefExecutive"]
    assert claim["receipts"] == [["s0", said.id]]
    assert {each["id"] for each in claim["statements"]} == {"s0", said.id}


def test_what_was_struck_out_adds_nothing_to_a_claim(world: Graph) -> None:
    (edge,) = [each for each in world.edges if each.predicate == "holdsPosition"]
    struck = replace(world, struck=world.struck | {edge.statements[0].id})
    (claim,) = why(struck, ["Vindal", "Prime Minister"]).claims
    assert (len(claim.statements), claim.sources, claim.confidence) == (2, 1, 0.9)


def test_every_sentence_is_where_the_receipt_says(world: Graph) -> None:
    texts = {article.id: article.text for article in world.articles}
    statements = [s for name in ("Vindal", "Norrland Oil") for c in why(world, [name]).claims for s in c.statements]
    assert len(statements) > 10
    assert all(texts[s.article][s.start : s.end] == s.quote for s in statements)


def test_merges_are_explained(world: Graph) -> None:
    text = why(world, ["Norrland Oil"]).text()
    assert "Norrland Oil in company.txt = Norrland Oil in protest.txt" in text or (
        "Norrland Oil in protest.txt = Norrland Oil in company.txt" in text
    )
    assert "one register number" in text
    assert "ann, 2024-05-01T10:00:00+00:00" in text


def test_the_articles_are_cited(world: Graph) -> None:
    receipts = why(world, ["Vindal", "Bergen"])
    line = "  visit.txt: Prime minister in Bergen, Northern Courier, 2024-03-05, https://north.example/visit"
    assert line in receipts.text().splitlines()
    cited = json.loads(receipts.json())["articles"]
    assert [article["id"] for article in cited] == [COPY_ID, "visit.txt"]
    assert cited[1]["url"] == "https://north.example/visit"


def test_many_judgements_are_counted(world: Graph) -> None:
    receipts = why(world, ["Vindal"])
    many = replace(receipts, judgements=receipts.judgements * 10)
    assert f"  and {len(many.judgements) - 12} more judgements (--json gives them all)" in many.text().splitlines()
    assert len(json.loads(many.json())["judgements"]) == len(many.judgements) > 12


def test_json_holds_exchange_records(world: Graph) -> None:
    shown = json.loads(why(world, ["Norrland Oil", "Oona Rask"]).json())
    assert [entity["name"] for entity in shown["entities"]] == ["Norrland Oil", "Oona Rask"]
    shown = json.loads(why(world, ["Vindal", "Norrland Oil"]).json())
    assert {claim["stance"] for claim in shown["claims"]} == {"alleged", "denied"}
    receipt = shown["claims"][0]["statements"][0]
    assert receipt["quote"] == "Vindal works for Norrland Oil, Oona Rask said."
    assert receipt["speaker"] in world.entities
    assert {row["by"] for row in shown["judgements"]} == {"ann", "kg/resolve"}


def test_hostile_names_break_no_line(world: Graph) -> None:
    lines = why(world, [HOSTILE_PERSON]).text().split("\n")
    assert lines[0].startswith('Bo "); DROP <script>')
    assert lines[0].endswith(")")
    assert all(line.startswith(("Bo", " ", "one entity", "articles")) for line in lines if line)


def test_unknown_name(world: Graph) -> None:
    with pytest.raises(QueryError, match="nobody and nothing"):
        why(world, ["Vindal", "Zzyzx"])
