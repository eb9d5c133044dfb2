import pytest

from kg import ontology
from kg.extract.reader.labels import (
    CLASSES,
    NOMINALS,
    PRONOUN_KINDS,
    PRONOUNS,
    RELATIONS,
    SPANS,
    class_of_pronoun,
    possible,
)

KNOWN = ("Person", "Organization", "Place")


@pytest.mark.parametrize("predicate", RELATIONS)
def test_what_is_possible_is_what_the_ontology_allows(predicate: str) -> None:
    vocabulary = ontology.load()
    for subject in CLASSES:
        for object_ in CLASSES:
            subjects = (subject,) if subject else KNOWN
            objects = ("date",) if object_ == "Date" else (object_,) if object_ else KNOWN
            expected = any(
                vocabulary.allows(one, predicate, other)
                for one in subjects
                for other in objects
                if one in KNOWN and other in (*KNOWN, "date")
            )
            assert possible(subject, predicate, object_) is expected, (subject, object_)


@pytest.mark.parametrize("predicate", RELATIONS)
def test_every_predicate_is_possible_for_some_classes_and_not_for_all(predicate: str) -> None:
    found = {possible(subject, predicate, object_) for subject in CLASSES for object_ in CLASSES}
    assert found == {True, False}


def test_dates_are_objects_of_dates_and_of_nothing_else() -> None:
    assert possible("Person", "birthDate", "Date")
    assert not possible("Person", "birthDate", "Place")
    assert not possible("Person", "birthPlace", "Date")
    assert not possible("Date", "birthDate", "Date")


def test_an_unknown_class_may_be_what_the_predicate_needs() -> None:
    assert possible("", "spouse", "")
    assert possible("", "birthDate", "Date")
    assert not possible("Place", "spouse", "")
    assert not possible("", "birthDate", "")


def test_only_he_she_and_i_are_people_for_sure() -> None:
    assert {word for word in PRONOUNS if class_of_pronoun(word) == "Person"} == set(
        "he him his himself she her hers herself i me my mine myself".split()
    )
    assert class_of_pronoun("Her") == "Person"
    assert [class_of_pronoun(word) for word in ("it", "They", "who", "Ozzan", "")] == [""] * 5


def test_every_form_of_a_pronoun_has_one_kind() -> None:
    assert PRONOUN_KINDS == ("he", "she", "it", "they", "i", "we", "you", "who")
    assert all(kind in PRONOUNS for kind in PRONOUN_KINDS)


def test_labels_are_unique_and_those_of_phrases_come_last() -> None:
    assert len(set(SPANS)) == len(SPANS)
    assert SPANS[-len(NOMINALS) :] == NOMINALS
    assert set(RELATIONS) <= set(ontology.load().predicates)
