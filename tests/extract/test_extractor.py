"""Articles in, extractions out: in order, independent of one another, and none lost."""

import pytest
from spacy.tokens import Doc

from kg.errors import ModelError
from kg.extract import Extractor
from kg.extract.notes import notes
from kg.model import Article, Item


def page(id_: str, text: str) -> Article:
    return Article(id=id_, text=text, items=(Item(0, len(text)),))


PAGES = [page(f"p{n}", f"President Ilir Hoxha visited Kenya on {n} March 2022.") for n in range(1, 6)]


def test_what_is_read_of_one_does_not_depend_on_the_others(extractor: Extractor) -> None:
    together = list(extractor.extract(PAGES))
    assert [each.article.id for each in together] == [each.id for each in PAGES]
    assert together == [next(iter(extractor.extract([each]))) for each in PAGES]


def test_an_article_without_words_is_an_article(extractor: Extractor) -> None:
    found = list(extractor.extract([page("empty", " \n "), PAGES[0]]))
    assert [len(each.statements) > 0 for each in found] == [False, True]


def test_a_very_long_article_is_read_to_its_end(extractor: Extractor) -> None:
    filler = "It rained in the valley, and nobody went out that day.\n\n" * 4000
    text = f"{filler}Judge Teodor Vance resigned on 2 April 2020."
    (found,) = extractor.extract([page("long", text)])
    (mention,) = [each for each in found.mentions if each.text == "Teodor Vance"]
    assert text[mention.start : mention.end] == "Teodor Vance"
    assert mention.start > 200_000


def test_a_fault_of_ours_costs_one_article_and_is_told(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(doc: Doc) -> Doc:
        if notes(doc).article.id == "p3":
            raise RuntimeError("boom")
        return doc

    components = [(name, fail if name == "kg_events" else pipe) for name, pipe in extractor.nlp._components]
    monkeypatch.setattr(extractor.nlp, "_components", components)
    found = list(extractor.extract(PAGES))
    assert [each.article.id for each in found] == [each.id for each in PAGES]
    assert [len(each.rejected) for each in found] == [0, 0, 1, 0, 0]
    assert found[2].rejected[0].what == "article"
    assert "RuntimeError: boom" in found[2].rejected[0].why


def test_a_missing_model_is_told() -> None:
    with pytest.raises(ModelError, match="no spaCy pipeline 'nowhere'"):
        Extractor("nowhere")
