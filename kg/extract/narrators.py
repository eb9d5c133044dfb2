"""Whom "I" and "my" mean: the speaker of direct speech; elsewhere the story's one author, else an unnamed narrator.

"We" may be anybody. Interviews, in which more than one says "I" without quotation marks, are left alone.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import bylines, quotations
from kg.extract.notes import Cluster, Notes, Reference
from kg.extract.spots import spots
from kg.text import names

UNNAMED = "unnamed narrator"

_FIRST = frozenset("me my mine myself".split())
_SAID = _FIRST | {"i"}
# "Q: ...", "MIRA ODUYA (chair): ...", "((Mira Oduya)) ...", "[Mira Oduya] ...": what begins a turn of a dialogue.
_NAME = r"(?:[A-Z][\w.'’-]*[ \t]?){1,4}"
_TURN = re.compile(rf"^[ \t]*(?:{_NAME}(?:\([^)\n]*\))?[ \t]*:[ \t]|\(\({_NAME}\)\)|\[{_NAME}\])", re.MULTILINE)
_TURNS = 2


def narrators(doc: Doc, pad: Notes) -> Iterator[Reference]:
    """A reference for every "I", "me" or "my" whose speaker is clear; not written to the notes."""
    said = [token for i in spots(doc, _SAID) if _first(token := doc[i]) and pad.at(i) is None]
    stretches = quotations.stretches(doc) if said else []
    talks = bool(said) and len(_TURN.findall(doc.text)) >= _TURNS
    known: dict[int, Cluster | None] = {}
    for token in said:
        if any(start <= token.i < end for start, end in stretches):
            who = next((each.speaker for each in pad.quotations if each.start <= token.i < each.end), None)
        elif talks:
            continue
        else:
            item = pad.item_of(token)
            known.setdefault(item, _narrator(pad, item))
            who = known[item]
        if who is not None and who.class_ == "Person":
            yield Reference(token.i, token.i + 1, token.i, "Person", "pronoun", who)


def _first(token: Token) -> bool:
    """Whether somebody speaks of himself: not the number of a king or a war."""
    if token.text == "I":
        before = token.doc[token.i - 1] if token.i else token
        numbered = names.is_given_name(before.text) and before.dep_ != "pobj"  # "Henry I", not "In Paris I"
        return token.tag_ == "PRP" and token.dep_ not in ("compound", "appos", "nummod") and not numbered
    return token.lower_ in _FIRST and token.tag_ in ("PRP", "PRP$")


def _narrator(pad: Notes, item: int) -> Cluster | None:
    """The one author; none where several sign; somebody unnamed where nobody does, or no person."""
    authors = pad.article.items[item].authors if pad.article.items else pad.article.authors
    if len(authors) > 1:
        return None
    if authors and " " in authors[0] and names.is_given_name(authors[0].split()[0]):
        return bylines.author(pad, authors[0], item)
    return Cluster("Person", UNNAMED, item, key=f"{UNNAMED}/{item}")
