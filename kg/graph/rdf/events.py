"""Events in the Simple Event Model: who took part in which role, where and when; and moments in OWL-Time."""

from collections.abc import Iterable, Iterator, Mapping

from kg.graph.edges import edge_id, edges_of
from kg.graph.rdf.iris import Iris
from kg.graph.rdf.resource import LABEL, TYPE, Fact, literal, optional, predicate, term, text, typed, written
from kg.model import Edge, Statement
from kg.text import edtf

_ROLES = frozenset({"agent", "target", "participant"})
_DATE = "date"


def part(statement: Statement, iris: Iris) -> Iterator[Fact]:
    """What SEM says of an event in which this statement, which is asserted, has somebody, a place or a moment."""
    if statement.object is not None and statement.predicate in _ROLES:
        edge = edge_id(statement.subject, statement.predicate, statement.object, statement.stance)
        yield term("sem:hasActor"), iris.at("role", edge)
    elif statement.object is not None and statement.predicate == "place":
        yield term("sem:hasPlace"), iris.at("entity", statement.object)
    elif statement.value and statement.predicate == _DATE:
        yield term("sem:hasTime"), iris.at("moment", statement.value)


def roles(said: Iterable[Statement], copies: Mapping[str, str], iris: Iris) -> Iterator[str]:
    """A node for each part that somebody took in an event, with the statements that it rests on.

    `said` is all that is said of the event, `copies` as the graph has it.
    """
    parts = (each for each in said if each.stance == "asserted" and each.predicate in _ROLES)
    for edge in edges_of(parts, copies):
        yield written(iris.at("role", edge.id), _role(edge, iris))


def _role(edge: Edge, iris: Iris) -> Iterator[Fact]:
    yield TYPE, term("sem:Role")
    yield term("rdf:value"), iris.at("entity", edge.object)
    yield term("sem:roleType"), predicate(edge.predicate)
    yield term("kg:confidence"), literal(edge.confidence)
    yield term("kg:sources"), literal(edge.sources)
    for statement in edge.statements:
        yield term("prov:wasDerivedFrom"), iris.at("statement", statement.id)


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
