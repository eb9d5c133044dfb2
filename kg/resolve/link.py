"""From judgements to canonical ids: pure, and independent of the order of either."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.model import Judgement, LocalEntity
from kg.resolve.clusters import Clusters
from kg.resolve.partition import Partition
from kg.text import places

_MACHINE = "kg/"  # judgements by the program and its plugins; all others are a person's
_LAST = "\U0010ffff"  # articles without a date come after those with one


def by_person(judgement: Judgement) -> bool:
    """Whether a person decided, not the program."""
    return not judgement.by.startswith(_MACHINE)


def link(
    entities: Iterable[LocalEntity], judgements: Iterable[Judgement], published: Mapping[str, str | None]
) -> dict[str, str]:
    """The canonical id of every local entity; `published` dates the articles, as far as they are dated.

    "same" pairs are joined unless a "different" pair keeps their clusters apart: what people say first, the latest
    of it first, then the program's by falling score. A cluster is called after its GeoNames id where it has one, else
    after its member in the earliest article. Judgements on unknown entities are ignored.
    """

    def age(entity: LocalEntity) -> tuple[str, str, str]:
        return published.get(entity.article) or _LAST, entity.article, entity.id

    known = sorted(entities, key=age)
    number = {entity.id: at for at, entity in enumerate(known)}
    heard = [row for row in by_weight(judgements) if row.left in number and row.right in number]
    clusters = Clusters.judged(
        len(known), ((number[row.left], number[row.right], row.verdict == "same") for row in heard)
    )
    names = earliest(claims(clusters, enumerate(known)))
    firsts = map(clusters.first, range(len(known)))
    return {entity.id: names.get(first) or known[first].id for entity, first in zip(known, firsts, strict=True)}


def apply(partition: Partition, judgements: Iterable[Judgement]) -> None:
    """Join and keep apart what the judgements say, as far as they agree."""
    for row in by_weight(judgements):
        if row.left in partition and row.right in partition:
            (partition.join if row.verdict == "same" else partition.forbid)(row.left, row.right)


def by_weight(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What decides whether two are one, the weightiest first; the store's `Snapshot.judged` has the same order.

    People's come before the program's, and of either what keeps apart before what joins; then the latest, then the
    highest score.
    """
    rows = [row for row in judgements if row.verdict in ("same", "different")]
    rows.sort(key=lambda row: (-row.score, row.left, row.right))
    rows.sort(key=lambda row: row.at or "", reverse=True)
    return sorted(rows, key=lambda row: (not by_person(row), row.verdict == "same"))


def claims(clusters: Clusters, entities: Iterable[tuple[int, LocalEntity]]) -> dict[int, str]:
    """The places that clusters are, by their first numbers: of each what its earliest member is that is one.

    `entities` are numbered from the earliest article on; those without IRIs may be left out.
    """
    found: dict[int, str] = {}
    for number, entity in entities:
        first = clusters.first(number)
        if first not in found and (place := place_id(entity)) is not None:
            found[first] = place
    return found


def earliest(claimed: Mapping[int, str]) -> dict[int, str]:
    """Those of the clusters that are called after the place that they are: of namesakes only the earliest."""
    found = {place: first for first, place in sorted(claimed.items(), reverse=True)}
    return {first: place for place, first in found.items()}


def place_id(entity: LocalEntity) -> str | None:
    """The gazetteer's id of the place that the entity is said to be."""
    return _place(entity.same_as)


@lru_cache(maxsize=1 << 12)
def _place(same_as: tuple[str, ...]) -> str | None:
    return min((place.id for iri in same_as if (place := places.by_iri(iri)) is not None), default=None)
