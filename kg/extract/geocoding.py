"""Which place of the gazetteer a name means, given the other places of the article."""

from collections.abc import Iterable, Sequence

from kg.extract.notes import Cluster
from kg.text import places
from kg.text.places import Toponym

# A town's name is shared by others; the largest is meant unless the article is about another country. Below this
# population, and with no word about its country, the name stays a name: a wrong coordinate is worse than none.
_PROMINENT = 100_000


def countries(names: Iterable[str]) -> frozenset[str]:
    """The ISO codes of the countries among these names."""
    found = (places.lookup(name)[:1] for name in names)
    return frozenset(
        toponym.country for tops in found for toponym in tops if toponym.kind == "country" and toponym.country
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


def locate(name: str, context: frozenset[str]) -> Toponym | None:
    """The place meant by a name in an article that speaks of these countries; None where that is unclear."""
    found: Sequence[Toponym] = places.lookup(name)
    if not found:
        return None
    first = found[0]
    if first.kind in ("country", "macroregion"):
        return first
    near = [toponym for toponym in found if toponym.country in context]
    if near and (first.country in context or first.population < 10 * max(near[0].population, 1)):
        return near[0]
    return first if first.population >= _PROMINENT or first.kind == "region" else None
