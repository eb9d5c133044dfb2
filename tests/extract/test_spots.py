"""Words found by their numbers are those found by asking every token."""

from kg.extract import Extractor
from kg.extract.spots import spots


def test_words_are_found_in_any_case_and_white_space_where_it_is_asked_for(extractor: Extractor) -> None:
    doc = extractor.nlp.make_doc("He said HE knew her.\n\nShe, the theory went, did not.")
    assert [doc[i].text for i in spots(doc, frozenset({"he", "she"}))] == ["He", "HE", "She"]
    found = spots(doc, frozenset({"she"}), spaces=True)
    assert [doc[i].text.strip() for i in found] == ["", "She"]
    assert spots(doc, frozenset({"nowhere"})) == []
