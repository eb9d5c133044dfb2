"""The command line: each command is one row of `COMMANDS`, and all its work is done elsewhere.

stdout carries only what was asked for; progress, warnings and errors go to stderr.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import __version__, plugins, values, verdicts
from kg.arguments import (
    Arguments,
    Parser,
    add_base,
    add_format,
    add_server,
    add_timeout,
    add_validate,
    annotations_of,
    base_of,
    graph_of,
    question_of,
    refuse_idle,
    refuse_invalid,
    server_of,
)
from kg.errors import KgError, UsageError
from kg.processes import end_softly
from kg.query.answer import FORMATS, SPARQL_FORMATS
from kg.terminal import complain, say, use_utf8

STORE = "kg.db"
NEO4J = "bolt://127.0.0.1:7687"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `options` declares its arguments, `run` does it (importing what is heavy only then)."""

    name: str
    help: str
    example: str
    options: Callable[[Parser], None]
    run: Callable[[Arguments], int | None]


def _build_options(parser: Parser) -> None:
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, archive or feed; - reads stdin")
    parser.add_argument("--model", help="spaCy pipeline by name or folder (default: the one kg was tuned with)")
    parser.add_argument("--reader", help="trained (default), patterns, or a folder of weights made by scripts/train")
    parser.add_argument(
        "--min-confidence",
        type=values.share,
        metavar="P",
        help="0 to 1: what every statement must have (default: precise)",
    )
    parser.add_argument(
        "--workers", type=values.positive, metavar="N", help="processes (default: one a core, 4 at most)"
    )
    parser.add_argument("--keep", action="store_true", help="keep stored articles that are no longer in INPUT")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")
    parser.add_argument("--json", action="store_true", help="print the report as JSON on stdout")


def _build(arguments: Arguments) -> None:
    from kg.pipeline import Options, build
    from kg.progress import Bar
    from kg.read.inputs import check
    from kg.store.sqlite import SqliteStore

    check(arguments.inputs)  # before there is a store
    options = Options(
        model=arguments.model, reader=arguments.reader, min_confidence=arguments.min_confidence,
        workers=arguments.workers, keep=arguments.keep,
    )  # fmt: skip
    with SqliteStore(arguments.store) as store, Bar(quiet=arguments.quiet) as bar:
        report = build(store, arguments.inputs, options, bar)
    if not arguments.quiet:
        for line in report.lines():
            complain(line)
    if arguments.json:
        say(report.json())


