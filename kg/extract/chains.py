"""All chains of a text: names of any class, phrases and pronouns that mean the same, named or not.

The graph keeps of them what it has a place for and is sure of (`kg.extract.antecedents`); this is what a coreference
system says, and what it is scored by. Nothing of it is made in a build.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import timing
from kg.extract.linking import Candidate, Candidates, Limits
from kg.extract.notes import Notes, notes
from kg.extract.reader.component import NAME, tokens
from kg.extract.reader.labels import NAMES, NOMINALS, PRONOUNS, class_of_pronoun
from kg.extract.reader.reading import Reading
from kg.extract.spots import spots
from kg.extract.stories import chains
from kg.model import Form

# Set on the part `tune` of MEANTIME, GUM and LitBank (`scripts/training/limits.py`): with 0.35 for names it is 1.2, 0.1
# and 0.4 less there; a margin of 0.15, not 0, was 0.9 more on MEANTIME, the same on GUM and 0.8 less on LitBank.
LIMITS = Limits(pronoun=0.35, phrase=0.5, name=0.65, margin=0.0, merge=0.7)
SPAN = 0.5  # from which a phrase is one

_WORDS = frozenset(word for word, kind in PRONOUNS.items() if kind != "who")
_NAMED = NAMES[:3]  # whose names have their clusters from `kg.extract.coreference`


@dataclass(frozen=True, slots=True)
class Member:
    """A mention of a chain: characters of the article's text, end exclusive; class "" where nobody knows it.

    A phrase is marked at its head noun.
    """

    start: int
    end: int
    text: str
    form: Form
    class_: str


Members = tuple[Member, ...]


def read(doc: Doc) -> list[Members]:
    """The chains of two mentions and more of a `Doc` that went through the pipeline, in text order.

    None where it was read without the trained reader.
    """
    pad = notes(doc)
    if pad.reading is None:
        return []
    found = chains(doc, pad, _candidates(doc, pad, pad.reading), LIMITS)
    every = [tuple(_member(doc, pad, each) for each in some) for _, some in found if len(some) > 1]
    return sorted(every, key=lambda members: members[0].start)


def _candidates(doc: Doc, pad: Notes, reading: Reading) -> list[Candidate]:
    """Names, names of what is none of the three classes, pronouns, and phrases at their head."""
    found = Candidates(doc, reading)
    for ref in pad.references:
        if ref.form == "name" and ref.class_ in _NAMED:
            found.add(ref.class_, "name", (ref.start, ref.end, ref.head), ref)
    for label, start, end, head in _spans(doc, pad):
        if label in NAMES:
            found.add(label, "name", (start, end, head))
    for i in spots(doc, _WORDS):
        found.add(class_of_pronoun(doc[i].text), "pronoun", (i, i + 1, i))
    for label, start, end, head in _spans(doc, pad):
        if label in NOMINALS:
            found.add(label.removeprefix("nominal "), "nominal", (start, end, head))
    return found.ordered()


def _spans(doc: Doc, pad: Notes) -> Iterator[tuple[str, int, int, int]]:
    """Label, tokens and head of what the reader sees and is not settled by `kg.extract.names`.

    Dates that can be read, and numbers, are no things. On the part `tune` it is 1.7 more on MEANTIME, 0.2 on LitBank,
    and 1.0 less on GUM, which marks dates.
    """
    dated = {i for sent in doc.sents for start, end, _ in timing.in_sentence(sent, pad) for i in range(start, end)}
    for each in pad.spans:
        least = SPAN if each.label in NOMINALS else NAME
        span = tokens(doc, each) if each.label not in _NAMED and each.probability >= least else None
        if span is None or span.root.i in dated or span.root.like_num:
            continue
        if each.label != "nominal Other" or not _modifies(span.root):
            yield each.label, span.start, span.end, span.root.i


def _modifies(token: Token) -> bool:
    """ "The telephone market" is no mention of a telephone."""
    return token.dep_ in ("compound", "nmod") and token.head.i > token.i


def _member(doc: Doc, pad: Notes, each: Candidate) -> Member:
    span = doc[each.start : each.end]
    form: Form = "name" if each.mention.form == "name" else "pronoun" if each.mention.form == "pronoun" else "nominal"
    return Member(pad.offset + span.start_char, pad.offset + span.end_char, span.text, form, each.mention.class_)
