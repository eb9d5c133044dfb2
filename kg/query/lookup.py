"""Finding the entities that a person means by a name."""

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from kg import ontology
from kg.errors import QueryError
from kg.graph import Graph
from kg.model import Entity
from kg.text.folding import key

_SUGGESTIONS = 5
_ALIKE = 70.0  # of 100, as rapidfuzz's WRatio counts


def find(graph: Graph, name: str) -> tuple[Entity, ...]:
    """All entities called so, by the first of these that fits any: id, name, aliases, either without accents, parts.

    Several where namesakes were kept apart, in the order of ids. Events are found by their id or whole name only.
    `QueryError` where nobody is called so, with the names that come close.
    """
    wanted = " ".join(name.split())
    entities = graph.entities.values()
    for fits in _tests(wanted):
        found = tuple(entity for entity in entities if fits(entity))
        if found:
            return found
    close = _close(wanted, filter(_is_thing, entities))
    advice = f"; did you mean: {', '.join(close)}?" if close else ""
    raise QueryError(f"nobody and nothing in the graph is called {wanted!r}{advice}")


def _tests(wanted: str) -> Iterable[Callable[[Entity], bool]]:
    folded = key(wanted)
    yield lambda entity: entity.id == wanted
    yield lambda entity: entity.name == wanted
    yield lambda entity: wanted in entity.aliases
    yield lambda entity: bool(folded) and folded == key(entity.name)
    yield lambda entity: bool(folded) and any(folded == key(alias) for alias in entity.aliases)
    words = set(folded.split())
    yield lambda entity: bool(words) and _is_thing(entity) and words <= set(key(entity.name).split())


def _is_thing(entity: Entity) -> bool:
    return ontology.load().root(entity.class_) != "Event"


def _close(wanted: str, entities: Iterable[Entity]) -> list[str]:
    names = sorted({name for entity in entities for name in (entity.name, *entity.aliases)})
    scored = process.extract(
        wanted, names, scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=_ALIKE, limit=_SUGGESTIONS
    )
    return [name for name, _, _ in scored]
