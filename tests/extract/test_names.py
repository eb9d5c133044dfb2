"""Names: where they begin and end, and what they are names of."""

import pytest

from tests.extract.conftest import Read


def named(read: Read, text: str, class_: str) -> set[str]:
    found = read(text)
    ids = {entity.id for entity in found.entities if entity.class_ == class_}
    return {mention.text for mention in found.mentions if mention.entity in ids and mention.form == "name"}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("President Bashar al-Omari met reporters on Monday.", "Bashar al-Omari"),
        ("Envoy Khalid bin Nasser al-Otaibi arrived in Cairo.", "Khalid bin Nasser al-Otaibi"),
        ("President Abdel Rahman el-Sayed said so.", "Abdel Rahman el-Sayed"),
        ("Nigeria's President Bola Ahmed Tinubu nominated a new judge.", "Bola Ahmed Tinubu"),
        ("The Council of Europe Commissioner for Human Rights Michael O'Hara visited Baku.", "Michael O'Hara"),
        ("Supreme Leader Ayatollah Ali Hosseini said that nothing would change.", "Ali Hosseini"),
        ("Senators Grant Whitlock and Mary Doyle voted against the bill.", "Grant Whitlock"),
        ("José María Fernández, a professor, was deported.", "José María Fernández"),
        (
            "Assistant Secretary of State for European and Eurasian Affairs Karen Donfried visited Baku.",
            "Karen Donfried",
        ),
        ("Senator Barbara Boxer voted against the bill.", "Barbara Boxer"),
        ("He is married to Sopho Melia. Nika Melia was arrested on Monday.", "Sopho Melia"),
        ("His wife, Lao Huizhen, said that police had driven him home.", "Lao Huizhen"),
        ("4. Atle Hovland-Moen ( Norway ) 1:50.02", "Atle Hovland-Moen"),
        ("Rollins was born and raised in Utah and met his wife Debra at school.", "Debra"),
    ],
)
def test_a_person_is_whole_and_without_a_title(read: Read, text: str, person: str) -> None:
    assert person in named(read, text, "Person")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Akhali party held a congress in Tbilisi.", "Akhali"),
        ("Humbatova told the agency Meridian that she would appeal.", "Meridian"),
        ("Rufat Safarov, who heads the organization Defense Line, was detained.", "Defense Line"),
        (
            "Prime Minister Irakli Dolidze, of the ruling Georgian Dream party, accused the opposition.",
            "Georgian Dream",
        ),
        ("Zelmo CEO Anna Musk will travel to Oslo.", "Zelmo"),
        ("The Committee to Protect Writers called on Norway to act.", "Committee to Protect Writers"),
        ("Mateo Urrutia became chief executive of Aldane Shipping in May.", "Aldane Shipping"),
        ("Aziz Orujov, the director of Kanal 13, was fined.", "Kanal 13"),
        ("Lina Koch founded SolarWerk in 2002.", "SolarWerk"),
        ("The mine belongs to Mitsuhara Corp of Japan.", "Mitsuhara Corp"),
        ("The sides signed an agreement, the official Xinhua news agency said.", "Xinhua"),
        ("Vesna Ibarra, a spokeswoman for Herri Batasuna, declined to condemn it.", "Herri Batasuna"),
        ("Nickel fell on the Rosario Grains Exchange.", "Rosario Grains Exchange"),
        ("Dovre Shipping ASA sold two tankers. Dovre finance director Kjetil Brattli said they were old.", "Dovre"),
        ("Obinna Nwosu said Nwosu Cement Plc would list in London. Nwosu runs plants in Benin.", "Nwosu"),
    ],
)
def test_a_body_is_told_by_what_stands_beside_it(read: Read, text: str, body: str) -> None:
    assert body in named(read, text, "Organization")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A shell hit the village of Gafanli on Monday.", "Gafanli"),
        ("He is held in the Digomi detention center.", "Digomi"),
        ("The mayor of Upper Sarn resigned.", "Upper Sarn"),
        ("A tanker was stopped in the Strait of Hormuz.", "Strait of Hormuz"),
        ("Troops entered Zaporizhzhia and Kherson.", "Zaporizhzhia"),
    ],
)
def test_a_place_is_told_by_what_stands_beside_it(read: Read, text: str, place: str) -> None:
    assert place in named(read, text, "Place")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Igbal Abilov, a Talysh scholar, was arrested.", "Talysh"),
        ("Turnout was low. The turnout had been higher before.", "Turnout"),
        ("Rights Lawyer Jailed\n\nThe lawyer Shahla Orujova was jailed on Monday.", "Jailed"),
        (
            "Court Extends Detention Of Journalist\n\nA court in Baku extended the detention of Leyla Orujova.",
            "Court Extends",
        ),
        ("Clocks show 12:00 GMT in London.", "GMT"),
        ("The South and the North signed an agreement.", "South"),
    ],
)
def test_what_is_no_name(read: Read, text: str, word: str) -> None:
    assert not [mention.text for mention in read(text).mentions if mention.form == "name" and word in mention.text]


def test_a_word_that_opens_a_sentence_is_not_part_of_the_name(read: Read) -> None:
    text = "Donald Marsh spoke first. Afterwards Marsh visited Ohio. Marsh said that it rained."
    assert named(read, text, "Person") == {"Donald Marsh", "Marsh"}


def test_a_headline_is_cut_to_the_name_that_the_text_knows(read: Read) -> None:
    text = "Foreign Minister Wang Yilin Arrives In Baku\n\nWang Yilin met reporters in Baku on Monday."
    assert "Wang Yilin" in named(read, text, "Person")
    assert not [name for name in named(read, text, "Person") if "Arrives" in name]


def test_unnamed_people_are_groups(read: Read) -> None:
    found = read("Police detained four journalists. Hundreds of demonstrators protested in Quito.")
    groups = {entity.name for entity in found.entities if entity.class_ == "Group"}
    assert groups == {"Police", "four journalists", "Hundreds of demonstrators"}


def test_no_name_runs_on_behind_a_caption(read: Read) -> None:
    story = "Korvania's top diplomat on Tuesday pledged to keep the border crossings with Georgia open."
    found = read(f"Ilya Drazen{chr(10) * 70}{story}")
    assert not [mention.text for mention in found.mentions if "\n" in mention.text]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A South Korean court freed him on Friday.", set()),
        ("The storm battered the Philippines on Friday.", {"Philippines"}),
        ("The ore was found in the Northern Territory last year.", {"Northern Territory"}),
        ("A device was found near Vitoria airport on Monday.", {"Vitoria"}),
    ],
)
def test_a_place_is_neither_a_people_nor_what_stands_beside_it(read: Read, text: str, places: set[str]) -> None:
    assert named(read, text, "Place") == places
