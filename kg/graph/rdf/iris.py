"""IRIs for whatever ids and addresses articles bring, and the namespaces that the RDF view uses."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

import pyoxigraph as ox

from kg import ontology
from kg.errors import UsageError

BASE = "https://kg.example/"
KG = ontology.KG
SCHEMA = "https://schema.org/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "gn": "http://www.geonames.org/ontology#",
        "kg": KG,
        "kgc": "https://kg.example/ontology/claim#",
        "kgv": "https://kg.example/ontology/value#",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": SCHEMA,
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "sf": "http://www.opengis.net/ont/sf#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "void": "http://rdfs.org/ns/void#",
        "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""Namespaces by prefix: `kgc` and `kgv` lead to statement nodes and on to their values, see `schemas/profile.md`."""

_MARKS = "!$&'()*+,;=:@/"  # what may stand in a path unencoded, besides letters, digits and -._~
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


Kind = Literal[
    "article", "decision", "entity", "extractor", "geometry", "mention", "moment", "person", "position", "publisher",
    "quote", "role", "run", "selection", "statement",
]  # fmt: skip
_PLAIN: tuple[Kind, ...] = ("entity", "geometry", "mention", "position", "quote", "role", "selection", "statement")


class Iris:
    """The IRIs of a data set under `base`; `UsageError` where that is no absolute IRI of the web."""

    def __init__(self, base: str = BASE) -> None:
        self.base = base if base.endswith("/") else f"{base}/"
        address = web(self.base)
        if address is None or address.value != self.base or urlsplit(self.base).fragment:
            raise UsageError(f"{base!r} cannot be the base of IRIs; it must be like {BASE}")

    def dataset(self) -> ox.NamedNode:
        """The IRI of the data set itself."""
        return ox.NamedNode(self.base)

    def of(self, kind: Kind, id_: str) -> ox.NamedNode:
        """The IRI of one thing of a kind, by its id (a publisher, an extractor and a moment go by their names)."""
        return ox.NamedNode(self.at(kind, id_)[1:-1])

    def at(self, kind: Kind, id_: str) -> str:
        """The same as N-Triples writes it."""
        return self.ending(kind, id_ if id_.isalnum() and id_.isascii() else segment(id_))

    def ending(self, kind: Kind, last: str) -> str:
        """The same, by the last segment of its path."""
        return f"<{self.base}{kind}/{last}>"

    def prefixes(self) -> dict[str, str]:
        """All namespaces by prefix, with those of this data set whose local names need no escapes."""
        return {**PREFIXES, **{kind: f"{self.base}{kind}/" for kind in _PLAIN}}


def segments(names: Sequence[str]) -> Sequence[str]:
    """Several names, each as one segment of a path; one look is enough where all are ids of our own."""
    whole = "".join(names)
    return names if whole.isalnum() and whole.isascii() else [*map(segment, names)]


@lru_cache(4096)
def segment(name: str) -> str:
    """A name as one segment of a path; "." and ".." alone would lead out of the folder."""
    quoted = quote(name, safe="")
    return quoted if quoted.strip(".") else quoted.replace(".", "%2E")


def web(url: str) -> ox.NamedNode | None:
    """A web address as a valid IRI, its odd characters percent-encoded; None where it is no http or https address.

    User name and password before the host are left out: http allows none (RFC 9110), and nobody wants them published.
    """
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        address = urlunsplit(
            (
                parts.scheme,
                _encoded(parts.netloc.rpartition("@")[2], "!$&'()*+,;=:[]"),
                _encoded(_without_dots(parts.path), _MARKS),
                _encoded(parts.query, _MARKS + "?"),
                _encoded(parts.fragment, _MARKS + "?"),
            )
        )
        return ox.NamedNode(address)
    except ValueError:
        return None


def _without_dots(path: str) -> str:
    """A path without the segments "." and "..", which readers of Turtle resolve and those of N-Quads keep."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in (".", ".."):
            kept.append(segment)
    return "/".join([*kept, ""] if segments[-1] in (".", "..") else kept)


def _encoded(part: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=f"{safe}%")
