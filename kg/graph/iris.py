"""IRIs for whatever ids and addresses articles bring, and the namespaces that the RDF view uses."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote, urlsplit, urlunsplit

import pyoxigraph as ox

from kg import ontology
from kg.errors import UsageError

BASE = "https://kg.example/"
KG = ontology.KG
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
VOID = "http://rdfs.org/ns/void#"
DCTERMS = "http://purl.org/dc/terms/"
GN = "http://www.geonames.org/ontology#"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": DCTERMS,
        "geo": GEO,
        "gn": GN,
        "kg": KG,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "sem": SEM,
        "void": VOID,
        "xsd": XSD,
    }
)

_MARKS = "!$&'()*+,;=:@/"  # what may stand in a path unencoded, besides letters, digits and -._~
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


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

    def entity(self, id_: str) -> ox.NamedNode:
        """The IRI of a canonical entity."""
        return self._node("entity", id_)

    def article(self, id_: str) -> ox.NamedNode:
        """The IRI of an article, and of the named graph of what it asserts."""
        return self._node("article", id_)

    def statement(self, id_: str) -> ox.NamedNode:
        """The IRI of one statement of one article."""
        return self._node("statement", id_)

    def publisher(self, name: str) -> ox.NamedNode:
        """The IRI of an outlet, by its name."""
        return self._node("publisher", name)

    def prefixes(self) -> dict[str, str]:
        """All namespaces by prefix, with those of this data set whose local names need no escapes."""
        return {**PREFIXES, **{kind: f"{self.base}{kind}/" for kind in ("entity", "statement")}}

    def _node(self, kind: str, id_: str) -> ox.NamedNode:
        name = quote(id_, safe="")
        # "." and ".." alone would lead out of the folder
        return ox.NamedNode(f"{self.base}{kind}/{name if name.strip('.') else name.replace('.', '%2E')}")


def web(url: str) -> ox.NamedNode | None:
    """A web address as a valid IRI, its odd characters percent-encoded; None where it is no http or https address."""
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        address = urlunsplit(
            (
                parts.scheme,
                _encoded(parts.netloc, "!$&'()*+,;=:@[]"),
                _encoded(parts.path, _MARKS),
                _encoded(parts.query, _MARKS + "?"),
                _encoded(parts.fragment, _MARKS + "?"),
            )
        )
        return ox.NamedNode(address)
    except ValueError:
        return None


def _encoded(part: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=f"{safe}%")
