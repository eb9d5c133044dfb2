"""Sentences at the beginning of paragraphs."""

import pytest

from kg.extract.pipeline import Model, load


@pytest.fixture(scope="module")
def model() -> Model:
    return load()


@pytest.mark.parametrize("opening", ["Police used tear gas on Saturday.", "Kaduna United have signed the striker."])
def test_a_paragraph_is_not_cut_behind_its_first_word(model: Model, opening: str) -> None:
    doc = model.nlp(f"Ganja protest broken up, dozens held\n\n{opening}")
    assert [sent.text.strip() for sent in doc.sents][-1] == opening


def test_a_full_stop_among_the_first_words_ends_a_sentence(model: Model) -> None:
    doc = model.nlp("It is over\n\nNobody knows. The police used tear gas on Saturday.")
    assert [sent.text.strip() for sent in doc.sents][1:] == ["Nobody knows.", "The police used tear gas on Saturday."]
