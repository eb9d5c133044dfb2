"""The vocabulary as others read it: published, in OWL 2 DL, free of contradictions, with counterparts that exist."""

import subprocess
from itertools import product
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import DC, DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, VANN, VOID, XSD
from rdflib.collection import Collection
from rdflib.namespace import GEO
from rdflib.term import Node

from kg import ontology
from kg.errors import OntologyError
from kg.graph import Graph
from kg.graph.rdf import Iris, Profile, lines, quads
from kg.graph.rdf.iris import PREFIXES
from kg.graph.rdf.resource import STATEMENTS
from kg.graph.validation import validate_file
from tests.rdf_script import rdf_script

KG = rdflib.Namespace(ontology.KG)
EXAMPLE = rdflib.Namespace("https://data.example/")
DOCUMENT = rdflib.URIRef(ontology.KG.rstrip("#"))
KINDS = {OWL.AnnotationProperty, OWL.DatatypeProperty, OWL.ObjectProperty}
BUILT_IN = {RDF.type, RDF.first, RDF.rest, *(RDFS[name] for name in ("comment", "isDefinedBy", "label", "seeAlso"))}
# What rdflib knows of each vocabulary is generated from its publisher's file; the rest it does not know.
SPACES = (DC, DCAT, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, VANN, VOID, XSD)
KNOWN: dict[str, set[str]] = {
    **{str(each._NS): set(each.__annotations__) | set(getattr(each, "_extras", ())) for each in SPACES},
    "http://semanticweb.cs.vu.nl/2009/11/sem/": set(
        "Event Place Role accordingTo hasActor hasEarliestBeginTimeStamp hasLatestEndTimeStamp hasPlace hasTime "
        "hasTimeStamp roleType".split()
    ),
    "http://www.w3.org/ns/oa#": set(
        "Annotation SpecificResource TextPositionSelector TextQuoteSelector end exact hasBody hasSelector hasSource "
        "hasTarget identifying motivatedBy prefix start suffix".split()
    ),
    "http://www.geonames.org/ontology#": {"countryCode", "population"},
    "http://www.opengis.net/ont/sf#": {"Point"},
    "http://www.w3.org/2003/01/geo/wgs84_pos#": {"lat", "long"},
    "http://id.loc.gov/datatypes/edtf/": {"EDTF"},
}
KNOWN[str(RDF)].add("reifies")  # RDF 1.2
OURS = (ontology.KG, str(DOCUMENT))
PAGES = ("https://spdx.org/", "https://www.loc.gov/", "https://github.com/", "http://eventdata.parusanalytics.com/")
# What became of each CAMEO category in PLOVER, by its manual; the longest beginning of a code counts. Its authors moved
# convictions to SANCTION and resignations to RETREAT.
PLOVER = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE",
    "0831": "RETREAT", "084": "RETREAT", "085": "RETREAT", "086": "RETREAT", "087": "RETREAT", "09": "ACCUSE",
    "10": "REQUEST", "11": "ACCUSE", "116": "SANCTION", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology.schemas() / "ontology.ttl")


def contradictions(*parts: rdflib.Graph) -> list[str]:
    """What an OWL 2 RL reasoner finds wrong with all of it together."""
    together = rdflib.Graph()
    for part in parts:
        together += part
    semantics = owlrl.OWLRL_Semantics(together, axioms=False, daxioms=False, rdfs=False)
    semantics.closure()
    return [str(message) for message in semantics.error_messages]


def example(turtle: str) -> rdflib.Graph:
    prefixes = (
        f"@prefix : <{EXAMPLE}> . @prefix kg: <{KG}> . @prefix schema: <https://schema.org/> . @prefix owl: <{OWL}> ."
    )
    return rdflib.Graph().parse(data=f"{prefixes} {turtle}", format="turtle")


