"""Who fills a slot: groups, and the people named as some of them."""

import pytest

from tests.extract.conftest import Read, said

TAKEN = "Detention target "


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "At least 36 people were detained, among them the politician Rovshan Agha and the blogger Lala Ismayil.",
            {"Rovshan Agha", "Lala Ismayil", "At least 36 people"},
        ),
        ("Police detained eight people, including doctor Li Wen, who had warned them.", {"Li Wen", "eight people"}),
        (
            "Two employees of the paper, reporter Aytan Mammad and accountant Rauf Seyid, were detained in May.",
            {"Aytan Mammad", "Rauf Seyid"},
        ),
    ],
)
def test_who_is_named_among_others(read: Read, text: str, people: set[str]) -> None:
    assert {each.removeprefix(TAKEN) for each in said(read(text)) if each.startswith(TAKEN)} == people


def test_those_taken_do_not_take_others(read: Read) -> None:
    found = said(read("Police detained eight people, including doctor Li Wen, who had warned them."))
    assert "Detention agent Li Wen" not in found
