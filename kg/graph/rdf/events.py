"""Events in the Simple Event Model: who took part in which role, where and when; and moments in OWL-Time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg import ontology
from kg.graph.edges import edge_id
from kg.graph.rdf.forms import Form, gap, number
from kg.graph.rdf.iris import Iris, segments
from kg.graph.rdf.resource import LABEL, TYPE, Fact, decimal, optional, predicate, term, text, typed, written
from kg.graph.support import weighed
from kg.store import Said
from kg.text import edtf

_ROLES = frozenset({"agent", "target", "participant"})
_DATE = "date"
_FROM = term("prov:wasDerivedFrom")
_GAPS = ("id", "object", "statement", "predicate", "confidence", "sources")


class Role(NamedTuple):
    """A part that somebody took in an event, by the id of its edge, with all statements that assert it."""

    id: str
    predicate: str
    object: str
    said: Sequence[Said]


def roles(said: Iterable[Said]) -> list[Role]:
    """The parts that people took in an event, in the order of ids; `said` is all that is said of it."""
    parts: dict[tuple[str, str], list[Said]] = {}
    for each in said:
        if each.predicate in _ROLES and each.object is not None and each.stance == "asserted":
            parts.setdefault((each.predicate, each.object), []).append(each)
    return sorted([Role(edge_id(same[0].subject, *part, "asserted"), *part, same) for part, same in parts.items()])


def facts(said: Iterable[Said], iris: Iris) -> Iterator[Fact]:
    """What SEM says of an event: its place and time, where this is asserted."""
    for each in said:
        if each.stance != "asserted":
            continue
        if each.predicate == "place" and each.object is not None:
            yield term("sem:hasPlace"), iris.at("entity", each.object)
        elif each.predicate == _DATE and each.value:
            yield term("sem:hasTime"), iris.at("moment", each.value)


def dates(said: Iterable[Said]) -> Iterator[str]:
    """The dates (EDTF) of an event."""
    for each in said:
        if each.predicate == _DATE and each.value and each.datatype == ontology.DATE and each.stance == "asserted":
            yield each.value


class Roles:
    """Writes the node of each part that somebody took in an event; `copies` as the graph has it."""

    def __init__(self, copies: Mapping[str, str], iris: Iris) -> None:
        here = iris.ending("role", gap("id"))
        self._copies, self._iris = copies, iris
        self._form = Form(
            written(
                here,
                [
                    (TYPE, term("sem:Role")),
                    (term("rdf:value"), iris.ending("entity", gap("object"))),
                    (term("sem:roleType"), gap("predicate")),
                    (term("kg:confidence"), gap("confidence")),
                    (term("kg:sources"), number("sources")),
                    (_FROM, iris.ending("statement", gap("statement"))),
                ],
            ),
            _GAPS,
        )

    def described(self, role: Role) -> str:
        """A part as lines, with the statements that it rests on."""
        said = role.said
        confidence, sources = weighed([each.article for each in said], [each.confidence for each in said], self._copies)
        ids = segments((role.id, role.object, said[0].id))
        lines = self._form.filled((*ids, predicate(role.predicate), decimal(confidence), str(sources)))
        more = [(_FROM, self._iris.at("statement", each.id)) for each in said[1:]]
        return lines + written(self._iris.at("role", role.id), more) if more else lines


def moments(values: Iterable[str], iris: Iris) -> Iterator[str]:
    """A node for each date (EDTF): a day is an instant, a month or year the interval between its first and last day.

    Of what has no year, there is no telling when it was: it has a label only.
    """
    known = {value: edtf.days(value) for value in values}
    ends = {day.isoformat() for days in known.values() for day in days if day is not None}
    for value in sorted(known.keys() | ends):
        first, last = known.get(value) or edtf.days(value)
        days = [typed(day.isoformat(), "xsd:date") if day else None for day in (first, last)]
        facts: list[Fact] = [(LABEL, text(value)), *optional(("kg:earliest", days[0]), ("kg:latest", days[1]))]
        if first is None or last is None:
            kind = "time:TemporalEntity"
        elif first == last:
            kind = "time:Instant"
            facts += optional(("time:inXSDDate", days[0]))
        else:
            kind = "time:ProperInterval"
            facts += [(term("time:hasBeginning"), iris.at("moment", first.isoformat()))]
            facts += [(term("time:hasEnd"), iris.at("moment", last.isoformat()))]
        yield written(iris.at("moment", value), [(TYPE, term(kind)), *facts])
