"""Statements and mentions as they are written, beside the terms that they are made of, one by one."""

from collections.abc import Iterator
from decimal import Decimal
from typing import get_args
from unittest.mock import patch
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ontology
from kg.graph.rdf import articles
from kg.graph.rdf.articles import Mentions
from kg.graph.rdf.iris import BASE, Iris
from kg.graph.rdf.resource import STATEMENTS, Profile
from kg.graph.rdf.statements import Statements
from kg.model import Article, Form, Stance
from kg.store import Mentioned, Receipt
from kg.text import edtf
from tests.hostile import HOSTILE
from tests.rdf import term

IDS = st.one_of(st.from_regex(r"[a-z][0-9a-f]{16}", fullmatch=True), st.text(min_size=1), st.sampled_from(HOSTILE))
TEXTS = st.one_of(st.text(), st.sampled_from(HOSTILE))
OFFSETS = st.integers(0, 10**9)
DATES = st.sampled_from(("2024-03-05", "2024-03", "XXXX-11-26", "", "2024/..", "soon", '"'))
RECEIPTS = st.builds(
    Receipt, IDS, IDS, st.sampled_from(sorted(ontology.load().predicates)), IDS, OFFSETS, OFFSETS, TEXTS, OFFSETS,
    OFFSETS, OFFSETS, OFFSETS, IDS, st.floats(0, 1), st.none(), st.one_of(TEXTS, DATES),
    st.sampled_from(("date", "text", None)), st.sampled_from(get_args(Stance)), st.one_of(st.none(), IDS),
)  # fmt: skip
WITH_OBJECTS = st.builds(lambda said, filler: said._replace(object=filler, value=None, datatype=None), RECEIPTS, IDS)
INTEGER, DECIMAL, DAY = term("xsd:integer"), term("xsd:decimal"), term("xsd:date")


def node(kind: str, id_: str) -> ox.NamedNode:
    """An IRI in one way for all ids."""
    name = quote(id_, safe="")
    return ox.NamedNode(f"{BASE}{kind}/{name if name.strip('.') else name.replace('.', '%2E')}")


def filler(said: Receipt) -> ox.NamedNode | ox.Literal:
    if said.object is not None:
        return node("entity", said.object)
    return ox.Literal(said.value or "", datatype=term("edtf:EDTF") if said.datatype == "date" else None)


def tied(said: Receipt, choice: str) -> Iterator[tuple[ox.NamedNode, object]]:
    fact = node("entity", said.subject), ox.NamedNode(ontology.load().predicate(said.predicate).iri), filler(said)
    if choice == "triple-terms":
        yield term("rdf:reifies"), ox.Triple(*fact)
    elif choice == "nodes":
        yield term("kg:predicate"), fact[1]
        yield term(f"kgv:{said.predicate}"), fact[2]
    elif choice != "graph" or said.stance != "asserted":
        yield term("rdf:type"), term("rdf:Statement")
        yield from zip(map(term, ("rdf:subject", "rdf:predicate", "rdf:object")), fact, strict=True)


def expected(said: Receipt, choice: str) -> Iterator[tuple[ox.NamedNode, object]]:
    yield term("rdf:type"), term("schema:Claim")
    yield from tied(said, choice)
    yield term("kg:stance"), ox.Literal(said.stance)
    if said.speaker is not None:
        yield term("sem:accordingTo"), node("entity", said.speaker)
    yield term("kg:confidence"), ox.Literal(f"{Decimal(repr(said.confidence)):f}", datatype=DECIMAL)
    yield term("kg:quote"), ox.Literal(said.quote)
    yield term("prov:wasQuotedFrom"), node("article", said.article)
    for name, offset in zip(
        ("start", "end", "subjectStart", "subjectEnd", "objectStart", "objectEnd"), said[4:6] + said[7:11], strict=True
    ):
        yield term(f"kg:{name}"), ox.Literal(str(offset), datatype=INTEGER)
    days = edtf.days(said.value or "") if said.datatype == "date" else (None, None)
    for name, day in zip(("earliest", "latest"), days, strict=True):
        if day is not None:
            yield term(f"kg:{name}"), ox.Literal(day.isoformat(), datatype=DAY)
    yield term("prov:wasAttributedTo"), node("extractor", said.extractor)


@pytest.mark.parametrize("choice", STATEMENTS)
@given(st.lists(st.one_of(RECEIPTS, WITH_OBJECTS), max_size=4))
def test_a_statement_is_the_same_as_term_by_term(choice: str, receipts: list[Receipt]) -> None:
    statements = Statements(Profile(choice), Iris())
    for said in receipts:
        here = node("statement", said.id)
        assert statements.described(said) == "".join(
            f"{here} {property_} {value if not isinstance(value, ox.Triple) else f'<<( {value} )>>'} .\n"
            for property_, value in expected(said, choice)
        )


@given(TEXTS, st.lists(st.builds(Mentioned, IDS, st.just("a b"), st.integers(0, 80), st.integers(0, 80), TEXTS,
                                 st.sampled_from(get_args(Form)), st.just("Person"), IDS), max_size=7))  # fmt: skip
def test_mentions_are_the_same_as_term_by_term(text: str, found: list[Mentioned]) -> None:
    with patch.object(articles, "_TOGETHER", 3):
        written = "".join(Mentions(Iris()).within(Article("a b", text), found))
    wanted = ""
    for each in found:
        here, selection, position, words = (
            node(kind, each.id) for kind in ("mention", "selection", "position", "quote")
        )
        numbers = [ox.Literal(str(at), datatype=INTEGER) for at in (each.start, each.end)]
        before, after = text[max(each.start - 32, 0) : each.start], text[each.end :][:32]
        facts = (
            (here, "rdf:type", term("oa:Annotation")),
            (here, "oa:motivatedBy", term("oa:identifying")),
            (here, "oa:hasBody", node("entity", each.entity)),
            (here, "oa:hasTarget", selection),
            (here, "kg:form", ox.Literal(each.form)),
            (selection, "rdf:type", term("oa:SpecificResource")),
            (selection, "oa:hasSource", node("article", "a b")),
            (selection, "oa:hasSelector", position),
            (selection, "oa:hasSelector", words),
            (position, "rdf:type", term("oa:TextPositionSelector")),
            (position, "oa:start", numbers[0]),
            (position, "oa:end", numbers[1]),
            (words, "rdf:type", term("oa:TextQuoteSelector")),
            (words, "oa:exact", ox.Literal(each.text)),
            (words, "oa:prefix", ox.Literal(before)),
            (words, "oa:suffix", ox.Literal(after)),
        )
        wanted += "".join(f"{subject} {term(name)} {value} .\n" for subject, name, value in facts)
    assert written == wanted
