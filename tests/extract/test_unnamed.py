"""People whom a text never names."""

from collections.abc import Callable

import pytest

from kg.extract import Extractor
from kg.model import Article, Extraction, Item
from kg.resolve.facts import Facts


@pytest.fixture(scope="module")
def read(extractor: Extractor) -> Callable[[str], Extraction]:
    def one(text: str) -> Extraction:
        (found,) = extractor.extract([Article("a", text, language="en", items=(Item(0, len(text)),))])
        return found

    return one


def facts(found: Extraction) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in found.entities}
    return {(names[s.subject], s.predicate, names.get(s.object or "", s.value or "")) for s in found.statements}


def people(found: Extraction) -> list[str]:
    return sorted(entity.name for entity in found.entities if entity.class_ == "Person")


def test_what_is_said_of_somebody_without_a_name_is_kept(read: Callable[[str], Extraction]) -> None:
    found = read("She was born in Paris. She married the singer Doran Vell in 2004.")
    assert {
        ("unnamed woman", "birthPlace", "Paris"),
        ("unnamed woman", "spouse", "Doran Vell"),
    } <= facts(found)
    assert people(found) == ["Doran Vell", "unnamed woman"]


def test_a_phrase_names_them_where_there_is_one(read: Callable[[str], Extraction]) -> None:
    found = read("A 34-year-old nurse was arrested in Baku on Monday. She worked for the Lesk Clinic.")
    assert people(found) == ["34-year-old nurse"]
    forms = {mention.text: mention.form for mention in found.mentions}
    assert forms["She"] == "pronoun"


def test_whoever_gave_up_an_office_is_somebody(read: Callable[[str], Extraction]) -> None:
    found = read("The minister resigned. He gave no reason.")
    assert people(found) == ["minister"]
    assert [m.text for m in found.mentions if m.form == "pronoun"] == ["He"]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Ozzan spoke to Ilo Tarn. She was born in Paris.",  # she is one of them, whoever it is
        "In her speech in Lesk, Mara Ozzan said that she was born in Paris.",
        "She smiled.",  # nothing is said of her
    ],
)
def test_nobody_is_made_up(read: Callable[[str], Extraction], text: str) -> None:
    assert not [name for name in people(read(text)) if name.startswith("unnamed")]


def test_two_articles_about_somebody_without_a_name_are_about_two_people(extractor: Extractor) -> None:
    text = "She was born in Paris. She married the singer Doran Vell in 2004."
    read = list(extractor.extract(Article(id_, text, language="en", items=(Item(0, len(text)),)) for id_ in "ab"))
    unnamed = [entity for found in read for entity in found.entities if entity.name == "unnamed woman"]
    assert len({entity.id for entity in unnamed}) == 2
    gathered = Facts.gather(
        [each.article for each in read],
        [entity for each in read for entity in each.entities],
        [mention for each in read for mention in each.mentions],
        [statement for each in read for statement in each.statements],
    )
    assert all(gathered.subjects[entity.id].names == () for entity in unnamed)  # the resolver leaves them alone
