"""The graph made the plain way, all of it in memory: what the one that reads piece by piece is compared with."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from kg import ids, ontology
from kg.graph import support
from kg.graph.naming import PARTIES, class_of, event_name, name_of
from kg.model import Edge, Entity, Mention, Scalar, Statement
from kg.resolve import link
from kg.store import Store
from kg.text import places, shingles

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass
class Whole:
    """What a graph has, as lists and dictionaries."""

    entities: dict[str, Entity]
    edges: list[Edge]
    statements: list[Statement]
    every: list[Statement]
    mentions: list[Mention]
    canonical: dict[str, str]
    copies: dict[str, str]


def whole(store: Store) -> Whole:
    """The graph of a store."""
    published = {article.id: article.published for article in store.articles()}
    canonical = link(store.entities(), store.judgements(), published)
    struck = {decision.statement for decision in store.decisions() if decision.verdict == "wrong"}
    every = [_canonical(each, canonical) for each in store.statements()]
    kept = [each for each in every if each.id not in struck]
    mentions = [replace(each, entity=canonical[each.entity]) for each in store.mentions()]
    copies: dict[str, str] = {}
    for group in shingles.near_copies(store.signatures()):
        first, *others = sorted(group, key=lambda id_: (published[id_] or "\U0010ffff", id_))
        copies.update(dict.fromkeys(others, first))
    entities = _entities(store, canonical, mentions, kept, copies)
    return Whole(entities, _edges(kept, copies), kept, every, mentions, canonical, copies)


def _canonical(each: Statement, canonical: dict[str, str]) -> Statement:
    filler, speaker = each.object and canonical[each.object], each.speaker and canonical[each.speaker]
    return replace(each, subject=canonical[each.subject], object=filler, speaker=speaker)


def _entities(
    store: Store, canonical: dict[str, str], mentions: list[Mention], said: list[Statement], copies: dict[str, str]
) -> dict[str, Entity]:
    members = _by(store.entities(), [canonical[each.id] for each in store.entities()])
    named = defaultdict[str, dict[str, int]](dict)
    for mention in mentions:
        if mention.form == "name":
            text = " ".join(mention.text.split()) or mention.text
            named[mention.entity][text] = named[mention.entity].get(text, 0) + 1
    found = {}
    for id_, group in sorted(members.items()):
        class_ = class_of(group)
        name = name_of(class_, group, named[id_])
        same_as = tuple(sorted({iri for each in group for iri in each.same_as}))
        facts = [each for each in said if each.subject == id_ and each.value and each.stance == "asserted"]
        aliases = tuple(sorted({*named[id_], *(each.name for each in group)} - {name})) if class_ != "Event" else ()
        ids_ = tuple(sorted(each.id for each in group))
        found[id_] = Entity(id_, class_, name, aliases, same_as, ids_, _properties(same_as, facts, copies))
    names = {id_: entity.name for id_, entity in found.items()}
    taking_part = [each for each in said if each.predicate in PARTIES]
    for id_, parties in _by(taking_part, [each.subject for each in taking_part]).items():
        called = [names[each.object or ""] for each in sorted(parties, key=_role)]
        found[id_] = replace(found[id_], name=event_name(found[id_].class_, called))
    return found


def _role(said: Statement) -> tuple[int, int, str]:
    return PARTIES.index(said.predicate), said.object_span[0], said.id


def _properties(
    same_as: tuple[str, ...], facts: list[Statement], copies: dict[str, str]
) -> dict[str, Scalar | tuple[Scalar, ...]]:
    found: dict[str, Scalar | tuple[Scalar, ...]] = {}
    place = next((place for iri in same_as if (place := places.by_iri(iri)) is not None), None)
    if place is not None:
        for key in ("country", "kind", "latitude", "longitude", "population"):
            value = getattr(place, key)
            if value is not None and (key, value) != ("population", 0):
                found[key] = value
    for predicate, group in sorted(_by(facts, [each.predicate for each in facts]).items()):
        values = _by(group, [each.value or "" for each in group])
        weight = {value: support(each, copies) for value, each in values.items()}
        found[predicate] = min(weight, key=lambda value: (-weight[value][1], -weight[value][0], value))
        if len(values) > 1:
            found[f"{predicate}_all"] = tuple(sorted(values))
    return found


def _edges(said: list[Statement], copies: dict[str, str]) -> list[Edge]:
    relations = [each for each in said if each.object is not None]
    keys = [(each.subject, each.predicate, each.object or "", each.stance) for each in relations]
    found = []
    for (subject, predicate, object_, stance), group in _by(relations, keys).items():
        id_ = "r" + ids.digest("edge", subject, predicate, object_, stance)
        found.append(Edge(id_, subject, predicate, object_, group[0].stance, *support(group, copies), tuple(group)))
    return sorted(found, key=lambda edge: (edge.subject, edge.predicate, edge.object, edge.stance))


def _by(records: Iterable[T], keys: list[K]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = {}
    for record, key in zip(records, keys, strict=True):
        found.setdefault(key, []).append(record)
    return found


def relationships(plain: Whole, titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """The relationships of the property graph with their ends; `titles` are those of the articles."""
    found: list[dict[str, Any]] = []
    for edge in plain.edges:
        said = edge.statements
        properties = {
            "stance": edge.stance,
            "confidence": edge.confidence,
            "sources": edge.sources,
            "articles": tuple(sorted({each.article for each in said})),
            "statements": tuple(sorted(each.id for each in said)),
            "quotes": tuple(dict.fromkeys(each.quote for each in said)),
            "speakers": tuple(sorted({each.speaker for each in said if each.speaker})),
        }
        kept = {"id": edge.id} | {key: value for key, value in properties.items() if value != ()}
        found.append({"type": edge.predicate, "ends": (edge.subject, edge.object), "properties": kept})
    mentions = defaultdict[tuple[str, str], list[str]](list)
    for each in plain.mentions:
        mentions[each.article, each.entity].append(" ".join(each.text.split()) or each.text)
    for ends, texts in sorted(mentions.items()):
        id_ = "a" + ids.digest("mentions", *ends)
        kept = {"id": id_, "count": len(texts), "texts": tuple(sorted(set(texts)))}
        found.append({"type": "mentions", "ends": ends, "properties": kept})
    names = {**titles} | {id_: entity.name for id_, entity in plain.entities.items()}
    roots = {id_: ontology.load().root(entity.class_) for id_, entity in plain.entities.items()}
    for row in found:
        row["names"] = tuple(names[end] for end in row["ends"])
        row["roots"] = tuple(roots.get(end, "Article") for end in row["ends"])
    return found
