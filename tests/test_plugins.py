"""The table of plugins."""

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from kg import plugins
from kg.errors import UsageError
from tests.fakes import Fake


def test_a_target_names_itself() -> None:
    assert plugins.load("extractor", "tests.fakes:Fake") is Fake


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no extractor 'nobody'; there are: .*spacy"):
        plugins.load("extractor", "nobody")


@pytest.mark.parametrize("target", ["no.such.module:Fake", "tests.fakes:Nobody"])
def test_a_target_that_is_not_there(target: str) -> None:
    with pytest.raises(UsageError, match=f"extractor '{target}' cannot be loaded"):
        plugins.load("extractor", target)


def test_installed_packages_add_names_but_replace_none(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint(name, "tests.fakes:Fake", "kg.extractor") for name in ("mine", "spacy")]
    monkeypatch.setattr(plugins, "entry_points", lambda group: EntryPoints(points).select(group=group))
    assert plugins.load("extractor", "mine") is Fake
    assert plugins.names("extractor")["spacy"] == plugins.BUILT_IN["extractor"]["spacy"]


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, table in plugins.BUILT_IN.items() for name in table])
def test_every_built_in_is_there(kind: str, name: str) -> None:
    assert callable(plugins.load(kind, name))


def test_the_command_line_knows_the_rdf_formats_and_choices() -> None:
    from kg import values
    from kg.graph.rdf.resource import STATEMENTS

    assert values.STATEMENTS == STATEMENTS
    assert {name for name, target in plugins.names("exporter").items() if ".rdf:" in target} == values.RDF
