"""The vocabulary as a page for people (`schemas/vocabulary.md`)."""

from collections.abc import Iterator

from kg.graph.rdf.iris import PREFIXES
from kg.ontology import Class, Ontology, Predicate


def page(vocabulary: Ontology) -> str:
    """Every class and predicate in Markdown."""
    return "\n".join(_lines(vocabulary)) + "\n"


def _lines(vocabulary: Ontology) -> Iterator[str]:
    yield "# Vocabulary"
    yield ""
    yield "Made from [ontology.ttl](ontology.ttl) by `scripts/schemas`: change the ontology, not this page."
    yield ""
    yield "## Classes"
    yield ""
    yield "| class | IRI | a kind of | close to | |"
    yield "| --- | --- | --- | --- | --- |"
    yield from map(_class, vocabulary.classes.values())
    yield ""
    yield "## Predicates"
    yield ""
    yield "| predicate | IRI | from | to | inverse | |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield from map(_predicate, vocabulary.predicates.values())


def _class(each: Class) -> str:
    close = ", ".join(f"`{_short(iri)}`" for iri in each.close)
    return f"| {each.term} | `{_short(each.iri)}` | {each.parent or ''} | {close} | {each.comment} |"


def _predicate(each: Predicate) -> str:
    inverse = "itself" if each.symmetric else each.inverse or ""
    domain, range_ = (", ".join(sorted(terms)) for terms in (each.domain, each.range))
    return f"| {each.term} | `{_short(each.iri)}` | {domain} | {range_} | {inverse} | {each.comment} |"


def _short(iri: str) -> str:
    prefix, space = max(PREFIXES.items(), key=lambda each: len(each[1]) if iri.startswith(each[1]) else 0)
    return f"{prefix}:{iri.removeprefix(space)}" if iri.startswith(space) else iri
