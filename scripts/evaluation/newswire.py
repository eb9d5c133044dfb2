"""Five relations as corpora of newswire have them: `works`, `lives`, `based`, `located` and `kills`, end to end.

What kg says is told in these words: a post of a body is work for it, a post of a place is living there, and whoever is
the agent of a killing killed its target. A fact is right where both names overlap the marked ones; what is denied,
planned or only possible is no fact.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from evaluation.gold import Document
from evaluation.systems import Prediction
from kg.evaluate.scores import ALL, Score, score
from kg.model import Statement

_SAID = frozenset({"asserted", "alleged"})
_KINDS = {
    "worksFor": "works", "memberOf": "works", "spokespersonFor": "works", "leaderOf": "works",
    "chiefExecutive": "works",
    "homeLocation": "lives", "nationality": "lives", "birthPlace": "lives",
    "headquarters": "based", "location": "based",
    "containedIn": "located", "capitalOf": "located",
}  # fmt: skip
_TURNED = frozenset({"chiefExecutive"})
_OF = frozenset({"ofOrganization", "jurisdiction"})

Pair = tuple[str, str, str]


def by_kind(documents: Iterable[Document], predictions: Mapping[str, Prediction]) -> dict[str, Score]:
    """Scores of each kind and of all; a pair counts once in a document."""
    right, claimed, found, gold = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for document in documents:
        prediction = predictions[document.id]
        where = _matched(document, prediction)
        facts, met = set(document.facts), set[Pair]()
        for one, kind, other in sorted(set(_pairs(prediction))):
            hits = {
                fact for fact in facts if fact[1] == kind and _is(fact[0], where, one) and _is(fact[2], where, other)
            }
            claimed.update((kind, ALL))
            right.update((kind, ALL) if hits else ())
            met |= hits
        gold.update(key for _, kind, _ in facts for key in (kind, ALL))
        found.update(key for _, kind, _ in met for key in (kind, ALL))
    return {
        key: score(right[key], claimed[key], found[key], gold[key])
        for key in (ALL, *sorted({*_KINDS.values(), "kills"}))
    }


def _is(marked: str, where: Mapping[str, set[str]], entity: str) -> bool:
    return marked in where[entity]


def _matched(document: Document, prediction: Prediction) -> dict[str, set[str]]:
    """The marked names that each entity's names overlap."""
    found: dict[str, set[str]] = {}
    for mention in prediction.mentions:
        if mention.form == "name":
            touched = {m.cluster or "" for m in document.mentions if mention.start < m.end and m.start < mention.end}
            found.setdefault(mention.entity, set()).update(touched)
    return found


def _pairs(prediction: Prediction) -> Iterator[Pair]:
    """What is said of two named entities, in the words of such corpora."""
    classes = {mention.entity: mention.class_ for mention in prediction.mentions}
    named = {mention.entity for mention in prediction.mentions if mention.form == "name"}
    said = [each for each in prediction.statements if each.stance in _SAID and each.object is not None]
    for one, kind, other in (*_plain(said, classes), *_posts(said), *_killings(said, classes)):
        if one in named and other in named:
            yield one, kind, other


def _plain(said: Iterable[Statement], classes: Mapping[str, str]) -> Iterator[Pair]:
    for each in said:
        kind = _KINDS.get(each.predicate)
        if kind is None or each.object is None:
            continue
        one, other = (each.object, each.subject) if each.predicate in _TURNED else (each.subject, each.object)
        if kind == "works" and classes.get(other) != "Organization":
            kind = "lives" if each.predicate == "leaderOf" else ""
        if kind and not (kind == "works" and classes.get(one) != "Person"):
            yield one, kind, other


def _posts(said: list[Statement]) -> Iterator[Pair]:
    """Who holds a post of a body or a place."""
    of = [(each.subject, each.predicate, each.object) for each in said if each.predicate in _OF]
    for each in said:
        if each.predicate == "holdsPosition":
            for post, predicate, whose in of:
                if post == each.object and whose is not None:
                    yield each.subject, "works" if predicate == "ofOrganization" else "lives", whose


def _killings(said: list[Statement], classes: Mapping[str, str]) -> Iterator[Pair]:
    of = [each for each in said if classes.get(each.subject) == "Killing"]
    for one in (each for each in of if each.predicate == "agent"):
        for other in (each for each in of if each.predicate == "target" and each.subject == one.subject):
            if one.object and other.object and classes.get(one.object) == "Person" == classes.get(other.object):
                yield one.object, "kills", other.object
