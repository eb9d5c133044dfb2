"""Canonical entities, each made of its members, their names and what is said of them, one at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter, itemgetter
from types import MappingProxyType

from kg.graph.lazy import Aligned, grouped
from kg.graph.naming import PARTIES, class_of, event_name, name_of, role_order
from kg.graph.support import support
from kg.model import Entity, LocalEntity, Scalar, Statement
from kg.store import Snapshot
from kg.text import places


def entities(snapshot: Snapshot, struck: AbstractSet[str], copies: Mapping[str, str]) -> Iterator[Entity]:
    """Every canonical entity, events under the names of their triggers (see `event_names`)."""
    named = Aligned(grouped(snapshot.names(), itemgetter(0)))
    literals = Aligned(grouped(snapshot.statements("subject", literals=True), attrgetter("subject")))
    for id_, group in grouped(snapshot.members(), itemgetter(0)):
        spellings: Counter[str] = Counter()
        for _, text, count in named.of(id_):
            spellings[" ".join(text.split()) or text] += count
        said = [fact for fact in literals.of(id_) if fact.stance == "asserted" and fact.id not in struck]
        yield _entity(id_, [member for _, member in group], spellings, _values(said, copies))


def event_names(snapshot: Snapshot, struck: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """What the kept events are called, by their ids, where anybody takes part in them."""
    rows = (row for row in snapshot.parties(PARTIES) if row[0].id not in struck)
    for id_, group in grouped(rows, lambda row: row[0].subject):
        parties = sorted(group, key=lambda row: role_order(row[0]))
        yield id_, event_name(parties[0][1], [name for _, _, name in parties])


def _entity(
    id_: str,
    members: Sequence[LocalEntity],
    named: Mapping[str, int],
    values: Mapping[str, Scalar | tuple[Scalar, ...]],
) -> Entity:
    class_ = class_of(members)
    name = name_of(class_, members, named)
    same_as = tuple(sorted({iri for member in members for iri in member.same_as}))
    return Entity(
        id=id_,
        class_=class_,
        name=name,
        aliases=tuple(sorted({*named, *(member.name for member in members)} - {name})) if class_ != "Event" else (),
        same_as=same_as,
        members=tuple(sorted(member.id for member in members)),
        properties=MappingProxyType({**_gazetteer(same_as), **values}),
    )


def _values(facts: Iterable[Statement], copies: Mapping[str, str]) -> dict[str, Scalar | tuple[Scalar, ...]]:
    """Literal facts: the best supported value and, where sources differ, all of them as `<predicate>_all`."""
    said: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        said[fact.predicate][fact.value or ""].append(fact)
    found: dict[str, Scalar | tuple[Scalar, ...]] = {}
    for predicate, values in sorted(said.items()):
        weight = {value: support(statements, copies) for value, statements in values.items()}
        found[predicate] = min(weight, key=lambda value: (-weight[value][1], -weight[value][0], value))
        if len(values) > 1:
            found[f"{predicate}_all"] = tuple(sorted(values))
    return found


def _gazetteer(same_as: Iterable[str]) -> dict[str, Scalar | tuple[Scalar, ...]]:
    """Where a place lies, in degrees (WGS 84), and its ISO 3166-1 country."""
    for iri in same_as:
        toponym = places.by_iri(iri)
        if toponym is not None:
            known = {
                "country": toponym.country,
                "kind": toponym.kind,
                "latitude": toponym.latitude,
                "longitude": toponym.longitude,
                "population": toponym.population or None,
            }
            return {key: value for key, value in known.items() if value is not None}
    return {}
