"""Countries that say what somebody is, and countries that merely stand beside a name."""

import pytest

from tests.extract.conftest import Read, said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The Canadian singer Mira Oduya spoke in Toronto.", "Mira Oduya nationality Canada"),
        ("Mira Oduya is a Turkish volleyball coach.", "Mira Oduya nationality Türkiye"),
        ("The rally was led by the Russian opposition leader Oleg Drazen.", "Oleg Drazen nationality Russia"),
        ("Mira Oduya, a Kenyan chemist, was born in Riga.", "Mira Oduya nationality Kenya"),
    ],
)
def test_what_somebody_is(read: Read, text: str, fact: str) -> None:
    assert fact in said(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Senator Mira Oduya said American families were hurt.",
        "Mira Oduya played for the Argentine team and met French singer Tom Hale.",
        "The mayor of Warsaw, Mira Oduya, resigned.",
        "Minnesota governor Mira Oduya resigned.",
    ],
)
def test_what_stands_beside_a_name(read: Read, text: str) -> None:
    assert not [fact for fact in said(read(text)) if fact.startswith("Mira Oduya nationality")]
