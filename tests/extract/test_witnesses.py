"""A date belongs to the clause that it stands in, and a list's entries to themselves."""

import pytest
from spacy.tokens import Doc

from kg.extract import pipeline, witnesses


@pytest.fixture(scope="module")
def parsed() -> "dict[str, Doc]":
    nlp = pipeline.bare()
    return {text: nlp(text) for text, *_ in (*BELIEVED, *REFUSED)}


BELIEVED = (
    ("Ilya Drazen died on Tuesday in Karsk.", "deathDate", "Drazen", "Tuesday"),
    ("Ilya Drazen was found dead in his flat on Tuesday.", "deathDate", "Drazen", "Tuesday"),
    ("Ilya Drazen was killed by special forces in 2011.", "deathDate", "Drazen", "2011"),
    ("Since the creation of Karsk Steel in 1950, prices have risen.", "foundingDate", "Steel", "1950"),
    ("Ilya Drazen (born 1950) leads the opposition.", "birthDate", "Drazen", "1950"),
    ("Witnesses were Leyla Rask, editor, Karsk Times; Tove Holm, pilot.", "worksFor", "Rask", "Times"),
)
REFUSED = (
    ("His father was killed in combat in 1943.", "deathDate", "His", "1943"),
    ("Ilya Drazen, who is accused of murder, appeared in court on Tuesday.", "deathDate", "Drazen", "Tuesday"),
    ("The death of Ilya Drazen was announced by the government on Tuesday.", "deathDate", "Drazen", "Tuesday"),
    ("Tove Holm founded the Red Front and orchestrated the attacks of 2001.", "foundingDate", "Front", "2001"),
    ("Witnesses were Leyla Rask, editor, Karsk Times; Tove Holm, pilot.", "worksFor", "Holm", "Times"),
    ("Ilya Drazen met Leyla Rask.", "spouse", "Drazen", "Rask"),
)


def _spoken(doc: Doc, predicate: str, subject: str, filler: str) -> bool:
    places = {token.text: token.i for token in doc}
    return witnesses.speak(doc, predicate, places[subject], places[filler])


@pytest.mark.parametrize("case", BELIEVED, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_sentence_that_speaks_of_it(case: tuple[str, str, str, str], parsed: dict[str, Doc]) -> None:
    assert _spoken(parsed[case[0]], *case[1:])


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_sentence_that_speaks_of_something_else(case: tuple[str, str, str, str], parsed: dict[str, Doc]) -> None:
    assert not _spoken(parsed[case[0]], *case[1:])
