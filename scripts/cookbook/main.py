"""Ask the questions of the cookbook: `scripts/ask --help`."""

import argparse
from collections.abc import Sequence

import kg
from cookbook.pages import STORIES, Page, pages
from kg.errors import KgError
from kg.graph import assemble
from kg.handle import Handle
from kg.pipeline import Options, build
from kg.query.answer import Answer, render
from kg.query.cypher import Engine
from kg.store.sqlite import SqliteStore
from kg.terminal import complain, say

ENGINES = ("cypher", "sparql", "networkx")


def main(arguments: Sequence[str] | None = None) -> int:
    """List the questions, answer one from a store, or renew the answers on the pages."""
    parser = argparse.ArgumentParser(prog="scripts/ask", description=__doc__)
    parser.add_argument("number", nargs="?", type=int, help="which question (default: list them)")
    parser.add_argument("--store", default="kg.db", metavar="PATH", help="the store to ask (default: kg.db)")
    parser.add_argument("--in", dest="engine", choices=ENGINES, default=ENGINES[0], help="which query (cypher)")
    parser.add_argument(
        "--renew", action="store_true", help="read the invented stories, write the answers on all pages"
    )
    asked = parser.parse_args(arguments)
    known = {page.number: page for page in pages()}
    if asked.renew:
        return _renew(list(known.values()))
    if asked.number is None:
        say("\n".join(f"{page.number:2}  {page.title}" for page in known.values()))
        return 0
    if asked.number not in known:
        parser.error(f"there is no question {asked.number}; there are 1 to {max(known)}")
    try:
        say(render(_answer(known[asked.number], kg.open(asked.store), asked.engine), "table"))
    except KgError as error:
        complain(str(error))
        return error.exit_code
    return 0


def _answer(page: Page, graph: Handle, engine: str) -> Answer:
    if engine == "cypher":
        return graph.query(page.cypher)
    if engine == "sparql":
        return graph.sparql(page.sparql)
    rows = page.function()(graph.to_networkx())
    return Answer(graph.query(page.cypher).columns, tuple(rows))


def _renew(found: Sequence[Page]) -> int:
    """Read the stories with the real extractor, and write what the engine answers."""
    with SqliteStore() as store:
        build(store, [str(STORIES)], Options(workers=1))
        engine = Engine(assemble(store))
    for page in found:
        answer = engine.query(page.cypher)
        page.path.write_text(page.renewed(answer.columns, answer.rows), encoding="utf-8")
    return 0
