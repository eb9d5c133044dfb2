"""Our own sentences of newswire, and how what kg says of them is told in the words of such corpora."""

from pathlib import Path

from evaluation import newswire
from evaluation.corpora.newswire import newswire as sentences
from evaluation.gold import Document, Marked
from evaluation.systems import Prediction
from kg.extract import Extractor
from kg.model import Article

TEXT = "Toledo-based Tarn Corp. said Ada Roe, its chairman, was shot dead by Omar Reyes of Lima, Ohio."


def test_every_fact_joins_two_names_of_its_sentence() -> None:
    documents = list(sentences(Path()))
    assert [document.part for document in documents].count("tune") == len(documents) // 2 == 80
    told = {document.text: document for document in documents}
    document = next(each for text, each in told.items() if text.startswith("The shares of Boston-based Tarn Corp."))
    (fact,) = document.facts
    names = {m.cluster: document.text[m.start : m.end] for m in document.mentions}
    assert (names[fact[0]], fact[1], names[fact[2]]) == ("Tarn Corp.", "based", "Boston")


def test_what_kg_says_is_told_in_five_words() -> None:
    gold = [
        ("Tarn Corp.", "based", "Toledo"),
        ("Omar Reyes", "kills", "Ada Roe"),
        ("Omar Reyes", "works", "Tarn Corp."),
    ]
    document = _document(TEXT, gold)
    found = newswire.by_kind([document], {document.id: _read(document)})
    assert found["based"].recall == found["kills"].f1 == 1
    assert found["works"].recall == 0
    assert found["lives"].precision == found["located"].precision == 0  # said, and not in this gold


def test_what_is_denied_is_no_fact() -> None:
    document = _document("Omar Reyes was acquitted of killing Ada Roe.", [("Omar Reyes", "kills", "Ada Roe")])
    assert newswire.by_kind([document], {document.id: _read(document)})["all"].predicted == 0


def _document(text: str, facts: list[tuple[str, str, str]]) -> Document:
    names = {name for one, _, other in facts for name in (one, other)}
    marked = tuple(Marked(at, at + len(n), "", "name", str(at)) for n in names for at in [text.index(n)])
    told = tuple((str(text.index(one)), kind, str(text.index(other))) for one, kind, other in facts)
    return Document("page", text, mentions=marked, facts=told)


def _read(document: Document) -> Prediction:
    found = next(iter(Extractor().extract([Article(document.id, document.text, language="en")])))
    return Prediction((), found.statements, found.mentions)
