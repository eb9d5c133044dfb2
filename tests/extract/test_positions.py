"""What people are: offices, occupations, employers and families."""

import pytest

from tests.extract.conftest import Read, said

RIGHT = [
    ("Jashim Uddin, managing director of Padma Travels, left.", ["Jashim Uddin holdsPosition managing director"]),
    ("Claire Dumont, a spokeswoman for the United Nations, left.", ["Claire Dumont spokespersonFor United Nations"]),
    (
        "John Corn, founder and chairman of the Nordic Council, spoke.",
        ["Nordic Council founder John Corn", "John Corn leaderOf Nordic Council"],
    ),
    ("Iranian director Laleh Moradi won the prize.", ["Laleh Moradi nationality Iran"]),
    ("Ada Roe became mayor of the southern German town of Ostheim.", ["Ada Roe leaderOf Ostheim"]),
    (
        "Assistant Secretary of State for European and Eurasian Affairs Karen Donfried visited Baku.",
        ["Karen Donfried holdsPosition Assistant Secretary of State"],
    ),
    (
        "The head of the Executive Power of Sumgait, Zakir Farajov, resigned.",
        ["Zakir Farajov holdsPosition head of the Executive Power", "head of the Executive Power jurisdiction Sumgait"],
    ),
    ("Ada Roe is the chief executive of Velm Bank.", ["Velm Bank chiefExecutive Ada Roe"]),
    (
        "Ada Roe, the minister for Public Works and a figure in the movement, spoke.",
        ["Ada Roe holdsPosition minister for Public Works"],
    ),
    ("Deputy Prime Minister Ada Roe spoke.", ["Ada Roe holdsPosition Deputy Prime Minister"]),
    ("Senator Karl Lind met Under Secretary Mark Rhee.", ["Mark Rhee holdsPosition Under Secretary"]),
    (
        "U.S. Secretary of State Ada Moreno said so.",
        ["Ada Moreno holdsPosition Secretary of State", "Secretary of State jurisdiction United States"],
    ),
    ("Ada Moreno, the head of the Bar Association, declined to comment.", ["Ada Moreno leaderOf Bar Association"]),
    ("The chairman of the Musavat party, Isa Gambar, spoke.", ["Isa Gambar holdsPosition chairman"]),
    ("Former Georgian President Salome Dolidze spoke.", ["Salome Dolidze holdsPosition former President"]),
    ("Grigor Malek was interior minister for two years.", ["Grigor Malek holdsPosition former interior minister"]),
    (
        "Whitcombe Lane, a former British diplomat, spoke.",
        ["Whitcombe Lane hasOccupation former British diplomat", "Whitcombe Lane nationality United Kingdom"],
    ),
    (
        "Beatriz Solano was elected mayor of Oslo on Sunday.",
        ["Beatriz Solano holdsPosition mayor", "Beatriz Solano leaderOf Oslo"],
    ),
    (
        "Ilya Drazen was appointed foreign minister by President Pavel Ostrander.",
        ["Ilya Drazen holdsPosition foreign minister"],
    ),
    (
        "The Director of National Intelligence, Mike Connell, spoke.",
        ["Mike Connell holdsPosition Director of National Intelligence"],
    ),
    ("Editor-in-chief Sevinj Orujova was fined.", ["Sevinj Orujova holdsPosition Editor-in-chief"]),
    (
        "On December 3, police detained opposition activist Rustam Orujov.",
        ["Rustam Orujov hasOccupation opposition activist"],
    ),
    ("Anna Reyes, the son-in-law of Karl Lind, came.", ["Karl Lind relative Anna Reyes"]),
    ("Zelmo CEO Anna Musk resigned.", ["Zelmo chiefExecutive Anna Musk", "Anna Musk worksFor Zelmo"]),
    ("Isa Gambar, the deputy chairman of the Musavat party, spoke.", ["Isa Gambar politicalParty Musavat"]),
    ("Maria Santos, the last journalist working in Lesk, was killed.", ["Maria Santos hasOccupation journalist"]),
    ("Ada Roe, the youngest poet of the group, spoke.", ["Ada Roe hasOccupation poet"]),
    ("Ada Roe was the second teacher detained this week.", ["Ada Roe hasOccupation teacher"]),
    ("Ada Roe, first vice president of Tarn Bank, spoke.", ["Ada Roe holdsPosition first vice president"]),
    (
        "John Lund, the Kenyan minister for Regional Affairs and a figure in the movement, died.",
        ["John Lund holdsPosition minister for Regional Affairs"],
    ),
    ("Tom Berg, no longer mayor of Oslo, moved to Lagos.", ["Tom Berg holdsPosition former mayor"]),
    ("The late singer Ada Roe was honoured.", ["Ada Roe hasOccupation singer"]),
    ("The late president Tom Berg was buried.", ["Tom Berg holdsPosition former president"]),
    ("Then-governor Tom Berg signed it.", ["Tom Berg holdsPosition former governor"]),
    ("Fugitive businessman Tom Berg lives in Vienna.", ["Tom Berg hasOccupation businessman"]),
    ("Tom Berg was the manager and then president of Velm Bank.", ["Tom Berg worksFor Velm Bank"]),
]
WRONG = [
    ("Ada Roe became leader of the Green Party after Mira Oduya resigned.", "Mira Oduya holdsPosition"),
    ("Pasha Yol is owned by Orkhan Bayram, the mayor's brother.", "Orkhan Bayram holdsPosition"),
    ("Iranian director Laleh Moradi won the prize.", "Laleh Moradi leaderOf"),
    ("Leader of Roseau Area Hospital Shannon Carlson spoke.", "Shannon Carlson politicalParty"),
    ("Tim Murray, the communications director for the Marsh campaign, spoke.", "Marsh holdsPosition"),
    (
        "Speaking to Meridian News, the president of the Tunisian League, Jamel Msallem, said so.",
        "Meridian News holdsPosition",
    ),
    ("The mother of the activist, Hasmik Arustamyan, wept.", "Hasmik Arustamyan hasOccupation activist"),
    ("Igbal Abilov, a Talysh scholar, was arrested.", "Igbal Abilov worksFor"),
    ("Salome Dolidze, a former president of Georgia, spoke.", "Salome Dolidze leaderOf"),
    ("Bahruz Samadov, a student at Charles University, was arrested.", "Bahruz Samadov worksFor"),
    ("Ada Roe, the former chief executive of Velm Bank, died.", "Velm Bank chiefExecutive Ada Roe"),
    ("Mateo Lind, the finance director of Banco Ribera in Madrid, spoke.", "finance director jurisdiction Madrid"),
]


