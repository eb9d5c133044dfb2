"""Whom pronouns mean: what is said of each chain, and that the best is chosen."""

import pytest

from kg.extract import Extractor, antecedents, pipeline, salience
from kg.extract.linking import Chain
from kg.extract.notes import notes
from kg.extract.salience import NOBODY, Story
from kg.extract.stories import stories
from kg.model import Article, Item
from tests.extract.conftest import Read


@pytest.fixture(scope="module")
def linked() -> Extractor:
    """Everything before antecedents are looked for."""
    extractor = Extractor()
    for name in pipeline.COMPONENTS[pipeline.COMPONENTS.index("kg_antecedents") :]:
        extractor.nlp.disable_pipe(name)
    return extractor


def story_of(extractor: Extractor, text: str) -> Story:
    (doc,) = extractor.read(Article("page", text, items=(Item(0, len(text)),)))
    pad = notes(doc)
    assert pad.reading is not None
    (story,) = stories(doc, pad, antecedents.candidates(doc, pad, pad.reading), antecedents.LIMITS)
    return story


def said(story: Story, pronoun: str) -> dict[str, dict[str, float]]:
    """The features of each option of the first such pronoun, by the option's name."""
    number = next(n for n in story.pronouns() if story.found[n].mention.text == pronoun)
    return {
        option.chain.cluster.name: salience.features(story, number, option)
        for option in story.options(number)
        if option.chain.cluster is not None
    }


def name(chain: Chain | None) -> str | None:
    return chain.cluster.name if chain is not None and chain.cluster is not None else None


def test_what_is_said_of_chains(linked: Extractor) -> None:
    text = "Lena Tarn met Mara Ozzan in Riga on Monday. She praised the new law."
    found = said(story_of(linked, text), "She")
    assert set(found) == {"Lena Tarn", "Mara Ozzan"}
    lena, mara = found["Lena Tarn"], found["Mara Ozzan"]
    assert lena["1 sentences back"] == mara["1 sentences back"] == 1
    assert lena["subject after subject"] == lena["main subject before"] == lena["first person named"] == 1
    assert mara["subject after object"] == 1
    assert "main subject before" not in mara
    assert lena["share of people's mentions"] == 0.5


def test_the_subject_behind_an_opening_phrase_is_an_option(linked: Extractor) -> None:
    text = "Mara Ozzan ran the port for years. In her first speech, Lena Tarn thanked the workers."
    found = said(story_of(linked, text), "her")
    assert found["Lena Tarn"]["subject behind that the phrase opens, never before"] == 1
    assert not any(name.startswith("subject behind") for name in found["Mara Ozzan"])


def test_people_of_another_gender_and_things_are_no_options(linked: Extractor) -> None:
    text = "Maria Ozzan and John Tarn left Echo Invest in Riga. He sold his shares."
    assert set(said(story_of(linked, text), "He")) == {"John Tarn"}


def test_the_most_probable_is_chosen_or_nobody(linked: Extractor) -> None:
    story = story_of(linked, "Lena Tarn met Mara Ozzan in Riga on Monday. She praised the new law.")
    (number,) = story.pronouns()
    assert name(salience.choose(story, number, {NOBODY: 0.0, "subject after object": 50.0})) == "Mara Ozzan"
    assert name(salience.choose(story, number, {NOBODY: 0.0, "subject after subject": 50.0})) == "Lena Tarn"
    assert salience.choose(story, number, {NOBODY: 50.0}) is None


def test_a_pronoun_that_opens_a_phrase_means_the_subject_behind_it(read: Read) -> None:
    text = (
        "The port of Riga was run by Mara Ozzan until 2019. Its workers went on strike twice. "
        "In her first speech as director, Lena Tarn thanked the workers."
    )
    found = read(text)
    (her,) = [mention for mention in found.mentions if mention.text == "her"]
    names = {entity.id: entity.name for entity in found.entities}
    assert names[her.entity] == "Lena Tarn"
