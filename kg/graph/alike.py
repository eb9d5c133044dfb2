"""Resources that no shape can tell apart: where one of them is valid, all are, and need not be looked at again.

A shape sees the classes of what a resource points at but not whom, of a text whether it is empty, and of a number where
it lies among those that the shapes name and those beside it. A sketch keeps that and leaves the rest out. Which
constraints this holds of is in `CONSTRAINTS`; the tests see to it that the shapes use no others.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby, islice

import pyoxigraph as ox

from kg.graph.rdf.resource import INTEGER, Resource, Term, term

SH = "http://www.w3.org/ns/shacl#"
CONSTRAINTS = frozenset(
    {
        *("and", "or", "not", "property", "path", "class", "datatype", "nodeKind", "in", "hasValue"),
        *("minCount", "maxCount", "minLength", "minInclusive", "maxInclusive", "pattern"),
        *("lessThan", "lessThanOrEquals", "targetClass", "targetSubjectsOf", "message"),
    }
)
"""The terms of SHACL under which resources with the same sketch are both valid or both not.

`minLength` is 1, paths are single properties, and only values that are no plain texts have a `pattern`.
"""
_NUMBERS = (f"^^{INTEGER}", f"^^{term('xsd:decimal')}")
_NUMBER = re.compile(rf'"(-?[0-9]+(?=.\^\^{INTEGER})|-?[0-9]+\.[0-9]+(?=.\^\^{term("xsd:decimal")}))".*')
_MOST = 100_000  # sketches remembered, some 10 MB


@dataclass
class Alike:
    """The sketches of what was found valid; `texts`, `numbers` and `count` are what the shapes name."""

    texts: frozenset[str]
    numbers: tuple[Decimal, ...]
    count: int
    _valid: set[bytes] = field(default_factory=set)

    @classmethod
    def under(cls, shapes: str) -> "Alike":
        """For these shapes, in Turtle."""
        values = [each.object for each in ox.parse(shapes, format=ox.RdfFormat.TURTLE)]
        named = [str(each) for each in values if isinstance(each, ox.Literal)]
        numbers = {number for each in named if (number := _number(each)) is not None}
        whole = [int(number) for number in numbers if number == int(number)]
        return cls(
            frozenset(each for each in named if each.endswith('"')), tuple(sorted(numbers)), max(whole, default=0)
        )

    def unlike(self, resources: Iterable[Resource], classes: Mapping[Term, str]) -> dict[bytes, list[Resource]]:
        """The resources that are like none that was found valid, those together that are like each other."""
        found: dict[bytes, list[Resource]] = {}
        for resource in resources:
            sketch = self._sketch(*resource, classes)
            if sketch not in self._valid:
                found.setdefault(sketch, []).append(resource)
        return found

    def learn(self, sketches: Iterable[bytes]) -> None:
        """Take resources of these sketches as valid from now on."""
        self._valid.update(islice(sketches, max(0, _MOST - len(self._valid))))

    def _sketch(self, subject: Term, text: str, classes: Mapping[Term, str]) -> bytes:
        start = len(subject) + 1
        lines, numbers = list[str](), dict[int, Decimal]()
        for line in dict.fromkeys(text.removesuffix("\n").split("\n")):
            value = line[line.index(" ", start) + 1 : -2]
            if value[0] == "<":
                shown = classes.get(value, value)
            elif value[-1] == '"':
                shown = value if value in self.texts or value == '""' else '"'
            elif value.endswith(_NUMBERS) and (number := _number(value)) is not None:
                numbers[len(lines)] = number
                shown = value[value.rindex("^") :]  # its place among the others comes behind it
            else:
                shown = value
            lines.append(line[start : -2 - len(value)] + shown)
        if numbers:
            order = {number: place for place, number in enumerate(sorted({*numbers.values(), *self.numbers}))}
            for at, number in numbers.items():
                lines[at] += f" {order[number]}"
            lines.append(str([order[number] for number in self.numbers]))
        # a property that has more values of one kind than shapes can count may have any number of them
        few = [each for _, same in groupby(lines) for each in islice(same, self.count + 1)]
        return blake2b("\n".join(few).encode(), digest_size=16).digest()


@lru_cache(1 << 14)
def _number(literal: Term) -> Decimal | None:
    """The value of a whole number or decimal as they are written in N-Triples, None of what is no such."""
    found = _NUMBER.fullmatch(literal)
    return Decimal(found[1]) if found else None
