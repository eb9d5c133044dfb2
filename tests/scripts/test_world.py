"""Texts under other names: only people's names change, the same everywhere, and the marks move along."""

from evaluation.corpora.world import CULTURES, renamed
from evaluation.gold import Document
from kg.evaluate.spans import Name

TEXT = "Yesterday James Brown met Ann Lee in Oslo. Brown said the Brown Institute pays Mr. Lee."
NAMES = (
    Name(10, 21, ("Person",), "1"), Name(26, 33, ("Person",), "2"), Name(37, 41, ("Place",), "3"),
    Name(43, 48, ("Person",), "1"), Name(58, 73, ("Organization",), "4"), Name(83, 86, ("Person",), "5"),
)  # fmt: skip


def test_people_are_renamed_and_nothing_else() -> None:
    found = renamed(Document("d1", TEXT, NAMES, ignored=((79, 82),)))
    said = [found.text[name.start : name.end] for name in found.names]
    james, ann, oslo, brown, institute, lee = said
    assert (oslo, institute) == ("Oslo", "Brown Institute")
    assert james.split()[-1] == brown
    assert ann.split()[-1] == lee
    families = {family for _, _, each in CULTURES.values() for family in each.split()}
    women = {given for _, each, _ in CULTURES.values() for given in each.split()}
    assert {brown, lee} <= families
    assert ann.split()[0] in women
    assert found.text == f"Yesterday {james} met {ann} in Oslo. {brown} said the Brown Institute pays Mr. {lee}."
    assert [found.text[start:end] for start, end in found.ignored] == ["Mr."]
    assert renamed(Document("d1", TEXT, NAMES)).text == found.text
    assert renamed(Document("d2", TEXT, NAMES)).text != found.text
