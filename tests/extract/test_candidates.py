"""Where the trained reader stops in the middle of a name."""

import pytest

from tests.extract.conftest import Read
from tests.extract.test_names import named


@pytest.mark.parametrize(
    ("text", "name", "class_"),
    [
        ("The captain, Noh Jae-won, was among the survivors.", "Noh Jae-won", "Person"),
        ("He was accompanied by Busan Mayor Park Sang-cheol.", "Park Sang-cheol", "Person"),
        ("A spokeswoman for the United Nations, Claire Dumont, agreed.", "United Nations", "Organization"),
    ],
)
def test_what_the_reader_left_off_belongs_to_the_name(read: Read, text: str, name: str, class_: str) -> None:
    assert name in named(read, text, class_)


def test_what_is_made_of_a_name_does_not(read: Read) -> None:
    assert named(read, "The village was bought by a Park Sang-led group.", "Person") <= {"Park Sang"}
