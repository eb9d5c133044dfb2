"""Who did what to whom, where and when."""

import pytest

from tests.extract.conftest import Read, said


def event(read: Read, text: str, class_: str, published: str | None = None) -> set[str]:
    return {fact for fact in said(read(text, published)) if fact.startswith(f"{class_} ")}


@pytest.mark.parametrize(
    ("text", "class_", "facts"),
    [
        (
            "The Sumgait Court on March 3 fined Elvin Orujov.",
            "Sentencing",
            {"agent Sumgait Court", "target Elvin Orujov", "date XXXX-03-03"},
        ),
        (
            "Afgan Mukhtarli was abducted in Tbilisi and sentenced in Baku in January 2018.",
            "Sentencing",
            {"target Afgan Mukhtarli", "place Baku", "date 2018-01"},
        ),
        (
            "Omoyele Sow was arrested by the police in Lagos.",
            "Detention",
            {"agent police", "target Omoyele Sow", "place Lagos"},
        ),
        (
            "A court hearing in the case of Igbal Abilov was held in Baku on October 16.",
            "Trial",
            {"target Igbal Abilov", "place Baku", "date XXXX-10-16"},
        ),
        (
            "Foreign Minister Ada Moreno met with Vice President Paul Kern in Oslo.",
            "Meeting",
            {"agent Ada Moreno", "participant Paul Kern", "place Oslo"},
        ),
        (
            "Zhang Wei signed an agreement with Energy Minister Parviz Orujov in Beijing.",
            "Agreement",
            {"agent Zhang Wei", "participant Parviz Orujov", "place Beijing"},
        ),
    ],
)
def test_an_event_with_all_its_roles(read: Read, text: str, class_: str, facts: set[str]) -> None:
    assert event(read, text, class_) == {f"{class_} {fact}" for fact in facts}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Lena Fischer confessed to killing Paul Weber.", "Killing agent Lena Fischer"),
        ("Prosecutors accused Omar Haddad of killing Salim Karam.", "Killing agent Omar Haddad"),
        ("Tom Barker was charged with attacking Eva Lind.", "Attack agent Tom Barker"),
        ("A court jailed Mira Lund for attacking Eva Lind.", "Attack agent Mira Lund"),
        ("Tom Barker fled after killing the guard Eva Lind.", "Killing agent Tom Barker"),
        ("Police prevented Tom Barker from attacking Eva Lind.", "Attack agent Tom Barker"),
    ],
)
def test_who_did_what_a_preposition_governs(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Eva Lind was hurt by attacking Tom Barker.",
        "Police shot Tom Barker after attacking Eva Lind.",  # it may be either of them
    ],
)
def test_nobody_does_what_is_left_open(read: Read, text: str) -> None:
    assert {fact for fact in event(read, text, "Attack") if " agent " in fact} <= {"Attack agent Police"}


def test_people_listed_behind_a_dash_are_the_ones_detained(read: Read) -> None:
    text = "Police detained three activists - Zamin Salayev, Agil Maharramov and Ruslan Amirov - in Baku."
    targets = {fact for fact in event(read, text, "Detention") if " target " in fact}
    assert targets == {f"Detention target {name}" for name in ("Zamin Salayev", "Agil Maharramov", "Ruslan Amirov")}


def test_a_lawyer_is_not_the_one_on_trial(read: Read) -> None:
    found = event(read, "Judge Aytan Orujova rejected the motion of lawyer Fariz Namazli for house arrest.", "Trial")
    assert found == {"Trial agent Aytan Orujova"}


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("On November 26, Ada Moreno visited Kenya.", None, "XXXX-11-26"),
        ("On November 26, Ada Moreno visited Kenya.", "2022-12-01", "2022-11-26"),
        ("Ada Moreno visited Kenya on Tuesday.", "2022-12-01", "2022-11-29"),
        ("Ada Moreno visited Kenya in May 2021.", None, "2021-05"),
        ("Ada Moreno will visit Kenya on Tuesday.", "2022-12-01", "2022-12-06"),
    ],
)
def test_a_day_is_as_exact_as_the_text(read: Read, text: str, published: str | None, date: str) -> None:
    assert f"Visit date {date}" in event(read, text, "Visit", published)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Moreno visited Kenya on Tuesday.",
        "The Federal Court adjourned the trial of Ada Moreno until 8 October.",
        "Ada Moreno visited Kenya. On November 26, it rained.",
    ],
)
def test_a_day_that_is_unknown_or_another_is_left_out(read: Read, text: str) -> None:
    assert not [fact for fact in said(read(text)) if " date " in fact]


def test_what_hangs_from_a_pronoun_far_away_is_not_said_of_it(read: Read) -> None:
    text = (
        "Aled Moreno arrived. Speaking about Iranian protests, he said, there have been around 500 fatalities because "
        "of the crackdown from the Iranian regime against their own people; 18,000 people arrested by the regime."
    )
    assert event(read, text, "Detention") == {"Detention target 18,000 people"}


def test_who_is_joined_to_a_noun_before_the_verb_is_its_subject(read: Read) -> None:
    text = "On Friday, Ricardo Nevares resigned as the governor of Lesk and Pedro Luisi was sworn in as the new one."
    assert "Appointment target Pedro Luisi" in event(read, text, "Appointment")


def test_who_strikes_others_does_not_protest(read: Read) -> None:
    assert not event(read, "Omar Reyes drove a truck and struck a group of riders, killing seven.", "Protest")
