"""Whether a graph is fit to be published: every violation of the SHACL shapes, with the sentences behind it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import shacl

from kg.errors import ExportError, InputError
from kg.graph.alike import SH, Alike
from kg.graph.assemble import Graph
from kg.graph.maker import maker
from kg.graph.rdf import Iris, Profile
from kg.graph.rdf.portions import Portion, portions
from kg.graph.rdf.resource import Resource, Term, predicate
from kg.graph.rdf.view import resources
from kg.graph.shapes import all_shapes, compiled
from kg.ids import digest
from kg.model import Statement
from kg.receipts import receipts
from kg.store import kept

_FOCUS = ox.NamedNode(f"{SH}focusNode")
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


def validate(graph: Graph, iris: Iris | None = None) -> Validation:
    """Check the RDF view of a graph; its mentions are not looked at, for they come straight from the store."""
    iris = iris or Iris()
    profile = Profile("reification", mentions=False)
    return checked(portions(lambda: resources(graph, iris, profile)), _Receipts(graph, iris))


def require_valid(graph: Graph, iris: Iris | None = None) -> None:
    """Refuse to publish what is not valid: `ExportError` with the first violations.

    What was found valid is not looked at again while a large store, the program, the shapes and the base are the same.
    """
    shared, iris = graph.shared(), iris or Iris()
    finding = digest("valid", shared[1].hex(), maker(), all_shapes(), shacl.__version__, iris.base) if shared else ""
    if shared and kept.noted(shared[0]) == finding:
        return
    found = validate(graph, iris).violations
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
    found = _Found()
    found.add(text, None)
    return found.validation(text.count("\n"))


def checked(parts: Iterable[Portion], receipts: "_Receipts | None" = None) -> Validation:
    """Check portion by portion, one of all resources that no shape can tell apart, and all of those where it is wrong.

    What is found of others than a portion's own resources, their own portion has to say.
    """
    alike, found, triples = Alike.under(all_shapes()), _Found(receipts), 0
    for portion in parts:
        triples += len(portion)
        unlike = alike.unlike(portion.resources, portion.classes)
        wrong = found.add_all([same[0] for same in unlike.values()], portion.classes)
        alike.learn(sketch for sketch, same in unlike.items() if same[0][0] not in wrong)
        more = [each for same in unlike.values() if same[0][0] in wrong for each in same[1:]]
        if more:
            found.add_all(more, portion.classes)
    return found.validation(triples)


class _Found:
    """What the engine finds fault with, call by call."""

    def __init__(self, receipts: "_Receipts | None" = None) -> None:
        self._receipts, self._report = receipts, _Report()
        self._violations: list[Violation] = []

    def add_all(self, resources: Sequence[Resource], classes: Mapping[Term, str]) -> set[Term]:
        """Check resources; gives those that are not valid."""
        own = {subject for subject, _ in resources}
        return self.add(Portion(resources, classes).lines(), own) if own else set()

    def add(self, lines: str, own: AbstractSet[Term] | None) -> set[Term]:
        """Check a text; gives what is not valid in it, of all or of `own`."""
        made = compiled().validate_text(lines, format="nt")
        results = [each for each in made.results if own is None or each.focus_node in own]
        if results:
            self._violations += [_violation(each, self._receipts) for each in results]
            self._report.add(made, own)
        return {each.focus_node for each in results}

    def validation(self, triples: int) -> Validation:
        """All of it, in order."""
        ordered = sorted(
            self._violations, key=lambda each: (each.resource, each.path or "", each.value or "", each.shape)
        )
        return Validation(tuple(ordered), triples, self._report.turtle())


class _Report:
    """The reports on portions made one: `sh:ValidationReport` with all results."""

    def __init__(self) -> None:
        self._triples: list[ox.Triple] = []
        self._portions = 0

    def add(self, made: shacl.Report, own: AbstractSet[Term] | None) -> None:
        """Take over what is said of all or of `own`; blank nodes are told apart by the number of the call."""
        self._portions += 1
        triples = list(ox.parse(made.serialize("ntriples"), format=ox.RdfFormat.N_TRIPLES))
        focused = [each for each in triples if each.predicate == _FOCUS]
        results = {each.subject for each in focused if own is None or str(each.object) in own}
        for each in triples:
            if each.subject in results:
                self._triples.append(ox.Triple(self._named(each.subject), each.predicate, self._named(each.object)))

    def turtle(self) -> str:
        """The whole report."""
        root = ox.BlankNode("report")
        results = dict.fromkeys(each.subject for each in self._triples)
        head = [
            ox.Triple(root, _RDF_TYPE, ox.NamedNode(f"{SH}ValidationReport")),
            ox.Triple(root, ox.NamedNode(f"{SH}conforms"), ox.Literal(not results)),
            *(ox.Triple(root, ox.NamedNode(f"{SH}result"), result) for result in results),
        ]
        prefixes = {"sh": SH, "xsd": "http://www.w3.org/2001/XMLSchema#"}
        return (ox.serialize([*head, *self._triples], format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()

    def _named(self, node: Any) -> Any:
        return ox.BlankNode(f"p{self._portions}x{node.value}") if isinstance(node, ox.BlankNode) else node


def _violation(result: shacl.Result, receipts: "_Receipts | None") -> Violation:
    resource = _bare(result.focus_node)
    path = _bare(result.path) if result.path else None
    return Violation(
        resource=resource,
        path=path,
        value=result.value_plain if result.value_plain != resource else None,
        shape=_bare(result.root_shape or result.source_shape or ""),
        message=result.message or f"{result.component} is not met",
        receipts=receipts.of(resource, path) if receipts else (),
    )


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


def _bare(term: str) -> str:
    return term.removeprefix("<").removesuffix(">")
