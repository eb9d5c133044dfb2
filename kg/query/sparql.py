"""SPARQL on the RDF view, in memory; nothing is fetched and nothing is changed."""

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from kg.errors import QueryError, UsageError
from kg.graph import Graph
from kg.graph.rdf import BASE, Iris, Profile, lines, named_graphs
from kg.graph.rdf.iris import PREFIXES
from kg.graph.rdf.turtle import serialize
from kg.query.answer import SPARQL_FORMATS, Answer, render

_W3C = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_WHOLE = {f"{PREFIXES['xsd']}{name}" for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger")}
_FRACTIONS = {f"{PREFIXES['xsd']}{name}" for name in ("decimal", "double", "float")}

# Strings, IRIs, comments, escapes, variables, language tags and local names: where any word may stand. Whatever else
# holds "service" would make the engine open a connection; it has no switch for that.
_INERT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\#[^\n\r]*"
    r"|\\."
    r"|[?$]\w+"
    r"|@[\w-]+"
    r"|:[\w.%-]+",
    re.DOTALL,
)
_AT = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_WHY = {"Prefix not found": "the prefix is not declared", "IRI parsing failed": "this is no IRI"}
_LOCAL = re.compile(r"[A-Za-z_][\w-]*\Z", re.ASCII)
_CALL = re.compile("service", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s*)*(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE
)


def query(graph: Graph, text: str, base: str = BASE) -> Answer:
    """Ask one question; for several keep an `Engine`. `QueryError` as from `Engine.query`."""
    return Engine(graph, base).query(text)


class Engine:
    """The RDF view in the memory of this process, for any number of queries.

    The default graph of a query is the union of all graphs, each fact once; `GRAPH ?article { ... }` asks for what
    one article asserts. The prefixes of `kg.graph.rdf.iris` need no declaration.
    """

    def __init__(self, graph: Graph, base: str = BASE) -> None:
        self._iris = Iris(base)
        self._store = ox.Store()
        # The engine's own union would give a fact once for each article that asserts it.
        for facts in (lines(graph, self._iris, Profile("reification")), named_graphs(graph, self._iris, Profile())):
            self._store.bulk_load("".join(facts).encode(), format=ox.RdfFormat.N_QUADS)

    def query(self, text: str) -> Answer:
        """Ask; IRIs come as strings, numbers and truth values as Python's, all other literals as strings.

        ASK gives one row with one truth value, CONSTRUCT and DESCRIBE one row for each triple. `QueryError` where
        the query is wrong, changes something or calls another server.
        """
        with _explained(text):
            found = self._ask(text)
            if isinstance(found, ox.QueryBoolean):
                return Answer(("answer",), ((bool(found),),))
            if isinstance(found, ox.QueryTriples):
                return Answer(("subject", "predicate", "object"), tuple(_row(triple) for triple in _sorted(found)))
            return Answer(_columns(found), tuple(map(_row, found)))

    def text(self, text: str, format_: str) -> str:
        """Ask, and write the answer as a `table` for people or in the W3C's own `json`, `csv` or `tsv`.

        CONSTRUCT and DESCRIBE give Turtle as `table` and JSON-LD as `json`. Errors as from `query`.
        """
        if format_ not in SPARQL_FORMATS:
            raise UsageError(f"no format {format_!r}; there are: {', '.join(SPARQL_FORMATS)}")
        with _explained(text):
            found = self._ask(text)
            if isinstance(found, ox.QueryTriples):
                return self._rdf(_sorted(found), format_)
            if format_ != "table":
                written = found.serialize(format=_W3C[format_]) or b""
                return written.decode().replace("\r\n", "\n").removesuffix("\n")
            if isinstance(found, ox.QueryBoolean):
                return "true" if found else "false"
            rows = tuple(tuple(map(self._short, solution)) for solution in found)
            return render(Answer(_columns(found), rows), "table")

    def _ask(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if not text.strip():
            raise QueryError(
                "the query is empty; write for example: SELECT ?name { ?p a schema:Person ; schema:name ?name }"
            )
        if _CALL.search(_INERT.sub(" ", text)):
            raise QueryError("SPARQL: SERVICE is refused, for a query may not call another server")
        return self._store.query(text, prefixes=self._iris.prefixes())

    def _rdf(self, triples: list[ox.Triple], format_: str) -> str:
        if format_ == "json":
            written = ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b""
            return written.decode()
        if format_ != "table":
            raise UsageError(f"{format_} has rows and columns, and this query gives triples; ask for table or json")
        out = io.BytesIO()
        serialize(triples, out, ox.RdfFormat.TURTLE, self._iris)
        return out.getvalue().decode().removesuffix("\n")

    def _short(self, term: object) -> object:
        """The value for a person: IRIs as prefixed names."""
        value = _plain(term)
        if not isinstance(term, ox.NamedNode):
            return value
        for name, space in self._iris.prefixes().items():
            if term.value.startswith(space) and _LOCAL.match(term.value, len(space)):
                return f"{name}:{term.value[len(space) :]}"
        return f"<{term.value}>"


@contextmanager
def _explained(text: str) -> Iterator[None]:
    """The engine's errors as ours; it evaluates while it is read, so that they may come late."""
    try:
        yield
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        if _UPDATE.match(_INERT.sub(" ", text)):
            raise QueryError("SPARQL: updates are refused, for the graph is derived from the store") from error
        raise QueryError(f"SPARQL: {_pointed(text, str(error))}") from error


def _pointed(text: str, error: str) -> str:
    """A syntax error with the place it points at, instead of all that the engine would have taken there."""
    match = _AT.match(error)
    lines = text.splitlines()
    if match is None or int(match[1]) > len(lines):
        return error
    line, column = int(match[1]), int(match[2])
    why = next((f": {words}" for sign, words in _WHY.items() if sign in match[3]), "")
    return f"syntax error at line {line}, column {column}{why}\n   {lines[line - 1]}\n   {' ' * (column - 1)}^"


def _columns(found: ox.QuerySolutions) -> tuple[str, ...]:
    return tuple(variable.value for variable in found.variables)


def _sorted(found: ox.QueryTriples) -> list[ox.Triple]:
    return sorted(set(found), key=str)


def _row(terms: Iterable[object]) -> tuple[object, ...]:
    return tuple(map(_plain, terms))


def _plain(term: object) -> object:
    """The value of a term in Python; None where a variable is not bound."""
    if isinstance(term, ox.Literal):
        return _value(term)
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode) else term and str(term)


def _value(literal: ox.Literal) -> object:
    type_ = literal.datatype.value
    try:
        if type_ in _WHOLE:
            return int(literal.value)
        if type_ in _FRACTIONS:
            return float(literal.value)
    except ValueError:
        return literal.value
    return literal.value in ("true", "1") if type_ == f"{PREFIXES['xsd']}boolean" else literal.value
