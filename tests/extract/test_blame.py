"""Who is blamed for a killing by the clause above it, and how that is meant."""

import pytest

from tests.extract.conftest import Read


def agents(read: Read, text: str) -> set[tuple[str, str]]:
    found = read(text)
    names = {entity.id: entity.name for entity in found.entities}
    killings = {entity.id for entity in found.entities if entity.class_ == "Killing"}
    return {
        (names[s.object or ""], s.stance) for s in found.statements if s.subject in killings and s.predicate == "agent"
    }


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Paul Kern was convicted of the killing of Ada Moreno.", "asserted"),
        ("Paul Kern was hanged for the murder of Ada Moreno.", "asserted"),
        ("Paul Kern was hanged for the rape and murder of Ada Moreno.", "asserted"),
        ("Paul Kern was put to death for the murder of Ada Moreno.", "asserted"),
        ("Paul Kern pleaded guilty to killing Ada Moreno.", "asserted"),
        ("Paul Kern was found guilty of the murder of Ada Moreno.", "asserted"),
        ("Paul Kern confessed to the slaying of Ada Moreno.", "asserted"),
        ("Paul Kern is serving 20 years for the murder of Ada Moreno.", "asserted"),
        ("Paul Kern, the assassin of Ada Moreno, escaped.", "asserted"),
        ("Paul Kern's murder of Ada Moreno was filmed.", "asserted"),
        ("Ada Moreno was gunned down by Paul Kern.", "asserted"),
        ("Paul Kern shot Ada Moreno to death.", "asserted"),
        ("Paul Kern was arrested for the murder of Ada Moreno.", "alleged"),
        ("A jury indicted Paul Kern in the slaying of Ada Moreno.", "alleged"),
        ("Paul Kern is on trial for the murder of Ada Moreno.", "alleged"),
        ("Paul Kern, the alleged killer of Ada Moreno, escaped.", "alleged"),
        ("Paul Kern was acquitted of the murder of Ada Moreno.", "denied"),
        ("Paul Kern pleaded not guilty to killing Ada Moreno.", "denied"),
        ("Paul Kern was jailed for the attempted murder of Ada Moreno.", "planned"),
    ],
)
def test_who_is_blamed(read: Read, text: str, stance: str) -> None:
    assert agents(read, text) == {("Paul Kern", stance)}


@pytest.mark.parametrize(
    "text",
    [
        "Paul Kern wept for hours after the murder of Ada Moreno.",
        "Paul Kern was put in charge of the murder of Ada Moreno.",
        "Paul Kern was arrested by police after the murder of Ada Moreno.",
    ],
)
def test_nobody_is_blamed(read: Read, text: str) -> None:
    assert agents(read, text) == set()


def test_a_victim_stays_one_where_the_accused_is_cleared(read: Read) -> None:
    found = read("Paul Kern was acquitted of the murder of Ada Moreno.")
    killings = {entity.id for entity in found.entities if entity.class_ == "Killing"}
    assert {s.stance for s in found.statements if s.subject in killings and s.predicate == "target"} == {"asserted"}


def test_a_pilot_who_is_shot_down_is_not_killed(read: Read) -> None:
    found = read("Paul Kern, a pilot, was shot down over southern Nicaragua.")
    assert not [entity for entity in found.entities if entity.class_ == "Killing"]
