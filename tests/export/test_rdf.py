"""RDF files: the same bytes every time, and the same graph for every reader."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg import ontology, plugins
from kg.errors import ExportError, UsageError
from kg.export import Exporter, Options
from kg.graph import Graph, assemble
from kg.graph.rdf import Iris, Profile, quads
from kg.graph.rdf.resource import STATEMENTS, fact
from kg.graph.rdf.view import parsed
from kg.store.sqlite import SqliteStore
from tests import records
from tests.rdf import term

READERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
FORMATS = tuple(READERS)
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}
# What each format can carry; rdflib knows no triple terms.
CHOICES = [
    (format_, choice)
    for format_ in FORMATS
    for choice in STATEMENTS
    if not (choice == "graph" and format_ not in ("trig", "nquads"))
    and not (choice == "triple-terms" and format_ == "jsonld")
]

# SHA-256 of the N-Quads of the world and of the hostile graph, to be renewed only where the view is meant to change.
BYTES = {
    "article": (
        "93664d576c5e8d60b175c04c9b7ee38a6c6cf575e9d79a24b3f557e265d638d5",
        "19b46e38b993b78ef96b234fe6d5715a50e687bae2e08866f5d7bdc4b83887d7",
    ),
    "graph": (
        "1b87563d561103eb0d90a6ff8ea1b560553e77400c0919e0f999df564b0575b5",
        "b42df1ce18856014872b95b168a9a75d80edbc6ea9b22765b1c234b625d2f5b6",
    ),
    "reification": (
        "8557d9f4a592ff0f0f4abfd9cb636a0ada423ad73b63359b0142536ddc173d8a",
        "7de4b8f5a9e3e6acafa44c876c6c945bbe6699f95eb1639560fa957154691102",
    ),
    "nodes": (
        "d446452c052d915fb7840efbd113dd4bf05beadb7a3b03c9b827e1808f92988e",
        "9b0327f6bb61a195abedd7211c58845b25cc8ca668263c9d2a6778be2c356590",
    ),
    "triple-terms": (
        "3188b32071632177fa798b1a5f8976e40c87fda64e3bea490dcb19d61559f0d5",
        "629679ae5cd909ac888340d22e6981bedfbdaf79c9855e52fec908358c10345e",
    ),
}

Term = tuple[str, ...]


def written(format_: str, graph: Graph, folder: Path, options: Options | None = None) -> bytes:
    exporter: Exporter = plugins.load("exporter", format_)()
    exporter.write(graph, folder / "out", options or Options())
    return (folder / "out").read_bytes()


def expected(format_: str, graph: Graph, choice: str = "article") -> set[ox.Quad]:
    one = choice == "article" and format_ not in ("trig", "nquads")
    return set(quads(graph, Iris(), Profile("reification" if one else choice)))


@pytest.mark.parametrize("format_", FORMATS)
def test_same_bytes_from_a_store_filled_in_reverse(format_: str, world: Graph, tmp_path: Path) -> None:
    with records.fill(SqliteStore(), reverse=True) as store:
        other = assemble(store)
    assert written(format_, world, tmp_path) == written(format_, other, tmp_path)


@pytest.mark.parametrize("format_", FORMATS)
def test_same_bytes_in_another_process(format_: str, world: Graph, tmp_path: Path) -> None:
    """The serialiser's own order of prefixes changes from process to process, and with the hash seed."""
    script = (
        "import sys, pathlib; from tests import records; from tests.export.test_rdf import written;"
        "from kg.graph import assemble; from kg.store.sqlite import SqliteStore;"
        "written(sys.argv[1], assemble(records.fill(SqliteStore())), pathlib.Path(sys.argv[2]))"
    )
    before = written(format_, world, tmp_path)
    (tmp_path / "again").mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", script, format_, str(tmp_path / "again")]
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[2], timeout=60)
    assert (tmp_path / "again" / "out").read_bytes() == before


@pytest.mark.parametrize(("format_", "choice"), CHOICES)
def test_pyoxigraph_reads_the_same_graph(format_: str, choice: str, world: Graph, tmp_path: Path) -> None:
    text = written(format_, world, tmp_path, Options(profile=Profile(choice)))
    read = list(ox.parse(text, format=READERS[format_]))
    assert set(read) == expected(format_, world, choice)
    assert len(read) == len(set(read))


