from kg import ontology
from kg.evaluate.readings import own, readings
from kg.evaluate.relations import Reading


def test_every_predicate_has_a_reading_of_its_own_and_names_predicates() -> None:
    terms = ontology.load().predicates.keys()
    assert readings().keys() == terms
    assert {each.predicate for some in readings().values() for each in some} <= terms


def test_symmetric_and_inverse_predicates() -> None:
    assert readings()["spouse"] == (Reading("spouse", "either"),)
    assert readings()["sibling"] == (Reading("sibling", "either"),)
    assert readings()["founder"] == (Reading("founder"),)
    assert readings()["founderOf"] == (Reading("founder", "turned"),)
    assert own("founderOf") == "founder"


def test_who_runs_a_company_works_for_it() -> None:
    assert Reading("worksFor", "turned") in readings()["chiefExecutive"]
    assert own("chiefExecutive") == "chiefExecutive"
