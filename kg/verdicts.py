"""The commands by which people decide: on statements, and on whom names mean."""

from typing import TYPE_CHECKING

from kg.arguments import Arguments, Parser
from kg.terminal import complain

if TYPE_CHECKING:
    from kg.model import Ruling
    from kg.store.sqlite import SqliteStore


def decision_options(parser: Parser) -> None:
    """Those of `confirm` and `strike`."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="id as kg why shows it, or its first 8 characters or more")
    _add_by(parser)
    parser.add_argument("--undo", action="store_true", help="take the decision back")


def confirm(arguments: Arguments) -> None:
    """`kg confirm`."""
    _decide(arguments, "right")


def strike(arguments: Arguments) -> None:
    """`kg strike`."""
    _decide(arguments, "wrong")


def merge_options(parser: Parser) -> None:
    """Those of `merge`."""
    parser.add_argument("name", metavar="NAME", help="an entity, by any of its names or by its id")
    parser.add_argument("other", metavar="NAME", help="the same one by another name or id")
    _add_by(parser)
    _add_reason(parser)


def merge(arguments: Arguments) -> None:
    """`kg merge`."""
    from kg import merges

    with _store(arguments) as store:
        complain(merges.merge(store, arguments.name, arguments.other, by=arguments.by, reason=arguments.reason))


def split_options(parser: Parser) -> None:
    """Those of `split`."""
    parser.add_argument("name", metavar="NAME", help="an entity, by any of its names or by its id")
    parser.add_argument("article", metavar="ARTICLE", help="id of the article that means somebody else")
    _add_by(parser)
    _add_reason(parser)


def split(arguments: Arguments) -> None:
    """`kg split`."""
    from kg import merges

    with _store(arguments) as store:
        complain(merges.split(store, arguments.name, arguments.article, by=arguments.by, reason=arguments.reason))


def undo_options(parser: Parser) -> None:
    """Those of `undo`."""
    parser.add_argument("name", metavar="NAME", help="an entity, by any of its names or by its id")
    _add_by(parser)


def undo(arguments: Arguments) -> None:
    """`kg undo`."""
    from kg import merges

    with _store(arguments) as store:
        complain(merges.undo(store, arguments.name, by=arguments.by))


def _decide(arguments: Arguments, verdict: "Ruling") -> None:
    from kg.decisions import decide

    with _store(arguments) as store:
        for line in decide(store, arguments.ids, verdict, by=arguments.by, undo=arguments.undo):
            complain(line)


def _store(arguments: Arguments) -> "SqliteStore":
    from kg.store.sqlite import open_existing

    return open_existing(arguments.store, write=True)


def _add_by(parser: Parser) -> None:
    parser.add_argument("--by", metavar="NAME", help="who decides (default: your login name)")


def _add_reason(parser: Parser) -> None:
    parser.add_argument("--reason", metavar="TEXT", help="why, for kg why to show")
