"""Whom "I" means."""

import pytest

from kg.extract import Extractor
from kg.model import Article, Item
from tests.extract.conftest import Read, said

STORY = "I was born in Riga and studied at the University of Oslo."


def told(extractor: Extractor, text: str, *authors: str) -> set[str]:
    """What a signed story says."""
    article = Article("page", text, items=(Item(0, len(text), authors=authors),))
    return {fact for fact in said(next(iter(extractor.extract([article])))) if not fact.startswith("born")}


def test_a_story_that_nobody_signed_has_an_unnamed_narrator(read: Read) -> None:
    found = read(STORY)
    assert said(found) >= {"unnamed narrator birthPlace Riga", "unnamed narrator alumniOf University of Oslo"}
    (narrator,) = [each for each in found.entities if each.name == "unnamed narrator"]
    assert {(m.text, m.form) for m in found.mentions if m.entity == narrator.id} == {("I", "pronoun")}


def test_the_one_author_tells_it(extractor: Extractor) -> None:
    assert "Mira Oduya birthPlace Riga" in told(extractor, STORY, "Mira Oduya")
    named = f"{STORY} People called me Mira Oduya."
    assert len([each for each in told(extractor, named, "mira oduya") if each.endswith("birthPlace Riga")]) == 1


def test_an_outlet_is_no_narrator(extractor: Extractor) -> None:
    assert "unnamed narrator birthPlace Riga" in told(extractor, STORY, "Staff")


def test_of_two_authors_nobody_knows_who_speaks(extractor: Extractor) -> None:
    assert told(extractor, STORY, "Mira Oduya", "Tom Hale") == set()


def test_direct_speech_is_its_speakers(read: Read) -> None:
    found = [s for s in read(f'"{STORY[:-1]}," Mira Oduya said.').statements if s.predicate == "birthPlace"]
    assert found
    assert {each.stance for each in found} == {"alleged"}
    assert {each.subject for each in found} == {each.speaker for each in found}


@pytest.mark.parametrize(
    "text",
    [
        f'"{STORY}"',
        f"Q: Where were you born?\nMira Oduya: {STORY}\nQ: And then?\nMira Oduya: I moved to Oslo.",
        f"((WN)) Where were you born?\n\n((Mira Oduya)) {STORY}\n\n((WN)) And then?",
        "Henry I was born in Riga.",
        "We were born in Riga and studied at the University of Oslo.",
    ],
)
def test_where_it_is_not_clear_there_is_none(read: Read, text: str) -> None:
    assert not any("unnamed narrator" in fact for fact in said(read(text)))
