"""Values as FollowTheMoney holds them."""

import pytest

from kg.export.ftm_values import Values, identifier, record


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("name", " Ann\n  Ode ", "Ann Ode"),
        ("name", "a\x00b", "a\ufffdb"),
        ("date", "2024-03", "2024-03"),
        ("moment", "2024-04-02T18:00:00+02:00", "2024-04-02T16:00:00"),
        ("moment", "2024-04-02T18:00:00", "2024-04-02T18:00:00"),
        ("moment", "2024", "2024"),
        ("moment", "0007-04-02T18:00:00.5", "0007-04-02T18:00:00"),
        ("moment", "0001-01-01T00:00:00+14:00", "0001-01-01"),
        ("moment", "9999-12-31T23:59:59-23:00", "9999-12-31"),
        ("url", "https://x.example/a b", "https://x.example/a%20b"),
        ("language", "en-GB", "eng"),
    ],
)
def test_a_value_is_made_fit(kind: str, value: str, found: str) -> None:
    values = Values()
    assert getattr(values, kind)(value) == found
    assert list(values.complaints()) == []


@pytest.mark.parametrize(
    ("kind", "value", "what"),
    [
        ("name", " \t", "name"),
        ("date", "XXXX-11-26", "date"),
        ("date", "2024~", "date"),
        ("date", "2024-02-30", "date"),
        ("moment", "Tuesday", "date"),
        ("url", "javascript:alert(1)", "web address"),
        ("language", "tlh", "language"),
    ],
)
def test_what_does_not_fit_is_told(kind: str, value: str, what: str) -> None:
    values = Values()
    assert getattr(values, kind)(value) is None
    assert getattr(values, kind)(value) is None
    assert list(values.complaints()) == [f"{what}: 2 that FollowTheMoney cannot hold, left out; the first is {value!r}"]


def test_ids() -> None:
    assert identifier("gn3143244") == "gn3143244"
    assert identifier("visit.txt") == "visit.txt"
    assert identifier("news/ 2024") == identifier("news/ 2024") != identifier("news/ 2025")
    assert identifier("news/ 2024").isalnum()


def test_a_record_is_sorted_and_leaves_out_what_is_missing() -> None:
    pairs = [("name", "b"), ("alias", None), ("name", "a"), ("name", "b"), ("country", "no")]
    assert record("x", "Person", pairs) == {
        "id": "x", "schema": "Person", "properties": {"country": ["no"], "name": ["a", "b"]},
    }  # fmt: skip
