"""Who is who within one story: short names, misspellings, pronouns, and acronyms."""

from collections.abc import Callable

import pytest

from kg.extract import coreference
from kg.text import names
from tests.extract.conftest import Read, said


def called(read: Read, text: str, mention: str, nth: int = -1) -> str:
    """The name of the entity that the nth mention with this text refers to."""
    found = read(text)
    names = {entity.id: entity.name for entity in found.entities}
    refs = sorted((m for m in found.mentions if m.text == mention), key=lambda m: m.start)
    return names[refs[nth].entity] if refs else ""


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Ilya Drazen spoke first. Drazen then left.", "Drazen", "Ilya Drazen"),
        ("Ilya Drazen spoke first. Nobody else did, Drzaen said.", "Drzaen", "Ilya Drazen"),
        ("Fazil Gasimov called home. Then Fazil was taken away.", "Fazil", "Fazil Gasimov"),
        ("Ricardo Rosselló Nevares resigned. Rosselló left the island.", "Rosselló", "Ricardo Rosselló Nevares"),
        ("The Open Press League opened an office. Members of the League came.", "League", "Open Press League"),
        ("Huaneng Group was founded in 1985. Huaneng is based in Beijing.", "Huaneng", "Huaneng Group"),
        (
            "Leyla Kerimzade was held. Karimzade was freed. Her husband, Rauf Karimzade, came.",
            "Karimzade",
            "Leyla Kerimzade",
        ),
    ],
)
def test_a_short_name_means_the_full_one_before_it(read: Read, text: str, short: str, full: str) -> None:
    assert called(read, text, short) == full


@pytest.mark.parametrize("part", [coreference._family, coreference._given, coreference._misspelt, coreference._inner])
def test_what_has_no_letter_fits_nobody(part: Callable[[str, str], bool]) -> None:
    assert names.normalise("– –") == ""
    assert not part("drazen", "– –")


def test_relatives_named_in_passing_do_not_take_the_family_name(read: Read) -> None:
    text = "Nika Melia was arrested on Monday. His wife, Sopho Melia, wept. Melia denies all charges."
    assert called(read, text, "Melia") == "Nika Melia"


def test_a_president_is_not_a_governor_of_his_name(read: Read) -> None:
    text = "Gov. Jeb Marsh signed the letter. Last week, President Marsh stated that the treaty was a barrier."
    assert called(read, text, "Marsh") == "Marsh"


def test_a_man_and_a_woman_of_one_family_are_two(read: Read) -> None:
    found = read("Orhan Velidov was freed. Nigar Velidova, his sister, waited outside. Velidova smiled.")
    people = {entity.name for entity in found.entities if entity.class_ == "Person"}
    assert people == {"Orhan Velidov", "Nigar Velidova"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Ada Moreno met Paul Kern. Moreno agreed: "There was a story that all of us knew," she said.', "Ada Moreno"),
        (
            'His wife, Sofia Lind, told reporters that Karl Lind was ill. "He needs a doctor at once," she said.',
            "Sofia Lind",
        ),
    ],
)
def test_she_said_is_whoever_spoke_last(read: Read, text: str, speaker: str) -> None:
    assert called(read, text, "she") == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Katerina Borova and Anna Lund spoke. She was tired.",
        "Judge Teodor Vance ordered his release.",
    ],
)
def test_a_pronoun_stays_open_where_it_is_not_clear(read: Read, text: str) -> None:
    assert [m.text for m in read(text).mentions if m.form == "pronoun"] == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Emin Orujov was detained on Monday. His lawyer, Elchin Sadigov, said so.",
            "Emin Orujov representedBy Elchin Sadigov",
        ),
        ("Emin Orujov was detained on Monday. His wife, Gunel Orujova, wept.", "Emin Orujov spouse Gunel Orujova"),
        ("Police questioned Emin Orujov. His father, Rasim Orujov, waited.", "Emin Orujov parent Rasim Orujov"),
    ],
)
def test_his_lawyer_and_his_wife_are_those_of_the_one_just_named(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))