def _stats_options(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def _stats(arguments: Arguments) -> None:
    from kg.stats import stats
    from kg.store.sqlite import open_existing

    with open_existing(arguments.store) as store:
        figures = stats(store)
    say(figures.json() if arguments.json else figures.text())


def _diff_options(parser: Parser) -> None:
    parser.add_argument("since", type=values.positive, metavar="RUN", help="what this run left behind (see kg stats)")
    parser.add_argument(
        "until", type=values.positive, nargs="?", metavar="RUN", help="what that one did (default: now)"
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")


def _diff(arguments: Arguments) -> None:
    from kg.query.diff import Diff

    diff = Diff(graph_of(arguments, arguments.since), graph_of(arguments, arguments.until))
    say(diff.json() if arguments.json else diff.text())


def _purge_options(parser: Parser) -> None:
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="ids of articles (default: all)")


def _purge(arguments: Arguments) -> None:
    from kg.store.sqlite import open_existing

    with open_existing(arguments.store, write=True) as store:
        dropped = store.purge(arguments.articles or None)
    complain(f"{dropped:,} earlier version{'s' if dropped != 1 else ''} dropped for good")


def _export_options(parser: Parser) -> None:
    formats = sorted(plugins.names("exporter"))
    parser.add_argument("format", choices=formats, metavar="FORMAT", help=f"one of {', '.join(formats)}")
    parser.add_argument(
        "-o", "--output", required=True, metavar="PATH",
        help="file to write, or folder: csv, jsonl, neo4j-csv, parquet, training",
    )  # fmt: skip
    parser.add_argument(
        "--until", type=values.positive, metavar="RUN", help="the graph that this run left behind (default: now)"
    )
    deltas = ", ".join(sorted(plugins.names("delta")))
    parser.add_argument(
        "--since",
        type=values.positive,
        metavar="RUN",
        help=f"only what was added, changed and removed since this run: a folder ({deltas})",
    )
    parser.add_argument(
        "--workers", type=values.positive, metavar="N",
        help="processes that write nquads, ntriples or neo4j-csv (default: one a core)",
    )  # fmt: skip
    rdf = parser.add_argument_group("RDF formats")
    add_base(rdf)
    rdf.add_argument(
        "--statements", choices=values.STATEMENTS, default=values.STATEMENTS[0], metavar="HOW",
        help=f"how statements are tied to their facts: {', '.join(values.STATEMENTS)} (see schemas/profile.md)",
    )  # fmt: skip
    rdf.add_argument("--licence", type=values.iri, metavar="IRI", help="the licence that you publish the data under")
    rdf.add_argument("--runs", action="store_true", help="tell when kg read, too; then no two stores are the same")
    add_validate(rdf)
    rdf.add_argument("--no-mentions", action="store_true", help="leave out where in the articles names stand")


def _export(arguments: Arguments) -> None:
    from kg.export import Options
    from kg.graph.rdf import Profile
    from kg.processes import cores

    refuse_idle(arguments)
    profile = Profile(arguments.statements, arguments.licence, arguments.runs, not arguments.no_mentions)
    options, target = Options(base_of(arguments), profile, arguments.workers or cores()), Path(arguments.output)
    exporter = plugins.load("exporter" if arguments.since is None else "delta", arguments.format)()
    graph = graph_of(arguments, arguments.until)
    if arguments.format in values.RDF:
        refuse_invalid(graph, arguments)
    if arguments.since is None:
        exporter.write(graph, target, options)
    else:
        exporter.write(graph_of(arguments, arguments.since), graph, target, options)


def _load_options(parser: Parser) -> None:
    parser.add_argument("target", choices=["neo4j"], metavar="neo4j", help="what to load")
    parser.add_argument("--uri", default=NEO4J, help=f"Bolt address of the server (default: {NEO4J})")
    parser.add_argument("--evidence", action="store_true", help="a node (:Claim) for each statement, besides the edges")
    parser.add_argument("--neosemantics", action="store_true", help="nodes are :Resource, uri is their IRI in RDF")
    for declare in (add_base, add_server, add_validate):
        declare(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")


def _load(arguments: Arguments) -> None:
    from kg.export.neo4j import load
    from kg.progress import Bar

    if arguments.base and not arguments.neosemantics:
        raise UsageError("--base is for --neosemantics: no other node has an IRI")
    graph, base = graph_of(arguments), base_of(arguments) if arguments.neosemantics else None
    refuse_invalid(graph, arguments)
    with Bar(quiet=arguments.quiet, unit=" rows") as bar:
        report = load(graph, server_of(arguments.uri, arguments), bar, evidence=arguments.evidence, base=base)
    if not arguments.quiet:
        for line in report.lines():
            complain(line)


def _query_options(parser: Parser) -> None:
    parser.add_argument("text", metavar="CYPHER", help="the question; - reads it from stdin")
    parser.add_argument(
        "--param", action="append", default=[], type=values.parameter, metavar="NAME=VALUE", help="a value for $NAME"
    )
    add_timeout(parser)
    parser.add_argument("--neo4j", metavar="URI", help="ask this Neo4j server, in read mode, instead of the store")
    add_server(parser)
    add_format(parser, FORMATS)


def _query(arguments: Arguments) -> None:
    from kg.query.answer import render

    text, parameters = question_of(arguments), dict(arguments.param)
    if arguments.neo4j:
        from kg.query.server import run_on_server

        answer = run_on_server(server_of(arguments.neo4j, arguments), text, parameters, arguments.timeout)
    else:
        from kg.query.cypher import query

        answer = query(graph_of(arguments), text, parameters, arguments.timeout)
    say(render(answer, arguments.format))


def _sparql_options(parser: Parser) -> None:
    parser.add_argument("text", metavar="SPARQL", help="the question; - reads it from stdin")
    add_timeout(parser)
    add_base(parser)
    add_format(parser, SPARQL_FORMATS)


def _sparql(arguments: Arguments) -> None:
    from kg.query.patience import within
    from kg.query.sparql import Engine

    text, engine = question_of(arguments), Engine(graph_of(arguments), base_of(arguments))
    say(within(arguments.timeout, lambda: engine.text(text, arguments.format)))


def _validate_options(parser: Parser) -> None:
    parser.add_argument("--file", type=Path, metavar="PATH", help="check this RDF file of kg's instead of the store")
    parser.add_argument(
        "--format", choices=("text", "json", "turtle"), default="text", help="turtle is the report as SHACL defines it"
    )
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")


def _validate(arguments: Arguments) -> int:
    from kg.graph.validation import validate, validate_file
    from kg.processes import cores

    found = validate_file(arguments.file) if arguments.file else validate(graph_of(arguments), workers=cores())
    say(found.rdf if arguments.format == "turtle" else found.json() if arguments.format == "json" else found.text())
    return int(bool(found.violations))


def _why_options(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", help="an entity, by any of its names or by its id")
    parser.add_argument("other", nargs="?", metavar="NAME", help="a second one: show only what joins the two")
    parser.add_argument("--json", action="store_true", help="print the receipts as JSON")


def _why(arguments: Arguments) -> None:
    from kg.query.why import why

    receipts = why(graph_of(arguments), [name for name in (arguments.name, arguments.other) if name is not None])
    say(receipts.json() if arguments.json else receipts.text())


def _evaluate_options(parser: Parser) -> None:
    parser.add_argument("gold", metavar="GOLD", help="folder of exchange records (kg export jsonl) that are right")
    parser.add_argument("--predicted", metavar="DIR", help="folder of exchange records to judge, instead of the store")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.epilog = (
        f"{parser.epilog}\n\n"
        "Classes and forms of mentions that GOLD never marks and predicates that it never states are not judged.\n"
        'An article of GOLD may say which parts of it were read for which predicates: "passages": [{"start", "end",\n'
        '"predicates": []}]; then the rest of it judges no statement.'
    )


def _evaluate(arguments: Arguments) -> None:
    from kg.evaluate import gold, report
    from kg.evaluate.compare import compare

    if arguments.predicted and arguments.store != STORE:
        raise UsageError("--store and --predicted both say what is to be judged; leave out one of them")
    right = gold.read(Path(arguments.gold))
    found = gold.read(Path(arguments.predicted)) if arguments.predicted else annotations_of(arguments)
    for line in (*right.complaints(), *found.complaints()):
        complain(line)
    evaluation = compare(right, found)
    for line in evaluation.notes:
        complain(line)
    say(report.to_json(evaluation) if arguments.json else report.text(evaluation))


COMMANDS = (
    Command("build", "read articles and build the graph", "kg build news/ --store kg.db", _build_options, _build),
    Command("export", "write the graph to files", "kg export turtle -o exports/kg.ttl", _export_options, _export),
    Command("load", "load or update a Neo4j database", f"kg load neo4j --uri {NEO4J}", _load_options, _load),
    Command(
        "query",
        "ask in Cypher",
        "kg query 'MATCH (a:Person)-[:representedBy]->(b) RETURN a.name, b.name'",
        _query_options,
        _query,
    ),
    Command(
        "sparql",
        "ask in SPARQL",
        "kg sparql 'SELECT ?name { ?p a schema:Person ; schema:name ?name }'",
        _sparql_options,
        _sparql,
    ),
    Command("validate", "check the graph against its SHACL shapes", "kg validate", _validate_options, _validate),
    Command("why", "show the sentences behind an entity, or between two", "kg why 'Ilya Drazen'", _why_options, _why),
    Command(
        "confirm",
        "say that statements are right",
        "kg confirm s3f2a9c01",
        verdicts.decision_options,
        verdicts.confirm,
    ),
    Command(
        "strike",
        "take statements that are wrong out of the graph (they stay in the record)",
        "kg strike s3f2a9c01",
        verdicts.decision_options,
        verdicts.strike,
    ),
    Command(
        "merge",
        "say that two entities are one",
        "kg merge 'Ilya Drazen' 'I. Drazen'",
        verdicts.merge_options,
        verdicts.merge,
    ),
    Command(
        "split",
        "say that an article means somebody else by a name",
        "kg split 'Ilya Drazen' visit.txt",
        verdicts.split_options,
        verdicts.split,
    ),
    Command(
        "undo", "take back what people merged or split", "kg undo 'Ilya Drazen'", verdicts.undo_options, verdicts.undo
    ),
    Command("evaluate", "score the graph against gold", "kg evaluate gold/", _evaluate_options, _evaluate),
    Command("diff", "what changed between two runs, and why", "kg diff 3", _diff_options, _diff),
    Command("purge", "drop for good what articles said earlier", "kg purge visit.txt", _purge_options, _purge),
    Command("stats", "count what is in the store and what was rejected", "kg stats --json", _stats_options, _stats),
)


def _parser() -> Parser:
    parser = Parser(prog="kg", description="News articles into a knowledge graph with a receipt for every edge.")
    parser.add_argument("--version", action="version", version=f"kg {__version__}")
    table = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = table.add_parser(
            command.name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.",
            epilog=f"example:\n  {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.add_argument("--store", default=STORE, metavar="PATH", help=f"the store (default: {STORE})")
        command.options(sub)
        sub.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 failed, 2 (or SystemExit 2) wrong usage."""
    use_utf8()
    end_softly()
    arguments = _parser().parse_args(argv)
    try:
        code = arguments.run(arguments)
        sys.stdout.flush()
    except KgError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        complain("stopped; what was finished is stored, run the same command again to go on")
        return 1
    except BrokenPipeError:
        # whoever read our output has left; keep Python from complaining about it once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code or 0
