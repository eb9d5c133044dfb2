import random
from collections.abc import Mapping

import pytest

from training import bodies

TOWNS, PEOPLE = ("Upper Lesk",), ("Ilo Tarn", "Quist Undar Vell")
FIRST = {"Upper Lesk", "Tarn", "Vell"}


@pytest.fixture(autouse=True)
def every_body(monkeypatch: pytest.MonkeyPatch) -> None:
    """All are renamed, after a town or a person."""
    monkeypatch.setattr(bodies, "_SHARE", 1.0)
    monkeypatch.setattr(bodies, "coined", lambda chance: "Tarn")


def renamed(*names: str, seed: int = 1) -> Mapping[str, str]:
    return bodies.renamed(names, TOWNS, PEOPLE, random.Random(seed))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Harbour Savings Bank", "Bank"), ("Lakeside State University", "University"), ("Quill Press", "Press"),
        ("Northern Workers Party of Ostland", "Party of Ostland"), ("Brightwater Inc.", "Inc."),
    ],
)  # fmt: skip
def test_the_kind_of_body_stays(name: str, kind: str) -> None:
    first, _, rest = renamed(name)[name].rpartition(f" {kind}")
    assert (first in FIRST, rest) == (True, "")


def test_what_a_body_is_of_gives_way_where_it_has_no_other_name() -> None:
    assert renamed("Church of Ostland")["Church of Ostland"].removeprefix("Church of ") in FIRST


def test_an_acronym_gets_other_letters() -> None:
    assert {len(renamed("KOVA", seed=n)["KOVA"]) for n in range(9)} == {4}
    assert len({renamed("KOVA", seed=n)["KOVA"] for n in range(9)}) > 5


def test_a_short_form_follows_its_long_one() -> None:
    found = renamed("Brightwater Group", "Brightwater")
    assert found["Brightwater Group"] == f"{found['Brightwater']} Group"


def test_a_name_and_its_acronym_stay() -> None:
    assert renamed("Ostland Trade Union", "OTU").get("Ostland Trade Union") is None
    assert renamed("Ostland Trade Union", "OTU")["OTU"] == "OTU"


def test_what_is_no_plain_name_stays() -> None:
    assert renamed("Quill 24", "al-Nour", "the board") == {}


def test_a_coined_word_is_one_capitalised_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    words = {bodies.coined(random.Random(seed)) for seed in range(200)}
    assert len(words) > 150
    assert all(word.isalpha() and word[0].isupper() for word in words)
