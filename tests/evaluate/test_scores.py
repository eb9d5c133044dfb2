import pytest

from kg.evaluate.scores import Score, score


def test_f1_is_the_harmonic_mean() -> None:
    assert score(1, 2, 1, 4).f1 == pytest.approx(1 / 3)
    assert score(3, 3, 3, 3) == Score(1.0, 1.0, 3, 3)


def test_nothing_predicted_or_nothing_to_find_scores_0() -> None:
    assert score(0, 0, 0, 0) == Score(0.0, 0.0, 0, 0)
    assert score(0, 0, 0, 5).f1 == 0.0


def test_forms_for_tables_and_json() -> None:
    found = score(1, 3, 2, 4)
    assert found.percent() == " 33.3  50.0  40.0"
    assert found.record() == {"precision": 0.3333, "recall": 0.5, "f1": 0.4, "predicted": 3, "gold": 4}
