"""How a fact is meant, and who says it."""

import pytest

from kg.model import Extraction, Statement
from tests.extract.conftest import Read


def one(found: Extraction, class_: str, role: str) -> Statement:
    events = {entity.id for entity in found.entities if entity.class_ == class_}
    statements = [s for s in found.statements if s.subject in events and s.predicate == role]
    assert statements, "nothing was found"
    return statements[0]


@pytest.mark.parametrize(
    ("text", "event", "role", "stance"),
    [
        ("Ada Moreno visited Kenya.", "Visit", "agent", "asserted"),
        ("Ada Moreno did not visit Kenya.", "Visit", "agent", "denied"),
        ("Ada Moreno will visit Kenya.", "Visit", "agent", "planned"),
        ("Ada Moreno is expected to visit Kenya.", "Visit", "agent", "planned"),
        ("Ada Moreno said that she would visit Kenya.", "Visit", "agent", "planned"),
        ("Paul Kern prepared the planned visit of Ada Moreno to Kenya.", "Visit", "target", "planned"),
        ("Ada Moreno may visit Kenya.", "Visit", "agent", "hypothetical"),
        ("If Ada Moreno visits Kenya, he will be glad.", "Visit", "agent", "hypothetical"),
        ("Ada Moreno reportedly visited Kenya.", "Visit", "agent", "alleged"),
        ("The arrest of Omar Reyes came after an allegation he assaulted Mira Lund.", "Attack", "target", "alleged"),
        ("Police acted on allegations that Omar Reyes assaulted Mira Lund.", "Attack", "agent", "alleged"),
        ("Omar Reyes was arrested on suspicion of assaulting Mira Lund.", "Attack", "target", "alleged"),
        ("Omar Reyes was arrested on suspicion of assaulting Mira Lund.", "Detention", "target", "asserted"),
        ("Omar Reyes was charged with assaulting Mira Lund.", "Attack", "target", "alleged"),
        ("Omar Reyes faces charges of killing Mira Lund, a nurse.", "Killing", "target", "alleged"),
        ("A report that accused Omar Reyes was published.", "Accusation", "target", "asserted"),
        ("Protesters demanded the release of Samir Aliyev.", "Release", "target", "hypothetical"),
        ("The League called for the release of Samir Aliyev.", "Release", "target", "hypothetical"),
        ("Norway urged Kenya to release Samir Aliyev.", "Release", "target", "hypothetical"),
        ("Ada Moreno did not want a war and visited Kenya.", "Visit", "agent", "asserted"),
        ("Thousands gathered to protest in Lyon.", "Protest", "agent", "asserted"),
        ("Paul Kern left without visiting Kenya.", "Visit", "agent", "denied"),
        ("Norway barred Paul Kern from visiting Kenya.", "Visit", "agent", "hypothetical"),
        ("Paul Kern returned after visiting Kenya.", "Visit", "agent", "asserted"),
        ("Paul Kern was accused of killing Tom Berg.", "Killing", "agent", "alleged"),
        ("Ada Moreno was the last journalist to be arrested in Lyon.", "Detention", "target", "asserted"),
        ("The plan to arrest Ada Moreno angered Lyon.", "Detention", "target", "planned"),
        ("Ada Moreno said that she would have visited Kenya.", "Visit", "agent", "hypothetical"),
        ("No one arrested Ada Moreno.", "Detention", "target", "denied"),
        ("Neither Ada Moreno nor Paul Kern visited Kenya.", "Visit", "agent", "denied"),
        ("Ada Moreno neither called nor attacked Paul Kern.", "Attack", "agent", "denied"),
        ("Ada Moreno has yet to meet Paul Kern.", "Meeting", "agent", "denied"),
        ("Reports that Ada Moreno had been arrested were untrue.", "Detention", "target", "denied"),
        ("It is not true that Ada Moreno visited Kenya.", "Visit", "agent", "denied"),
        ("There is no evidence that Ada Moreno killed Paul Kern.", "Killing", "agent", "hypothetical"),
        ("Police did not say that Ada Moreno killed Paul Kern.", "Killing", "agent", "hypothetical"),
        ("It is unclear whether Ada Moreno visited Kenya.", "Visit", "agent", "hypothetical"),
        ("It is possible that Ada Moreno visited Kenya.", "Visit", "agent", "hypothetical"),
        ("Did Ada Moreno meet Paul Kern?", "Meeting", "agent", "hypothetical"),
        ("Why did Paul Kern kill Ada Moreno?", "Killing", "target", "asserted"),
        ("Had Ada Moreno visited Kenya, Paul Kern would have left.", "Visit", "agent", "hypothetical"),
        ("Lagos would be calm if Ada Moreno had not been arrested.", "Detention", "target", "hypothetical"),
        ("In case Ada Moreno is arrested, Paul Kern will leave.", "Detention", "target", "hypothetical"),
        ("Paul Kern fears that Ada Moreno has been killed.", "Killing", "target", "hypothetical"),
        ("Paul Kern told Ada Moreno to resign as mayor.", "Resignation", "agent", "hypothetical"),
        ("Paul Kern suggested that Ada Moreno be appointed mayor of Lagos.", "Appointment", "target", "hypothetical"),
        ("Protesters want Paul Kern to visit Kenya.", "Visit", "agent", "hypothetical"),
        ("Ada Moreno is going to visit Kenya.", "Visit", "agent", "planned"),
        ("A meeting of Ada Moreno and Paul Kern is expected on Friday.", "Meeting", "agent", "planned"),
        ("Ada Moreno is said to have killed Paul Kern.", "Killing", "target", "alleged"),
        ("Police think that Ada Moreno visited Kenya.", "Visit", "agent", "alleged"),
        ('"I don\'t think that Ada Moreno visited Kenya," Paul Kern told reporters.', "Statement", "agent", "asserted"),
    ],
)
def test_stance(read: Read, text: str, event: str, role: str, stance: str) -> None:
    assert one(read(text), event, role).stance == stance


