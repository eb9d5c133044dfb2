"""Gold names of a treebank are whole, whatever part of speech their words are."""

from pathlib import Path

from evaluation.corpora.gum import document, read

WORDS = (
    "1 The the DET DT _ 3 det _ Entity=(1-organization-new-cf1-1-sgl",
    "2 United unite VERB NNP _ 3 amod _ _",
    "3 Harbours Harbour PROPN NNPS _ 4 nsubj _ Entity=1)",
    "4 agreed agree VERB VBD _ 0 root _ SpaceAfter=No",
    "5 . . PUNCT . _ 4 punct _ _",
)


def test_an_adjective_within_a_name_belongs_to_it(tmp_path: Path) -> None:
    path = tmp_path / "GUM_news_one.conllu"
    lines = ["# text = The United Harbours agreed.", *("\t".join(word.split()) for word in WORDS), "", ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = document("one", read(path))
    assert [found.text[name.start : name.end] for name in found.names] == ["United Harbours"]
