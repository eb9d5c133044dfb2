"""The receipts: every sentence behind an entity, or behind whatever joins two of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import ontology
from kg.graph import Graph, records, support
from kg.model import Article, Entity, Judgement, Statement
from kg.query.lookup import find
from kg.receipts import others, receipts

_MOST = 12  # judgements that the text shows

Fact = tuple[str, str, str, str]  # subject, predicate, object or value, stance


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact in one stance, with every statement that says so. `sources` counts independent articles.

    Sentences that people struck out are shown and marked; they count neither for `confidence` nor for `sources`.
    """

    subject: str
    predicate: str
    object: str
    stance: str
    confidence: float
    sources: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Receipts:
    """Who was meant, what was said of them, and why the articles' different mentions count as one entity."""

    graph: Graph
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]

    def json(self) -> str:
        """All of it as one JSON object, made of exchange records; quotes are exact."""
        shown = {
            "entities": list(map(records.entity, self.entities)),
            "claims": list(map(self._claim, self.claims)),
            "judgements": list(map(records.judgement, self.judgements)),
            "articles": [_source(article) for article in self._articles()],
        }
        return json.dumps(shown, ensure_ascii=False, indent=2)

    def text(self) -> str:
        """All of it for a person; white space within quotes is evened out."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for entity in self.entities:
            yield f"{self._shown(entity.id)}  ({entity.class_}, {entity.id})"
            if entity.aliases:
                yield f"  also written {', '.join(map(_flat, entity.aliases))}"
            yield from (f"  same as {iri}" for iri in entity.same_as)
        for claim in self.claims:
            yield ""
            yield self._headline(claim)
            for group in receipts(claim.statements):
                place = f"{_flat(group[0].article)} [{group[0].start}:{group[0].end}]"
                yield f"  {place} {group[0].id}{others(group)}, {self._how(group)}"
                yield f"    “{_flat(group[0].quote)}”"
        if not self.claims:
            yield ""
            yield "nothing is said about this name" if len(self.entities) == 1 else "no sentence joins these"
        if self.judgements:
            yield ""
            yield "one entity, since"
            yield from map(self._reasons, self.judgements[:_MOST])
            if len(self.judgements) > _MOST:
                yield f"  and {len(self.judgements) - _MOST:,} more judgements (--json gives them all)"
        if articles := self._articles():
            yield ""
            yield "articles"
            yield from map(_cited, articles)

    def _headline(self, claim: Claim) -> str:
        stance = "" if claim.stance == "asserted" else f"{claim.stance}, "
        sources = f"{claim.sources} source{'s' if claim.sources != 1 else ''}"
        worth = f"confidence {claim.confidence:.2f}, {sources}" if claim.sources else "struck out"
        fact = f"{self._shown(claim.subject)} — {claim.predicate} → {self._shown(claim.object)}"
        return f"{fact}  ({stance}{worth})"

    def _how(self, group: Sequence[Statement]) -> str:
        statement, found = group[0], dict.fromkeys(each.extractor for each in group)
        speaker = f"says {self._shown(statement.speaker)}, " if statement.speaker else ""
        copy = self.graph.copies.get(statement.article)
        repeats = f", a near-copy of {_flat(copy)}" if copy else ""
        return f"{speaker}found by {' and '.join(found)}{repeats}{self._decided(statement)}"

    def _decided(self, statement: Statement) -> str:
        decision = self.graph.decisions.get(statement.id)
        if decision is None:
            return ""
        done = "struck out" if decision.verdict == "wrong" else "confirmed"
        return f", {done} by {_flat(decision.by)}, {decision.at}"

    def _reasons(self, row: Judgement) -> str:
        who = f"{row.by}, {row.at}" if row.at else row.by
        said = "; ".join(map(_flat, row.reasons)) or "no reason given"
        return f"  {self._local(row.left)} = {self._local(row.right)}: {said}  ({row.score:.2f}, {who})"

    def _local(self, id_: str) -> str:
        local = self.graph.locals[id_]
        return f"{_flat(local.name)} in {_flat(local.article)}"

    def _articles(self) -> list[Article]:
        """The articles that the sentences stand in, in the order of ids."""
        cited = {statement.article for claim in self.claims for statement in claim.statements}
        return [article for article in self.graph.articles if article.id in cited]

    def _name(self, id_: str) -> str:
        entity = self.graph.entities.get(id_)
        return entity.name if entity is not None else id_

    def _shown(self, id_: str) -> str:
        return _flat(self._name(id_))

    def _claim(self, claim: Claim) -> Mapping[str, object]:
        return {
            "subject": claim.subject,
            "subject_name": self._name(claim.subject),
            "predicate": claim.predicate,
            "object": claim.object,
            "object_name": self._name(claim.object),
            "stance": claim.stance,
            "confidence": claim.confidence,
            "sources": claim.sources,
            "receipts": [[statement.id for statement in group] for group in receipts(claim.statements)],
            "statements": [self._receipt(statement) for statement in claim.statements],
        }

    def _receipt(self, statement: Statement) -> Mapping[str, object]:
        receipt = dict(records.statement(statement))
        if copy := self.graph.copies.get(statement.article):
            receipt["copy_of"] = copy
        if decision := self.graph.decisions.get(statement.id):
            receipt["decision"] = records.decision(decision)
        return receipt


def why(graph: Graph, names: Sequence[str]) -> Receipts:
    """The receipts of one entity, or of what joins two: edges either way, and events that both take part in.

    `QueryError` where a name is unknown. Namesakes are all shown.
    """
    groups = [find(graph, name) for name in names]
    ids = [{entity.id for entity in group} for group in groups]
    wanted = _about(graph, ids[0]) if len(groups) == 1 else _between(graph, ids[0], ids[1])
    entities = tuple({entity.id: entity for group in groups for entity in group}.values())
    return Receipts(graph, entities, tuple(_claims(graph, wanted)), _merges(graph, set().union(*ids)))


def _about(graph: Graph, ids: set[str]) -> Iterator[Statement]:
    """What is said of these, and all else that is said of the events they take part in."""
    events = {s.subject for s in graph.all_statements() if s.object in ids and _is_event(graph, s.subject)}
    return (s for s in graph.all_statements() if s.subject in ids | events or s.object in ids)


def _between(graph: Graph, left: set[str], right: set[str]) -> Iterator[Statement]:
    """What joins the two directly, or the roles that both have in one event."""
    roles: dict[str, set[str]] = defaultdict(set)
    for statement in graph.all_statements():
        if statement.object is not None and _is_event(graph, statement.subject):
            roles[statement.subject].add(statement.object)
    shared = {event for event, parts in roles.items() if parts & left and parts & right}
    for statement in graph.all_statements():
        ends = {statement.subject, statement.object}
        if (ends & left and ends & right) or statement.subject in shared:
            yield statement


def _is_event(graph: Graph, id_: str) -> bool:
    return ontology.load().root(graph.entities[id_].class_) == "Event"


def _claims(graph: Graph, statements: Iterable[Statement]) -> Iterator[Claim]:
    """Statements of the same fact and stance together: plain relations first, then the events, each in one piece."""
    facts: dict[Fact, list[Statement]] = defaultdict(list)
    for statement in statements:
        filler = statement.object or statement.value or ""
        facts[statement.subject, statement.predicate, filler, statement.stance].append(statement)

    def place(fact: Fact) -> tuple[bool, str, int, int, Fact]:
        first = min(facts[fact], key=lambda each: (each.article, each.start))
        event = _is_event(graph, fact[0])
        return event, first.article if event else "", first.start if event else 0, -len(facts[fact]), fact

    for fact in sorted(facts, key=place):
        confidence, sources = support((each for each in facts[fact] if each.id not in graph.struck), graph.copies)
        receipts = sorted(facts[fact], key=lambda each: (each.article, each.start, each.id))
        yield Claim(*fact, confidence, sources, tuple(receipts))


def _merges(graph: Graph, ids: set[str]) -> tuple[Judgement, ...]:
    return tuple(row for row in graph.judgements if row.verdict == "same" and graph.canonical.get(row.left) in ids)


def _source(article: Article) -> Mapping[str, object]:
    known = {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "url": article.url,
    }
    return {key: value for key, value in known.items() if value is not None}


def _cited(article: Article) -> str:
    id_, *rest = (_flat(str(value)) for value in _source(article).values())
    return f"  {id_}: {', '.join(rest)}" if rest else f"  {id_}"


def _flat(text: str) -> str:
    """On one line, whatever line breaks an article put in it."""
    return " ".join(text.split())
