"""SHACL: what is ours is valid, what is broken is found, and by the reference engine, too."""

import json
import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg import ontology
from kg.errors import ExportError, InputError
from kg.graph import Graph, assemble, checking, shapes, validation
from kg.graph.rdf import BASE, Iris, Part, Profile, quads, view
from kg.graph.rdf.portions import portions
from kg.graph.rdf.resource import TYPE, Resource
from kg.graph.rdf.view import resources
from kg.model import Decision
from kg.store import kept
from kg.store.sqlite import SqliteStore, open_existing
from tests import records
from tests.rdf import term

Triples = set[ox.Triple]
IRIS = Iris()


@pytest.fixture(scope="module")
def valid(world: Graph) -> Triples:
    return {quad.triple for quad in quads(world, IRIS, Profile("reification"))}


def _without(*names: str) -> Callable[[Triples], Triples]:
    gone = {term(name) for name in names}
    return lambda triples: {each for each in triples if each.predicate not in gone}


def _one_more(name: str, value: ox.NamedNode | ox.Literal, of: str = "schema:Claim") -> Callable[[Triples], Triples]:
    def broken(triples: Triples) -> Triples:
        typed = [each.subject for each in triples if each.predicate == term("rdf:type") and each.object == term(of)]
        subject = min(typed, key=str)
        return {each for each in triples if (each.subject, each.predicate) != (subject, term(name))} | {
            ox.Triple(subject, term(name), value)
        }

    return broken


BROKEN = {
    "no sentence": (_without("kg:quote"), "Claim", "kg:quote"),
    "no article": (_without("prov:wasQuotedFrom"), "Claim", "prov:wasQuotedFrom"),
    "a stance of its own": (_one_more("kg:stance", ox.Literal("rumoured")), "Claim", "kg:stance"),
    "more than sure": (
        _one_more("kg:confidence", ox.Literal("1.5", datatype=term("xsd:decimal"))), "Claim", "kg:confidence",
    ),
    "ends before it begins": (_one_more("kg:end", ox.Literal(0)), "Claim", "kg:start"),
    "no name": (_without("schema:name"), "Named", "schema:name"),
    "a bent point": (
        _one_more("geo:asWKT", ox.Literal("POINT(x y)", datatype=term("geo:wktLiteral")), "sf:Point"),
        "Point",
        "geo:asWKT",
    ),
    "nobody's role": (_without("rdf:value"), "Role", "rdf:value"),
    "a person as employer": (
        lambda triples: triples | {
            ox.Triple(each.subject, term("schema:worksFor"), each.subject)
            for each in triples if each.object == term("schema:Person")
        },
        "worksFor",
        "schema:worksFor",
    ),
    "a date in words": (
        _one_more("kg:date", ox.Literal("last spring", datatype=term("edtf:EDTF")), "schema:Event"), "date", "kg:date",
    ),
    "half a place": (_without("oa:hasSelector"), "Selection", "oa:hasSelector"),
}  # fmt: skip


def _written(triples: Triples, folder: Path) -> Path:
    path = folder / "graph.nt"
    path.write_bytes(ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES) or b"")
    return path


def test_what_we_make_is_valid(world: Graph, hostile: Graph, valid: Triples, tmp_path: Path) -> None:
    for graph in (world, hostile):
        found = validation.validate(graph)
        assert found.violations == ()
        assert found.triples > 100
    assert validation.validate_file(_written(valid, tmp_path)).violations == ()
    validation.require_valid(world)


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_found(case: str, valid: Triples, tmp_path: Path) -> None:
    breaks, shape, path = BROKEN[case]
    found = validation.validate_file(_written(breaks(valid), tmp_path)).violations
    assert (shape, term(path).value) in {(each.shape.rpartition("#")[2], each.path) for each in found}


@pytest.mark.parametrize("size", [1, 7])
@pytest.mark.parametrize("case", BROKEN)
def test_the_same_is_found_portion_by_portion(case: str, size: int, valid: Triples, tmp_path: Path) -> None:
    triples = sorted(BROKEN[case][0](valid), key=str)
    whole = validation.validate_file(_written(set(triples), tmp_path))
    described: list[Resource] = [
        (subject, "".join(f"{each} .\n" for each in said))
        for subject, said in groupby(triples, key=lambda each: str(each.subject))
    ]
    found = validation.checked(portions(lambda: described, size))
    assert (found.violations, found.triples) == (whole.violations, whole.triples)
    both = (rdflib.Graph().parse(data=each.rdf, format="turtle") for each in (found, whole))
    assert isomorphic(*(without_shapes(each) for each in both))


def without_shapes(report: rdflib.Graph) -> rdflib.Graph:
    """Shapes without a name have other labels each time they are named."""
    report.remove((None, rdflib.SH.sourceShape, None))
    return report


@pytest.mark.slow
@pytest.mark.parametrize("case", [None, *BROKEN])
def test_the_reference_engine_finds_the_same(case: str | None, valid: Triples, tmp_path: Path) -> None:
    import pyshacl

    triples = BROKEN[case][0](valid) if case else valid
    ours = validation.validate_file(_written(triples, tmp_path))
    text = shapes.from_ontology(ontology.load()) + (ontology.schemas() / "profile.shapes.ttl").read_text()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = rdflib.Graph().parse(data=(tmp_path / "graph.nt").read_bytes(), format="nt")
        conforms, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(data=text, format="turtle"))
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    theirs = sorted(
        (str(report.value(each, sh.focusNode)), str(report.value(each, sh.resultPath) or ""))
        for each in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    )
    assert conforms == (not ours.violations)
    assert sorted((each.resource, each.path or "") for each in ours.violations) == theirs


