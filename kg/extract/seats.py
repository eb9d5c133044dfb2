"""Where bodies are, beside their names: "Boston-based Tarn Corp.", "the Tarn Bank in Lyon", "Tarn's Paris office"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import containment, roles
from kg.extract.containment import is_place
from kg.extract.lexicon import Lexicon
from kg.extract.notes import Notes, Reference

# What a body has where it is.
_PRESENCE = frozenset("office offices headquarters branch chapter bureau plant factory mill unit staff".split())

# What a body may be called besides the lexicon's words for its kind, which say as much of a name before them.
_KINDS = frozenset("carrier brokerage concern bank lender utility group institute university".split())

Found = tuple[Reference, str, Reference]


def of_body(doc: Doc, pad: Notes, body: Reference, words: Lexicon) -> Iterator[Found]:
    """What is said of a body's place right beside its name."""
    yield from _seat(doc, pad, body, words)
    yield from _offices(doc, pad, body)
    place = containment.owner(doc, pad, body)  # "Lyon's | Tarn Bank"
    if place is not None and is_place(place) and not containment.modifies(doc, body):
        yield body, "location", place


def _seat(doc: Doc, pad: Notes, body: Reference, words: Lexicon) -> Iterator[Found]:
    """ "the Tarn Bank in Lyon", "Tarn Corp. of Lyon", "Tarn Air, a Seattle carrier"."""
    i = body.end
    if containment.modifies(doc, body):  # "Tarn Corp. | officials in Lyon"
        i = doc[body.head].head.i + 1
        if doc[i - 1].lower_ not in _PRESENCE and not words.has("people", doc[i - 1].text):
            return
    if i < len(doc) and doc[i].lower_ in ("in", "of") and (i > body.end or _hangs(body, doc[i], words)):
        place = containment.behind(doc, pad, i)
        if place is not None:
            yield body, "location", place
    for noun in doc[body.head].children:
        if noun.dep_ == "appos" and (words.has("kinds_of_organization", noun.text) or noun.lower_ in _KINDS):
            yield from ((body, "location", place) for place in _before(noun, pad))


def _hangs(body: Reference, link: Token, words: Lexicon) -> bool:
    """Whether a preposition speaks of the body, or of the people there: "a doctor at St. Mary's in Lyon"."""
    head = link.head
    if body.start <= head.i < body.end:
        return True
    people = ("occupations", "positions", "people")
    return head.i < body.start and link.lower_ == "in" and any(words.has(kind, head.text) for kind in people)


def _offices(doc: Doc, pad: Notes, body: Reference) -> Iterator[Found]:
    """ "Tarn Corp.'s Paris office", "the Paris office of Tarn Corp."."""
    head = doc[body.head]
    noun = head.head if head.dep_ == "poss" else head
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        noun = head.head.head
    if noun.lower_ in _PRESENCE:
        yield from ((body, "location", place) for place in _before(noun, pad))


def _before(noun: Token, pad: Notes) -> Iterator[Reference]:
    """The places that say of which kind something is: "a | Seattle carrier"."""
    for child in noun.children:
        place = pad.at(child.i) if child.dep_ in ("compound", "nmod", "amod") else None
        if place is not None and is_place(place):
            yield place


def based(doc: Doc, pad: Notes, place: Reference) -> Iterator[Found]:
    """ "Boston-based | Tarn Corp.", "Tarn Corp., the Boston-based | carmaker"."""
    if roles.behind_based(doc, pad, place.start) == place.start:
        return
    noun = doc[place.end + 1].head
    if noun.i <= place.end:
        noun = doc[min(place.end + 2, len(doc) - 1)]
    named = pad.at(noun.i)
    if named is None and noun.dep_ in ("appos", "attr"):
        said = [noun.head] if noun.dep_ == "appos" else [c for c in noun.head.children if c.dep_ == "nsubj"]
        named = next((ref for token in said if (ref := pad.at(token.i)) is not None), None)
    if named is not None and named.class_ == "Organization" and named.form == "name":
        yield named, "headquarters", place
