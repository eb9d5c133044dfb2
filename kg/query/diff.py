"""What changed between two runs, and why: for a person, and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.graph import Graph, records
from kg.graph.changes import ArticleChange, Cause, Changes, DecisionChange, EntityChange, FactChange
from kg.model import Entity, Judgement, Statement
from kg.receipts import receipts

_SIGNS = {"merged": "=", "split": "/", "changed": "~", "added": "+", "removed": "-"}
_FEW = 3  # causes and sentences that the text shows of each change
_ARTICLE = {
    "new": "{0} is new",
    "changed": "{0} has changed",
    "reread": "{0} was read by another reader",
    "gone": "{0} is gone",
    "copy": "{0} now counts as a near-copy of {1}",
    "no copy": "{0} no longer counts as a near-copy of {1}",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A change in words: a line, and more lines under it."""

    line: str
    under: tuple[str, ...]


class Diff:
    """What `changes` has, told. Names of what is gone come from before, all others from after."""

    def __init__(self, before: Graph, after: Graph) -> None:
        self._changes = Changes(before, after)

    def json(self) -> str:
        """All changes as one JSON object."""
        changes = self._changes
        shown = {
            "since": _run(changes.before),
            "until": _run(changes.after),
            "articles": [_cause(each) for each in changes.articles.values()],
            "entities": list(map(self._entity_record, self._entities)),
            "facts": list(map(self._fact_record, self._facts)),
        }
        return json.dumps(shown, ensure_ascii=False, indent=2)

    def text(self) -> str:
        """The changes for a person: a line each, with causes and the first sentences under it."""
        return "\n".join(self._lines())

    @cached_property
    def _entities(self) -> list[EntityChange]:
        """Those that others build on first: what became one, or parted, or has changed."""
        order = tuple(_SIGNS)
        found = self._changes.entities()
        return sorted(found, key=lambda each: (order.index(each.what), each.entity.class_, each.entity.name))

    @cached_property
    def _facts(self) -> list[FactChange]:
        return sorted(self._changes.facts(), key=lambda each: (self._name(each.fact[0]), each.fact))

    def _lines(self) -> Iterator[str]:
        changes = self._changes
        facts = [each for each in self._facts if not _only_moved(each)]
        yield f"{_title(changes.before)} → {_title(changes.after)}"
        found: dict[str, list[str]] = {
            "articles": [each.what for each in changes.articles.values()],
            "facts": [each.what for each in facts],
            "entities": [each.what for each in self._entities],
        }
        for kind, what in found.items():
            counts = ", ".join(f"{what.count(each):,} {each}" for each in sorted(set(what)))
            yield f"  {kind}: {counts or 'no change'}"
        if moved := len(self._facts) - len(facts):
            stand = "fact stands" if moved == 1 else "facts stand"
            yield f"  {moved:,} more {stand} there as before, only elsewhere in the article (--json gives them all)"
        for title, shown in (
            ("articles", (_Shown(self._why(each), ()) for each in changes.articles.values())),
            ("facts", map(self._fact, facts)),
            ("entities", map(self._entity, self._entities)),
        ):
            for number, each in enumerate(shown):
                if not number:
                    yield f"\n{title}"
                yield f"  {each.line}"
                yield from (f"      {line}" for line in each.under)

    def _entity(self, change: EntityChange) -> _Shown:
        entity = change.entity
        line = f"{_SIGNS[change.what]} {_flat(entity.name)}  ({entity.class_}, {entity.id})"
        others = ", ".join(f"{_flat(other.name)} ({other.id})" for other in change.others)
        if change.what == "merged":
            line += f" has taken in {others}"
        if change.what == "split":
            line += f" was a part of {others}"
        if change.what in ("added", "removed"):
            return _Shown("; ".join((line, *self._reasons(change.why))), ())
        values = (f"{key}: {_value(old)} → {_value(new)}" for key, (old, new) in change.differs.items())
        return _Shown(line, (*values, *self._reasons(change.why)))

    def _fact(self, change: FactChange) -> _Shown:
        subject, predicate, filler, stance = change.fact
        fact = f"{self._name(subject)} — {predicate} → {self._name(filler)}"
        support = " → ".join(_support(each) for each in change.supported if each is not None)
        stance = "" if stance == "asserted" else f"{stance}, "
        both = set(map(_said, change.before)) & set(map(_said, change.after))
        only = [group[0] for group in receipts((*change.before, *change.after)) if _said(group[0]) not in both]
        quotes = (f"“{_flat(each.quote)}” ({_flat(each.article)})" for each in only[:_FEW])
        more = (f"and {len(only) - _FEW:,} more sentences",) if len(only) > _FEW else ()
        return _Shown(
            f"{_SIGNS[change.what]} {fact}  ({stance}{support})", (*quotes, *more, *self._reasons(change.why))
        )

    def _reasons(self, why: tuple[Cause, ...]) -> Iterator[str]:
        told = _told_once(why)
        yield from (f"since {self._why(cause)}" for cause in told[:_FEW])
        if len(told) > _FEW:
            yield f"and {len(told) - _FEW:,} more causes (--json gives them all)"

    def _why(self, cause: Cause) -> str:
        if isinstance(cause, ArticleChange):
            return _ARTICLE[cause.what].format(_flat(cause.article), _flat(cause.of or ""))
        if isinstance(cause, DecisionChange):
            return _decided(cause)
        old, new = cause.before, cause.after
        if new is None:
            return f"{self._judgement(old)} is withdrawn, or its articles are gone" if old else ""
        return f"{self._judgement(new)}, {'; '.join(map(_flat, new.reasons)) or 'no reason given'} ({_by(new)})"

    def _judgement(self, row: Judgement) -> str:
        sign = {"same": "=", "different": "≠"}.get(row.verdict, "?")
        return f"{self._local(row.left)} {sign} {self._local(row.right)}"

    def _local(self, id_: str) -> str:
        local = self._changes.after.locals.get(id_) or self._changes.before.locals[id_]
        return f"{_flat(local.name)} in {_flat(local.article)}"

    def _known(self, id_: str) -> Entity | None:
        return self._changes.after.entities.get(id_) or self._changes.before.entities.get(id_)

    def _name(self, id_: str) -> str:
        entity = self._known(id_)
        return _flat(entity.name if entity is not None else id_)

    def _entity_record(self, change: EntityChange) -> Mapping[str, object]:
        return {
            "what": change.what,
            "entity": records.entity(change.entity),
            "others": list(map(records.entity, change.others)),
            "differs": {key: {"before": old, "after": new} for key, (old, new) in change.differs.items()},
            "why": list(map(_cause, change.why)),
        }

    def _fact_record(self, change: FactChange) -> Mapping[str, object]:
        subject, predicate, filler, stance = change.fact
        return {
            "what": change.what,
            "subject": subject,
            "subject_name": self._name(subject),
            "predicate": predicate,
            "object": filler,
            "object_name": self._name(filler),
            "stance": stance,
            "before": _side(change.supported[0], change.before),
            "after": _side(change.supported[1], change.after),
            "why": list(map(_cause, change.why)),
        }