def test_it_says_what_a_published_vocabulary_says(vocabulary: rdflib.Graph) -> None:
    for property_ in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DC.creator, DCTERMS.created, OWL.versionIRI):
        assert len(list(vocabulary.objects(DOCUMENT, property_))) == 1, property_
    version = vocabulary.value(DOCUMENT, OWL.versionInfo)
    assert vocabulary.value(DOCUMENT, OWL.versionIRI) == rdflib.URIRef(f"{DOCUMENT}/{version}")
    assert vocabulary.value(DOCUMENT, VANN.preferredNamespaceUri) == rdflib.Literal(ontology.KG)
    for term in {each for each in vocabulary.subjects() if str(each).startswith(ontology.KG)}:
        assert vocabulary.value(term, RDFS.isDefinedBy) == DOCUMENT, term
        assert vocabulary.value(term, RDFS.comment), term


def exists(iri: str) -> bool:
    space = max((each for each in KNOWN if iri.startswith(each)), key=len, default="")
    return iri.removeprefix(space) in KNOWN.get(space, ())


def test_every_term_of_others_exists(vocabulary: rdflib.Graph) -> None:
    used = {str(term) for triple in vocabulary for term in triple if isinstance(term, rdflib.URIRef)}
    assert [iri for iri in sorted(used) if not iri.startswith(OURS + PAGES) and not exists(iri)] == []


@pytest.mark.parametrize("choice", STATEMENTS)
def test_every_term_of_an_export_exists(choice: str, world: Graph, vocabulary: rdflib.Graph) -> None:
    profile = Profile(choice, licence="https://creativecommons.org/licenses/by/4.0/", runs=True)
    found = list(quads(world, Iris(), profile))
    used = {each.predicate.value for each in found}
    used |= {getattr(each.object, "value", "") for each in found if each.predicate.value == str(RDF.type)}
    declared = {str(each) for each in vocabulary.subjects()}
    through = {f"{PREFIXES[name]}{term}" for name in ("kgc", "kgv") for term in ontology.load().predicates}
    assert [iri for iri in sorted(used - declared - through) if not exists(iri)] == []
    assert not {iri for iri in used - through if iri.startswith(ontology.KG)} - declared


def test_properties_are_of_one_kind_as_owl_dl_asks(vocabulary: rdflib.Graph) -> None:
    declared = {term: set(vocabulary.objects(term, RDF.type)) for term in vocabulary.subjects()}
    for property_ in set(vocabulary.predicates()) - BUILT_IN:
        if not str(property_).startswith((str(OWL), str(RDFS))):
            assert len(declared.get(property_, set()) & KINDS) == 1, f"{property_} is used and not declared"
    for property_ in {each for each, kinds in declared.items() if kinds & KINDS}:
        assert len(declared[property_] & KINDS) == 1, f"{property_} is declared twice"
        assert not declared[property_] & {OWL.Class, RDFS.Datatype}, property_
    for _, above in vocabulary.subject_objects(RDFS.subPropertyOf):
        assert declared[above] & KINDS, f"{above} is not declared"
    named = (kind for axiom in (RDFS.domain, RDFS.range) for kind in vocabulary.objects(None, axiom))
    for kind in {each for each in named if isinstance(each, rdflib.URIRef)}:
        assert kind in (XSD.string, XSD.integer, XSD.decimal) or declared[kind] & {OWL.Class, RDFS.Datatype}, kind


def test_domains_and_ranges_are_what_the_profile_says(vocabulary: rdflib.Graph) -> None:
    """Of terms of our own; an inverse widens them, since it holds of whatever the other one joins."""
    for name, predicate in ontology.load().predicates.items():
        term = rdflib.URIRef(predicate.iri)
        if (term, RDF.type, OWL.AnnotationProperty) in vocabulary or not predicate.iri.startswith(ontology.KG):
            assert not list(vocabulary.objects(term, RDFS.domain)), name
            continue
        other = ontology.load().predicates.get(predicate.inverse or "")
        assert kinds(vocabulary, term, RDFS.domain) == iris(predicate.domain | (other.range if other else frozenset()))
        assert kinds(vocabulary, term, RDFS.range) == iris(predicate.range | (other.domain if other else frozenset()))


