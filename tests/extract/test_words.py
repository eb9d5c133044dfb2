"""Words looked up once are what the pipeline's own rules make of them, each time anew."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import pipeline, words

TEXTS = (
    "There are three ministers whose homes were raided; they're gonna appeal, and let's not say \"it ain't so\".",
    "He left left-wing leaflets.  The leaves fall as she is leaving, and\n\n leaves early. It's hers.",
    "That said, that's that.",
    "",
    "Leaves of the better men, whose saws saw more than we saw.",
)


@pytest.fixture(scope="module")
def bare() -> Language:
    return pipeline.bare()


def _answers(doc: Doc) -> list[tuple[str, str, str, str, str]]:
    return [(token.text, token.pos_, str(token.morph), token.lemma_, token.dep_) for token in doc]


def test_every_word_gets_what_the_rules_give_it(bare: Language) -> None:
    ours = pipeline.load(reader="patterns").nlp
    assert not set(words.RULES) & set(ours.pipe_names)
    quick = words.Words(bare, "kg_words")
    rules = [bare.get_pipe(name) for name in words.RULES]
    for text in TEXTS * 2:  # the second time everything is known
        doc = bare.make_doc(text)
        for name in ("tok2vec", "tagger", "parser"):
            doc = bare.get_pipe(name)(doc)
        expected = doc.copy()
        for rule in rules:
            expected = rule(expected)
        assert _answers(quick(doc)) == _answers(expected)
        assert [token.is_sent_start for token in doc] == [token.is_sent_start for token in expected]
        assert [token.head.i for token in doc] == [token.head.i for token in expected]


def test_what_is_remembered_stays_bounded(bare: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_MOST", 3)
    quick = words.Words(bare, "kg_words")
    doc = bare(TEXTS[0])
    before = _answers(doc)
    assert _answers(quick(doc)) == before
    assert _answers(quick(doc)) == before


def test_a_pipeline_without_such_rules_keeps_its_own() -> None:
    assert not words.fits(spacy.blank("en"))
