"""The whole of resolution: facts in, judgements in the log."""

from dataclasses import dataclass

from kg.model import Judgement
from kg.resolve import offices, organizations, people, places, singles
from kg.resolve.court import AUTHOR, Court
from kg.resolve.facts import Facts
from kg.resolve.link import by_person
from kg.store.protocol import Store

__all__ = ["AUTHOR", "Resolution", "judge", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a run of the resolver found and changed; all numbers count pairs of local entities."""

    same: int
    different: int
    unsure: int
    added: int
    withdrawn: int


def resolve(store: Store) -> Resolution:
    """Bring the program's judgements in the store up to date with its articles and with what people decided.

    Statements that people struck out tell nothing. Judgements that still hold are left alone, so that a second run
    writes nothing. Raises `StoreError`.
    """
    held = list(store.judgements())
    decided = [row for row in held if by_person(row)]
    wrong = {decision.statement for decision in store.decisions() if decision.verdict == "wrong"}
    said = (statement for statement in store.statements() if statement.id not in wrong)
    facts = Facts.gather(store.articles(), store.entities(), store.mentions(), said, decided)
    rows = judge(facts)
    own = {(row.left, row.right): row for row in held if not by_person(row)}
    found = {(row.left, row.right): row for row in rows}
    new = [row for pair, row in found.items() if own.get(pair) != row]
    gone = sorted(own.keys() - found.keys())
    if gone or decided:
        store.withdraw((*gone, *sorted((row.left, row.right) for row in decided)), AUTHOR)
    if new:
        store.judge(new)
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in ("same", "different", "unsure")}
    return Resolution(**counts, added=len(new), withdrawn=len(gone))


def judge(facts: Facts) -> list[Judgement]:
    """The program's judgements on these facts, sorted; the order of the facts does not matter."""
    court = Court(facts)
    places.resolve(facts, court)
    organizations.resolve(facts, court)
    singles.resolve(facts, court, people.resolve(facts, court))
    offices.resolve(facts, court)
    return court.rows()