def kinds(vocabulary: rdflib.Graph, term: Node, axiom: Node) -> set[str]:
    kind = vocabulary.value(term, axiom)
    assert kind is not None
    union = vocabulary.value(kind, OWL.unionOf)
    return {str(kind)} if union is None else {str(each) for each in Collection(vocabulary, union)}


def iris(terms: frozenset[str]) -> set[str]:
    literals = {ontology.DATE: ontology.EDTF, ontology.TEXT: f"{ontology.KG}Text"}
    return {literals.get(term) or ontology.load().class_(term).iri for term in terms}


def test_codes_of_cameo_and_plover_agree() -> None:
    for name, class_ in ontology.load().classes.items():
        begins = (max((each for each in PLOVER if code.startswith(each)), key=len, default="") for code in class_.cameo)
        assert class_.plover == tuple(dict.fromkeys(PLOVER[each] for each in begins if each)), name
        assert not class_.cameo or ontology.load().root(name) == "Event"


def test_whatever_the_profile_allows_is_possible(vocabulary: rdflib.Graph) -> None:
    """An individual of each class, and of each predicate a fact for every two classes that it may join."""
    facts = rdflib.Graph()
    for class_ in ontology.load().classes.values():
        facts.add((EXAMPLE[class_.term], RDF.type, rdflib.URIRef(class_.iri)))
    for predicate in ontology.load().predicates.values():
        for number, (subject, object_) in enumerate(product(sorted(predicate.domain), sorted(predicate.range))):
            here = EXAMPLE[f"{predicate.term}-{number}"]
            facts.add((here, RDF.type, rdflib.URIRef(ontology.load().class_(subject).iri)))
            facts.add((here, rdflib.URIRef(predicate.iri), filler(object_)))
    facts += example(":bank a schema:Organization, schema:Place .")  # a schema:LocalBusiness is both
    assert contradictions(vocabulary, facts) == []


def filler(kind: str) -> Node:
    literals = {ontology.DATE: rdflib.Literal("2024-03", datatype=ontology.EDTF), ontology.TEXT: rdflib.Literal("oil")}
    return literals.get(kind) or EXAMPLE[kind]


def test_what_is_impossible_is_found_out(vocabulary: rdflib.Graph) -> None:
    wrong = example("""
        :person-and-place a schema:Person, schema:Place .
        :protest-and-body a kg:Protest, schema:Organization .
        :body-in-office a schema:Organization ; kg:holdsPosition :office .
        :place-in-office kg:capitalOf :country ; kg:holdsPosition :office .
        :event-with-a-seat kg:headquarters :town ; kg:date "2024" .
        :founded-group a kg:Group . :founder kg:founderOf :founded-group .
    """)
    found = contradictions(vocabulary, wrong)
    for name in sorted({str(each) for each in wrong.subjects()} - {str(EXAMPLE["founder"])}):
        assert any(name in message for message in found), name


@pytest.mark.parametrize("choice", ["reification", "nodes"])
def test_nothing_in_an_export_contradicts_it(choice: str, world: Graph, vocabulary: rdflib.Graph) -> None:
    written = "".join(lines(world, Iris(), Profile(choice)))
    assert contradictions(vocabulary, rdflib.Graph().parse(data=written, format="nt")) == []


