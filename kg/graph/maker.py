"""What says whether a graph that an earlier command assembled is the one that this program would assemble."""

import hashlib
import sqlite3
import sys
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg import ontology

_ROOMS = ("graph", "resolve", "store", "text")
_FILES = ("ids.py", "model.py", "ontology.py")
_DATA = "text/data"


@cache
def maker() -> str:
    """A hash of all files of this program that have a say in it, the ontology, and the versions beneath.

    It is taken of what stands in the files and not of a version, so that whoever changes a rule sees it at work.
    """
    package = files("kg")
    sources: list[Traversable] = [package / name for name in _FILES]
    for folder, ending in (*((room, ".py") for room in _ROOMS), (_DATA, ".tsv")):
        sources += _files(package / folder, ending)
    sources.append(ontology.schemas() / "ontology.ttl")
    found = hashlib.sha256(f"{sys.version}\x00{sqlite3.sqlite_version}\x00".encode())
    for source in sources:
        found.update(f"\x00{source.name}\x00".encode())
        found.update(source.read_bytes())
    return found.hexdigest()


def _files(folder: Traversable, ending: str) -> list[Traversable]:
    return sorted((each for each in folder.iterdir() if each.name.endswith(ending)), key=lambda each: each.name)
