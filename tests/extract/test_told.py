"""A fact is of whom the clause tells in which its object stands."""

import pytest

from kg.extract import Extractor, told
from kg.extract.notes import notes
from kg.model import Article, Item
from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Rashid Alim, whose father ran the Ministry of Oil, studied at Oxford University.",
         "Rashid Alim alumniOf Oxford University",
         "Rashid Alim alumniOf Ministry of Oil"),
        ("Rashid Alim, whose wife works for Velm Bank, lives in Lagos.", "Rashid Alim homeLocation Lagos",
         "Rashid Alim worksFor"),
        ("Peter Stahl, a friend of Nora Vance, who works for Norland Steel, died in Vienna.",
         "Nora Vance worksFor Norland Steel", "Peter Stahl worksFor"),
        ("After Nora Vance founded Tarn Corp., Peter Stahl left Vienna.", "Tarn Corp. founder Nora Vance",
         "Tarn Corp. founder Peter Stahl"),
        ("Ada Moreno's husband, Paul Kern, works for Velm Bank.", "Paul Kern worksFor Velm Bank",
         "Ada Moreno worksFor"),
        ("Paul Kern accused Ada Moreno of working for Velm Bank.", "Ada Moreno worksFor Velm Bank",
         "Paul Kern worksFor"),
        ("Ilya Drazen's son, Tom, and Leyla Rask live in Lagos.", "Tom homeLocation Lagos",
         "Ilya Drazen homeLocation"),
        ("Born in Oslo, Karl Vasen moved to Lagos, where Ina Holm was born.", "Karl Vasen birthPlace Oslo",
         "Ina Holm birthPlace Oslo"),
        ("Prosecutors say Jean Harte shot Dr. Herman Tarnow, who died in Purchase, N.Y.",
         "Herman Tarnow deathPlace Purchase", "Jean Harte deathPlace"),
        ("Olaf Brandt was accused by Karl Vasen of having killed Tilda Brandt in Lagos.", "Killing place Lagos",
         "Olaf Brandt deathPlace"),
        ("According to Paul Kern, Ada Moreno was born in Lagos.", "Ada Moreno birthPlace Lagos",
         "Ada Moreno parent Paul Kern"),
    ],
)  # fmt: skip
def test_nobody_has_what_a_clause_says_of_another(read: Read, text: str, right: str, wrong: str) -> None:
    found = said(read(text))
    assert right in found
    assert not [each for each in found if each.startswith(wrong)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Ilya Drazen and Leyla Rask joined the Green Party in 2015.", "Leyla Rask memberOf Green Party"),
        (
            "According to the Dutch prosecutor Ada Moreno, four people were arrested.",
            "Ada Moreno nationality Netherlands",
        ),
        ("John Nicholson the actor was born and raised in Lagos.", "John Nicholson birthPlace Lagos"),
    ],
)
def test_what_is_said_of_oneself_stays(read: Read, text: str, right: str) -> None:
    assert right in said(read(text))


def test_what_stands_in_one_phrase_is_of_no_other_clause(extractor: Extractor) -> None:
    text = "In 1984, Ada Roe was Tom Berg's running mate on the Harbour Party ticket."
    doc = next(extractor.read(Article("page", text, items=(Item(0, len(text)),))))
    berg, party = (next(token.i for token in doc if token.text == word) for word in ("Berg", "Party"))
    assert not told.others(doc, notes(doc), "politicalParty", berg, party)


def test_a_body_that_says_something_is_no_part_of_it(read: Read) -> None:
    found = said(read("The Harbour Party, in its statement, said Ada Roe was a gentle politician."))
    assert not [each for each in found if each.startswith("Ada Roe politicalParty")]


def test_a_verb_that_speaks_of_studies_speaks_of_no_work(read: Read) -> None:
    text = "Karl Vasen, who was born in Oslo and studied at Lesk University, works for Velm Bank."
    found = said(read(text))
    assert {"Karl Vasen alumniOf Lesk University", "Karl Vasen worksFor Velm Bank"} <= found
    assert found.isdisjoint({"Karl Vasen alumniOf Velm Bank", "Karl Vasen worksFor Lesk University"})


def test_what_befell_another_is_not_where_somebody_lives(read: Read) -> None:
    text = "The journalist Ina Holm, whose husband was killed in Kenya, lives in Lesk."
    assert "Ina Holm deathPlace Lesk" not in said(read(text))


def test_who_belongs_to_a_body_may_speak(extractor: Extractor) -> None:
    text = "Rask denied that Leon Brandt is a member of the Green Party."
    found = next(iter(extractor.extract([Article("page", text, items=(Item(0, len(text)),))]))).statements
    assert max(s.confidence for s in found if s.predicate == "memberOf") > 0.9, "the reader sees it, too"