@pytest.mark.parametrize(("text", "facts"), RIGHT, ids=[text for text, _ in RIGHT])
def test_what_a_sentence_says_of_somebody(read: Read, text: str, facts: list[str]) -> None:
    assert set(facts) <= said(read(text))


@pytest.mark.parametrize(("text", "fact"), WRONG, ids=[text for text, _ in WRONG])
def test_what_it_does_not_say(read: Read, text: str, fact: str) -> None:
    assert not [found for found in said(read(text)) if found.startswith(fact)]


@pytest.mark.parametrize(
    ("text", "fact", "stance"),
    [
        ("Self-styled general Tom Berg was arrested.", "Tom Berg holdsPosition general", "alleged"),
        ("Tom Berg, a self-described poet, was fined.", "Tom Berg hasOccupation poet", "alleged"),
        ("So-called activist Tom Berg was arrested.", "Tom Berg hasOccupation activist", "alleged"),
        ("Suspected spy Tom Berg was arrested.", "Tom Berg hasOccupation spy", "alleged"),
        ("Aspiring actress Mira Lund moved to Oslo.", "Mira Lund hasOccupation actress", "planned"),
        ("Incoming chairman Ada Roe will speak.", "Ada Roe holdsPosition chairman", "planned"),
        ("Award-winning journalist Mira Lund was fined.", "Mira Lund hasOccupation journalist", "asserted"),
    ],
)
def test_what_somebody_is_only_called_is_not_asserted(read: Read, text: str, fact: str, stance: str) -> None:
    found = read(text)
    assert fact in said(found)
    assert {s.stance for s in found.statements if s.predicate == fact.split()[2]} == {stance}


def test_a_deputy_runs_nothing_whatever_the_reader_thinks(read: Read) -> None:
    found = read("Ada Roe, deputy managing director of Velm Bank, spoke.").statements
    assert "kg/positions@1" not in {each.extractor for each in found if each.predicate == "chiefExecutive"}
    assert "kg/positions@1" in {each.extractor for each in found if each.predicate == "worksFor"}
