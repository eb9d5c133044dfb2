"""What is different between two graphs of one store, and what made it so: articles, decisions, judgements.

Canonical ids come and go: an entity is followed by what most of its members belong to later, its heir, so that a merge
is told once, and not of every fact about whom it joined. Memory is needed for what changed and the ids of entities.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal

from kg.graph.assemble import Graph
from kg.graph.lazy import paired
from kg.graph.support import support
from kg.model import Decision, Entity, Judgement, Statement

Fact = tuple[str, str, str, str]
"""Subject, predicate, object or value, and stance."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What became of an article; `reread` is the same text read by another reader, `copy` that it repeats another."""

    article: str
    what: Literal["new", "changed", "reread", "gone", "copy", "no copy"]
    of: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """What people say of a statement before and after; None where they say nothing."""

    statement: str
    before: Decision | None
    after: Decision | None


@dataclass(frozen=True, slots=True)
class JudgementChange:
    """What holds of two local entities before and after."""

    before: Judgement | None
    after: Judgement | None


Cause = ArticleChange | DecisionChange | JudgementChange


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What became of an entity; `others` went into a merged one, or a split one was a part of them.

    `differs` holds values before and after by the name of a property.
    """

    what: Literal["added", "removed", "changed", "merged", "split"]
    entity: Entity
    others: tuple[Entity, ...]
    differs: Mapping[str, tuple[object, object]]
    why: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact in one stance with the sentences for it before and after; ids are those after, where there are any."""

    fact: Fact
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]
    supported: tuple[tuple[float, int] | None, tuple[float, int] | None]
    why: tuple[Cause, ...]

    @property
    def what(self) -> Literal["added", "removed", "changed"]:
        """Whether it is there only after, only before, or both times with other support."""
        return "added" if not self.before else "changed" if self.after else "removed"


