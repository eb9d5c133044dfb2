"""What a verb makes of somebody."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Ada Moreno left in May. She is a cardiologist.", "Ada Moreno hasOccupation cardiologist"),
        ("Ada Moreno left Kano in May and became a nurse.", "Ada Moreno hasOccupation nurse"),
        ("His fiancée, Ada Moreno, is a nurse.", "Ada Moreno hasOccupation nurse"),
        ("Karl Lind, who has been a senator since 2017, resigned.", "Karl Lind holdsPosition senator"),
        ("Orion Holdings has appointed Ada Moreno as chief executive.", "Ada Moreno worksFor Orion Holdings"),
        ("Karl Lind was sworn in as mayor of Oslo on Sunday.", "Karl Lind leaderOf Oslo"),
    ],
)
def test_a_verb_gives_a_post(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


def test_a_pronoun_of_nobody_named_has_no_post_of_its_own(read: Read) -> None:
    assert not any("holdsPosition" in each for each in said(read("He was a senator until 2017.")))


def test_who_names_somebody_to_a_post_elsewhere_has_no_part_in_it(read: Read) -> None:
    found = said(read("Orion Holdings named Ada Moreno head of Falcon Airways."))
    assert "Ada Moreno leaderOf Orion Holdings" not in found


def test_a_prize_is_no_occupation(read: Read) -> None:
    assert not any("hasOccupation" in each for each in said(read("Joshua Winch was named Best Actor in Lyon.")))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Ilya Drazen stepped down as chairman of Velm Bank.", {"Ilya Drazen holdsPosition former chairman"}),
        (
            "Ada Moreno succeeded Paul Kern as mayor of Oslo.",
            {"Ada Moreno leaderOf Oslo", "Paul Kern holdsPosition former mayor"},
        ),
        ("Paul Kern was replaced as mayor of Oslo by Ada Moreno.", {"Paul Kern holdsPosition former mayor"}),
        ("Ada Moreno will step down as mayor of Oslo in June.", {"Ada Moreno leaderOf Oslo"}),
    ],
)
def test_a_verb_takes_a_post(read: Read, text: str, facts: set[str]) -> None:
    found = read(text)
    assert facts <= said(found)
    assert {s.stance for s in found.statements if s.predicate == "holdsPosition"} == {"asserted"}
    assert not [each for each in said(found) if "former" in each and not facts & {each} and "holdsPosition" in each]


def test_nobody_succeeds_himself(read: Read) -> None:
    found = said(read("Paul Kern competed against Jeremy Holm, who succeeded him as foreign secretary."))
    assert "Jeremy Holm holdsPosition former foreign secretary" not in found
