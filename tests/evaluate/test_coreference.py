"""The metrics against published examples, and laws that hold for any clusters.

The cases TC-* are those of the test suite of the CoNLL reference scorer, with the values that its documentation gives
as fractions; the CEAF values of the four responses to one key are from table 1 of Luo 2005, rounded there.
"""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.coreference import b_cubed, ceaf_e, ceaf_m, clusters, coreference, muc
from kg.evaluate.scores import Score

F = Fraction
METRICS = {"muc": muc, "b_cubed": b_cubed, "ceaf_m": ceaf_m, "ceaf_e": ceaf_e}

# Clusters by the letters of their mentions; values are (recall, precision), as the reference scorer prints them.
Case = tuple[str, str, dict[str, tuple[F, F]]]
KEY = "a bc def"
MIXED = {"b_cubed": (F(5, 9), F(17, 42)), "muc": (F(1, 3), F(1, 3)), "ceaf_m": (F(4, 6), F(4, 7))}
ALIKE = F(1) + F(4, 5) + F(2, 5)
CASES: dict[str, Case] = {
    "TC-A-1 perfect": (KEY, "a bc def", dict.fromkeys(METRICS, (F(1), F(1)))),
    "TC-A-2 missing mentions": (
        KEY, "a de",
        {"muc": (F(1, 3), F(1)), "b_cubed": (F(7, 18), F(1)), "ceaf_m": (F(1, 2), F(1)), "ceaf_e": (F(3, 5), F(9, 10))},
    ),
    "TC-A-3 false alarms": (
        KEY, "a bcx defy z",
        {
            "muc": (F(1), F(3, 5)), "b_cubed": (F(1), F(55, 108)), "ceaf_m": (F(1), F(2, 3)),
            "ceaf_e": ((1 + F(4, 5) + F(6, 7)) / 3, (1 + F(4, 5) + F(6, 7)) / 4),
        },
    ),
    "TC-A-4 both": (KEY, "a bcx dy z", {**MIXED, "ceaf_e": (ALIKE / 3, ALIKE / 4)}),
    "TC-A-5 overlapping mention in the aligned entity": (
        KEY, "a bcxB dy z",
        {
            "muc": (F(1, 3), F(1, 4)), "b_cubed": (F(5, 9), F(5, 16)), "ceaf_m": (F(2, 3), F(1, 2)),
            "ceaf_e": ((1 + F(4, 6) + F(2, 5)) / 3, (1 + F(4, 6) + F(2, 5)) / 4),
        },
    ),
    "TC-A-6 overlapping mention in another entity": (
        KEY, "a bcx dy Bz",
        {
            "muc": (F(1, 3), F(1, 4)), "b_cubed": (F(5, 9), F(17, 48)), "ceaf_m": (F(2, 3), F(1, 2)),
            "ceaf_e": (ALIKE / 3, ALIKE / 4),
        },
    ),
    "TC-A-7 duplicate in the same entity": (KEY, "a bcxb dy z", {**MIXED, "ceaf_e": (ALIKE / 3, ALIKE / 4)}),
    "TC-A-8 duplicate in another entity": (KEY, "a bcx dy bz", {**MIXED, "ceaf_e": (ALIKE / 3, ALIKE / 4)}),
    "TC-A-9 ten duplicates": (KEY, "a bcx dy bbbbbbbbbbz", {**MIXED, "ceaf_e": (ALIKE / 3, ALIKE / 4)}),
    "TC-A-10 only singletons": (KEY, "a b c d e f", {"muc": (F(0), F(0)), "b_cubed": (F(1, 2), F(1))}),
    "TC-A-11 all in one": (KEY, "abcdef", {"muc": (F(1), F(3, 5)), "b_cubed": (F(1), F(7, 18))}),
    "TC-A-12 other mentions, only singletons": (
        KEY, "a x y c d e z", {"muc": (F(0), F(0)), "b_cubed": (F(13, 36), F(4, 7))},
    ),
    "TC-A-13 other mentions, all in one": (
        KEY, "axycdez", {"muc": (F(1, 3), F(1, 6)), "b_cubed": (F(17, 36), F(6, 49))},
    ),
    "TC-D-1 Bagga and Baldwin, a small cluster merged": (
        "12345 67 89ABC", "12345 6789ABC", {"muc": (F(1), F(9, 10)), "b_cubed": (F(1), F(16, 21))},
    ),
    "TC-E-1 Bagga and Baldwin, two big clusters merged": (
        "12345 67 89ABC", "1234589ABC 67", {"muc": (F(1), F(9, 10)), "b_cubed": (F(1), F(7, 12))},
    ),
    "TC-F-1 Vilain et al.": ("ABCD", "AB CD", {"muc": (F(2, 3), F(1))}),
    "TC-G-1 Vilain et al.": ("AB CD", "ABCD", {"muc": (F(1), F(2, 3))}),
    "TC-H-1 Vilain et al.": ("ABCD", "ABCD", {"muc": (F(1), F(1))}),
    "TC-J-1 Vilain et al.": ("ABC", "AC", {"muc": (F(1, 2), F(1))}),
    "TC-K-1 Vilain et al.": ("BCDEGHJ", "ABC DEF GHI", {"muc": (F(3, 6), F(3, 6))}),
    "TC-L-1 Vilain et al.": ("ABC DEFG", "AB CD FGH", {"muc": (F(2, 5), F(2, 4))}),
    "TC-M-1 one entity": ("abcdef", "abcdef", dict.fromkeys(METRICS, (F(1), F(1)))),
    "TC-M-2 one entity, only singletons": ("abcdef", "a b c d e f", {"muc": (F(0), F(0))}),
    "TC-N-1 no links": (
        "a b c d e f", "a b c d e f",
        {"muc": (F(0), F(0)), **dict.fromkeys(("b_cubed", "ceaf_m", "ceaf_e"), (F(1), F(1)))},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_reference_scorer(case: Case) -> None:
    key, response, expected = case
    for name, (recall, precision) in expected.items():
        found = METRICS[name](response.split(), key.split())
        assert (found.recall, found.precision) == pytest.approx((float(recall), float(precision))), name


LUO = "12345 67 89ABC"


@pytest.mark.parametrize(
    ("response", "mentions", "entities"),
    [
        ("12345 6789ABC", 0.833, 0.733),
        ("1234589ABC 67", 0.583, 0.667),
        ("123456789ABC", 0.417, 0.294),
        ("1 2 3 4 5 6 7 8 9 A B C", 0.250, 0.178),
    ],
)
def test_luo(response: str, mentions: float, entities: float) -> None:
    assert round(ceaf_m(response.split(), LUO.split()).f1, 3) == mentions
    assert round(ceaf_e(response.split(), LUO.split()).f1, 3) == entities


def test_example_of_the_reference_paper() -> None:
    """Pradhan et al. 2014, section 4: key {a b c} {d e f g}, response {a b} {c d} {f g h i}."""
    found = coreference(["ab", "cd", "fghi"], ["abc", "defg"])
    assert (found.muc.recall, found.muc.precision) == pytest.approx((2 / 5, 2 / 5))
    assert (found.b_cubed.recall, found.b_cubed.precision) == pytest.approx((35 / 84, 1 / 2))
    assert (found.ceaf_m.recall, found.ceaf_m.precision) == pytest.approx((4 / 7, 4 / 8))
    assert (found.ceaf_e.recall, found.ceaf_e.precision) == pytest.approx((1.3 / 2, 1.3 / 3))
    assert found.conll == pytest.approx((0.4 + found.b_cubed.f1 + 0.52) / 3)


def test_pairing_is_the_best_one_not_the_greedy_one() -> None:
    found = ceaf_m(["abcde", "fg"], ["abcfg", "de"])  # the likest two first would leave nothing for the others
    assert (found.recall, found.precision) == pytest.approx((4 / 7, 4 / 7))


def test_without_singletons() -> None:
    found = coreference(["ab", "c", "x"], ["ab", "cd", "e"], singletons=False)
    assert found.b_cubed == Score(1.0, 0.5, 2, 4)


def test_mentions_may_be_matched_by_their_heads() -> None:
    predicted = [["the mayor", "she"], ["town"]]
    gold = [["mayor", "she"], ["the town"]]
    assert coreference(predicted, gold).b_cubed.f1 == pytest.approx(1 / 6)
    by_head = coreference(predicted, gold, key=lambda mention: mention.split()[-1])
    assert by_head.conll == 1.0


def test_clusters_of_pairs() -> None:
    assert clusters([("a", 1), ("b", 2), ("c", 1)]) == [{"a", "c"}, {"b"}]


def test_nothing_at_all_scores_0() -> None:
    assert coreference([], []).conll == 0.0
    assert coreference([], ["ab"]).ceaf_e == Score(0.0, 0.0, 0, 1)


Sides = dict[int, int]
sides = st.dictionaries(st.integers(0, 12), st.integers(0, 5), min_size=1)


def groups(side: Sides) -> list[set[object]]:
    return clusters(side.items())


@given(sides)
def test_perfect_is_1(side: Sides) -> None:
    for name, metric in METRICS.items():
        found = metric(groups(side), groups(side))
        assert found.f1 == pytest.approx(0.0 if name == "muc" and found.gold == 0 else 1.0)


@given(sides, sides)
def test_swapping_the_sides_exchanges_precision_and_recall(one: Sides, other: Sides) -> None:
    for metric in METRICS.values():
        found, turned = metric(groups(one), groups(other)), metric(groups(other), groups(one))
        assert (found.precision, found.recall) == pytest.approx((turned.recall, turned.precision))
        assert 0.0 <= found.precision <= 1.0 + 1e-9


@given(sides, sides, st.randoms())
def test_order_does_not_matter(one: Sides, other: Sides, chance: Random) -> None:
    mixed = groups(one)
    chance.shuffle(mixed)
    for metric in METRICS.values():
        assert metric(mixed, groups(other)).f1 == pytest.approx(metric(groups(one), groups(other)).f1)


@given(sides, sides)
def test_documents_apart_score_as_their_mentions_together(one: Sides, other: Sides) -> None:
    twice = [
        [{(text, mention) for mention in cluster} for text in "ab" for cluster in groups(side)] for side in (one, other)
    ]
    for metric in METRICS.values():
        assert metric(*twice).f1 == pytest.approx(metric(groups(one), groups(other)).f1)
