"""Whether a word for a country says what somebody is: "the Canadian theorist Linda Hutcheon", not "American families"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import geocoding, lexicon
from kg.extract.notes import Notes, Reference
from kg.extract.reader.component import tokens

_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_COPULAS = frozenset({"be", "become"})
_SURE = 0.5  # from which a noun is one for people


def called(doc: Doc, pad: Notes, person: int, place: int) -> bool:
    """Whether a country, given by its head token, modifies the person's name or a noun that says who the person is.

    It must modify a noun for people itself: a Chinese restaurant's owner may be anybody.
    """
    noun = doc[place].head
    if doc[place].dep_ not in _MODIFIERS or noun.i <= place or not _is_country(pad, place):
        return False
    if any(ref.class_ == "Person" and ref.form == "name" for ref in _between(pad, place, person)):
        return False  # "US President Donald Trump and Turkish President Recep Tayyip Erdoğan", parsed as one phrase
    if noun.i == person:
        return True
    if not _is_for_people(noun, pad):
        return False
    while noun.dep_ in _MODIFIERS and noun.head.i > noun.i:
        noun = noun.head
    return noun.i == person or _says_who(noun, doc[person])


def _is_country(pad: Notes, place: int) -> bool:
    ref = pad.at(place)
    return ref is not None and geocoding.is_country(ref.cluster)


def _between(pad: Notes, place: int, person: int) -> Iterator[Reference]:
    own = pad.at(person)
    found = (pad.at(i) for i in range(place + 1, person))
    return (ref for ref in found if ref is not None and (own is None or ref.cluster is not own.cluster))


def _is_for_people(noun: Token, pad: Notes) -> bool:
    words = lexicon.load()
    if words.has("occupations", noun.text) or words.has("positions", noun.text):
        return True
    seen = (tokens(noun.doc, each) for each in pad.spans if each.label == "nominal Person" and each.probability >= _SURE)
    return any(span is not None and span.start <= noun.i < span.end for span in seen)


def _says_who(noun: Token, person: Token) -> bool:
    """By "is", or in apposition before the name or behind it; so, too, of what is joined by "and"."""
    first = next((each for each in (noun, *noun.ancestors) if each.dep_ != "conj"), noun)
    if first.dep_ == "attr":
        verb = first.head
        return verb.lemma_ in _COPULAS and person.dep_ == "nsubj" and person.head.i == verb.i
    return (first.dep_ == "appos" and first.head.i == person.i) or (person.dep_ == "appos" and person.head.i == noun.i)
