"""FollowTheMoney: what is asserted is a link, what is not is a note, and the package itself takes all of it."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.export import Options
from kg.export.ftm import FollowTheMoney, records
from kg.export.ftm_values import Values, identifier
from kg.export.xml import writable
from kg.graph import Graph, assemble, relationships
from kg.store.sqlite import SqliteStore
from tests.hostile import HOSTILE
from tests.records import company

SCRIPTS = Path(__file__).parents[2] / "scripts" / "ftm"
Entities = dict[str, dict[str, Any]]


def entities(graph: Graph) -> Entities:
    found = [json.loads(json.dumps(each)) for each in records(graph, Values())]
    assert len({each["id"] for each in found}) == len(found)
    return {each["id"]: each for each in found}


@pytest.fixture(scope="module")
def found(world: Graph) -> Entities:
    return entities(world)


def of(found: Entities, schema: str) -> list[dict[str, Any]]:
    return [each["properties"] for each in found.values() if each["schema"] == schema]


def named(found: Entities, name: str) -> dict[str, Any]:
    return next(each for each in found.values() if each["properties"].get("name") == [name])


def test_people_bodies_and_places(found: Entities) -> None:
    assert named(found, "Tarek Vindal")["properties"] == {
        "name": ["Tarek Vindal"], "position": ["Prime Minister"], "weakAlias": ["Vindal"],
    }  # fmt: skip
    oil = named(found, "Norrland Oil")
    assert oil["schema"] == "Organization"
    assert {name: oil["properties"][name] for name in ("incorporationDate", "country", "addressEntity")} == {
        "incorporationDate": ["1971"], "country": ["no"], "addressEntity": ["gn3143244"],
    }  # fmt: skip
    oslo = named(found, "Oslo")
    assert oslo["schema"] == "Address"
    assert (oslo["properties"]["latitude"], oslo["properties"]["city"]) == (["59.913"], ["Oslo"])


def test_a_link_has_its_evidence(found: Entities) -> None:
    (chief,) = of(found, "Directorship")
    assert chief["director"] == [named(found, "Petra Ohm")["id"]]
    assert chief["organization"] == [named(found, "Norrland Oil")["id"]]
    assert chief["role"] == ["chief executive"]
    assert chief["summary"] == ["Its chief executive, Petra Ohm, wants to drill again."]
    assert found[chief["proof"][0]]["properties"]["fileName"] == ["company.txt"]
    assert chief["description"] == ["asserted; confidence 0.9; independent articles: 1"]
    assert len(chief["recordId"]) == 1


def test_an_event_has_who_when_and_where(found: Entities) -> None:
    protest = next(each for each in of(found, "Event") if each["keywords"] == ["Protest"])
    assert protest["date"] == ["2024-04"]
    assert (protest["location"], protest["addressEntity"], protest["country"]) == (["Oslo"], ["gn3143244"], ["no"])
    assert protest["involved"] == [named(found, "Tarek Vindal")["id"]]


def test_what_is_not_asserted_is_no_link_and_no_property(world: Graph, found: Entities) -> None:
    for edge in relationships(world):
        entity = found[edge.id]
        if edge.properties.get("stance", "asserted") == "asserted":
            assert entity["schema"] != "Note"
        else:
            assert entity["schema"] == "Note"
            assert set(entity["properties"]["entity"]) == {identifier(edge.start), identifier(edge.end)}
    oil = named(found, "Norrland Oil")["id"]
    employed = [each["employee"] for each in of(found, "Employment") if each["employer"] == [oil]]
    assert employed == [[named(found, "Petra Ohm")["id"]]]


def test_a_denial_says_so_first(found: Entities) -> None:
    note = named(found, "denied: Tarek Vindal → works for → Norrland Oil")["properties"]
    assert note["description"] == ["denied; confidence 0.75; independent articles: 1; said by Tarek Vindal"]
    assert note["summary"] == ["Vindal denied that he works for Norrland Oil."]
    assert note["keywords"][0] == "denied"


def test_a_literal_fact_is_a_note_with_its_sentence_too(world: Graph, found: Entities) -> None:
    note = named(found, "Norrland Oil → founding date → 1971")["properties"]
    assert note["summary"] == ["Norrland Oil, founded in 1971, has its headquarters in Oslo."]
    literal = {statement.id for statement in world.literals}
    assert literal <= {word for each in of(found, "Note") for word in each["keywords"]}


def test_a_sentence_is_one_note_for_a_fact() -> None:
    given = company()
    said = next(each for each in given.statements if each.value == "1971")
    with SqliteStore() as store:
        again = replace(given, statements=(*given.statements, replace(said, id="s0")))
        store.put(again, "/n/company.txt", "c", "r", store.begin("reader", {}))
        found = entities(assemble(store))
    (note,) = [each for each in of(found, "Note") if each["name"] == ["Norrland Oil → founding date → 1971"]]
    assert {"s0", said.id} <= set(note["keywords"])
    assert note["summary"] == [said.quote]


def test_every_statement_is_there_once(world: Graph, found: Entities) -> None:
    links = [id_ for each in found.values() for id_ in each["properties"].get("recordId", ())]
    notes = [word for each in of(found, "Note") for word in each["keywords"]]
    ids = [statement.id for statement in world.statements()]
    assert sorted(ids) == sorted([*links, *(word for word in notes if word in set(ids))])


def test_articles_and_what_they_mention(found: Entities) -> None:
    march = named(found, "Students march")
    assert march["schema"] == "Article"
    assert march["properties"]["publishedAt"] == ["2024-04-02T16:00:00"]
    mentions = [each for each in of(found, "Mention") if each["document"] == [march["id"]]]
    assert {name for each in mentions for name in each["name"]} >= {"Tarek Vindal", "Vindal", "Norrland Oil"}
    documents = [each["entity"] for each in of(found, "Documentation") if each["document"] == [march["id"]]]
    assert [named(found, "Oslo")["id"]] in documents


def test_a_company_is_known_by_its_legal_form(hostile: Graph) -> None:
    found = entities(hostile)
    assert {each["name"][0][-4:] for each in of(found, "Company")} == {"& Co"}
    assert of(found, "Organization") == []


def test_a_hundred_hostile_names_come_back(hostile: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    FollowTheMoney().write(hostile, tmp_path / "out", Options())
    found = [json.loads(line) for line in (tmp_path / "out").read_bytes().split(b"\n")[:-1]]
    titles = {title for each in found for title in each["properties"].get("title", ())}
    assert {writable(name) for name in HOSTILE if name.strip()} == titles
    names = {name for each in found if each["schema"] == "Person" for name in each["properties"].get("name", ())}
    (blank,) = names - {" ".join(writable(name).split()) for name in HOSTILE if name.strip()}
    assert blank in {each["id"] for each in found}
    assert "name: " in capsys.readouterr().err


def test_what_cannot_be_held_is_told(world: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    FollowTheMoney().write(world, tmp_path / "out", Options())
    assert capsys.readouterr().err == (
        "kg: web address: 1 that FollowTheMoney cannot hold, left out; the first is \"javascript:alert('x') <b>\"\n"
    )


@pytest.fixture(scope="module")
def python() -> str:
    done = subprocess.run([SCRIPTS / "venv"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def checked(python: str, file: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [python, "-W", "ignore", SCRIPTS / "check", file], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize("graph", ["world", "hostile"])
def test_the_package_takes_every_entity(
    graph: str, python: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    FollowTheMoney().write(request.getfixturevalue(graph), tmp_path / "out", Options())
    done = checked(python, tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-2000:]
    assert {"Article", "Event", "Mention", "Note", "Person"} <= json.loads(done.stdout).keys()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"schema": "Person", "properties": {"name": ["x"], "birthDate": ["XXXX-01-01"]}}, "birthDate 'XXXX-01-01'"),
        ({"schema": "Person", "properties": {"name": ["x"], "shoe": ["42"]}}, "shoe is dropped"),
        ({"schema": "Occupancy", "properties": {"holder": ["x"]}}, "post is required"),
        ({"schema": "Employment", "properties": {"employee": ["x"], "employer": ["x"]}}, "which is no Organization"),
        ({"schema": "Nobody", "properties": {}}, "no such schema"),
    ],
)
def test_the_check_finds_faults(broken: dict[str, Any], fault: str, python: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_text(json.dumps({"id": "x", **broken}) + "\n", encoding="utf-8")
    done = checked(python, tmp_path / "out")
    assert done.returncode == 1
    assert fault in done.stdout
