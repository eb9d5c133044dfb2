"""What can be exchanged: one table of `"name": "module:object"`, merged with the entry points of installed packages."""

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from kg.errors import UsageError

BUILT_IN = {
    "delta": {
        "jsonl": "kg.export.delta:JsonLinesDelta",
        "nquads": "kg.export.delta:NQuadsDelta",
        "ntriples": "kg.export.delta:NTriplesDelta",
    },
    "extractor": {"spacy": "kg.extract:Extractor"},
    "exporter": {
        "csv": "kg.export.csv:Csv",
        "ftm": "kg.export.ftm:FollowTheMoney",
        "gexf": "kg.export.gexf:Gexf",
        "graphml": "kg.export.graphml:GraphMl",
        "jsonld": "kg.export.rdf:JsonLd",
        "jsonl": "kg.export.jsonl:JsonLines",
        "neo4j-csv": "kg.export.neo4j_csv:Neo4jCsv",
        "nquads": "kg.export.rdf:NQuads",
        "ntriples": "kg.export.rdf:NTriples",
        "parquet": "kg.export.parquet:Parquet",
        "training": "kg.export.training:Training",
        "trig": "kg.export.rdf:Trig",
        "turtle": "kg.export.rdf:Turtle",
    },
    "resolver": {"names": "kg.resolve:resolve"},
}


def names(kind: str) -> dict[str, str]:
    """All plugins of this kind by name; entry points of the group `kg.KIND` may add names, not replace ours."""
    installed = {point.name: point.value for point in entry_points(group=f"kg.{kind}")}
    return {**installed, **BUILT_IN[kind]}


def load(kind: str, name: str) -> Any:
    """The object behind a plugin's name, or behind `module:object` itself; `UsageError` where it is not there."""
    known = names(kind)
    target = known.get(name, name)
    module, colon, attribute = target.partition(":")
    if not colon:
        raise UsageError(f"no {kind} {name!r}; there are: {', '.join(sorted(known))}")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"{kind} {name!r} cannot be loaded: {error}") from error
