"""The vocabulary as a page for people (`schemas/vocabulary.md`)."""

from collections.abc import Iterator

from kg.graph.rdf.iris import PREFIXES
from kg.ontology import Class, Counterpart, Ontology, Predicate

_PREFIXES = {**PREFIXES, "org": "http://www.w3.org/ns/org#"}  # org: is in no export
_MARKS = {"close": "", "broader": "broader ", "narrower": "narrower ", "implies": "implied "}


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
    yield "CAMEO and PLOVER are the codes of these event schemes that lie closest. A counterpart means much the same,"
    yield "unless it is marked: *broader* or *narrower* than the term here, or *implied* by it (`rdfs:subPropertyOf`)."
    yield ""
    yield "| class | IRI | a kind of | counterparts | CAMEO | PLOVER | |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from map(_class, vocabulary.classes.values())
    yield ""
    yield "## Predicates"
    yield ""
    yield "| predicate | IRI | from | to | inverse | counterparts | |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from map(_predicate, vocabulary.predicates.values())


def _class(each: Class) -> str:
    codes = f"{', '.join(each.cameo)} | {', '.join(each.plover)}"
    kind = f"| {each.term} | `{_short(each.iri)}` | {each.parent or ''}"
    return f"{kind} | {_counterparts(each.counterparts)} | {codes} | {each.comment} |"


def _predicate(each: Predicate) -> str:
    inverse = "itself" if each.symmetric else each.inverse or ""
    domain, range_ = (", ".join(sorted(terms)) for terms in (each.domain, each.range))
    joins = f"| {each.term} | `{_short(each.iri)}` | {domain} | {range_} | {inverse}"
    return f"{joins} | {_counterparts(each.counterparts)} | {each.comment} |"


def _counterparts(found: tuple[Counterpart, ...]) -> str:
    return ", ".join(f"{_MARKS[each.relation]}`{_short(each.iri)}`" for each in found)


def _short(iri: str) -> str:
    prefix, space = max(_PREFIXES.items(), key=lambda each: len(each[1]) if iri.startswith(each[1]) else 0)
    return f"{prefix}:{iri.removeprefix(space)}" if iri.startswith(space) else iri