@pytest.mark.parametrize(("format_", "choice"), [each for each in CHOICES if each[1] != "triple-terms"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_the_same_graph(format_: str, choice: str, world: Graph, tmp_path: Path) -> None:
    graph = rdflib.Dataset()
    graph.parse(data=written(format_, world, tmp_path, Options(profile=Profile(choice))), format=RDFLIB[format_])
    read = {(*map(_rdflib, quad[:3]), _graph_name(quad[3])) for quad in graph.quads()}
    assert read == {
        (*map(_oxigraph, quad.triple), getattr(quad.graph_name, "value", ""))
        for quad in expected(format_, world, choice)
    }


@pytest.mark.parametrize(("format_", "choice"), [("turtle", "graph"), ("jsonld", "graph"), ("jsonld", "triple-terms")])
def test_what_a_format_cannot_carry_is_refused(format_: str, choice: str, world: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="choose another --statements"):
        written(format_, world, tmp_path, Options(profile=Profile(choice)))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("choice", STATEMENTS)
def test_only_what_is_asserted_is_a_plain_triple(choice: str, world: Graph) -> None:
    predicates = {each.iri for each in ontology.load().predicates.values()} - {term("schema:mentions").value}
    plain = {quad.triple for quad in quads(world, Iris(), Profile(choice)) if quad.predicate.value in predicates}
    asserted = (fact(each, Iris()) for each in world.statements() if each.stance == "asserted")
    said = {quad.triple for each in asserted for quad in parsed([f"{' '.join(each)} .\n"])}
    assert plain == said
    assert len(said) < sum(1 for _ in world.statements())


@pytest.mark.parametrize("choice", STATEMENTS)
def test_every_statement_keeps_its_receipt(choice: str, world: Graph) -> None:
    found = ox.Dataset(quads(world, Iris(), Profile(choice)))
    for statement in world.statements():
        about = {quad.predicate.value for quad in found.quads_for_subject(Iris().of("statement", statement.id))}
        for name in (
            "kg:stance",
            "kg:quote",
            "kg:confidence",
            "prov:wasQuotedFrom",
            "prov:wasAttributedTo",
            "kg:start",
        ):
            assert term(name).value in about
        assert (term("sem:accordingTo").value in about) == (statement.speaker is not None)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_a_hundred_hostile_names(format_: str, hostile: Graph, tmp_path: Path) -> None:
    text = written(format_, hostile, tmp_path)
    names = {entity.name for entity in hostile.entities.values()}
    named = [quad.object for quad in ox.parse(text, format=READERS[format_]) if quad.predicate == term("schema:name")]
    read = {name.value for name in named if isinstance(name, ox.Literal)}
    assert names <= read
    graph = rdflib.Dataset()
    graph.parse(data=text, format=RDFLIB[format_])
    assert names <= {str(quad[2]) for quad in graph.quads((None, rdflib.SDO.name, None, None))}
    assert set(ox.parse(text, format=READERS[format_])) == expected(format_, hostile)


@pytest.mark.parametrize("choice", STATEMENTS)
def test_n_quads_are_canonical(choice: str, hostile: Graph, tmp_path: Path) -> None:
    """As RDF Dataset Canonicalization writes them, which lets them be hashed and signed; pyoxigraph writes so too."""
    text = written("nquads", hostile, tmp_path, Options(profile=Profile(choice)))
    assert text.decode() == "".join(f"{quad} .\n" for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("choice", STATEMENTS)
def test_n_quads_stay_what_they_are(choice: str, world: Graph, hostile: Graph, tmp_path: Path) -> None:
    options = Options(profile=Profile(choice))
    texts = (written("nquads", graph, tmp_path, options) for graph in (world, hostile))
    assert tuple(hashlib.sha256(text).hexdigest() for text in texts) == BYTES[choice]


def test_json_ld_holds_the_statements_within_their_entity(world: Graph, tmp_path: Path) -> None:
    document = json.loads(written("jsonld", world, tmp_path))
    petra = next(each for each in document["@graph"] if each.get("schema:name") == "Petra Ohm")
    assert petra["type"] == ["Person", "foaf:Person"]
    assert petra["worksFor"].startswith("entity:")
    quotes = {each["kg:quote"] for each in petra["statements"] if each["rdf:object"] == {"id": petra["worksFor"]}}
    of_petra = [each for each in world.edges if world.entities[each.subject].name == "Petra Ohm"]
    works = [each for each in of_petra if each.predicate == "worksFor" and each.stance == "asserted"]
    assert quotes == {said.quote for each in works for said in each.statements}


def test_the_example_of_the_profile_is_what_is_written(world: Graph) -> None:
    page = (ontology.schemas() / "profile.md").read_text(encoding="utf-8")
    example = page.partition("```turtle\n")[2].partition("```")[0]
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in Iris().prefixes().items())
    told = set(ox.parse(f"{prefixes}{example}", format=ox.RdfFormat.TURTLE))
    assert len(told) == 20
    assert {quad.triple for quad in told} <= {quad.triple for quad in expected("turtle", world)}


def test_licence_runs_and_mentions_by_choice(world: Graph, tmp_path: Path) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    usual = written("nquads", world, tmp_path).decode()
    more = written("nquads", world, tmp_path, Options(profile=Profile(licence=licence, runs=True))).decode()
    less = written("nquads", world, tmp_path, Options(profile=Profile(mentions=False))).decode()
    assert f"<{term('dcterms:license').value}> <{licence}>" in more
    assert "license" not in usual
    assert term("prov:startedAtTime").value in more
    assert term("prov:startedAtTime").value not in usual
    assert term("oa:TextQuoteSelector").value in usual
    assert term("oa:TextQuoteSelector").value not in less


def test_turtle_is_made_to_be_read(world: Graph, tmp_path: Path) -> None:
    text = written("turtle", world, tmp_path).decode()
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert '\n\nentity:gn3143244 a schema:Place ;\n\trdfs:label "Oslo" ;\n' in text
    assert "_:" not in text
    assert "\\%" not in text


def test_base(world: Graph, tmp_path: Path) -> None:
    text = written("nquads", world, tmp_path, Options("https://data.example/")).decode()
    assert "<https://data.example/entity/gn3143244>" in text
    assert "https://kg.example/entity/" not in text


def test_a_failure_leaves_what_was_there(world: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written("turtle", world, tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ox, "serialize", fail)
    with pytest.raises(ExportError, match="out cannot be written: No space left on device"):
        written("turtle", world, tmp_path)
    assert (tmp_path / "out").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_is_no_file(world: Graph, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportError, match="out is a folder"):
        written("turtle", world, tmp_path)


def _rdflib(term: Any) -> Term:
    if isinstance(term, rdflib.Literal):
        implied = rdflib.RDF.langString if term.language else rdflib.XSD.string
        return str(term), str(term.datatype or implied), term.language or ""
    return (str(term),)


def _oxigraph(term: Any) -> Term:
    if isinstance(term, ox.Literal):
        return term.value, term.datatype.value, term.language or ""
    return (term.value,)


def _graph_name(name: Any) -> str:
    return "" if name in (None, DATASET_DEFAULT_GRAPH_ID) else str(name)
