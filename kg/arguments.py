"""What commands have in common: options, and what becomes of them."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg import plugins, values
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.bolt import Server
    from kg.evaluate.gold import Annotations
    from kg.graph import Graph

Parser = argparse.ArgumentParser
Arguments = argparse.Namespace

_RDF_ONLY = {
    "base": None, "statements": values.STATEMENTS[0], "licence": None, "runs": False, "no_mentions": False,
}  # fmt: skip
"""Options of `kg export` that only RDF can follow, with what they are where nobody gave them."""

_PASSWORD = "NEO4J_PASSWORD"  # noqa: S105 - the name of the variable that holds it


def graph_of(arguments: Arguments, run: int | None = None) -> "Graph":
    """The graph of the store as it is, or as a run left it."""
    from kg.graph import assemble
    from kg.store.sqlite import open_existing

    with open_existing(arguments.store) as store:
        return assemble(store, run)


def annotations_of(arguments: Arguments) -> "Annotations":
    """What the store holds, to be judged."""
    from kg.evaluate.gold import Annotations

    graph = graph_of(arguments)
    texts = {article.id: article.text for article in graph.articles}
    return Annotations(texts, tuple(graph.mentions()), tuple(graph.statements()))


def question_of(arguments: Arguments) -> str:
    """The text of a query; - reads standard input."""
    text: str = arguments.text
    return sys.stdin.read() if text == "-" else text


def add_validate(parser: "Parser | argparse._ArgumentGroup") -> None:
    """`--no-validate`."""
    parser.add_argument("--no-validate", action="store_true", help="publish even what kg validate finds fault with")


def refuse_idle(arguments: Arguments) -> None:
    """Stop where an option would do nothing: who names a licence for a CSV must not think that it is in there."""
    if arguments.output == "-":
        raise UsageError("-o - would be a file of that name; standard output is -o /dev/stdout")
    deltas = sorted(plugins.names("delta"))
    if arguments.since is not None and arguments.format not in deltas:
        raise UsageError(f"--since writes {', '.join(deltas)}, not {arguments.format}")
    idle = [option for option, default in _RDF_ONLY.items() if getattr(arguments, option) != default]
    if idle and arguments.format in plugins.BUILT_IN["exporter"].keys() - values.RDF:
        listed = ", ".join(f"--{option.replace('_', '-')}" for option in idle)
        raise UsageError(f"{listed}: only for {', '.join(sorted(values.RDF))}; {arguments.format} says nothing of it")


def refuse_invalid(graph: "Graph", arguments: Arguments) -> None:
    """Stop where the graph is not valid, unless told."""
    from kg.graph.validation import require_valid
    from kg.processes import cores

    if not arguments.no_validate:
        require_valid(graph, workers=getattr(arguments, "workers", None) or cores())


def add_base(parser: "Parser | argparse._ArgumentGroup") -> None:
    """`--base`."""
    parser.add_argument("--base", metavar="IRI", help="an address of your own that all IRIs begin with")


def base_of(arguments: Arguments) -> str:
    """What all IRIs begin with."""
    from kg.graph.rdf import BASE

    base: str = arguments.base or BASE
    return base


def add_format(parser: Parser, formats: Sequence[str]) -> None:
    """`--format` and `--json`."""
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"form of the answer ({formats[0]})")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")


def add_timeout(parser: Parser) -> None:
    """`--timeout`."""
    parser.add_argument(
        "--timeout", type=values.seconds, default=60.0, metavar="SECONDS", help="give up then (default: 60)"
    )


def add_server(parser: Parser) -> None:
    """How to log in to a Neo4j server."""
    parser.add_argument("--user", default="neo4j", help="user of the server (default: neo4j)")
    parser.add_argument("--database", help="database of the server (default: its own)")
    parser.epilog = f"{parser.epilog}\n\nthe password is read from the environment variable {_PASSWORD}"


def server_of(uri: str, arguments: Arguments) -> "Server":
    """The server at this address."""
    from kg.bolt import Server

    return Server(uri, arguments.user, os.environ.get(_PASSWORD), arguments.database)
