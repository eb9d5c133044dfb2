"""Corpora of who is who: ECB+ as it is marked, and pronouns that were made from names."""

import random
from pathlib import Path

import pytest

from kg.extract import pipeline
from training.corpora import pronominal
from training.corpora.ecbplus import ecbplus
from training.stories import Story

WORDS = "Mara Ozzan opened the mill . The mayor thanked her .".split()
XML = """<Document doc_name="9_1ecb.xml">{tokens}
<Markables>
<HUMAN_PART_PER m_id="1"><token_anchor t_id="1"/><token_anchor t_id="2"/></HUMAN_PART_PER>
<LOC_FAC m_id="2"><token_anchor t_id="4"/><token_anchor t_id="5"/></LOC_FAC>
<HUMAN_PART_PER m_id="3"><token_anchor t_id="7"/><token_anchor t_id="8"/></HUMAN_PART_PER>
<HUMAN_PART_PER m_id="4"><token_anchor t_id="10"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="5"><token_anchor t_id="3"/></ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="9" TAG_DESCRIPTOR="ozzan" instance_id="HUM1"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="1" note="HUM1"><source m_id="1"/><source m_id="4"/><target m_id="9"/></CROSS_DOC_COREF>
</Relations></Document>"""


def shown(story: Story) -> list[tuple[str, str, str]]:
    return [(story.text[m.start : m.end], m.class_, m.form) for m in story.mentions]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ecbplus" / "9"
    place.mkdir(parents=True)
    tokens = "".join(
        f'<token t_id="{n}" sentence="{0 if n < 7 else 1}" number="{n}">{word}</token>'
        for n, word in enumerate(WORDS, 1)
    )
    (place / "9_1ecb.xml").write_text(XML.format(tokens=tokens), encoding="utf-8")
    return tmp_path


def listed(folder: Path, *sentences: int) -> Path:
    lines = ["Topic,File,Sentence Number", *(f"9,1ecb,{n}" for n in sentences)]
    (folder / "ecbplus" / "ECBplus_coreference_sentences.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_ecbplus_marks_names_heads_and_pronouns_of_the_checked_sentences(folder: Path) -> None:
    (story,) = ecbplus(listed(folder, 0, 1))
    assert shown(story) == [
        ("Mara Ozzan", "Person", "name"), ("mill", "Place", "nominal"), ("mayor", "Person", "nominal"),
        ("her", "Person", "pronoun"),
    ]  # fmt: skip
    clusters = [mention.cluster for mention in story.mentions]
    assert clusters[0] == clusters[3]
    assert len(set(clusters)) == 3
    assert story.clustered
    assert not story.complete


def test_sentences_that_nobody_checked_are_left_out(folder: Path) -> None:
    (story,) = ecbplus(listed(folder, 1))
    assert story.text == "The mayor thanked her.\n"
    assert shown(story) == [("mayor", "Person", "nominal"), ("her", "Person", "pronoun")]
    assert list(ecbplus(listed(folder))) == []


def told(text: str, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr(pronominal, "_CHANCE", 1.0)
    return pronominal._story(pipeline.load().nlp(text), "invented", random.Random("1"))


def test_a_name_that_was_named_before_gives_way_to_a_pronoun_of_its_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Maria Ozzan visited Berlin on Monday. Mrs. Ozzan praised the mayor. Reporters liked Ozzan's speech."
    story = told(text, monkeypatch)
    assert story.text == "Maria Ozzan visited Berlin on Monday. She praised the mayor. Reporters liked her speech."
    people = [mention for mention in story.mentions if mention.class_ == "Person"]
    assert [mention.form for mention in people] == ["name", "pronoun", "pronoun"]
    assert len({mention.cluster for mention in people}) == 1
    assert ("Berlin", "Place", "name") in shown(story)


def test_names_stay_where_a_pronoun_would_say_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    first = "Maria Ozzan visited Berlin."
    for text in (
        f"{first} Ozzan blamed Ozzan.",  # "she blamed her" are two
        f"{first} Ozzan of Lesk spoke.",  # the phrase says more than the name
        f"{first} It rained. It snowed. It was late. Ozzan slept.",  # too far behind
    ):
        assert told(text, monkeypatch).text == text
