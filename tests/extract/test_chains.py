"""All chains of a text, as a coreference component says them: also of what the graph has no place for."""

import pytest

from kg.extract import Extractor
from kg.extract.chains import Member
from kg.model import Article, Item


def chains(extractor: Extractor, text: str) -> list[list[str]]:
    article = Article(id="page", text=text, published="2019-05-16", items=(Item(0, len(text)),))
    ((_, found),) = extractor.chains([article])
    return [[member.text for member in chain] for chain in found]


def together(extractor: Extractor, text: str, *words: str) -> bool:
    """Whether one chain has all of these."""
    return any(set(words) <= set(chain) for chain in chains(extractor, text))


def test_phrases_and_pronouns_that_name_nobody_are_chains(extractor: Extractor) -> None:
    text = "The pilot landed the plane at dawn. He said that the plane had lost its left engine."
    assert together(extractor, text, "pilot", "He")
    assert together(extractor, text, "plane", "its")


def test_first_and_second_persons_are_in_chains(extractor: Extractor) -> None:
    assert together(extractor, "I lost my keys and I never found them.", "I", "my")
    assert together(extractor, "We sold our house when we left.", "We", "our", "we")


def test_names_are_in_the_chains_of_their_pronouns(extractor: Extractor) -> None:
    assert together(extractor, "Mara Ozzan resigned on Monday. She said that Ozzan was tired.", "Mara Ozzan", "She")


def test_a_noun_before_a_noun_is_no_mention(extractor: Extractor) -> None:
    text = "The company sells a telephone. The telephone market is small, and so is the telephone industry."
    assert not any(chain.count("telephone") > 1 for chain in chains(extractor, text))


def test_members_are_characters_of_the_article(extractor: Extractor) -> None:
    text = "Mara Ozzan resigned on Monday. She was tired."
    article = Article(id="page", text=text, items=(Item(0, len(text)),))
    ((found, ((*members,),)),) = extractor.chains([article])
    assert found is article
    assert members == [Member(0, 10, "Mara Ozzan", "name", "Person"), Member(31, 34, "She", "pronoun", "Person")]


def test_two_stories_of_a_page_share_no_chain(extractor: Extractor) -> None:
    first, second = "Mara Ozzan resigned on Monday. She was tired.", "Mara Ozzan resigned on Monday. She was tired."
    text = f"{first}\n\n{second}"
    items = (Item(0, len(first)), Item(len(first) + 2, len(text)))
    ((_, found),) = extractor.chains([Article(id="page", text=text, items=items)])
    assert [len(chain) for chain in found] == [2, 2]


def test_patterns_alone_have_no_chains() -> None:
    assert chains(Extractor(reader="patterns"), "The pilot landed. He was tired.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The plane crashed on Monday near Riga. The company said on Monday that the crew had survived.",
        "Airbus sold 20 of the jets. The 20 will be delivered in spring, the other 15 next year. The 15 are smaller.",
    ],
)
def test_dates_and_numbers_are_no_things(extractor: Extractor, text: str) -> None:
    assert not {"Monday", "20", "15"} & {word for chain in chains(extractor, text) for word in chain}
