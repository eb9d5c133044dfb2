"""Facts that the trained reader sees, beside those that patterns find."""

import pytest

from kg.extract import Extractor, facts
from kg.extract.notes import Filler, notes
from kg.extract.pipeline import load
from kg.model import Article, Item, Statement
from kg.receipts import receipts
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


def test_a_pattern_and_the_reader_on_the_same_two_mentions_are_one_statement_and_surer() -> None:
    alone = {(s.predicate, s.object_span): s for s in _statements(TEXT, reader="patterns")}
    both = [s for s in _statements(TEXT) if s.predicate == "birthPlace"]
    assert len(both) == 1
    assert both[0].extractor.startswith("kg/relations")
    assert both[0].confidence > alone["birthPlace", both[0].object_span].confidence


def test_each_pair_of_mentions_that_carries_a_fact_is_a_statement() -> None:
    text = "Mira Oduya moved to Oslo, and she lives there with her husband, Tom Hale."
    found = [s for s in _statements(text) if s.predicate == "spouse"]
    sides = {(text[slice(*s.subject_span)], text[slice(*s.object_span)]) for s in found}
    assert sides == {("Mira Oduya", "Tom Hale"), ("she", "Tom Hale"), ("her", "Tom Hale")}
    assert len({s.id for s in found}) == 3
    assert len(receipts(found)) == 1, "one way round, in one stance, in one sentence"
    assert {s.extractor.partition("@")[0] for s in found} == {"kg/reader", "kg/positions"}


def test_more_mentions_make_no_more_facts() -> None:
    """What other mentions of the two carry is meant as the first pair is: the same edges."""
    text = "Mira Oduya, who was born in Riga, denied that she is a member of the Harbour Party and that she left it."
    found = [s for s in _statements(text, min_confidence=0.05) if s.predicate == "politicalParty"]
    assert len(found) > 1
    assert len(receipts(found)) == 1
    assert {s.stance for s in found} == {"denied"}


def test_what_the_reader_is_not_trusted_with_stands_beside_a_pattern() -> None:
    text = "Mira Oduya (born 3 May 1961) is a Latvian painter who lives in Oslo."
    found = [s for s in _statements(text) if s.predicate == "nationality"]
    assert {text[slice(*s.subject_span)] for s in found} > {"Mira Oduya"}
    assert any(s.extractor.startswith("kg/positions") for s in found)


def test_a_date_in_brackets_is_of_the_name_before_them() -> None:
    text = "Tom Hale was married to the painter Ann Reed (died 1949), with whom he had two daughters."
    found = {
        (s.subject, text[slice(*s.subject_span)]) for s in _statements(text, min_confidence=0.05) if s.value == "1949"
    }
    assert {words for _, words in found} >= {"Ann Reed"}
    assert len({subject for subject, words in found if words in ("Ann Reed", "Tom Hale", "he")}) == 1


def test_one_date_written_twice_is_one_fact() -> None:
    text = "Tom Hale (26 January 1854 – 14 November 1918) was a botanist; he was born on January 26, 1854 in Riga."
    found = [s for s in _statements(text) if s.predicate == "birthDate"]
    assert {s.value for s in found} == {"1854-01-26"}
    assert {text[slice(*s.object_span)] for s in found} == {"26 January 1854", "January 26, 1854"}


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
    text = "Mira Ode said that Ilya Drazen is married to the singer Vera Lunina."
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


def test_a_fact_within_a_name_s_phrase_is_not_what_the_sentence_denies() -> None:
    text = "Grigor Malek, a member of the Harbour Party, denied that he works for Halden Maritime."
    doc = load().nlp(text)
    pad = notes(doc)
    he, party = (next(token for token in doc if token.text == word) for word in ("he", "Party"))
    malek = pad.at(he.i)
    assert malek is not None
    within = facts._within(party, Filler(he.i, he.i + 1, malek.cluster), pad)
    assert within is not None
    assert within.text in ("member", "Malek")  # both are mentions of his
    assert facts._meant(within, party, pad).stance == "asserted"
    assert facts._meant(he, party, pad).stance == "denied"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Grace Achieng, 31, whose baby died in Kisumu in April, wanted an apology.", "Grace Achieng death"),
        ("Rosario Solano died at her home in Cochabamba on Saturday, her daughter Inés Quiroga said.", "Quiroga death"),
    ],
)
def test_a_death_is_only_of_whom_the_verb_says_it(read: Read, text: str, wrong: str) -> None:
    assert not [each for each in said(read(text)) if wrong in each]


def test_who_behind_a_body_is_the_person_before_it(read: Read) -> None:
    found = said(read("Judge Siarhei Lapko of the Brest Regional Court, who was sanctioned by Norway, left."))
    assert "Sanction target Siarhei Lapko" in found


def test_what_is_said_of_who_is_of_nobody_else(read: Read) -> None:
    found = said(read("Ada Roe was a friend of Mira Lund, who was born in Oslo."))
    assert "Mira Lund birthPlace Oslo" in found
    assert "Ada Roe birthPlace Oslo" not in found


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Tom Roe, whom Ada Roe married in 2001, was born in Lagos.", "Tom Roe birthPlace Lagos", "Ada Roe birthPlace"),
        ("Peter Novak, who replaced Jan Kral as head of CEZ, lives in Prague.", "Peter Novak homeLocation Prague",
         "Jan Kral homeLocation"),
        ("Jan Kral, replaced by Peter Novak as head of CEZ, lives in Brno.", "Jan Kral homeLocation Brno",
         "Peter Novak homeLocation"),
    ],
)  # fmt: skip
def test_the_main_clause_is_not_about_whom_the_relative_one_names(
    read: Read, text: str, right: str, wrong: str
) -> None:
    found = said(read(text))
    assert right in found
    assert not [each for each in found if each.startswith(wrong)]


def test_relatives_share_a_family_name_and_one_person_may_have_two_short_names(read: Read) -> None:
    text = "Derek Bromham, also known as Del Bromham, was born in Lesk."
    assert "Derek Bromham birthPlace Lesk" in said(read(text))


def test_whoever_was_born_under_another_name_was_born_there(read: Read) -> None:
    assert "Peter Edward Tarn birthPlace Lewisham" in said(
        read("Ginger Tarn was born Peter Edward Tarn in Lewisham, London, in 1939.")
    )
