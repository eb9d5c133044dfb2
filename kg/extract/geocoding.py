"""Which place of the gazetteer a name means, given the other places of the article."""

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
    """The ISO codes of the countries that an article names, and how many regions of each country it names."""

    countries: frozenset[str] = frozenset()
    regions: Mapping[str, int] = field(default_factory=Counter)


def context(names: Iterable[str]) -> Context:
    """What these names, each read as the most prominent place of that name, say of where an article plays."""
    found = [toponyms[0] for name in set(names) if (toponyms := places.lookup(name))]
    return Context(
        frozenset(toponym.country for toponym in found if toponym.kind == "country" and toponym.country),
        Counter(toponym.country for toponym in found if toponym.kind == "region" and toponym.country),
    )


def can_act(cluster: Cluster) -> bool:
    """Whether people write of this as acting: people, bodies, and of places the countries and capitals."""
    if cluster.class_ != "Place":
        return True
    known = [toponym for iri in cluster.same_as if (toponym := places.by_iri(iri)) is not None]
    return any(
        toponym.kind in ("country", "macroregion")
        or (toponym.country is not None and places.capital(toponym.country) == toponym)
        for toponym in known
    )


def locate(name: str, about: Context) -> Toponym | None:
    """The place meant by a name in such an article; None where that is unclear."""
    found: Sequence[Toponym] = places.lookup(name)
    if not found:
        return None
    first = found[0]
    if first.kind in ("country", "macroregion"):
        return _state(found, about) or first
    near = [toponym for toponym in found if toponym.country in about.countries and _known_there(toponym, name)]
    if near and (first.country in about.countries or first.population < 10 * max(near[0].population, 1)):
        return near[0]
    certain = first.kind == "region" and (first.country == "US" or not places.ambiguous(name))
    return first if first.population >= _PROMINENT or certain else None


def _state(found: Sequence[Toponym], about: Context) -> Toponym | None:
    """A namesake of a country among regions of another one that the article names, too: Georgia beside Alabama."""
    country = found[0].country or ""
    states = (toponym for toponym in found[1:] if toponym.kind == "region" and toponym.country)
    return next((each for each in states if about.regions[each.country or ""] > about.regions[country]), None)


def _known_there(toponym: Toponym, name: str) -> bool:
    return " " in name or toponym.kind == "region" or toponym.country not in _ENGLISH or toponym.population >= _SMALLEST
