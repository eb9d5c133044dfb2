"""Whom relative pronouns mean, and that they carry a fact only beside other mentions."""

import pytest

from kg.model import Statement
from tests.extract.conftest import Read


def pairs(read: Read, text: str, predicate: str) -> set[tuple[str, str]]:
    """The words on which the statements of a predicate stand."""
    return {
        (text[slice(*each.subject_span)], text[slice(*each.object_span)])
        for each in read(text).statements
        if each.predicate == predicate
    }


@pytest.mark.parametrize(
    ("text", "predicate", "pair"),
    [
        ("Mira Oduya, who was born in Riga, is a lawyer.", "birthPlace", ("who", "Riga")),
        ("Mira Oduya was born in Riga on 3 May 1961. She is a lawyer who works for Echo Invest.", "worksFor",
         ("who", "Echo Invest")),
        ("Mira Oduya is married to Tom Hale, with whom she has two sons.", "spouse", ("she", "whom")),
        ("Echo Invest, which was founded in 1998, is based in Riga.", "foundingDate", ("which", "1998")),
        ("Mira Oduya moved to Oslo, where she lives with her sons.", "homeLocation", ("she", "where")),
    ],
)  # fmt: skip
def test_a_fact_stands_on_the_pronoun_too(read: Read, text: str, predicate: str, pair: tuple[str, str]) -> None:
    found = pairs(read, text, predicate)
    assert pair in found
    assert len(found) > 1


@pytest.mark.parametrize(
    "text",
    [
        "Mira Oduya is not a lawyer who works for Echo Invest.",
        "Mira Oduya met a lawyer who works for Echo Invest.",
        "Mira Oduya asked who works for Echo Invest.",
    ],
)
def test_others_are_nobody_known(read: Read, text: str) -> None:
    assert not [mention for mention in read(text).mentions if mention.text in ("who", "which")]


def test_pronouns_are_mentions_only_where_a_statement_stands_on_them(read: Read) -> None:
    text = "Mira Oduya, who was born in Riga, is a lawyer. She met a man who laughed."
    found = read(text)
    (who,) = [mention for mention in found.mentions if mention.text == "who"]
    assert (who.start, who.form) == (text.index("who"), "pronoun")
    assert who.entity in {statement.subject for statement in found.statements}


def test_every_side_of_a_statement_is_a_mention(read: Read) -> None:
    text = (
        "Mira Oduya is married to Tom Hale, with whom she has two sons; she lives in Oslo, where she was born in 1961."
    )
    found = read(text)
    spans = {(mention.start, mention.end) for mention in found.mentions}

    def sides(each: Statement) -> set[tuple[int, int]]:
        return {each.subject_span} | ({each.object_span} if each.object else set())

    assert {span for each in found.statements for span in sides(each)} <= spans


def test_who_behind_a_name_is_whom_it_names(read: Read) -> None:
    found = read("Tom Hale was the brother of Mira Oduya, who had been born in Riga.")
    names = {entity.id: entity.name for entity in found.entities}
    (who,) = [mention for mention in found.mentions if mention.text == "who"]
    assert names[who.entity] == "Mira Oduya"
