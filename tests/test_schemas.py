"""The ontology is the one source: what follows from it is fresh, and a new predicate is everywhere at once."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pyoxigraph as ox
import pytest

from kg import ontology
from kg.graph import columns, shapes, vocabulary
from kg.graph.rdf import Iris, jsonld
from kg.ontology import DATE, TEXT

ROOT = Path(__file__).parents[1]
NEW = """
kg:owes a owl:ObjectProperty ;
    kg:term "owes" ;
    rdfs:label "owes"@en ;
    schema:domainIncludes schema:Person ;
    schema:rangeIncludes schema:Organization ;
    rdfs:comment "The person owes the organization money."@en .
"""


def test_what_is_made_from_the_ontology_is_fresh() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "schemas"), "--check"]
    subprocess.run(command, check=True, timeout=60, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})


def test_a_new_predicate_is_added_in_one_place() -> None:
    known = ontology.parse((ontology.schemas() / "ontology.ttl").read_bytes() + NEW.encode())
    assert known.allows("Person", "owes", "Organization")
    assert "kgs:owes a sh:NodeShape" in shapes.from_ontology(known)
    assert jsonld.context(Iris(), known)["owes"] == {"@id": f"{ontology.KG}owes", "@type": "@id"}
    assert "| owes | `kg:owes` | Person | Organization |" in vocabulary.page(known)


def test_the_ontology_describes_itself() -> None:
    triples = list(ox.parse((ontology.schemas() / "ontology.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    own = {each.subject.value for each in triples if isinstance(each.subject, ox.NamedNode)}
    for iri in own:
        said = {
            each.predicate.value.rpartition("#")[2] for each in triples if getattr(each.subject, "value", "") == iri
        }
        assert {"label"} <= said, iri
    used = {each.object.value for each in triples if isinstance(each.object, ox.NamedNode)}
    assert {iri for iri in used if iri.startswith(ontology.KG)} <= own


@pytest.mark.parametrize("name", ["entity", "mention", "statement"])
def test_json_schemas_know_the_vocabulary(name: str) -> None:
    schema = json.loads((ontology.schemas() / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    known = ontology.load()
    terms = schema["properties"]["predicate" if name == "statement" else "class"]["enum"]
    assert set(terms) == (set(known.predicates) | set(known.classes)) & set(terms)
    assert len(terms) == (len(known.predicates) if name == "statement" else len(known.classes)) - 1


def test_tables_have_a_column_for_every_literal_predicate() -> None:
    literal = {name for name, each in ontology.load().predicates.items() if each.range <= {DATE, TEXT}}
    assert literal <= set(columns.of_nodes())
