"""What counts as one receipt: statements of one fact in one sentence, whichever mentions of the two they stand on.

"Ann said that she is from Oslo, where her father works": a statement for "Ann", one for "she", each with its own
confidence; one sentence to read, and right or wrong together.
"""

from collections.abc import Iterable, Sequence

from kg.model import Statement

FIELDS = ("article", "start", "end", "subject", "predicate", "object", "value", "stance", "speaker")
"""Statements that agree in all of these are one receipt."""


def receipts(statements: Iterable[Statement]) -> list[tuple[Statement, ...]]:
    """The statements of each receipt, the surest first, of these names before pronouns.

    Receipts come in the order of their first statements.
    """
    found: dict[tuple[object, ...], list[Statement]] = {}
    for statement in statements:
        found.setdefault(receipt(statement), []).append(statement)
    return [
        tuple(sorted(group, key=lambda each: (-each.confidence, -length(each), each.id))) for group in found.values()
    ]


def length(statement: Statement) -> int:
    """The characters of its two mentions, by which names come before pronouns."""
    return sum(end - start for start, end in (statement.subject_span, statement.object_span))


def others(group: Sequence[Statement]) -> str:
    """How many statements a receipt has beside its first, in words that may follow the first one's id."""
    return f" and {len(group) - 1} on other mentions" if len(group) > 1 else ""


def receipt(statement: Statement) -> tuple[object, ...]:
    """The same for statements of one receipt."""
    return tuple(getattr(statement, field) for field in FIELDS)