def test_a_violation_comes_with_the_sentences_behind_it(world: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = next(each for each in world.statements() if each.stance == "denied")
    here = IRIS.of("statement", spoilt.id)

    def kept(*_: Any) -> Iterator[Resource]:
        for subject, text in resources(*_):
            found = text.split("\n")
            yield subject, "\n".join(line for line in found if not line.startswith(f"{here} {term('kg:confidence')} "))

    monkeypatch.setattr(checking, "resources", kept)
    found = validation.validate(world)
    (violation,) = found.violations
    assert violation.receipts == (spoilt,)
    assert spoilt.quote in found.text()
    assert json.loads(found.json())["violations"][0]["statements"][0]["quote"] == spoilt.quote
    report = rdflib.Graph().parse(data=found.rdf, format="turtle")
    assert (None, rdflib.SH.focusNode, rdflib.URIRef(here.value)) in report
    with pytest.raises(ExportError, match=r"1 violations .*--no-validate"):
        validation.require_valid(world)


def test_a_file_that_is_no_rdf(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("no turtle")
    with pytest.raises(InputError, match=r"a\.ttl cannot be read"):
        validation.validate_file(tmp_path / "a.ttl")
    with pytest.raises(InputError, match="does not end in"):
        validation.validate_file(tmp_path / "a.doc")
    with pytest.raises(InputError, match="cannot be read"):
        validation.validate_file(tmp_path / "missing.nt")
    (tmp_path / "cut.nt").touch()
    with pytest.raises(InputError, match="holds no triples"):
        validation.validate_file(tmp_path / "cut.nt")


class TestNoted:
    """A large store that was found valid is not looked at again before it changes."""

    @pytest.fixture
    def path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(kept, "LEAST", 0)
        with records.fill(SqliteStore(tmp_path / "kg.db")):
            return tmp_path / "kg.db"

    @staticmethod
    def publish(path: Path, base: str = BASE) -> None:
        with open_existing(path) as store, assemble(store) as graph:
            validation.require_valid(graph, Iris(base))

    def test_the_second_time_nothing_is_looked_at(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.publish(path)
        monkeypatch.setattr(validation, "validate", None)
        self.publish(path)
        with pytest.raises(TypeError):
            self.publish(path, "https://other.example/")
        with SqliteStore(path) as store:
            store.decide([Decision(next(store.statements()).id, "wrong", "ann", "2024")])
        with pytest.raises(TypeError):
            self.publish(path)

    def test_what_is_not_valid_is_refused_each_time(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checking, "resources", lambda *_: [("<x:a>", f"<x:a> {TYPE} {term('schema:Claim')} .\n")])
        for _ in range(2):
            with pytest.raises(ExportError, match="violations"):
                self.publish(path)

    def test_without_a_place_to_note_it_all_goes_on(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "write_text", full)
        self.publish(path)
        assert not kept.noted(str(path))
        assert sorted(each.name for each in path.parent.iterdir()) == ["kg.db", "kg.db-derived"]


class TestProcesses:
    """Several processes find what one finds."""

    @pytest.fixture
    def graph(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Graph]:
        monkeypatch.setattr(kept, "LEAST", 0)
        monkeypatch.setattr(checking, "LEAST", 0)
        monkeypatch.setattr(view, "_RANGES", {section: (kind, 2) for section, (kind, _) in view._RANGES.items()})
        with SqliteStore(tmp_path / "kg.db") as store:
            run = store.begin("hand@1", {})
            for at, each in enumerate(records.extractions()):
                wrong = [replace(said, confidence=1.5) if said.stance == "denied" else said for said in each.statements]
                store.put(replace(each, statements=tuple(wrong)), f"/news/{at}", "content", "hand@1", run)
        with open_existing(tmp_path / "kg.db") as store, assemble(store) as graph:
            yield graph

    @pytest.mark.parametrize("workers", [2, 3])
    def test_they_find_the_same(self, workers: int, graph: Graph) -> None:
        one, several = validation.validate(graph), validation.validate(graph, workers=workers)
        assert several.violations == one.violations
        assert several.triples == one.triples
        assert {each.path for each in one.violations} == {term("kg:confidence").value}
        reports = (rdflib.Graph().parse(data=each.rdf, format="turtle") for each in (one, several))
        assert isomorphic(*(without_shapes(each) for each in reports))
        assert not active_children()

    def test_they_are_asked(self, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checking._Crew, "check", lambda *_: checking.Findings((), 7))
        assert validation.validate(graph, workers=2).triples == 7
        assert validation.validate(graph).triples > 7
        monkeypatch.setattr(checking, "LEAST", 1 << 40)
        assert validation.validate(graph, workers=2).triples > 7

    def test_a_store_that_has_changed_is_checked_by_who_sees_what_it_was(self, graph: Graph, tmp_path: Path) -> None:
        before = validation.validate(graph)
        with SqliteStore(tmp_path / "kg.db") as store:
            store.remove([article.id for article in store.articles()])
        assert validation.validate(graph, workers=2) == before

    @pytest.mark.parametrize("task", [checking._classes, partial(checking._checked, "")])
    def test_one_that_began_after_the_change_says_so(self, task: Callable[[Part], object]) -> None:
        with pytest.raises(checking._ChangedError):
            task(Part("header"))

    def test_one_that_dies_is_told(self, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checking._Crew, "_each", _deadly)
        with pytest.raises(ExportError, match="try --workers 1"):
            validation.validate(graph, workers=2)
        assert not active_children()


def _deadly(crew: Any, *_: object) -> Iterator[Any]:
    yield crew._pool.submit(os._exit, 9).result()
