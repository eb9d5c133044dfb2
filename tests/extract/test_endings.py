"""What has come to an end is not stated as if it held."""

import pytest

from tests.extract.conftest import Read, said

_HELD = ("memberOf", "politicalParty", "worksFor", "leaderOf", "chiefExecutive", "homeLocation")


@pytest.mark.parametrize(
    "text",
    [
        "Paul Kern resigned from the Labour Party over the war.",
        "Mira Lund, who left the Green Party in May, will stand as an independent.",
        "Ilya Drazen resigned as chairman of Velm Bank on Friday.",
        "Leyla Rask, a former member of the Harbour Party, was arrested.",
        "Anna Holm, once a member of the Communist Party, was arrested.",
        "Adam Lis spoke of a strike during Adam Lis's former party Civic Platform's time in government.",
        "Ina Holm ceased to be a member of the Harbour Party in 2010.",
        "Karl Vasen stopped working for Norland Steel in 2010.",
        "The attacker blamed Paul Kern's former party, the Harbour Party.",
    ],
)
def test_who_left_belongs_no_more(read: Read, text: str) -> None:
    assert not [each for each in said(read(text)) if any(predicate in each for predicate in _HELD)]


def test_where_somebody_moved_from_is_no_home(read: Read) -> None:
    found = said(read("Anna Holm moved from Oslo to Lagos in 2001."))
    assert "Anna Holm homeLocation Lagos" in found
    assert "Anna Holm homeLocation Oslo" not in found


@pytest.mark.parametrize(
    "text", ["Leyla Rask no longer works for Velm Bank.", "Leyla Rask never worked for Velm Bank."]
)
def test_no_longer_denies(read: Read, text: str) -> None:
    assert {s.stance for s in read(text).statements if s.predicate == "worksFor"} == {"denied"}


def test_who_did_not_leave_belongs_still(read: Read) -> None:
    text = "Ada Moreno said she would not resign from the Labour Party."
    assert {s.stance for s in read(text).statements if s.predicate == "politicalParty"} == {"asserted"}


def test_a_former_leader_is_of_the_party_still(read: Read) -> None:
    assert "Ada Moreno politicalParty Labour Party" in said(read("Former Labour Party leader Ada Moreno was arrested."))


def test_who_steps_into_a_post_has_it(read: Read) -> None:
    found = said(read("Ada Moreno has stepped into the role as acting chair of the Harbour Committee."))
    assert not [each for each in found if "former" in each]


def test_whom_somebody_follows_has_the_post_no_more(read: Read) -> None:
    found = said(read("Tilda Brandt has replaced Olaf Brandt, who retired in June, as chief executive of Velm Bank."))
    assert "Velm Bank chiefExecutive Olaf Brandt" not in found


def test_where_somebody_joined_from_is_left(read: Read) -> None:
    found = said(read("Olaf Brandt joined Velm Bank from Norland Steel in 2010."))
    assert "Olaf Brandt memberOf Velm Bank" in found
    assert not [each for each in found if "Norland Steel" in each]


def test_an_adjective_is_left_with_its_noun(read: Read) -> None:
    text = "In the immediate aftermath, CNN reported Jeff Van Drew was expected to leave the Democratic party."
    found = read(text)
    assert {s.stance for s in found.statements if s.predicate == "politicalParty"} <= {"asserted"}
