"""Gold and predictions of two sentences, made by hand."""

from dataclasses import replace

import pytest

from kg.errors import InputError
from kg.evaluate.compare import Evaluation, compare
from kg.evaluate.gold import Annotations, Stretch
from kg.evaluate.scores import Score
from kg.graph import Graph
from kg.model import Form, Mention, Span, Stance, Statement

TEXT = "Mara Ozzan runs Brightwater. She met Ilo Tarn in Lesk."
MARA, WATER, SHE, ILO, LESK = (0, 10), (16, 27), (29, 32), (37, 45), (49, 53)


def mention(span: Span, class_: str, entity: str, form: Form = "name", article: str = "a") -> Mention:
    return Mention("m", article, *span, TEXT[slice(*span)], form, class_, entity)


def statement(
    predicate: str, subject: Span, object_: Span, confidence: float = 1.0, stance: Stance = "asserted"
) -> Statement:
    return Statement(
        id="s", subject="e1", predicate=predicate, article="a", start=0, end=len(TEXT), quote=TEXT,
        subject_span=subject, object_span=object_, extractor="x@1", confidence=confidence, object="e2", stance=stance,
    )  # fmt: skip


GOLD = Annotations(
    {"a": TEXT},
    (
        mention(MARA, "Person", "mara"), mention(SHE, "Person", "mara", "pronoun"),
        mention(ILO, "Person", "ilo"), mention(WATER, "Organization", "water"),
    ),
    (statement("chiefExecutive", WATER, MARA), statement("spouse", MARA, ILO, stance="denied")),
)  # fmt: skip


def against(*mentions: Mention, statements: tuple[Statement, ...] = (), gold: Annotations = GOLD) -> Evaluation:
    return compare(gold, Annotations({"a": TEXT}, mentions, statements))


def test_a_graph_against_itself_is_perfect(world: Graph) -> None:
    texts = {article.id: article.text for article in world.articles}
    side = Annotations(texts, tuple(world.mentions()), tuple(world.statements()))
    found = compare(side, side)
    assert found.articles == len(texts)
    assert all(score.f1 == 1.0 for scores in found.names.values() for score in scores.values())
    assert all(each.conll == pytest.approx(1.0) for each in found.coreference.values())
    assert all(score.f1 == 1.0 for scores in found.relations.values() for score in scores.values())
    assert found.calibration["all"].right == 1.0
    assert found.notes == ()


def test_names_of_classes_that_the_gold_marks() -> None:
    found = against(mention((5, 10), "Person", "x"), mention(WATER, "Organization", "y"), mention(LESK, "Place", "z"))
    assert found.names["exact"]["all"] == Score(0.5, 1 / 3, 2, 3)
    assert found.names["overlap"]["all"] == Score(1.0, 2 / 3, 2, 3)
    assert list(found.names["exact"]) == ["Organization", "Person", "all"]


def test_coreference_of_forms_that_the_gold_marks() -> None:
    mentions = (
        mention(MARA, "Person", "x"), mention(SHE, "Person", "x", "pronoun"), mention(ILO, "Person", "x"),
        mention(WATER, "Organization", "y"), mention((11, 15), "Person", "x", "nominal"),
        mention((33, 36), "Meeting", "z", "trigger"), mention(LESK, "Place", "l"),
    )  # fmt: skip
    both = against(*mentions).coreference
    assert both["with singletons"].b_cubed.predicted == 4
    assert both["with singletons"].b_cubed.recall == 1.0
    assert both["with singletons"].muc == Score(1 / 2, 1.0, 2, 1)
    assert both["without singletons"].ceaf_e.gold == 1


def test_clusters_end_with_their_article() -> None:
    sides = [
        Annotations(
            {"a": TEXT, "b": TEXT}, (mention(MARA, "Person", "1"), mention(MARA, "Person", entity, article="b"))
        )
        for entity in ("1", "2")
    ]
    assert compare(*sides).coreference["with singletons"].b_cubed == Score(1.0, 1.0, 2, 2)


def test_relations_of_predicates_that_the_gold_states() -> None:
    said = (
        statement("chiefExecutive", WATER, (5, 10), 0.9),
        statement("worksFor", MARA, WATER),
        statement("spouse", MARA, ILO),
    )
    found = against(statements=said)
    assert found.relations["text"] == {"chiefExecutive": Score(1.0, 1.0, 1, 1), "all": Score(1.0, 1.0, 1, 1)}
    assert found.relations["strict"]["all"].f1 == 0.0
    assert list(found.calibration) == ["all", "chiefExecutive"]
    assert found.calibration["chiefExecutive"].error == pytest.approx(0.1)


def test_what_implies_a_gold_fact_is_right() -> None:
    gold = replace(GOLD, statements=(statement("worksFor", MARA, WATER),))
    found = against(statements=(statement("chiefExecutive", WATER, MARA, 0.7),), gold=gold)
    assert found.relations["strict"] == {"worksFor": Score(1.0, 1.0, 1, 1), "all": Score(1.0, 1.0, 1, 1)}
    assert found.calibration["chiefExecutive"].right == 1.0


def test_passages_of_the_gold_say_what_is_judged() -> None:
    said = (statement("spouse", MARA, ILO), statement("worksFor", ILO, WATER), statement("sibling", SHE, ILO))
    first = replace(GOLD, stretches={"a": (Stretch((0, 28), ("spouse", "chiefExecutive")),)})
    assert against(statements=said, gold=first).relations["text"]["all"] == Score(0.0, 0.0, 0, 1)
    second = replace(GOLD, stretches={"a": (Stretch((29, len(TEXT)), ("spouse", "sibling")),)})
    assert against(statements=said, gold=second).relations["text"]["all"] == Score(0.0, 0.0, 1, 0)
    nothing = replace(GOLD, stretches={"a": ()})
    assert against(statements=said, gold=nothing).calibration == {}


def test_articles_on_one_side_or_with_another_text_are_left_out_and_named() -> None:
    gold = Annotations({"a": TEXT, "b": "x", **{f"g{number}": "x" for number in range(7)}})
    found = compare(gold, Annotations({"a": TEXT, "b": "y", "p": "x"}, (mention(MARA, "Person", "e", article="p"),)))
    assert found.articles == 1
    assert found.notes == (
        "7 articles left out, in the gold only: g0, g1, g2, g3, g4, …",
        "1 article left out, in the predictions only: p",
        "1 article left out, with another text in the gold: b",
    )


def test_nothing_in_common() -> None:
    with pytest.raises(InputError, match="nothing to compare: none of 1 articles of the gold and 1 predicted ones"):
        compare(GOLD, Annotations({"b": TEXT}))