@pytest.mark.parametrize(
    ("text", "event", "stance", "speaker"),
    [
        ("Paul Kern said that Ada Moreno visited Kenya.", "Visit", "alleged", "Paul Kern"),
        ("Ada Moreno visited Kenya, Meridian News reported.", "Visit", "alleged", "Meridian News"),
        ("Paul Kern denied that Ada Moreno visited Kenya.", "Visit", "denied", "Paul Kern"),
        (
            "Police used tear gas and detained Ada Moreno, according to the Human Rights Association.",
            "Detention",
            "alleged",
            "Human Rights Association",
        ),
        ("Omar Reyes denied allegations that he assaulted Mira Lund in March.", "Attack", "denied", "Omar Reyes"),
        ("Mira Lund's claim that Omar Reyes assaulted Tom Berg was published.", "Attack", "alleged", "Mira Lund"),
        ("Omar Reyes denied killing Mira Lund.", "Killing", "denied", "Omar Reyes"),
        ("Omar Reyes denies having met Mira Lund.", "Meeting", "denied", "Omar Reyes"),
        ("Mira Lund accused Kenya of killing Tom Berg.", "Killing", "alleged", "Mira Lund"),
        ('"Ada Moreno never visited Kenya in her whole life," Paul Kern said.', "Visit", "denied", "Paul Kern"),
    ],
)
def test_speaker(read: Read, text: str, event: str, stance: str, speaker: str) -> None:
    found = read(text)
    statement = next(s for s in found.statements if s.subject in {e.id for e in found.entities if e.class_ == event})
    names = {entity.id: entity.name for entity in found.entities}
    assert (statement.stance, names.get(statement.speaker or "")) == (stance, speaker)


def test_nobody_reports_his_own_saying(read: Read) -> None:
    statement = one(read("Speaking of the protests, Paul Kern said, there had been 500 arrests."), "Statement", "agent")
    assert (statement.stance, statement.speaker) == ("asserted", None)


def test_a_speaker_is_a_person_and_no_post(read: Read) -> None:
    found = read("The Swedish ambassador, Lars Berg, said that he would visit Kenya.")
    speakers = {e.name for e in found.entities if e.id in {s.speaker for s in found.statements}}
    assert speakers == {"Lars Berg"}


def test_who_somebody_is_does_not_wait_for_what_he_will_do(read: Read) -> None:
    found = read("Ewa Lis, a member of the European Parliament, will travel to Vilnius on Friday.")
    assert {s.stance for s in found.statements if s.predicate == "memberOf"} == {"asserted"}


@pytest.mark.parametrize(
    ("text", "stance", "speaker"),
    [
        ("Ada Moreno is about to join the Harbour Party.", "planned", None),
        ("Velm Bank offered to hire Ada Moreno.", "planned", None),
        ("Ada Moreno is said to live in Oslo.", "alleged", None),
        ("Ada Moreno, who is thought to live in Oslo, was arrested.", "alleged", None),
        ("Paul Kern claimed to live in Oslo.", "alleged", "Paul Kern"),
        ("Ina Holm suspects that Karl Vasen works for Velm Bank.", "alleged", "Ina Holm"),
        ("Ada Moreno, an alleged member of the Harbour Party, was arrested.", "alleged", None),
        ("Ada Moreno was wrongly described as a member of the Harbour Party.", "alleged", None),
        ("Mira Lund described herself as a member of the Harbour Party.", "alleged", "Mira Lund"),
        ("Ada Moreno posed as a member of the Harbour Party.", "denied", None),
        ("Ada Moreno pretended to work for Velm Bank.", "denied", None),
        ("Claims that Ada Moreno works for Velm Bank are false.", "denied", None),
        ("Ada Moreno, not a member of the Harbour Party, was arrested.", "denied", None),
        ("Is Ada Moreno a member of the Harbour Party?", "hypothetical", None),
        ("Does Ada Moreno work for Velm Bank?", "hypothetical", None),
        ("Either Olaf Brandt or Tilda Brandt works for Velm Bank.", "hypothetical", None),
        ("Were Ada Moreno to join the Harbour Party, Paul Kern would leave.", "hypothetical", None),
        ("Paul Kern wished Ada Moreno had joined the Harbour Party.", "hypothetical", None),
        ("Karl Vasen's planned wedding to Ina Holm was called off.", "planned", None),
    ],
)
def test_what_is_no_event_is_meant_likewise(read: Read, text: str, stance: str, speaker: str | None) -> None:
    found = read(text)
    names = {entity.id: entity.name for entity in found.entities}
    events = {entity.id for entity in found.entities if entity.class_ in ("Statement", "Detention", "Acquisition")}
    meant = {(s.stance, names.get(s.speaker or "")) for s in found.statements if s.subject not in events}
    assert meant == {(stance, speaker)}
