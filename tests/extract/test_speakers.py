"""Who "I" is in direct speech."""

import pytest

from tests.extract.conftest import Read


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ('"I was never asked about my part in it," Mara Ozzan said.', ["I", "my"], "Mara Ozzan"),
        ('Mara Ozzan told reporters: "Nobody has ever asked me."', ["me"], "Mara Ozzan"),
        ('"Nobody knew," said a nurse. "I was told to wait outside."', [], ""),
        ("I was never asked about my part in it, Mara Ozzan wrote.", [], ""),
        ("Mara Ozzan said: \"The clerk asked, 'Am I late again?', and left.\"", [], ""),
    ],
)
def test_i_is_whoever_says_it(read: Read, text: str, words: list[str], speaker: str) -> None:
    found = read(text)
    names = {entity.id: entity.name for entity in found.entities}
    firsts = [m for m in found.mentions if m.form == "pronoun" and m.text in ("I", "me", "my")]
    assert sorted(m.text for m in firsts) == sorted(words)
    assert {names[m.entity] for m in firsts} == ({speaker} if words else set())