def _said(statement: Statement) -> tuple[str, str]:
    return statement.article, statement.quote


def _only_moved(change: FactChange) -> bool:
    """Whether the same sentences say so as before: a word elsewhere in the article moves all that come after it."""
    before, after = (Counter(map(_said, side)) for side in (change.before, change.after))
    return before == after and change.supported[0] == change.supported[1]


def _told_once(why: tuple[Cause, ...]) -> list[Cause]:
    """Without the decisions that say of one more statement of a receipt what was said of the first."""
    found: dict[object, Cause] = {}
    for cause in why:
        key: object = cause
        if isinstance(cause, DecisionChange):
            key = tuple(each and (each.verdict, each.by, each.at) for each in (cause.before, cause.after))
        found.setdefault(key, cause)
    return list(found.values())


def _title(graph: Graph) -> str:
    run = graph.run
    return f"run {run.id} ({run.finished})" if run is not None else "now"


def _run(graph: Graph) -> Mapping[str, object] | None:
    run = graph.run
    return {"run": run.id, "started": run.started, "finished": run.finished} if run is not None else None


def _cause(cause: Cause) -> Mapping[str, object]:
    if isinstance(cause, ArticleChange):
        return {"article": cause.article, "what": cause.what, **({"of": cause.of} if cause.of else {})}
    if isinstance(cause, DecisionChange):
        both = {"before": cause.before, "after": cause.after}
        decided = {key: records.decision(each) if each else None for key, each in both.items()}
        return {"decision": cause.statement, **decided}
    rows = {"before": cause.before, "after": cause.after}
    return {"judgement": {key: records.judgement(each) if each else None for key, each in rows.items()}}


def _side(supported: tuple[float, int] | None, statements: tuple[Statement, ...]) -> Mapping[str, object] | None:
    if supported is None:
        return None
    confidence, sources = supported
    receipts = list(map(records.statement, statements))
    return {"confidence": confidence, "sources": sources, "statements": receipts}


def _support(supported: tuple[float, int]) -> str:
    confidence, sources = supported
    return f"{confidence:.2f}, {sources} source{'s' if sources != 1 else ''}"


def _decided(cause: DecisionChange) -> str:
    if cause.after is None:
        return f"{cause.statement} is no longer struck out or confirmed"
    done = "struck out" if cause.after.verdict == "wrong" else "confirmed"
    return f"{cause.statement} was {done} by {_flat(cause.after.by)}, {cause.after.at}"


def _by(row: Judgement) -> str:
    return f"{row.score:.2f}, {_flat(row.by)}{f', {row.at}' if row.at else ''}"


def _value(value: object) -> str:
    if value is None or value == ():
        return "none"
    return ", ".join(_flat(str(each)) for each in value) if isinstance(value, tuple) else _flat(str(value))


def _flat(text: str) -> str:
    """On one line, whatever line breaks an article put in it."""
    return " ".join(text.split())
