"""Assembling the graph: canonical ids are looked up here and written nowhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kg import ids
from kg.graph.naming import PARTIES, class_of, event_name, name_of, role_order
from kg.model import Article, Decision, Edge, Entity, Judgement, LocalEntity, Mention, Scalar, Statement
from kg.resolve.link import link
from kg.store import Run, Store
from kg.text import places, shingles

# No number of sources makes an edge certain: what all of them repeat may still be wrong.
_MOST_CERTAIN = 0.99


@dataclass(frozen=True, slots=True)
class Graph:
    """All entities, edges and literal facts of a store, each in the order of its ids.

    `copies` maps an article that repeats another to the one it repeats; `canonical` maps local to canonical ids,
    `locals` holds the local entities themselves. `decisions` are what people say of statements, by statement; what
    they struck out (`struck` holds the ids) is in no edge, literal or property, and only `all_statements` still has it.
    `runs` is the ledger.
    """

    articles: tuple[Article, ...]
    copies: Mapping[str, str]
    entities: Mapping[str, Entity]
    edges: tuple[Edge, ...]
    literals: tuple[Statement, ...]
    canonical: Mapping[str, str]
    locals: Mapping[str, LocalEntity]
    judgements: tuple[Judgement, ...]
    decisions: Mapping[str, Decision]
    struck: frozenset[str]
    runs: tuple[Run, ...] = field(compare=False)  # when it was read makes no difference
    _statements: tuple[Statement, ...]
    _mentions: tuple[Mention, ...]

    def statements(self) -> Iterator[Statement]:
        """Every statement that nobody struck out, with canonical ids."""
        return (statement for statement in self._statements if statement.id not in self.struck)

    def all_statements(self) -> Iterator[Statement]:
        """Every statement, with canonical ids, whatever people decided."""
        return iter(self._statements)

    def mentions(self) -> Iterator[Mention]:
        """Every mention, with its canonical entity."""
        return iter(self._mentions)


def assemble(store: Store) -> Graph:
    """The graph of a store: the same store gives the same graph, whatever order it was filled in."""
    articles = tuple(store.articles())
    locals_ = tuple(store.entities())
    judgements = tuple(store.judgements())
    canonical = link(locals_, judgements, {article.id: article.published for article in articles})
    mentions = tuple(replace(mention, entity=canonical[mention.entity]) for mention in store.mentions())
    decisions = {decision.statement: decision for decision in store.decisions()}
    struck = frozenset(id_ for id_, decision in decisions.items() if decision.verdict == "wrong")
    every = tuple(_canonical(statement, canonical) for statement in store.statements())
    statements = tuple(statement for statement in every if statement.id not in struck)
    copies = _copies(articles, store.signatures())
    literals = tuple(statement for statement in statements if statement.value is not None)
    return Graph(
        articles=articles,
        copies=MappingProxyType(copies),
        entities=MappingProxyType(_entities(locals_, canonical, mentions, statements, copies)),
        edges=_edges(statements, copies),
        literals=literals,
        canonical=MappingProxyType(canonical),
        locals=MappingProxyType({entity.id: entity for entity in locals_}),
        judgements=tuple(sorted(judgements, key=lambda row: (row.left, row.right))),
        decisions=MappingProxyType(decisions),
        struck=struck,
        runs=tuple(store.runs()),
        _statements=every,
        _mentions=mentions,
    )


def support(statements: Iterable[Statement], copies: Mapping[str, str]) -> tuple[float, int]:
    """How sure a fact is and how many independent articles say it.

    Articles that repeat one another are one witness, whose word is its best statement; independent witnesses are
    combined by noisy-or, 1 - (1 - p1)(1 - p2)..., up to 0.99.
    """
    witnesses: dict[str, float] = defaultdict(float)
    for statement in statements:
        source = copies.get(statement.article, statement.article)
        witnesses[source] = max(witnesses[source], statement.confidence)
    doubt = 1.0
    for confidence in sorted(witnesses.values()):
        doubt *= 1.0 - confidence
    return round(min(1.0 - doubt, _MOST_CERTAIN), 4), len(witnesses)


def _canonical(statement: Statement, canonical: Mapping[str, str]) -> Statement:
    return replace(
        statement,
        subject=canonical[statement.subject],
        object=canonical[statement.object] if statement.object is not None else None,
        speaker=canonical[statement.speaker] if statement.speaker is not None else None,
    )


def _copies(articles: Iterable[Article], signatures: Mapping[str, bytes]) -> dict[str, str]:
    """For every article that repeats another, the earliest of them."""
    age = {article.id: (article.published or "\U0010ffff", article.id) for article in articles}
    found: dict[str, str] = {}
    for group in shingles.near_copies({id_: signature for id_, signature in signatures.items() if id_ in age}):
        first, *others = sorted(group, key=age.__getitem__)
        found.update(dict.fromkeys(others, first))
    return dict(sorted(found.items()))


def _entities(
    locals_: Iterable[LocalEntity],
    canonical: Mapping[str, str],
    mentions: Iterable[Mention],
    statements: Iterable[Statement],
    copies: Mapping[str, str],
) -> dict[str, Entity]:
    members: dict[str, list[LocalEntity]] = defaultdict(list)
    for entity in locals_:
        members[canonical[entity.id]].append(entity)
    named: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        if mention.form == "name":
            named[mention.entity].append(" ".join(mention.text.split()) or mention.text)
    facts: dict[str, list[Statement]] = defaultdict(list)
    parties: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.value is not None and statement.stance == "asserted":
            facts[statement.subject].append(statement)
        elif statement.predicate in PARTIES:
            parties[statement.subject].append(statement)
    found = {id_: _entity(id_, members[id_], named[id_], facts[id_], copies) for id_ in sorted(members)}
    for event, involved in parties.items():
        names = [found[part.object or ""].name for part in sorted(involved, key=role_order)]
        found[event] = replace(found[event], name=event_name(found[event].class_, names))
    return found


def _entity(
    id_: str, members: list[LocalEntity], named: list[str], facts: list[Statement], copies: Mapping[str, str]
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
        properties=MappingProxyType({**_gazetteer(same_as), **_values(facts, copies)}),
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


def _edges(statements: Iterable[Statement], copies: Mapping[str, str]) -> tuple[Edge, ...]:
    grouped: dict[tuple[str, str, str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.object is not None:
            grouped[statement.subject, statement.predicate, statement.object, statement.stance].append(statement)
    edges = (_edge(tuple(group), copies) for group in grouped.values())
    return tuple(sorted(edges, key=lambda edge: edge.id))


def _edge(group: tuple[Statement, ...], copies: Mapping[str, str]) -> Edge:
    first = group[0]
    confidence, sources = support(group, copies)
    return Edge(
        id="r" + ids.digest("edge", first.subject, first.predicate, first.object or "", first.stance),
        subject=first.subject,
        predicate=first.predicate,
        object=first.object or "",
        stance=first.stance,
        confidence=confidence,
        sources=sources,
        statements=group,
    )
