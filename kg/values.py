"""What arguments of the command line may be: each turns text into a value, or says what is wrong with it."""

import argparse
import json

STATEMENTS = ("article", "graph", "reification", "nodes", "triple-terms")
"""`kg.graph.rdf.resource.STATEMENTS`, known without loading what that needs."""
RDF = frozenset({"jsonld", "nquads", "ntriples", "trig", "turtle"})
"""Formats that are RDF."""


def iri(text: str) -> str:
    """A web address, as a valid IRI."""
    from kg.graph.rdf.iris import web

    address = web(text)
    if address is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no web address")
    return address.value


def positive(text: str) -> int:
    """A whole number of 1 or more."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


def share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return number


def seconds(text: str) -> float:
    """A number of seconds above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return number


def parameter(text: str) -> tuple[str, object]:
    """`name=value`; a value that is JSON is taken as that, any other as text."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not like name=value")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