@pytest.mark.slow
def test_it_is_owl_dl_and_consistent_for_others(world: Graph, vocabulary: rdflib.Graph, tmp_path: Path) -> None:
    """ROBOT finds it in the profile; HermiT finds no class unsatisfiable, and what kg asserts consistent with it."""
    vocabulary.serialize(tmp_path / "ontology.ttl")
    profile = rdf_script("robot", "validate-profile", "--profile", "DL", "--input", tmp_path / "ontology.ttl")
    assert (profile.returncode, b"[Ontology and imports closure in profile]" in profile.stdout) == (0, True)
    stated = {rdflib.URIRef(each.iri) for each in ontology.load().predicates.values()} | {RDF.type}
    export = rdflib.Graph().parse(data="".join(lines(world, Iris(), Profile("reification"))), format="nt")
    found = vocabulary + example(" ".join(f"<{each}> a owl:Class ." for each in set(export.objects(None, RDF.type))))
    for fact in export:
        if fact[1] in stated:
            found.add(fact)
    assert reasoned(found, tmp_path).returncode == 0
    wrong = reasoned(found + example(":a a schema:Event ; kg:headquarters :b ."), tmp_path)
    assert (wrong.returncode, b"inconsistent" in wrong.stdout + wrong.stderr) == (1, True)


def reasoned(facts: rdflib.Graph, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    facts.serialize(folder / "facts.ttl")
    return rdf_script(
        "robot", "reason", "--reasoner", "hermit", "--input", folder / "facts.ttl", "--output", folder / "out.ttl"
    )


def test_what_follows_from_an_export_is_valid_too(world: Graph, vocabulary: rdflib.Graph, tmp_path: Path) -> None:
    """In a store that reasons, the shapes still hold; owl:sameAs is left out, since it gives everything two names."""
    found = rdflib.Graph().parse(data="".join(lines(world, Iris(), Profile("reification"))), format="nt")
    found.remove((None, OWL.sameAs, None))
    ours = set(found.subjects())
    found += vocabulary
    owlrl.OWLRL_Semantics(found, axioms=False, daxioms=False, rdfs=False).closure()
    inferred = rdflib.Graph()
    for triple in found:
        if triple[0] in ours:
            inferred.add(triple)
    inferred.serialize(tmp_path / "inferred.nt", format="nt", encoding="utf-8")
    assert len(inferred) > 1_300
    assert validate_file(tmp_path / "inferred.nt").violations == ()


def test_functional_properties_have_one_value(world: Graph, vocabulary: rdflib.Graph) -> None:
    found = rdflib.Graph().parse(data="".join(lines(world, Iris(), Profile("nodes", runs=True))), format="nt")
    functional = set(vocabulary.subjects(RDF.type, OWL.FunctionalProperty))
    assert functional <= set(found.predicates())
    for property_ in functional:
        subjects = list(found.subjects(property_))
        assert len(subjects) == len(set(subjects)), property_


def test_an_entity_is_of_one_kind(world: Graph) -> None:
    """Organizations and places, too, which OWL may not hold apart (schema:LocalBusiness is both) and kg does."""
    found = rdflib.Graph().parse(data="".join(lines(world, Iris(), Profile("reification"))), format="nt")
    known = ontology.load()
    roots = {rdflib.URIRef(each.iri) for each in known.classes.values() if each.parent is None}
    for subject in set(found.subjects(SDO.name)):
        assert len(roots & set(found.objects(subject, RDF.type))) <= 1, subject


@pytest.mark.parametrize(
    ("turtle", "why"),
    [
        ("kg:x a owl:Class ; kg:term 'X' ; rdfs:subClassOf kg:none .", "which has no kg:term"),
        ("kg:x a owl:Class ; kg:term 'X', 'Y' .", "it may have one"),
        ("kg:x a owl:ObjectProperty ; kg:term 'x' .", "has no schema:domainIncludes"),
        ("kg:x a", "not valid Turtle"),
    ],
)
def test_a_broken_ontology_is_refused(turtle: str, why: str) -> None:
    prefixes = f"@prefix kg: <{KG}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . "
    with pytest.raises(OntologyError, match=why):
        ontology.parse(f"{prefixes}{turtle}".encode())


def test_unknown_terms_say_where_to_add_them() -> None:
    with pytest.raises(OntologyError, match=r"no class 'Robot' in schemas/ontology\.ttl"):
        ontology.load().class_("Robot")
    with pytest.raises(OntologyError, match=r"no predicate 'owes' in schemas/ontology\.ttl"):
        ontology.load().predicate("owes")
