"""Other people's tools accept our RDF: Apache Jena reads and validates it as we do, and so does Raptor's rapper."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import ontology
from kg.export import Options
from kg.graph import Graph
from kg.graph.rdf import Iris, Profile, lines
from kg.graph.rdf.iris import web
from kg.graph.validation import validate_file
from tests.export.test_rdf import CHOICES, expected, written
from tests.hostile import HOSTILE
from tests.rdf_script import rdf_script

pytestmark = pytest.mark.slow

SHAPES = ("shapes.ttl", "profile.shapes.ttl")
UNKNOWN_TO_RAPPER = {"jsonld", "triple-terms"}
# Texts may hold them, RDF allows them, and Jena says so.
NONCHARACTER = re.compile(r"Unicode non-character U\+FFF[EF] in string$")
FOCUS = ox.NamedNode("http://www.w3.org/ns/shacl#focusNode")


def complaints(done: "subprocess.CompletedProcess[bytes]") -> list[str]:
    """What Jena warns of, besides noncharacters in texts and that it fetched itself."""
    said = done.stderr.decode().replace("\x1b[0m", "").splitlines()
    return [line for line in said if not NONCHARACTER.search(line) and not line.startswith("fetching ")]


def rapper(syntax: str, path: Path) -> int:
    """How many triples rapper counts; skips where it is missing, except in CI."""
    if shutil.which("rapper") is None and not os.environ.get("CI"):
        pytest.skip("no rapper found (Debian and Ubuntu: apt install raptor2-utils)")
    done = subprocess.run(
        ["rapper", "--input", syntax, "--count", path], capture_output=True, text=True, check=False, timeout=60
    )
    count = re.fullmatch(r"rapper: Parsing URI .*\nrapper: Parsing returned (\d+) triples\n", done.stderr)
    assert done.returncode == 0, done.stderr[-500:]
    assert count, done.stderr[-500:]
    return int(count[1])


@pytest.mark.parametrize(("format_", "choice"), CHOICES)
def test_jena_reads_the_same_graph(format_: str, choice: str, hostile: Graph, tmp_path: Path) -> None:
    written(format_, hostile, tmp_path, Options(profile=Profile(choice)))
    done = rdf_script("riot", "--check", "--strict", f"--syntax={format_}", "--output=nquads", tmp_path / "out")
    assert complaints(done) == []
    ours, theirs = expected(format_, hostile, choice), list(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS))
    assert [sorted(map(str, each))[:5] for each in (ours - set(theirs), set(theirs) - ours)] == [[], []]
    assert len(theirs) == len(ours)


def test_jena_finds_nothing_wrong_with_our_iris(world: Graph, tmp_path: Path) -> None:
    """Those of the world come from odd ids and addresses, with the licence and runs of a publisher."""
    profile = Profile(licence="https://creativecommons.org/licenses/by/4.0/", runs=True)
    written("nquads", world, tmp_path, Options("https://data.example/kg", profile))
    done = rdf_script("riot", "--check", "--strict", "--count", "--syntax=nquads", tmp_path / "out")
    count = sum(1 for _ in ox.parse(path=tmp_path / "out", format=ox.RdfFormat.N_QUADS))
    assert complaints(done) == [f"{tmp_path / 'out'} : Quads = {count:,}"]


def test_jena_finds_nothing_wrong_with_addresses(tmp_path: Path) -> None:
    forms = (
        "https://x.example/{}",
        "https://x.example/a/../{}/./b",
        "https://x.example/?q={}#{}",
        "https://{}@x.example/",
    )
    found = {web(form.replace("{}", name)) for form in forms for name in HOSTILE if len(name) < 1000}
    facts = {ox.Quad(iri, iri, iri) for iri in found if iri is not None}
    (tmp_path / "addresses.ttl").write_text("".join(f"{quad} .\n" for quad in facts), encoding="utf-8")
    done = rdf_script("riot", "--check", "--strict", "--output=nquads", tmp_path / "addresses.ttl")
    assert complaints(done) == []
    assert set(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)) == facts
    assert len(facts) > 250


def test_jena_finds_nothing_wrong_with_the_schemas() -> None:
    done = rdf_script("riot", "--validate", *sorted(ontology.schemas().glob("*.ttl")))
    assert (done.returncode, complaints(done)) == (0, [])


@pytest.mark.parametrize(("format_", "choice"), [each for each in CHOICES if not UNKNOWN_TO_RAPPER & set(each)])
def test_rapper_counts_the_same(format_: str, choice: str, hostile: Graph, tmp_path: Path) -> None:
    text = written(format_, hostile, tmp_path, Options(profile=Profile(choice)))
    # rapper refuses these two noncharacters however they are written; all else it has to take
    (tmp_path / "out").write_bytes(text.replace(b"\\uFFFE", b"\\uFFFD").replace(b"\\uFFFF", b"\\uFFFD"))
    assert rapper(format_, tmp_path / "out") == len(expected(format_, hostile, choice))


@pytest.mark.parametrize("left_out", [None, "quote", "stance"])
def test_jena_validates_as_we_do(left_out: str | None, world: Graph, tmp_path: Path) -> None:
    text = "".join(lines(world, Iris(), Profile("reification", mentions=False)))
    kept = (line for line in text.split("\n") if f" <{ontology.KG}{left_out}> " not in line)
    (tmp_path / "data.nt").write_text("\n".join(kept), encoding="utf-8")
    shapes = "\n".join((ontology.schemas() / name).read_text(encoding="utf-8") for name in SHAPES)
    (tmp_path / "shapes.ttl").write_text(shapes, encoding="utf-8")
    done = rdf_script("shacl", "validate", "--shapes", tmp_path / "shapes.ttl", "--data", tmp_path / "data.nt")
    report = ox.parse(done.stdout, format=ox.RdfFormat.TURTLE)
    found = sorted(each.object.value for each in report if each.predicate == FOCUS)
    assert found == sorted(each.resource for each in validate_file(tmp_path / "data.nt").violations)
    assert bool(found) == (left_out is not None)
