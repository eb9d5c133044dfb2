"""Draw a figure from a graph and print the table behind it: `scripts/figure --help`."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import kg
from kg.errors import KgError
from kg.query.answer import render
from kg.terminal import complain, say

FIGURES = {
    "actors": "who is written about together",
    "timeline": "what happened when",
    "places": "where the news is from",
    "quotations": "who speaks about whom",
    "sources": "how far each outlet is confirmed by others",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw one figure; 0 when it is written, 1 where it cannot be."""
    parser = argparse.ArgumentParser(prog="scripts/figure", description=__doc__)
    parser.add_argument("figure", choices=FIGURES, help="; ".join(f"{name}: {what}" for name, what in FIGURES.items()))
    parser.add_argument("--store", default="kg.db", metavar="PATH", help="the store (default: kg.db)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="PNG, SVG or PDF (default: FIGURE.png)")
    parser.add_argument("--top", type=int, metavar="N", help="how many to show")
    asked = parser.parse_args(arguments)
    output = asked.output or Path(f"{asked.figure}.png")
    try:
        from research.figure import save

        drawn, table = import_module(f"research.{asked.figure}").draw(
            kg.open(asked.store), **({"top": asked.top} if asked.top else {})
        )
        save(drawn, output)
    except ImportError as error:
        complain(f"{error}; the figures need matplotlib: pip install '.[research]'")
        return 1
    except (KgError, OSError, ValueError) as error:
        complain(str(error))
        return 1
    say(render(table, "table"))
    complain(f"wrote {output}")
    return 0
