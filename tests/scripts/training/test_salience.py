"""What pronouns and the chains that they may mean teach."""

import pytest

pytest.importorskip("torch", reason="needs the extra `train`")

from evaluation.gold import Marked
from kg.extract.salience import NOBODY
from training.salience import Example, before_antecedents, examples, fit
from training.stories import Story

TEXT = "Lena Tarn met Mara Ozzan in Riga on Monday. She praised the new law."


def example(right: int, weight: float = 1.0) -> Example:
    options = ({"near": 1.0}, {"far": 1.0}, {NOBODY: 1.0})
    return Example(options, tuple(number == right for number in range(3)), weight)


def test_what_is_right_most_often_is_worth_most_and_the_same_each_time() -> None:
    some = [example(0)] * 60 + [example(1)] * 30 + [example(2)] * 10
    table = fit(some)
    assert table["near"] > table["far"] > table[NOBODY]
    assert fit(some) == table


def test_a_corpus_that_counts_less_teaches_less() -> None:
    table = fit([example(0, 0.1)] * 60 + [example(1)] * 30)
    assert table["far"] > table["near"]


def test_what_is_said_seldom_is_left_out() -> None:
    rare = Example(({"near": 1.0, "rare": 1.0}, {NOBODY: 1.0}), (True, False), 1.0)
    assert set(fit([example(0)] * 30 + [rare])) == {"near", "far", NOBODY}


@pytest.mark.parametrize(("meant", "right"), [("A", [True, False, False]), ("neither", [False, False, True])])
def test_the_chain_of_the_name_that_is_meant_is_right(meant: str, right: list[bool]) -> None:
    marks = [
        Marked(TEXT.index(words), TEXT.index(words) + len(words), "Person", form, cluster)
        for words, form, cluster in (("Lena Tarn", "name", "A"), ("Mara Ozzan", "name", "B"), ("She", "pronoun", meant))
    ]
    (found,) = examples(before_antecedents(), Story("gap", "one", TEXT, mentions=tuple(marks), clustered=True))
    assert list(found.right) == right
