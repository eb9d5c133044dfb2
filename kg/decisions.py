"""What people say of single statements: right, wrong, or undecided again."""

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime

from kg.errors import QueryError, UsageError
from kg.model import Decision, Ruling, Statement
from kg.receipts import length, others, receipt
from kg.store import Store
from kg.store.protocol import MACHINE

SHORTEST = 8
"""Characters of an id that are enough where no other begins so."""

_DONE: dict[Ruling, str] = {"right": "confirmed", "wrong": "struck out"}


def decide(
    store: Store, names: Sequence[str], verdict: Ruling, *, by: str | None = None, undo: bool = False
) -> list[str]:
    """Write down that these statements are right or wrong, or with `undo` take just that back; gives what was done.

    It holds of each whole receipt: the same fact on other mentions in the same sentence, too. `names` are ids or their
    beginnings, `by` is the login name where None. `QueryError` where a statement is not known or there is nothing to
    take back; then nothing is written.
    """
    who = person(by)
    named = _find(store, names)
    found = _receipts(store, named)
    if undo:
        _check_held(store, named, verdict)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    every = (statement for group in found for statement in group)
    store.decide([Decision(statement.id, "undone" if undo else verdict, who, at) for statement in every])
    done = f"no longer {_DONE[verdict]}" if undo else _DONE[verdict]
    return [f"{done}: {group[0].id}{others(group)}  {_told(max(group, key=length))}" for group in found]


def person(by: str | None) -> str:
    """The name of who decides, the login name where None; `UsageError` where that is none of a person."""
    try:
        who = getpass.getuser() if by is None else by
    except (ImportError, KeyError, OSError) as error:  # a user without an account, as in containers
        raise UsageError("the system does not say who you are; give your name with --by") from error
    if not who.strip() or who.startswith(MACHINE):
        raise UsageError(f"{who!r} is no name of a person; give one with --by")
    return who


def _find(store: Store, names: Sequence[str]) -> list[Statement]:
    """The statement behind each name, each once."""
    wanted = tuple(dict.fromkeys(names))
    found: dict[str, Statement] = {}
    problems = []
    for name in wanted:
        fitting = list(store.statements(beginning=name)) if len(name) >= SHORTEST else []
        if len(name) < SHORTEST:
            problems.append(f"{name!r} is too short; give {SHORTEST} characters of the id or more")
        elif not fitting:
            problems.append(f"no statement {name!r}; kg why shows the ids")
        elif len(fitting) > 1:
            problems.append(f"{name!r} may be any of {', '.join(each.id for each in fitting)}; give more of the id")
        else:
            found[fitting[0].id] = fitting[0]
    if problems:
        raise QueryError("; ".join(problems))
    return list(found.values())


def _receipts(store: Store, named: Sequence[Statement]) -> list[list[Statement]]:
    """The receipt of each statement, itself first; each receipt once."""
    found: dict[object, list[Statement]] = {}
    for statement in named:
        key = receipt(statement)
        if key not in found:
            same = (each for each in store.statements(statement.subject) if receipt(each) == key)
            found[key] = [statement, *(each for each in same if each.id != statement.id)]
    return list(found.values())


def _check_held(store: Store, statements: Sequence[Statement], verdict: Ruling) -> None:
    held = {decision.statement: decision.verdict for decision in store.decisions()}
    others = [statement.id for statement in statements if held.get(statement.id) != verdict]
    if others:
        raise QueryError(f"not {_DONE[verdict]}, so there is nothing to undo: {', '.join(others)}")


def _told(statement: Statement) -> str:
    """The fact in the article's own words, and its sentence."""
    subject, filler = (
        statement.quote[start - statement.start : end - statement.start]
        for start, end in (statement.subject_span, statement.object_span)
    )
    fact = f"{subject} — {statement.predicate} → {statement.value or filler}"
    return " ".join(f"{fact}  “{statement.quote}”".split())
