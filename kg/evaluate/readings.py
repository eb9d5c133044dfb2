"""What the contract's predicates say of one another, so that one fact in two wordings is one fact."""

from functools import cache
from types import MappingProxyType

from kg import ontology
from kg.evaluate.relations import Reading, Readings
from kg.ontology import Predicate

# What a statement of the predicate says besides, whatever its two sides are.
_IMPLIED = {
    "capitalOf": (Reading("containedIn"),),
    "chiefExecutive": (Reading("leaderOf", "turned"), Reading("worksFor", "turned")),
    "headquarters": (Reading("location"),),
    "politicalParty": (Reading("memberOf"),),
}


@cache
def readings() -> Readings:
    """Every predicate's readings, its own first: of two inverses the first in the alphabet stands for both."""
    predicates = ontology.load().predicates.values()
    return MappingProxyType({each.term: (_own(each), *_IMPLIED.get(each.term, ())) for each in predicates})


def own(predicate: str) -> str:
    """The name under which facts of this predicate are scored."""
    return readings()[predicate][0].predicate


def _own(predicate: Predicate) -> Reading:
    if predicate.symmetric:
        return Reading(predicate.term, "either")
    if predicate.inverse is not None and predicate.inverse < predicate.term:
        return Reading(predicate.inverse, "turned")
    return Reading(predicate.term)