class Changes:
    """All that is different. `articles`, `decisions` and `judgements` are what the rest follows from."""

    def __init__(self, before: Graph, after: Graph) -> None:
        self.before, self.after = before, after
        self.articles = {each.article: each for each in _articles(before, after)}
        self._copies = {each.article: each for each in _copies(before, after)}
        self.decisions = {
            id_: DecisionChange(id_, before.decisions.get(id_), after.decisions.get(id_))
            for id_ in sorted({*before.decisions, *after.decisions})
            if before.decisions.get(id_) != after.decisions.get(id_)
        }
        self.judgements = tuple(
            JudgementChange(one, other)
            for one, other in paired(before.judgements, after.judgements, lambda row: (row.left, row.right))
            if one is None or other is None or one.verdict != other.verdict
        )
        self._judged: dict[str, list[JudgementChange]] = defaultdict(list)
        for each in self.judgements:
            row = each.after or each.before
            if row is not None:
                self._judged[row.left].append(each)
                self._judged[row.right].append(each)
        self.heir = cache(self._heir)
        self._touched: dict[Fact, dict[Cause, None]] = defaultdict(dict)
        self._touch()

    def entities(self) -> Iterator[EntityChange]:
        """Entities that came, went, joined, parted, or have other properties, in the order of ids."""
        touched: dict[str, dict[Cause, None]] = defaultdict(dict)
        for fact, causes in self._touched.items():
            touched[fact[0]].update(causes)
        for entity in self.before.entities.values():
            if self.heir(entity.id) is None:
                yield EntityChange("removed", entity, (), {}, self._sources(self.before, entity))
        for entity in self.after.entities.values():
            yield from self._entity(entity, touched.get(entity.id, {}))

    def facts(self) -> Iterator[FactChange]:
        """Facts that came, went, or have other support, in the order of subjects, then predicates."""
        found: dict[Fact, tuple[list[Statement], list[Statement]]] = {fact: ([], []) for fact in self._touched}
        for statement in self.before.statements():
            if sides := found.get(self._inherited(statement)):
                sides[0].append(statement)
        for statement in self.after.statements():
            if sides := found.get(_fact(statement)):
                sides[1].append(statement)
        for fact, (old, new) in sorted(found.items()):
            supported = (
                support(old, self.before.copies) if old else None,
                support(new, self.after.copies) if new else None,
            )
            if (old or new) and (supported[0] != supported[1] or _ids(old) != _ids(new)):
                yield FactChange(fact, tuple(old), tuple(new), supported, tuple(self._touched[fact]))

    def _touch(self) -> None:
        """Note which facts may be different, each with the causes."""
        for old, new in paired(self.before.all_statements(), self.after.all_statements(), lambda each: each.id):
            causes = dict.fromkeys(self._causes(old, new))
            if causes and old is not None:
                self._touched[self._inherited(old)].update(causes)
            if causes and new is not None:
                self._touched[_fact(new)].update(causes)

    def _causes(self, old: Statement | None, new: Statement | None) -> Iterator[Cause]:
        either = new if old is None else old
        if either is None:
            return
        stood = old is not None and old.id not in self.before.struck
        stands = new is not None and new.id not in self.after.struck
        if not stood and not stands:
            return
        if old is None or new is None or _content(old) != _content(new):
            yield self.articles.get(either.article, ArticleChange(either.article, "reread"))
        elif stood != stands:
            yield self.decisions[either.id]
        if old is not None and new is not None and self._inherited(old)[::2] != _fact(new)[::2]:
            yield from self._judgements(old, new)
        if either.article in self._copies:
            yield self._copies[either.article]

    def _judgements(self, old: Statement, new: Statement) -> Iterator[JudgementChange]:
        """Judgements on the entities that a statement is no longer about, or now is about."""
        for one, other in ((old.subject, new.subject), (old.object, new.object)):
            if one and other and self.heir(one) != other:
                yield from self._about(chain(self.before.entities[one].members, self.after.entities[other].members))

    def _about(self, members: Iterable[str]) -> Iterator[JudgementChange]:
        yield from dict.fromkeys(change for member in members for change in self._judged.get(member, ()))

    def _heir(self, id_: str) -> str | None:
        """The entity that most members of an earlier one belong to; None where all of them are gone."""
        found = Counter(map(self.after.canonical.get, self.before.entities[id_].members))
        del found[None]
        return min(found, key=lambda heir: (-found[heir], heir != id_, heir or ""), default=None)

    def _inherited(self, statement: Statement) -> Fact:
        """The fact of an earlier statement, on the heirs of whom it is about."""
        subject, predicate, filler, stance = _fact(statement)
        heir = self.heir(statement.object) if statement.object else None
        return self.heir(subject) or subject, predicate, heir or filler, stance

    def _entity(self, entity: Entity, touched: Iterable[Cause]) -> Iterator[EntityChange]:
        known = sorted({id_ for id_ in map(self.before.canonical.get, entity.members) if id_ is not None})
        earlier = [self.before.entities[id_] for id_ in known]
        if not earlier:
            yield EntityChange("added", entity, (), {}, self._sources(self.after, entity))
            return
        judged = tuple(self._about(entity.members))
        own = [each for each in earlier if self.heir(each.id) == entity.id]
        if parted := tuple(each for each in earlier if self.heir(each.id) != entity.id):
            yield EntityChange("split", entity, parted, {}, judged)
        if len(own) > 1:
            others = tuple(each for each in own if each.id != entity.id)
            yield EntityChange("merged", entity, others, {}, judged)
        elif own and (differs := _differences(own[0], entity)):
            why = dict.fromkeys((*touched, *judged, *self._sources(self.after, entity)))
            yield EntityChange("changed", entity, (), differs, tuple(why))

    def _sources(self, graph: Graph, entity: Entity) -> tuple[Cause, ...]:
        """What became of the articles that name an entity."""
        named = dict.fromkeys(graph.locals[member].article for member in entity.members)
        return tuple(self.articles[article] for article in named if article in self.articles)


def _articles(before: Graph, after: Graph) -> Iterator[ArticleChange]:
    for old, new in paired(before.readings(), after.readings(), lambda reading: reading[0]):
        if old is None and new is not None:
            yield ArticleChange(new[0], "new")
        elif new is None and old is not None:
            yield ArticleChange(old[0], "gone")
        elif old is not None and new is not None and old != new:
            yield ArticleChange(old[0], "changed" if old[1] != new[1] else "reread")


def _copies(before: Graph, after: Graph) -> Iterator[ArticleChange]:
    for id_ in sorted({*before.copies, *after.copies}):
        old, new = before.copies.get(id_), after.copies.get(id_)
        if old != new:
            yield ArticleChange(id_, "copy" if new else "no copy", new or old)


def _fact(statement: Statement) -> Fact:
    return statement.subject, statement.predicate, statement.object or statement.value or "", statement.stance


def _content(statement: Statement) -> tuple[object, ...]:
    """What an article's text alone decides; whom it means is for the judgements to say."""
    return statement.stance, statement.confidence, statement.quote, statement.subject_span, statement.object_span


def _ids(statements: Iterable[Statement]) -> set[str]:
    return {statement.id for statement in statements}


def _differences(old: Entity, new: Entity) -> dict[str, tuple[object, object]]:
    """Values before and after, where they are not the same."""
    was, is_ = (
        {"class": each.class_, "name": each.name, "aliases": each.aliases, "same_as": each.same_as, **each.properties}
        for each in (old, new)
    )
    return {key: (was.get(key), is_.get(key)) for key in sorted({*was, *is_}) if was.get(key) != is_.get(key)}
