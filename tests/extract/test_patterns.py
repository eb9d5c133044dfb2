import pytest

from kg.errors import OntologyError
from kg.extract import patterns
from kg.extract.patterns import Pattern
from tests.extract.conftest import Read, said

ALL = [*patterns.events().all, *patterns.relations().all]


@pytest.mark.parametrize("pattern", ALL, ids=[f"{number}-{p.name}" for number, p in enumerate(ALL)])
def test_example_says_what_its_pattern_promises(read: Read, pattern: Pattern) -> None:
    assert set(pattern.says) <= said(read(pattern.example))


def test_unknown_keys_are_refused(tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.ontology.schemas", lambda: tmp_path)
    folder = tmp_path / "patterns"  # type: ignore[operator]
    folder.mkdir()
    (folder / "events.toml").write_text('[[event]]\nis = "Protest"\nverb = "march"\nexample = "x"\nsays = []\n')
    with pytest.raises(OntologyError, match="unknown keys"):
        patterns.events.__wrapped__()
