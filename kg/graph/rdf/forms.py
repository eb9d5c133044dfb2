"""Forms: the lines of resources of one shape, written once with gaps and then filled in for each of them.

A form is written by the same code that would write one resource, with gaps where resources differ, so that what a
resource looks like is said in one place. To fill one in takes a tenth of the time that writing its lines would.
"""

from collections.abc import Sequence
from operator import itemgetter

from kg.graph.rdf.resource import INTEGER, Term

_EDGE = "\x00"  # no line holds it: literals escape it, and IRIs encode it


def gap(name: str) -> str:
    """A gap within a term, or in place of one."""
    return f"{_EDGE}{name}{_EDGE}"


def words(name: str) -> Term:
    """A literal of plain text that is a gap."""
    return f'"{gap(name)}"'


def number(name: str) -> Term:
    """A whole number that is a gap."""
    return f'"{gap(name)}"^^{INTEGER}'


class Form:
    """Lines with gaps, of which there are at least two; `names` is the order in which values for them are given."""

    def __init__(self, lines: str, names: Sequence[str]) -> None:
        self._parts = lines.split(_EDGE)  # by turns what stands there and the name of a gap
        self._choose = itemgetter(*map(names.index, self._parts[1::2]))

    def filled(self, values: tuple[str, ...]) -> str:
        """The lines with a value in every gap, each written as it must stand there."""
        parts = self._parts.copy()
        parts[1::2] = self._choose(values)
        return "".join(parts)

    def all_filled(self, columns: Sequence[Sequence[str]]) -> str:
        """The lines of many resources, one after the other; each column holds the values of one gap for all of them.

        That takes half the time that filling in each of them would.
        """
        count = len(columns[0])
        parts, stride = self._parts * count, len(self._parts)
        for at, column in zip(range(1, stride, 2), self._choose(columns), strict=True):
            parts[at::stride] = column
        return "".join(parts)
