"""Relations against KnowledgeNet: a predicted fact is right where a gold fact of that property has both its spans.

Like KnowledgeNet's own scorer: spans may overlap (or, strict, must be equal), a prediction counts against us only in
passages annotated for its property, and each gold fact is found once or missed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from evaluation.gold import Document, Fact, Passage, overlaps, trim, within
from evaluation.scores import Score, score
from evaluation.systems import Prediction
from kg.model import Span, Statement

ALL = "all"
NAMED = "all, both sides named"

# predicate -> (property, whether subject and object change places); KnowledgeNet counts who runs a company as employed.
_PROPERTIES: dict[str, tuple[tuple[str, bool], ...]] = {
    "worksFor": (("EMPLOYEE_OR_MEMBER_OF", False),),
    "memberOf": (("EMPLOYEE_OR_MEMBER_OF", False),),
    "leaderOf": (("EMPLOYEE_OR_MEMBER_OF", False),),
    "spokespersonFor": (("EMPLOYEE_OR_MEMBER_OF", False),),
    "chiefExecutive": (("CEO", False), ("EMPLOYEE_OR_MEMBER_OF", True)),
    "politicalParty": (("POLITICAL_AFFILIATION", False),),
    "alumniOf": (("EDUCATED_AT", False),),
    "founder": (("FOUNDED_BY", False),),
    "founderOf": (("FOUNDED_BY", True),),
    "nationality": (("NATIONALITY", False),),
    "homeLocation": (("PLACE_OF_RESIDENCE", False),),
    "birthPlace": (("PLACE_OF_BIRTH", False),),
    "birthDate": (("DATE_OF_BIRTH", False),),
    "deathDate": (("DATE_OF_DEATH", False),),
    "spouse": (("SPOUSE", False), ("SPOUSE", True)),
    "parent": (("CHILD_OF", False),),
    "headquarters": (("HEADQUARTERS", False),),
    "parentOrganization": (("SUBSIDIARY_OF", False),),
    "foundingDate": (("DATE_FOUNDED", False),),
}
PROPERTIES = tuple(sorted({name for pairs in _PROPERTIES.values() for name, _ in pairs}))


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as KnowledgeNet words it."""

    property: str
    subject: Span
    object: Span
    predicate: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One passage judged."""

    document: Document
    passage: Passage
    right: tuple[Claim, ...]
    wrong: tuple[Claim, ...]
    found: tuple[Fact, ...]
    missed: tuple[Fact, ...]


def judge(document: Document, prediction: Prediction, exact: bool) -> Iterator[Verdicts]:
    """Every annotated passage with what was claimed in it, right and wrong, and what was missed."""
    claims = tuple(_claims(prediction.statements))
    fits = _fits(document, exact)
    for passage in document.passages:
        here = [claim for claim in claims if claim.property in passage.properties and _inside(claim, passage)]
        right = tuple(claim for claim in here if any(fits(claim, fact) for fact in passage.facts))
        found = tuple(fact for fact in passage.facts if any(fits(claim, fact) for claim in here))
        yield Verdicts(
            document,
            passage,
            right=right,
            wrong=tuple(claim for claim in here if claim not in right),
            found=found,
            missed=tuple(fact for fact in passage.facts if fact not in found),
        )


def _claims(statements: Iterable[Statement]) -> Iterator[Claim]:
    seen: set[tuple[str, Span, Span]] = set()
    for statement in statements:
        if statement.stance != "asserted":
            continue
        for name, turned in _PROPERTIES.get(statement.predicate, ()):
            sides = (statement.subject_span, statement.object_span)
            subject, object_ = reversed(sides) if turned else sides
            if (name, subject, object_) not in seen:
                seen.add((name, subject, object_))
                yield Claim(name, subject, object_, statement.predicate, statement.extractor)


def _inside(claim: Claim, passage: Passage) -> bool:
    whole = (passage.start, passage.end)
    return within(claim.subject, whole) and within(claim.object, whole)


def _fits(document: Document, exact: bool) -> Callable[[Claim, Fact], bool]:
    def same(left: Span, right: Span) -> bool:
        return trim(document.text, left) == trim(document.text, right) if exact else overlaps(left, right)

    return lambda claim, fact: (
        claim.property == fact.property and same(claim.subject, fact.subject) and same(claim.object, fact.object)
    )


def by_property(verdicts: Iterable[Verdicts]) -> dict[str, Score]:
    """Scores of each property, of all, and of the facts whose two sides are names (recall only differs)."""
    right: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for verdict in verdicts:
        for claim in verdict.right:
            right.update((claim.property, ALL, NAMED))
        for claim in (*verdict.right, *verdict.wrong):
            claimed.update((claim.property, ALL, NAMED))
        for fact in verdict.found:
            found.update((fact.property, ALL, *([NAMED] if fact.named else ())))
        for fact in verdict.passage.facts:
            gold.update((fact.property, ALL, *([NAMED] if fact.named else ())))
    return {key: score(right[key], claimed[key], found[key], gold[key]) for key in (ALL, NAMED, *PROPERTIES)}


def by_predicate(verdicts: Iterable[Verdicts]) -> dict[str, Score]:
    """Precision of each of our predicates alone, over the passages that can judge it."""
    right: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for verdict in verdicts:
        right.update(claim.predicate for claim in verdict.right)
        claimed.update(claim.predicate for claim in (*verdict.right, *verdict.wrong))
    return {key: score(right[key], claimed[key], 0, 0) for key in sorted(claimed)}


def errors(verdicts: Iterable[Verdicts]) -> Iterator[tuple[str, str]]:
    """`(kind, what it looks like)` of each error: a wrong claim before a missed fact."""
    for verdict in verdicts:
        for claim in verdict.wrong:
            gold = [fact for fact in verdict.passage.facts if fact.property == claim.property]
            note = "gold: " + ("; ".join(_fact(verdict.document, fact) for fact in gold) or "none")
            kind = f"relations {claim.predicate} as {claim.property} wrong"
            yield kind, _show(verdict, claim.subject, claim.object, f"{claim.extractor}; {note}")
        for fact in verdict.missed:
            kind = f"relations {fact.property} missed{'' if fact.named else ' (pronoun)'}"
            yield kind, _show(verdict, fact.subject, fact.object, "")


def _fact(document: Document, fact: Fact) -> str:
    return f"{document.text[slice(*fact.subject)]} -> {document.text[slice(*fact.object)]}"


def _show(verdict: Verdicts, subject: Span, object_: Span, note: str) -> str:
    text, passage = verdict.document.text, verdict.passage
    marks = sorted([(subject[0], "[S "), (subject[1], "]"), (object_[0], "[O "), (object_[1], "]")], reverse=True)
    line = text[passage.start : passage.end]
    for at, mark in marks:
        line = line[: at - passage.start] + mark + line[at - passage.start :]
    return f"{line.replace(chr(10), ' ')}  ({verdict.document.id}{'; ' + note if note else ''})"


def extra(documents: Iterable[Document], predictions: Mapping[str, Prediction]) -> Counter[str]:
    """How many statements of each predicate were made in all, judged or not."""
    return Counter(s.predicate for document in documents for s in predictions[document.id].statements)
