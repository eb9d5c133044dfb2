"""Which statements are one receipt."""

from dataclasses import replace

import pytest

from kg.model import Statement
from kg.receipts import receipt, receipts
from tests.invented import extraction


def other(said: Statement, id_: str, confidence: float) -> Statement:
    """The same fact of the same sentence on other mentions."""
    return replace(said, id=id_, confidence=confidence, subject_span=(30, 32), extractor="kg/reader@1")


def test_mentions_and_who_found_them_make_no_difference_and_the_surest_comes_first() -> None:
    one, two = extraction().statements
    assert receipts([one, two, other(one, "s9", 0.9), other(one, "s8", 0.9)]) == [
        (other(one, "s8", 0.9), other(one, "s9", 0.9), one),
        (two,),
    ]


@pytest.mark.parametrize(
    "differing",
    [
        {"article": "a2"}, {"start": 1}, {"end": 38}, {"subject": "e0"}, {"predicate": "worksFor"}, {"object": "e0"},
        {"stance": "denied"}, {"speaker": "e0"},
    ],
)  # fmt: skip
def test_what_is_said_where_and_how_does(differing: dict[str, object]) -> None:
    said = extraction().statements[0]
    assert receipt(replace(said, **differing)) != receipt(said)  # type: ignore[arg-type]
