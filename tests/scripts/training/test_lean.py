import random

import pytest

from training.calibrate import Judged
from training.lean import lean


def said(documents: int, times: int, score: float, share: float) -> list[Judged]:
    """Statements of equal score in documents that are right or wrong as a whole."""
    chance = random.Random(3)
    rows = []
    for number in range(documents):
        right = chance.random() < share
        rows += [Judged("spouse", score, right, "knowledgenet", f"d{number}")] * times
    return rows


def test_what_is_too_sure_leans_up_and_what_is_not_sure_enough_down() -> None:
    assert lean(said(200, 1, score=0.9, share=0.5))[0] > 0.3
    assert lean(said(200, 1, score=0.5, share=0.9))[1] < -0.3
    low, high = lean(said(200, 1, score=0.7, share=0.7))
    assert low < 0 < high


def test_many_statements_of_few_documents_say_little() -> None:
    one, ten = lean(said(60, 1, score=0.7, share=0.7)), lean(said(60, 10, score=0.7, share=0.7))
    assert ten == pytest.approx(one)


def test_the_same_number_in_two_corpora_is_two_documents() -> None:
    rows = [Judged("spouse", 1.0, corpus == "redocred", corpus, "1") for corpus in ("redocred", "knowledgenet")]
    assert lean(rows) == (0.0, 1.0)


def test_nothing_judged() -> None:
    assert lean([]) == (0.0, 0.0)
