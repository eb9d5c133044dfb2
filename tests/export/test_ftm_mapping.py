"""Every term of the ontology has a place in FollowTheMoney, or is listed as having none."""

import pytest

from kg import ontology
from kg.export import ftm_mapping
from kg.export.ftm_mapping import LITERALS, LOCATED, NAMED, ONLY_NOTES, REFERRED, SCHEMATA, link

PREDICATES = ontology.load().predicates


@pytest.mark.parametrize("term", ontology.load().classes)
def test_every_class_has_a_schema(term: str) -> None:
    assert ontology.load().root(term) in SCHEMATA


@pytest.mark.parametrize("term", PREDICATES)
def test_every_predicate_is_mapped_or_listed(term: str) -> None:
    predicate = PREDICATES[term]
    if term == "mentions":
        return
    if predicate.literal:
        assert (term in LITERALS) != (term in ONLY_NOTES)
        return
    for subject in predicate.domain:
        for filler in predicate.range - {ontology.TEXT, ontology.DATE}:
            ends = (SCHEMATA[ontology.load().root(end)] for end in (subject, filler))
            assert link(term, *ends).fits(*(SCHEMATA[ontology.load().root(end)] for end in (subject, filler)))


def test_the_tables_name_only_predicates() -> None:
    tables = (ftm_mapping._LINKS, NAMED, REFERRED, LOCATED, LITERALS, dict.fromkeys(ONLY_NOTES))
    for table in tables:
        assert set(table) <= set(PREDICATES)


def test_a_link_fits_both_ends_or_is_unknown() -> None:
    assert link("leaderOf", "Person", "Organization").schema == "Directorship"
    assert link("leaderOf", "Person", "Address").schema == "UnknownLink"
    assert link("worksFor", "Person", "Company").schema == "Employment"
    assert link("place", "Event", "Address").schema == "UnknownLink"
