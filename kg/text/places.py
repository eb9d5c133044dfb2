"""Places by name: an offline gazetteer of countries, regions, towns and macroregions, after GeoNames (CC BY 4.0).

The index is two sorted text files under `kg/text/data`, written by `scripts/gazetteer` and searched by bisection,
so that loading costs some 30 ms and nothing is parsed that nobody asks for.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

from kg.text.folding import key

Kind = Literal["country", "region", "city", "macroregion", "historical"]

_GEONAMES = "https://sws.geonames.org/"
_OWN = "https://kg.example/place#"
_LONGEST_ACRONYM = 5  # letters
_ENDINGS = ("swomen", "swoman", "smen", "sman", "women", "woman", "men", "man", "s")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place: `id` is "gn" and its GeoNames id, or a word of our own for what GeoNames lacks.

    `country` is an ISO 3166-1 alpha-2 code, latitude and longitude are degrees (WGS 84), `population` counts people.
    """

    id: str
    name: str
    kind: Kind
    country: str | None
    population: int
    latitude: float | None
    longitude: float | None

    @property
    def iri(self) -> str:
        """The IRI that GeoNames gives the place, or one of ours."""
        return f"{_GEONAMES}{self.id[2:]}/" if self.id.startswith("gn") else f"{_OWN}{self.id}"


def lookup(name: str) -> tuple[Toponym, ...]:
    """All places of that name, the most prominent first: countries, then by population.

    Case, accents, apostrophes, hyphens and a leading "the" do not count; acronyms must be in capitals
    (`US`, `U.S.`, `U..S`, never the pronoun), and abbreviations need their dot (`Calif.`).
    """
    return _lookup(name)


@lru_cache(maxsize=1 << 16)
def _lookup(name: str) -> tuple[Toponym, ...]:
    ids = dict.fromkeys(id_ for spelling in _keys(name) for id_ in _named(spelling)[0])
    return tuple(place for id_ in ids if (place := by_id(id_)) is not None)


def toponyms() -> Iterator[Toponym]:
    """Every place of the gazetteer, in the order of ids."""
    return (_toponym(line.decode().split("\t")) for line in _lines("places.tsv"))


def ambiguous(name: str) -> bool:
    """Whether the name of a place is a common English word or a person's name too, as Nice, Reading and Houston are."""
    return any(_named(spelling)[1] for spelling in _keys(name)[-1:])


@lru_cache(maxsize=1 << 14)
def by_id(id_: str) -> Toponym | None:
    """The place of that id (`gn703448`)."""
    fields = _row(id_)
    return _toponym(fields) if fields else None


def by_iri(iri: str) -> Toponym | None:
    """The place that `Toponym.iri` names."""
    if iri.startswith(_GEONAMES):
        return by_id("gn" + iri[len(_GEONAMES) :].strip("/"))
    return by_id(iri[len(_OWN) :]) if iri.startswith(_OWN) else None


def country(code: str) -> Toponym:
    """The country of that ISO 3166-1 alpha-2 code; `KeyError` where there is none."""
    return _toponym(_countries()[code])


def capital(code: str) -> Toponym | None:
    """The capital of the country of that ISO 3166-1 alpha-2 code."""
    fields = _countries().get(code)
    return by_id(fields[7]) if fields and fields[7] else None


@lru_cache(maxsize=1 << 14)
def demonym(word: str) -> Toponym | None:
    """The country or region whose people the word means: `Azerbaijani`, `Britons`, `Englishman`, `Swiss`."""
    if not word[:1].isupper():
        return None
    stems = (key(word), *(key(word.removesuffix(ending)) for ending in _ENDINGS if word.endswith(ending)))
    code = next((_demonyms()[stem] for stem in stems if stem in _demonyms()), None)
    if code is None or (key(word) not in _demonyms() and any(place.kind == "country" for place in lookup(word))):
        return None  # the Philippines are no people
    return country(code) if code in _countries() else by_id(code)


def us_state(code: str) -> Toponym | None:
    """The state that the US Postal Service knows by this two-letter code (`OH`)."""
    id_ = _table("us_states.tsv").get(code)
    return by_id(id_) if id_ else None


def _keys(name: str) -> tuple[str, ...]:
    """The keys to look a name up by: as an acronym, as an abbreviation, as a plain name."""
    plain = key(name)
    keys: tuple[str, ...] = (plain,)
    if name.endswith(".") and name.count(".") == 1 and name[:1].isupper():
        keys = (plain + ".", *keys)
    bare = name.strip().removeprefix("the ").removeprefix("The ")
    if bare.isupper() and len(letters := plain.replace(" ", "")) <= _LONGEST_ACRONYM:
        keys = ("=" + letters, *keys)
    return keys


def _named(spelling: str) -> tuple[list[str], bool]:
    """The ids of the places with that key, and whether to be careful with it."""
    lines = _lines("place_names.tsv")
    prefix = spelling.encode() + b"\t"
    at = bisect_left(lines, prefix)
    if at == len(lines) or not lines[at].startswith(prefix):
        return [], False
    fields = lines[at].decode().split("\t")
    return fields[1].split(","), len(fields) > 2


def _row(id_: str) -> list[str] | None:
    lines = _lines("places.tsv")
    prefix = id_.encode() + b"\t"
    at = bisect_left(lines, prefix)
    return lines[at].decode().split("\t") if at < len(lines) and lines[at].startswith(prefix) else None


def _toponym(fields: list[str]) -> Toponym:
    id_, name, kind, code, population, latitude, longitude, _ = fields
    return Toponym(
        id=id_,
        name=name,
        kind=cast(Kind, kind),
        country=code or None,
        population=int(population),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
    )


@cache
def _lines(name: str) -> list[bytes]:
    return (files("kg.text") / "data" / name).read_bytes().removesuffix(b"\n").split(b"\n")


@cache
def _countries() -> dict[str, list[str]]:
    rows = (line.decode().split("\t") for line in _lines("places.tsv") if b"\tcountry\t" in line)
    return {fields[3]: fields for fields in rows}


@cache
def _table(name: str) -> dict[str, str]:
    rows = (line.decode() for line in _lines(name) if not line.startswith(b"#"))
    return dict(row.split("\t") for row in rows)


@cache
def _demonyms() -> dict[str, str]:
    return {key(word): code for word, code in _table("demonyms.tsv").items()}
