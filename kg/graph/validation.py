"""Whether a graph is fit to be published: every violation of the SHACL shapes, with the sentences behind it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import shacl

from kg.errors import ExportError, InputError
from kg.graph.alike import SH
from kg.graph.assemble import Graph
from kg.graph.checking import Findings, check, check_all, look
from kg.graph.maker import maker
from kg.graph.rdf import Iris
from kg.graph.rdf.portions import Portion
from kg.graph.rdf.resource import predicate
from kg.graph.shapes import all_shapes
from kg.ids import digest
from kg.model import Statement
from kg.receipts import receipts
from kg.store import kept

_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong: the resource, the property and value, the shape that says so, and the statements concerned."""

    resource: str
    path: str | None
    value: str | None
    shape: str
    message: str
    receipts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Validation:
    """The violations, in the order of their resources; `rdf` is the report as SHACL defines it, in Turtle."""

    violations: tuple[Violation, ...]
    triples: int
    rdf: str

    def text(self) -> str:
        """The report for a person."""
        if not self.violations:
            return f"valid: {self.triples:,} triples, no violation"
        return "\n".join(line for each in self.violations for line in _lines(each)) + (
            f"\n{len(self.violations)} violations in {self.triples:,} triples"
        )

    def json(self) -> str:
        """The report for a program."""
        rows = [
            {
                "resource": each.resource,
                "path": each.path,
                "value": each.value,
                "shape": each.shape,
                "message": each.message,
                "statements": [
                    {"id": said.id, "article": said.article, "start": said.start, "end": said.end, "quote": said.quote}
                    for said in each.receipts
                ],
            }
            for each in self.violations
        ]
        return json.dumps(
            {"valid": not rows, "triples": self.triples, "violations": rows}, ensure_ascii=False, indent=2
        )


def validate(graph: Graph, iris: Iris | None = None, workers: int = 1) -> Validation:
    """Check the RDF view of a graph; its mentions are not looked at, for they come straight from the store.

    A large one is checked by so many processes. `ExportError` where one of them dies.
    """
    iris = iris or Iris()
    return _validation(check_all(graph, iris, workers), _Receipts(graph, iris))


def require_valid(graph: Graph, iris: Iris | None = None, workers: int = 1) -> None:
    """Refuse to publish what is not valid: `ExportError` with the first violations.

    What was found valid is not looked at again while a large store, the program, the shapes and the base are the same.
    """
    shared, iris = graph.shared(), iris or Iris()
    finding = digest("valid", shared[1].hex(), maker(), all_shapes(), shacl.__version__, iris.base) if shared else ""
    if shared and kept.noted(shared[0]) == finding:
        return
    found = validate(graph, iris, workers).violations
    if shared and not found:
        kept.note(shared[0], finding)
    if found:
        first = "; ".join(f"{each.resource}: {each.message}" for each in found[:3])
        raise ExportError(
            f"the graph has {len(found)} violations ({first}); see kg validate, "
            "or publish all the same with --no-validate"
        )


def validate_file(path: Path) -> Validation:
    """Check an RDF file of ours, told by its name's ending; `InputError` where it cannot be read."""
    form = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if form is None:
        raise InputError(f"{path} does not end in .ttl, .nt, .nq, .trig, .jsonld or .rdf; rename it to what it is")
    try:
        with path.open("rb") as file:
            triples = (quad.triple for quad in ox.parse(file, format=form))
            text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    except (OSError, SyntaxError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    if not text:
        raise InputError(f"{path} holds no triples, so there is nothing to check")
    return _validation(Findings((look(text),), text.count("\n")))


def checked(parts: Iterable[Portion]) -> Validation:
    """Check portion by portion."""
    return _validation(check(parts))


def _validation(findings: Findings, receipts: "_Receipts | None" = None) -> Validation:
    violations = [
        Violation(*fault, receipts.of(fault.resource, fault.path) if receipts else ())
        for each in findings.found
        for fault in each.faults
    ]
    violations.sort(key=lambda each: (each.resource, each.path or "", each.value or "", each.shape))
    return Validation(tuple(violations), findings.triples, _report(each.report for each in findings.found))


def _report(reports: Iterable[str]) -> str:
    """The reports made one: `sh:ValidationReport` with all results; blank nodes are told apart by their report."""
    triples = [
        ox.Triple(_named(each.subject, number), each.predicate, _named(each.object, number))
        for number, report in enumerate(reports)
        for each in ox.parse(report, format=ox.RdfFormat.N_TRIPLES)
    ]
    root = ox.BlankNode("report")
    results = dict.fromkeys(each.subject for each in triples)
    head = [
        ox.Triple(root, _RDF_TYPE, ox.NamedNode(f"{SH}ValidationReport")),
        ox.Triple(root, ox.NamedNode(f"{SH}conforms"), ox.Literal(not results)),
        *(ox.Triple(root, ox.NamedNode(f"{SH}result"), result) for result in results),
    ]
    prefixes = {"sh": SH, "xsd": "http://www.w3.org/2001/XMLSchema#"}
    return (ox.serialize([*head, *triples], format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def _named(node: Any, number: int) -> Any:
    return ox.BlankNode(f"p{number}x{node.value}") if isinstance(node, ox.BlankNode) else node


class _Receipts:
    """The statements that a resource of the RDF view rests on."""

    def __init__(self, graph: Graph, iris: Iris) -> None:
        self._graph, self._iris = graph, iris

    def of(self, resource: str, path: str | None) -> tuple[Statement, ...]:
        """The statement itself, or those of an entity, by the property if one is given."""
        said = self._about.get(resource, [])
        same = [each for each in said if f"<{path}>" == predicate(each.predicate)]
        return tuple(same or said)

    @cached_property
    def _about(self) -> dict[str, list[Statement]]:
        """Statements by their own address and their subject's; made only where something is wrong."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for said in self._graph.statements():
            found[self._iris.of("statement", said.id).value].append(said)
            found[self._iris.of("entity", said.subject).value].append(said)
        return found


def _lines(violation: Violation) -> Iterator[str]:
    about = " ".join(part for part in (violation.resource, violation.path, violation.value) if part)
    yield f"{about}: {violation.message} ({violation.shape})"
    for said, *_ in receipts(violation.receipts)[:3]:
        yield f'    {said.article} {said.start}-{said.end}: "{" ".join(said.quote.split())}"'
