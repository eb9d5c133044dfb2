"""Canonical entities, each made of its members, their names and what is said of them, one at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from types import MappingProxyType

from kg.graph.lazy import Aligned, grouped
from kg.graph.naming import PARTIES, class_of, event_name, name_of, role_order
from kg.graph.support import support
from kg.model import Entity, Scalar
from kg.store import Fact, Member, Snapshot
from kg.text import places


def entities(snapshot: Snapshot, struck: AbstractSet[str], copies: Mapping[str, str]) -> Iterator[Entity]:
    """Every canonical entity, events under the names of their triggers (see `event_names`)."""
    named = Aligned(grouped(snapshot.names(), itemgetter(0)))
    facts = Aligned(grouped(snapshot.facts("asserted"), itemgetter(0)))
    for id_, members in grouped(snapshot.members(), itemgetter(0)):
        spellings: dict[str, int] = {}
        for _, text, count in named.of(id_):
            spelling = " ".join(text.split()) or text
            spellings[spelling] = spellings.get(spelling, 0) + count
        said = [fact for fact in facts.of(id_) if fact.statement not in struck]
        yield _entity(id_, members, spellings, _values(said, copies) if said else {})


def event_names(snapshot: Snapshot, struck: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """What the kept events are called, by their ids, where anybody takes part in them."""
    rows = (party for party in snapshot.parties(PARTIES) if party.statement not in struck)
    for id_, group in grouped(rows, itemgetter(0)):
        parties = sorted(group, key=role_order)
        yield id_, event_name(parties[0].event_class, [party.name for party in parties])


def _entity(
    id_: str,
    members: Sequence[Member],
    named: Mapping[str, int],
    values: Mapping[str, Scalar | tuple[Scalar, ...]],
) -> Entity:
    class_ = class_of(members)
    name = name_of(class_, members, named)
    same_as = tuple(sorted({iri for member in members if member.same_as for iri in member.same_as}))
    spellings = {*named, *[member.name for member in members]} - {name} if class_ != "Event" else ()
    return Entity(
        id_,
        class_,
        name,
        tuple(sorted(spellings)) if spellings else (),
        same_as,
        tuple([member.id for member in members]),  # in order, as they come
        MappingProxyType({**_gazetteer(same_as), **values} if same_as else values),
    )


def _values(facts: Sequence[Fact], copies: Mapping[str, str]) -> dict[str, Scalar | tuple[Scalar, ...]]:
    """Literal facts: the best supported value and, where sources differ, all of them as `<predicate>_all`."""
    if len(facts) == 1:
        return {facts[0].predicate: facts[0].value}
    said: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        said[fact.predicate][fact.value].append(fact)
    found: dict[str, Scalar | tuple[Scalar, ...]] = {}
    for predicate, values in sorted(said.items()):
        weight = {value: support(facts, copies) for value, facts in values.items()}
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
