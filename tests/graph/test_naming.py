"""What to call an entity, and which class it is of."""

from collections import Counter

import pytest

from kg.graph.naming import class_of, event_name, name_of
from kg.model import LocalEntity


def local(name: str, class_: str = "Person", same_as: tuple[str, ...] = ()) -> LocalEntity:
    return LocalEntity(f"e{name}", "a", class_, name, same_as)


def test_the_class_is_that_of_most_members() -> None:
    assert class_of([local("x", "Organization"), local("x", "Organization"), local("x", "Person")]) == "Organization"


def test_of_equally_many_the_most_specific_class_counts() -> None:
    assert class_of([local("x", "Event"), local("x", "Protest")]) == "Protest"


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (["Putin", "Vladimir Putin"], "Vladimir Putin"),
        (["Orhan Velidov", "Orhan Velidov", "Orkhan Velidov"], "Orhan Velidov"),
        (["ILHAM ALIYEV", "Ilham Aliyev"], "Ilham Aliyev"),
        (["Leyla Karimzade", "Leyla Rauf Karimzade", "Leyla Karimzade"], "Leyla Karimzade"),
    ],
)
def test_a_person_goes_by_the_fullest_common_name(names: list[str], best: str) -> None:
    assert name_of("Person", [local(name) for name in names], Counter(names)) == best


def test_a_country_goes_by_its_own_name() -> None:
    members = [local("America", "Place", ("https://sws.geonames.org/6252001/",)), local("U.S.", "Place")]
    assert name_of("Place", members, Counter(["America", "U.S.", "U.S."])) == "United States"


def test_an_event_is_called_by_its_parties() -> None:
    assert event_name("Meeting", ["Ann Ode", "Bo Rask", "Ann Ode"]) == "Meeting: Ann Ode, Bo Rask"
    assert event_name("Protest", list("abcdef")) == "Protest: a, b, c"
