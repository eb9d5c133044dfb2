"""The Cypher that the embedded engine is trusted with; what it would answer unlike Neo4j is refused beforehand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, takewhile

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""
    (?P<gap>   \s+ | //[^\n]* | /\*.*?\*/ )
  | (?P<text>  '(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" )
  | (?P<name>  `(?:``|[^`])*` | \$?[^\W\d]\w* )
  | (?P<number> \d[\w.]*\d | \d )
  | (?P<sign>  . )
    """,
    re.VERBOSE | re.DOTALL,
)
ONLY_READS = "kg query only reads; a graph changes by reading articles (kg build)"
_FIRST = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"}
_WRITES = {"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "DROP", "INSERT", "LOAD", "NODETACH"}
_LONGEST, _DEEPEST = 10_000, 200  # tokens and levels; far beyond, the engine's parser overflows its stack
_CLAUSES = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "UNION", "}"}  # what ends a WHERE
_ANY_LENGTH = "write p = (a)-[r:knows*1..4 {stance: 'asserted'}]-(b), and ORDER BY length(p)"
_STEPS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1, "UNION": 1}

Tokens = list[str]


@dataclass(frozen=True, slots=True)
class _Quirk:
    """A place where the engine and Neo4j part: `at` finds it in the tokens, `advice` says what to write instead."""

    at: Callable[[Tokens, int], bool]
    advice: str


def check(text: str) -> None:
    """`QueryError` where the query does not only read the graph, or would mean something else on Neo4j."""
    tokens = list(_tokens(text))
    if not tokens:
        raise QueryError("the query is empty; write for example: MATCH (p:Person) RETURN p.name")
    first = tokens[0].upper()
    if first in _WRITES:
        raise QueryError(f"{first}: {ONLY_READS}")
    if first not in _FIRST:
        raise QueryError(f"a query begins with one of {', '.join(sorted(_FIRST))}, not with {tokens[0]!r}")
    if len(tokens) > _LONGEST or max(accumulate(_STEPS.get(token.upper(), 0) for token in tokens)) > _DEEPEST:
        raise QueryError("the query is too long or too deeply nested; give lists of values as parameters")
    for at in range(len(tokens)):
        for quirk in _QUIRKS:
            if quirk.at(tokens, at):
                raise QueryError(f"{' '.join(tokens[at : at + 2])!r}: {quirk.advice}")


def adapted(text: str) -> str:
    """The query in the engine's own words: Neo4j's `point.distance` is its `distance`.

    Both give metres, Neo4j on a sphere and the engine on the WGS 84 ellipsoid; they part by less than 1 in 100.
    """
    found = [match for match in _TOKEN.finditer(text) if match.lastgroup != "gap"]
    tokens = [match.group() for match in found]
    for at in reversed(range(len(tokens))):
        if _point_distance(tokens, at):
            text = text[: found[at].start()] + text[found[at + 2].start() :]
    return text


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "text":
            yield "''"
        elif match.lastgroup != "gap":
            yield match.group()


def _word(tokens: Tokens, at: int) -> str:
    return tokens[at].upper() if 0 <= at < len(tokens) else ""


def _pair(first: str, second: str) -> Callable[[Tokens, int], bool]:
    return lambda tokens, at: _word(tokens, at) == first and _word(tokens, at + 1) == second


def _function(*names: str) -> Callable[[Tokens, int], bool]:
    def found(tokens: Tokens, at: int) -> bool:
        return _word(tokens, at) in names and _word(tokens, at + 1) == "(" and _word(tokens, at - 1) != "."

    return found


def _procedure(tokens: Tokens, at: int) -> bool:
    named = _word(tokens, at + 1)[:1] == "`" or _word(tokens, at + 1).isidentifier()
    return _word(tokens, at) == "CALL" and named and _word(tokens, at + 2) in (".", "(")


def _closed(tokens: Tokens, at: int) -> int:
    """Where the bracket that opens at `at` is closed."""
    depths = accumulate({"(": 1, ")": -1}.get(token, 0) for token in tokens[at:])
    return next((at + step for step, depth in enumerate(depths) if depth == 0), len(tokens))


def _bare_end(tokens: Tokens, at: int) -> bool:
    return _function("STARTNODE", "ENDNODE")(tokens, at) and _word(tokens, _closed(tokens, at + 1) + 1) != "."


def _point_distance(tokens: Tokens, at: int) -> bool:
    parts = ("POINT", ".", "DISTANCE", "(")
    return tuple(_word(tokens, at + step) for step in range(4)) == parts and _word(tokens, at - 1) != "."


_shortest_path = _function("SHORTESTPATH", "ALLSHORTESTPATHS")


def _choosy_relationship(tokens: Tokens, at: int) -> bool:
    if not _shortest_path(tokens, at):
        return False
    pattern = tokens[at + 1 : _closed(tokens, at + 1)]
    within = accumulate({"[": 1, "]": -1}.get(token, 0) for token in pattern)
    return any(depth and token.upper() in ("{", "WHERE") for token, depth in zip(pattern, within, strict=True))


def _choosy_path(tokens: Tokens, at: int) -> bool:
    """Whether the WHERE of a shortest path speaks of that path."""
    if not _shortest_path(tokens, at) or _word(tokens, at - 1) != "=":
        return False
    rest = takewhile(lambda token: token.upper() not in _CLAUSES, tokens[_closed(tokens, at + 1) :])
    return tokens[at - 2] in rest


def _duration_between(tokens: Tokens, at: int) -> bool:
    parts = ("BETWEEN", "INMONTHS", "INDAYS", "INSECONDS")
    return _pair("DURATION", ".")(tokens, at) and _word(tokens, at + 2) in parts


def _second_statement(tokens: Tokens, at: int) -> bool:
    return tokens[at] == ";" and at + 1 < len(tokens)


def _type_property(tokens: Tokens, at: int) -> bool:
    return tokens[at] == "." and _word(tokens, at + 1) in ("TYPE", "`TYPE`") and _word(tokens, at + 2) != "("


_QUIRKS = (
    _Quirk(_function("DISTANCE"), "Neo4j 5 calls this point.distance"),
    _Quirk(_choosy_relationship, f"the engine overlooks what a relationship must be like here; {_ANY_LENGTH}"),
    _Quirk(_choosy_path, f"the engine looks at WHERE only when it has chosen the path; {_ANY_LENGTH}"),
    _Quirk(_second_statement, "ask one question at a time"),
    _Quirk(_pair("LOAD", "CSV"), "kg query only reads the graph, no files"),
    _Quirk(_pair("FORMAT", "CSV"), "use the option --format csv"),
    _Quirk(_procedure, "procedures belong to one engine; only CALL { ... } works here"),
    _Quirk(_function("ID", "ELEMENTID"), "internal ids differ between engines; write n.id, which kg gave"),
    _Quirk(_duration_between, "its parts count differently on Neo4j; compare the dates instead"),
    _Quirk(_bare_end, "give the node a name in the pattern instead, as in (a)-[r]->(b)"),
    _Quirk(_type_property, "nothing has this property; write n.class, labels(n) or type(r)"),
)
