"""Which place of the gazetteer a name means, given the other places of the article."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.notes import Cluster
from kg.text import places
from kg.text.places import Toponym

# A town's name is shared by others; the largest is meant unless the article is about another country. Below this
# population, and with no word about its country, the name stays a name: a wrong coordinate is worse than none.
_PROMINENT = 100_000

# Where small towns bear the words of the article's own language: Atlantic in Iowa, Republic in Missouri.
_ENGLISH = frozenset("US GB CA AU NZ IE ZA".split())
_SMALLEST = 20_000


@dataclass(frozen=True, slots=True)
class Context:
    """The ISO codes of the countries that an article names or of whose regions it does, and how many of these each."""

    countries: frozenset[str] = frozenset()
    regions: Mapping[str, int] = field(default_factory=Counter)


def context(names: Iterable[str]) -> Context:
    """What these names, each read as the most prominent place of that name, say of where an article plays."""
    found = [toponyms[0] for name in set(names) if (toponyms := places.lookup(name))]
    return Context(
        frozenset(toponym.country for toponym in found if toponym.kind in ("country", "region") and toponym.country),
        Counter(toponym.country for toponym in found if toponym.kind == "region" and toponym.country),
    )


def can_act(cluster: Cluster) -> bool:
    """Whether people write of this as acting: people, bodies, and of places the countries and capitals."""
    if cluster.class_ != "Place":
        return True
    return any(
        toponym.kind in ("country", "macroregion")
        or (toponym.country is not None and places.capital(toponym.country) == toponym)
        for toponym in _known(cluster)
    )


def is_country(cluster: Cluster) -> bool:
    """Whether the gazetteer knows the place for a country."""
    return any(toponym.kind == "country" for toponym in _known(cluster))


def _known(cluster: Cluster) -> list[Toponym]:
    return [toponym for iri in cluster.same_as if (toponym := places.by_iri(iri)) is not None]


def locate(name: str, about: Context, within: str | None = None) -> Toponym | None:
    """The place meant by a name in such an article, `within` being what is named right behind it ("Salisbury, North
    Carolina"); None where that is unclear."""
    found: Sequence[Toponym] = places.lookup(name)
    if not found:
        return None
    first = found[0]
    if within is not None and first.kind not in ("country", "macroregion"):
        for region in places.lookup(within):
            if region.kind in ("region", "country"):
                return _nearest(found, region)
    if first.kind in ("country", "macroregion"):
        return _state(found, about) or first
    near = [toponym for toponym in found if toponym.country in about.countries and _known_there(toponym, name)]
    if near and (first.country in about.countries or first.population < 10 * max(near[0].population, 1)):
        return near[0]
    certain = first.kind == "region" and (first.country == "US" or not places.ambiguous(name))
    return first if first.population >= _PROMINENT or certain else None


def _nearest(found: Sequence[Toponym], region: Toponym) -> Toponym | None:
    """The namesake that lies in a country, or next to the middle of a region."""
    there = [each for each in found if each.country == region.country and each.id != region.id]
    if region.kind == "country" or len(there) < 2:
        return there[0] if there else None
    return min(there, key=lambda each: _degrees(each, region))


def _degrees(one: Toponym, other: Toponym) -> float:
    """How far apart two places are, roughly, in degrees of latitude."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return math.inf
    north = (one.latitude or 0) - (other.latitude or 0)
    east = ((one.longitude or 0) - (other.longitude or 0)) * math.cos(math.radians(other.latitude or 0))
    return math.hypot(north, east)


def _state(found: Sequence[Toponym], about: Context) -> Toponym | None:
    """A namesake of a country among regions of another one that the article names, too: Georgia beside Alabama."""
    country = found[0].country or ""
    states = (toponym for toponym in found[1:] if toponym.kind == "region" and toponym.country)
    return next((each for each in states if about.regions[each.country or ""] > about.regions[country]), None)


def _known_there(toponym: Toponym, name: str) -> bool:
    return " " in name or toponym.kind == "region" or toponym.country not in _ENGLISH or toponym.population >= _SMALLEST
