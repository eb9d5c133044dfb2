import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import names
from kg.text.folding import key
from kg.text.names import PersonName, compatible, gender, is_given_name, parse, similarity


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Doran Veskelin", PersonName(given="Doran", family="Veskelin")),
        ("Mr. Veskelin", PersonName(honorific="Mr.", family="Veskelin")),
        ("Veskelin’s", PersonName(family="Veskelin")),
        ("Erdoğan, Recep Tayyip", PersonName(given="Recep", middle=("Tayyip",), family="Erdoğan")),
        ("Bashar al-Assad", PersonName(given="Bashar", particle="al", family="al-Assad")),
        ("Mohammed bin Salman", PersonName(given="Mohammed", particle="bin", family="bin Salman")),
        ("Ursula von der Leyen", PersonName(given="Ursula", particle="von der", family="von der Leyen")),
        ("Van Gogh", PersonName(particle="Van", family="Van Gogh")),
        ("Ilham Heydar oglu Aliyev", PersonName(given="Ilham", middle=("Heydar oglu",), family="Aliyev")),
        ("Aliyev Ilham Heydar oğlu", PersonName(given="Ilham", middle=("Heydar oğlu",), family="Aliyev")),
        ("Putin Vladimir Vladimirovich", PersonName(given="Vladimir", middle=("Vladimirovich",), family="Putin")),
        ("Martin Luther King Jr.", PersonName(given="Martin", middle=("Luther",), family="King", suffix="Jr.")),
        ("Xi Jinping", PersonName(given="Jinping", family="Xi")),
        ("Kim Jong Un", PersonName(given="Jong Un", family="Kim")),
        ("Kim Kardashian", PersonName(given="Kim", family="Kardashian")),
        ("J. K. Rowling", PersonName(given="J.", middle=("K.",), family="Rowling")),
        ("Fazil", PersonName(given="Fazil")),
        ("", PersonName()),
    ],
)
def test_parts_of_a_name(name: str, parts: PersonName) -> None:
    assert parse(name) == parts


def test_the_core_of_a_family_name_leaves_its_particles_out() -> None:
    assert [parse(name).core for name in ("Bashar al-Assad", "Ursula von der Leyen", "Doran Veskelin")] == [
        "Assad",
        "Leyen",
        "Veskelin",
    ]


SAME = [
    ("Jon Hartwell", "John Hartwell"),
    ("Bill Hartwell", "William Hartwell"),
    ("A. Veskelin", "Antony Veskelin"),
    ("Tony Veskelin", "Antony Vesklein"),
    ("Veskelin", "Antony Veskelin"),
    ("Fazil", "Fazil Gasimov"),
    ("Gasimov", "Fazil Qasimov"),
    ("Recep Tayyip Erdoğan", "Erdogan"),
    ("Kim", "Kim Jong Un"),
    ("Muammar Gaddafi", "Moammar Qaddafi"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("George Bush", "George W. Bush"),
    ("Assad", "Bashar al-Assad"),
    ("Anar Mammadli", "Anar Məmmədli"),
]
OTHER = [
    ("John Smith", "Jane Smith"),
    ("Ilham Aliyev", "Mehriban Aliyeva"),
    ("Aliyev", "Mehriban Aliyeva"),
    ("George W. Bush", "George H. W. Bush"),
    ("Alexander Petrov", "Alexandra Petrov"),
    ("Maria Gonzalez", "Mario Gonzalez"),
    ("Emil Huseynov", "Emin Huseynov"),
    ("Emin Ibrahimov", "Emin Ibrahimli"),
    ("Javad Javadov", "Javid Javadov"),
    ("Anar", "Emin"),
    ("Mr. Fazil", "Fazil Gasimov"),
    ("John Hartwell Jr.", "John Hartwell Sr."),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_names_that_could_be_one_persons(left: str, right: str) -> None:
    assert compatible(left, right)
    assert compatible(right, left)


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_names_that_cannot(left: str, right: str) -> None:
    assert not compatible(left, right)
    assert not compatible(right, left)


def test_a_conflict_says_why() -> None:
    assert names.conflict("John Smith", "Jane Smith") == "given names differ: John, Jane"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Blniken", "Blinken"),
        ("Zelensky", "Zelenskyy"),
        ("Zelensky", "Zelenskiy"),
        ("Aliyev", "Aliev"),
        ("Gaddafi", "Qaddafi"),
        ("Mohammed", "Muhammad"),
        ("Lukashenko", "Lukashenka"),
        ("Erdoğan", "ERDOGAN"),
    ],
)
def test_spellings_of_one_name(left: str, right: str) -> None:
    assert similarity(left, right) >= names.ALIKE


@pytest.mark.parametrize(
    ("left", "right"), [("Mammadli", "Mammadov"), ("Miller", "Millar"), ("Putin", "Rutin"), ("Martin", "Morton")]
)
def test_neighbours_are_not_one_name(left: str, right: str) -> None:
    assert similarity(left, right) < names.ALIKE


def test_given_names_and_gender() -> None:
    known = [
        "Anar",
        "Emin",
        "Aghil",
        "Jalal",
        "Recep",
        "Mark",
        "Will",
        "Vladimir",
        "Oleksandr",
        "Giorgi",
        "Jean-Claude",
    ]
    assert [name for name in known if not is_given_name(name)] == []
    words = ["Baku", "Minister", "State", "University", "London", "Monday", "Court", "The", "", "Central", "Police"]
    assert [word for word in words if is_given_name(word)] == []
    assert [gender(name) for name in ("Anar", "Maria", "Alex", "Zqx")] == ["m", "f", None, None]


def test_organization_names() -> None:
    one = {"the Baku Court of Appeals", "Baku Court of Appeal", "Baku Court of Appeal's"}
    assert len({names.organization_key(name) for name in one}) == 1
    assert names.organization_key("Acme Corp.") == names.organization_key("Acme, Inc.") == "acme"
    assert names.organization_key("Ministry of Defence") == names.organization_key("Ministry of Defense")
    assert names.organization_key("Inc") == "inc"
    assert names.acronym("Organization for Security and Co-operation in Europe") == "OSCE"
    assert names.abbreviates("F.B.I.", "Federal Bureau of Investigation")
    assert not names.abbreviates("The", "Tall Horses Evening")
    assert not names.abbreviates("UN", "Union")


PIECES = st.sampled_from([*"AbcdefÉəxy -'’.,J", "al-", " oglu", " Jr.", "Dr ", "the "])
TEXT = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=24)


@given(TEXT, TEXT)
def test_comparisons_are_symmetric_and_bounded(left: str, right: str) -> None:
    assert similarity(left, right) == similarity(right, left)
    assert 0 <= similarity(left, right) <= 1
    assert compatible(left, right) == compatible(right, left)


@given(TEXT)
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert names.organization_key(names.organization_key(name)) == names.organization_key(name)
    assert key(key(name)) == key(name)


@pytest.mark.parametrize(("word", "suffix"), [("Jr.", True), ("M.D.", True), ("III", True), ("Roe", False)])
def test_suffixes(word: str, suffix: bool) -> None:
    assert names.is_suffix(word) == suffix
