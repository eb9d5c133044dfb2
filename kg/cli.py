"""The command line: each command is one row of `COMMANDS`, and all its work is done elsewhere.

stdout carries only what was asked for; progress, warnings and errors go to stderr.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg import __version__
from kg.errors import KgError
from kg.terminal import complain, say, use_utf8

Parser = argparse.ArgumentParser
Arguments = argparse.Namespace


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `options` declares its arguments, `run` does it (importing what is heavy only then)."""

    name: str
    help: str
    example: str
    options: Callable[[Parser], None]
    run: Callable[[Arguments], None]


def _build_options(parser: Parser) -> None:
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="file, folder, archive or feed; - reads stdin")
    parser.add_argument("--model", help="spaCy pipeline by name or folder (default: the one kg was tuned with)")
    parser.add_argument("--workers", type=_positive, metavar="N", help="processes (default: one a core, 4 at most)")
    parser.add_argument("--keep", action="store_true", help="keep stored articles that are no longer in INPUT")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")
    parser.add_argument("--json", action="store_true", help="print the report as JSON on stdout")


def _build(arguments: Arguments) -> None:
    from kg.pipeline import Options, build
    from kg.progress import Bar
    from kg.store.sqlite import SqliteStore

    options = Options(model=arguments.model, workers=arguments.workers, keep=arguments.keep)
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


COMMANDS = (
    Command("build", "read articles and build the graph", "kg build news/ --store kg.db", _build_options, _build),
    Command("stats", "count what is in the store and what was rejected", "kg stats --json", _stats_options, _stats),
)


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


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
        sub.add_argument("--store", default="kg.db", metavar="PATH", help="the store (default: kg.db)")
        command.options(sub)
        sub.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 failed, 2 (or SystemExit 2) wrong usage."""
    use_utf8()
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
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
    return 0
