"""Facts between entities of a document, as Re-DocRED has them, end to end: found entities are matched to marked ones.

A found entity is the marked one that most of its mentions overlap. A fact is right where the marked entities have it;
what is said of something that nobody marked is wrong. Containment is left out, as most of it is in no sentence, and
`location`, which the corpus has of events only (P276); it says with containment where a body is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from evaluation.gold import Document, Marked
from evaluation.systems import Prediction
from kg.evaluate.scores import ALL, Score, score
from kg.evaluate.spans import overlaps
from kg.model import Statement

_LEFT_OUT = frozenset({"containedIn"})
_SYMMETRIC = frozenset({"spouse", "sibling"})
# How the corpus would say what we say: its predicates, and whether subject and object change places.
_SAID: Mapping[str, tuple[tuple[str, bool], ...]] = {
    "chiefExecutive": (("chiefExecutive", False), ("worksFor", True)),
    "leaderOf": (("leaderOf", False), ("worksFor", False)),
    "spokespersonFor": (("worksFor", False),),
    "founderOf": (("founder", True),),
    "worksFor": (("worksFor", False), ("memberOf", False)),
    "memberOf": (("memberOf", False), ("worksFor", False), ("politicalParty", False)),
    "politicalParty": (("politicalParty", False), ("memberOf", False)),
}

_PREDICATES = frozenset(
    (
        *"birthPlace deathPlace birthDate deathDate spouse parent sibling homeLocation nationality alumniOf".split(),
        *"worksFor memberOf politicalParty chiefExecutive founder foundingDate headquarters".split(),
        *"parentOrganization leaderOf capitalOf".split(),
    )
)

Fact = tuple[str, str, str]


def verdicts(document: Document, prediction: Prediction) -> Iterator[tuple[Statement, bool]]:
    """Each statement whose predicate the corpus has, and whether it is right."""
    known = {predicate for _, predicate, _ in document.facts} | _PREDICATES
    where = _matched(document, prediction)
    facts = set(document.facts)
    for statement in prediction.statements:
        said = _SAID.get(statement.predicate, ((statement.predicate, False),))
        if statement.predicate not in _LEFT_OUT and any(predicate in known for predicate, _ in said):
            yield statement, any(fact in facts for fact in _facts(document, statement, where))


def by_predicate(documents: Iterable[Document], predictions: Mapping[str, Prediction]) -> dict[str, Score]:
    """Scores of each predicate and of all; a fact that two sentences state counts once."""
    right: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for document in documents:
        prediction = predictions[document.id]
        where = _matched(document, prediction)
        facts = {fact for fact in document.facts if fact[1] not in _LEFT_OUT}
        met: set[Fact] = set()
        seen: set[tuple[str, str, str]] = set()
        for statement, correct in verdicts(document, prediction):
            key = (statement.subject, statement.predicate, statement.object or statement.value or "")
            if key in seen:
                continue
            seen.add(key)
            claimed.update((statement.predicate, ALL))
            if correct:
                right.update((statement.predicate, ALL))
                met |= facts & set(_facts(document, statement, where))
        met |= {(b, p, a) for a, p, b in met if p in _SYMMETRIC}
        for _, predicate, _ in facts:
            gold.update((predicate, ALL))
        for _, predicate, _ in met:
            found.update((predicate, ALL))
    return {
        key: score(right[key], claimed[key], found[key], gold[key]) for key in (ALL, *sorted(claimed | gold)) if key
    }


def _facts(document: Document, statement: Statement, where: Mapping[str, str]) -> Iterator[Fact]:
    subject = where.get(statement.subject)
    other = where.get(statement.object) if statement.object else _at(document, statement)
    if subject is None or other is None:
        return
    for predicate, turned in _SAID.get(statement.predicate, ((statement.predicate, False),)):
        yield (other, predicate, subject) if turned else (subject, predicate, other)


def _at(document: Document, statement: Statement) -> str | None:
    """The date that is marked where the statement's date stands."""
    return next((m.cluster for m in document.mentions if _touch(m, statement.object_span)), None)


def _matched(document: Document, prediction: Prediction) -> dict[str, str]:
    votes: dict[str, Counter[str]] = {}
    for mention in prediction.mentions:
        if mention.form == "name" or mention.class_ == "Place":
            for marked in document.mentions:
                if marked.cluster and _touch(marked, (mention.start, mention.end)):
                    votes.setdefault(mention.entity, Counter())[marked.cluster] += 1
    return {entity: max(sorted(counts), key=counts.__getitem__) for entity, counts in votes.items()}


def _touch(marked: Marked, span: tuple[int, int]) -> bool:
    return overlaps((marked.start, marked.end), span)
