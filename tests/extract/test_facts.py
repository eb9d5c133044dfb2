"""Facts that the trained reader sees, beside those that patterns find."""

import pytest

from kg.extract import Extractor
from kg.model import Article, Item, Statement
from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Adaeze Nwankwo studied law. She later graduated from the University of Ibadan and moved to Kano.",
            "Adaeze Nwankwo alumniOf University of Ibadan",
        ),
        ("Born on 3 May 1961 in Sumqayit, Rauf Talibov became a chemist.", "Rauf Talibov birthPlace Sumqayit"),
        ("Born on 3 May 1961 in Sumqayit, Rauf Talibov became a chemist.", "Rauf Talibov birthDate 1961-05-03"),
    ],
)
def test_a_fact_that_no_pattern_names(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


def _statements(text: str, **settings: object) -> list[Statement]:
    extractor = Extractor(**settings)  # type: ignore[arg-type]
    return list(next(iter(extractor.extract([Article("page", text, items=(Item(0, len(text)),))]))).statements)


TEXT = "Ilya Drazen was born in Minsk in 1975 and is married to Vera Lunina. He works for Echo Invest in Riga."


def test_every_statement_says_who_found_it_and_stands_on_its_sentence() -> None:
    for statement in _statements(TEXT):
        assert statement.extractor.partition("@")[0] in {
            "kg/reader", "kg/relations", "kg/positions", "kg/lifespans", "kg/events"
        }  # fmt: skip
        assert TEXT[statement.start : statement.end] == statement.quote
        ends = (*statement.subject_span, *statement.object_span)
        assert statement.start <= min(ends) < max(ends) <= statement.end


def test_one_fact_of_two_mentions_is_one_statement_and_surer_than_the_pattern_alone() -> None:
    alone = {(s.predicate, s.object_span): s for s in _statements(TEXT, reader="patterns")}
    both = [s for s in _statements(TEXT) if s.predicate == "birthPlace"]
    assert len(both) == 1
    assert both[0].extractor.startswith("kg/relations")
    assert both[0].confidence > alone["birthPlace", both[0].object_span].confidence


def test_min_confidence_moves_what_is_stated() -> None:
    text = f"{TEXT} Vera Lunina and her son Emil moved to Riga with Ilya Drazen of Echo Invest, a unit of Quill Press."
    least = [s.confidence for s in _statements(text, min_confidence=0.0)]
    most = [s.confidence for s in _statements(text, min_confidence=0.9)]
    usual = _statements(text)
    assert len(least) > len(usual) > len(most) > 0
    assert min(most) >= 0.9


def test_patterns_alone_use_no_reader() -> None:
    assert not [s for s in _statements(TEXT, reader="patterns") if s.extractor.startswith("kg/reader")]


def test_what_somebody_says_of_another_is_alleged_by_the_speaker(read: Read) -> None:
    text = "Mira Ode said that Ilya Drazen was married to Vera Lunina."
    found = [s for s in read(text).statements if s.predicate == "spouse"]
    assert [s.stance for s in found] == ["alleged"]
    assert found[0].speaker is not None


def test_reading_depends_on_nothing_read_beside(read: Read) -> None:
    extractor = Extractor()
    texts = [TEXT, "Zhou Lan leads Acme. " * 60, "No names here."]
    articles = [Article(str(n), text, items=(Item(0, len(text)),)) for n, text in enumerate(texts)]
    together = [each.statements for each in extractor.extract(articles)]
    alone = [next(iter(extractor.extract([article]))).statements for article in articles]
    assert together == alone


@pytest.mark.parametrize(
    "text",
    [
        "Maria Brandt denied that she is a member of the Harbour Party.",
        '"I am not a member of the Harbour Party," Maria Brandt said.',
        "Maria Brandt denied being a member of the Harbour Party.",
        "Maria Brandt said that she had never worked for Norland Steel.",
        "Maria Brandt, who denies that she is a member of the Harbour Party, lives in Oslo.",
    ],
)
def test_what_somebody_denies_is_not_asserted(text: str) -> None:
    facts = [
        each
        for each in _statements(text, min_confidence=0.05)
        if each.predicate in ("memberOf", "politicalParty", "worksFor")
    ]
    assert facts
    assert {each.stance for each in facts} == {"denied"}
