"""The two files of the gazetteer: places by id, and names with the places that bear them, most prominent first."""

from collections.abc import Iterator

from gazetteer.given_names import Lexicon
from gazetteer.places import Place, usable
from gazetteer.words import Words
from kg.text.folding import key

_CAPITAL = 20  # how much more a national capital weighs than its people
_ALTERNATE = 0.2  # how much less a name weighs for a place that is mainly called otherwise
_REGION = 0.5  # how much less a region weighs than its people
_TOWN_OF_REGION = 50_000  # people from which a town comes before the region that bears its name
_KNOWN = 1_000_000  # weight from which a place's name is no longer taken for a surname or given name
_NEVER_PLAIN = {"chad", "jordan", "georgia", "washington", "sydney", "charlotte", "florence", "victoria", "santiago"}
_TIERS = {"country": 0, "macroregion": 1, "historical": 1}


def place_lines(places: dict[str, Place]) -> Iterator[str]:
    """One place a line, sorted by id."""
    for id_ in sorted(places):
        place = places[id_]
        spot = [_degrees(place.latitude), _degrees(place.longitude)]
        yield "\t".join([id_, place.name, place.kind, place.country, str(place.population), *spot, place.capital])


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def name_lines(places: dict[str, Place], words: Words, lexicon: Lexicon) -> Iterator[str]:
    """One name a line, sorted: key, ids of its places, and `!` where it is an ordinary word or a person's name too."""
    capitals = {place.capital for place in places.values()}
    index: dict[str, dict[str, float]] = {}
    for place in places.values():
        for name, weight in _weighed(place, place.id in capitals):
            held = index.setdefault(name, {})
            held[place.id] = max(weight, held.get(place.id, 0))
    for name in sorted(index):
        weights = _towns_first(index[name], places)
        best = max(weights, key=lambda id_: (weights[id_], id_))
        careful = _ambiguous(name, weights[best], places[best], words, lexicon)
        # a by-name that is a word or a person's name too does more harm than good
        kept = [id_ for id_ in weights if not careful or weights[id_] >= _KNOWN or _own(name, places[id_])]
        kept.sort(key=lambda id_: (_TIERS.get(places[id_].kind, 2), -weights[id_], id_))
        if kept:
            yield "\t".join([name, ",".join(kept), "!" if careful else ""]).rstrip("\t")


def _weighed(place: Place, capital: bool) -> Iterator[tuple[str, float]]:
    main, weight = key(place.name), place.weight * (_REGION if place.kind == "region" else 1)
    for name in usable(place):
        yield key(name), weight * (_ALTERNATE if key(name) != main else _CAPITAL if capital else 1)
    weight *= _CAPITAL if capital else 1
    for name in place.sure:
        yield _sure_key(name), weight
    for name in place.acronyms:
        yield "=" + key(name).replace(" ", ""), weight


def _sure_key(name: str) -> str:
    dotted = name.endswith(".") and " " not in name and name.count(".") == 1
    return key(name) + ("." if dotted else "")


def _own(name: str, place: Place) -> bool:
    """Whether the place is mainly called so, or our own table says that it is."""
    return name in {key(place.name), *map(_sure_key, place.sure)} or name.startswith("=")


def _towns_first(weights: dict[str, float], places: dict[str, Place]) -> dict[str, float]:
    """In news "Kherson" is the town, even though more people live in the region of that name."""
    towns = {
        places[id_].country: weight
        for id_, weight in sorted(weights.items(), key=lambda one: one[1])
        if places[id_].kind == "city" and places[id_].population >= _TOWN_OF_REGION
    }
    return {
        id_: min(weight, towns.get(places[id_].country, weight) * 0.99) if places[id_].kind == "region" else weight
        for id_, weight in weights.items()
    }


def _ambiguous(name: str, weight: float, best: Place, words: Words, lexicon: Lexicon) -> bool:
    if name in _NEVER_PLAIN:
        return True
    if best.kind in _TIERS:
        return False
    personal = weight < _KNOWN and (name in lexicon.given or name in lexicon.family)
    return words.common(name) or personal
