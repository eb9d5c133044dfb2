"""Relations against KnowledgeNet, in its words; `kg.evaluate.relations` judges them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evaluation.gold import Document, Fact, Passage, trim
from evaluation.systems import Prediction
from kg.evaluate import relations
from kg.evaluate.relations import Reading
from kg.evaluate.scores import ALL, Score, score
from kg.evaluate.spans import overlaps
from kg.model import Span

NAMED = "all, both sides named"

# KnowledgeNet counts who runs a company as employed, and has both spouses as subjects.
_PROPERTIES: relations.Readings = {
    "worksFor": (Reading("EMPLOYEE_OR_MEMBER_OF"),),
    "memberOf": (Reading("EMPLOYEE_OR_MEMBER_OF"),),
    "leaderOf": (Reading("EMPLOYEE_OR_MEMBER_OF"),),
    "spokespersonFor": (Reading("EMPLOYEE_OR_MEMBER_OF"),),
    "chiefExecutive": (Reading("CEO"), Reading("EMPLOYEE_OR_MEMBER_OF", "turned")),
    "politicalParty": (Reading("POLITICAL_AFFILIATION"),),
    "alumniOf": (Reading("EDUCATED_AT"),),
    "founder": (Reading("FOUNDED_BY"),),
    "founderOf": (Reading("FOUNDED_BY", "turned"),),
    "nationality": (Reading("NATIONALITY"),),
    "homeLocation": (Reading("PLACE_OF_RESIDENCE"),),
    "birthPlace": (Reading("PLACE_OF_BIRTH"),),
    "birthDate": (Reading("DATE_OF_BIRTH"),),
    "deathDate": (Reading("DATE_OF_DEATH"),),
    "spouse": (Reading("SPOUSE"), Reading("SPOUSE", "turned")),
    "parent": (Reading("CHILD_OF"),),
    "headquarters": (Reading("HEADQUARTERS"),),
    "parentOrganization": (Reading("SUBSIDIARY_OF"),),
    "foundingDate": (Reading("DATE_FOUNDED"),),
}
PROPERTIES = tuple(sorted({each.predicate for readings in _PROPERTIES.values() for each in readings}))


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as KnowledgeNet words it; `implied` where our predicate says that only besides."""

    property: str
    subject: Span
    object: Span
    predicate: str
    extractor: str
    implied: bool


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

    def equal(left: Span, right: Span) -> bool:
        return trim(document.text, left) == trim(document.text, right)

    claims = relations.claims(prediction.statements, _PROPERTIES)
    for passage in document.passages:
        facts = {fact: relations.Fact(fact.property, fact.subject, fact.object) for fact in passage.facts}
        stated = relations.Passage(passage.start, passage.end, passage.properties, tuple(facts.values()))
        verdict = relations.judge(claims, stated, equal if exact else overlaps)
        yield Verdicts(
            document,
            passage,
            right=tuple(map(_claim, verdict.right)),
            wrong=tuple(map(_claim, verdict.wrong)),
            found=tuple(fact for fact in passage.facts if facts[fact] in verdict.found),
            missed=tuple(fact for fact in passage.facts if facts[fact] in verdict.missed),
        )


def _claim(claim: relations.Claim) -> Claim:
    fact, said = claim.fact, claim.statement
    return Claim(fact.predicate, fact.subject, fact.object, said.predicate, said.extractor, claim.implied)


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
