"""From judgements to canonical ids: pure, and independent of the order of either."""

from collections.abc import Iterable, Mapping

from kg.model import Judgement, LocalEntity
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
    known = {entity.id: entity for entity in entities}
    partition = Partition(known)
    apply(partition, judgements)
    return _named(partition, known, published)


def apply(partition: Partition, judgements: Iterable[Judgement]) -> None:
    """Join and keep apart what the judgements say, as far as they agree."""
    rows = [row for row in judgements if row.left in partition and row.right in partition]
    for author in (True, False):
        own = sorted(
            (row for row in rows if by_person(row) is author), key=lambda row: (-row.score, row.left, row.right)
        )
        own.sort(key=lambda row: row.at or "", reverse=True)
        for row in own:
            if row.verdict == "different":
                partition.forbid(row.left, row.right)
        for row in own:
            if row.verdict == "same":
                partition.join(row.left, row.right)


def _named(
    partition: Partition, known: Mapping[str, LocalEntity], published: Mapping[str, str | None]
) -> dict[str, str]:
    def age(id_: str) -> tuple[str, str, str]:
        article = known[id_].article
        return published.get(article) or _LAST, article, id_

    clusters = sorted(
        (sorted(members, key=age) for members in partition.clusters()), key=lambda members: age(members[0])
    )
    taken: set[str] = set()
    canonical: dict[str, str] = {}
    for members in clusters:
        external = next((place for id_ in members if (place := place_id(known[id_])) is not None), None)
        name = members[0] if external is None or external in taken else external
        taken.add(name)
        canonical.update(dict.fromkeys(members, name))
    return canonical


def place_id(entity: LocalEntity) -> str | None:
    """The gazetteer's id of the place that the entity is said to be."""
    found = sorted(place.id for iri in entity.same_as if (place := places.by_iri(iri)) is not None)
    return found[0] if found else None
