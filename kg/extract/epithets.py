"""What the noun before a place says of it: "the Ohio town of | Lima", "the Zambian capital, | Lusaka"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import lexicon
from kg.extract.notes import Notes, Reference

_FORMER = frozenset({"former", "ex", "once"})


def before(doc: Doc, pad: Notes, place: Reference) -> Iterator[tuple[str, Reference]]:
    """Where the place lies or whose capital it is, by a place or a demonym before the noun that introduces it."""
    link = place.start - 1
    joined = link > 0 and doc[link].lower_ in ("of", ",")
    noun = doc[link - int(joined)] if link > 0 else None
    if noun is None or noun.i <= place.start - 3 or not noun.is_lower:
        return
    capital = noun.lower_ == "capital"
    if not capital and not (joined and doc[link].lower_ == "of" and geographic(noun)):
        return
    i = noun.i - 1
    while i > noun.sent.start and pad.at(i) is None and doc[i].is_lower and doc[i].tag_ in ("JJ", "NN"):
        i -= 1
    outer = pad.at(i) if i >= noun.sent.start else None
    former = any(token.lower_ in _FORMER for token in doc[max(i - 2, 0) : noun.i])
    if outer is not None and outer.class_ == "Place" and outer.end == i + 1 and not former:
        yield "capitalOf" if capital else "containedIn", outer


def geographic(token: Token) -> bool:
    """Whether a noun says what kind of place something is: "town", "hills"."""
    words = lexicon.load()
    return any(words.has(kind, token.text) for kind in ("places", "kinds_of_place"))
