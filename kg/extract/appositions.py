"""Nouns in apposition to a person's name, by the parse and by the commas: "Y, the head of X", "the head of X, Y"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import grammar, roles
from kg.extract.lexicon import Lexicon
from kg.extract.notes import Notes, Reference

_DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their"})
_LINKS = frozenset("of for at in to".split())
_FINITE = frozenset("VBZ VBP VBD MD".split())  # "according to X, the activist is on hunger strike"
_LONGEST = 12  # tokens of a phrase before a name


def nouns(doc: Doc, pad: Notes, person: Reference, lexicon: Lexicon) -> Iterator[Token]:
    """The heads of the phrases that say who the person is."""
    head = doc[person.head]
    for child in head.children:
        if child.dep_ == "appos" and pad.at(child.i) is None:
            yield from (noun for noun in grammar.members(child) if noun.pos_ in ("NOUN", "PROPN"))
    if head.dep_ == "appos" and head.head.i < person.start and head.head.pos_ in ("NOUN", "PROPN"):
        yield _outermost(head.head, lexicon)
        yield from (noun for noun in grammar.members(head.head) if head.head.i < noun.i < person.start)
    # The parser often hangs an apposition elsewhere; commas around a phrase with an article say enough.
    yield from _behind(doc, pad, person)
    yield from _ahead(doc, pad, person, lexicon)


def _outermost(noun: Token, lexicon: Lexicon) -> Token:
    """ "The mother of the activist, X": who is introduced is the mother."""
    while noun.dep_ == "pobj" and roles.heads(noun.doc, noun.head.head.i, lexicon):
        noun = noun.head.head
    return noun


def _behind(doc: Doc, pad: Notes, person: Reference) -> Iterator[Token]:
    """ "Zhang Wei, the chairman of Huaneng Group": not where another name closes the phrase and takes it."""
    after = doc[person.end : person.end + 2]
    if len(after) < 2 or after[0].text != "," or after[1].lower_ not in ("a", "an", "the"):
        return
    stop = after[1].sent.end
    end = next((token.i for token in doc[after[1].i : stop] if token.text in (",", ".", ";")), stop)
    taker = pad.at(end + 1) if end + 1 < stop and doc[end].text == "," else None
    if taker is not None and taker.class_ == "Person" and _closed(doc, taker):
        return
    found = [token for token in doc[after[1].i : end] if token.pos_ in ("NOUN", "PROPN")]
    first = next((t for t in found if t.i + 1 >= len(doc) or not _goes_on(t.nbor(1))), None)
    if first is not None and (first.i + 1 >= len(doc) or first.nbor(1).tag_ not in _FINITE):
        yield first


def _goes_on(token: Token) -> bool:
    """Whether a noun phrase goes on with this token: "the mayor's | brother" heads no mayor."""
    return token.pos_ in ("NOUN", "PROPN") or token.tag_ == "POS"


def _ahead(doc: Doc, pad: Notes, person: Reference, lexicon: Lexicon) -> Iterator[Token]:
    """ "The chairman of the Musavat party, Isa Gambar, said": a phrase with an article, a name between commas."""
    comma = _own_title(doc, pad, person, lexicon) - 1
    if comma < 1 or doc[comma].text != "," or not _closed(doc, person):
        return
    for i in range(comma - 1, max(doc[comma].sent.start, comma - _LONGEST) - 1, -1):
        token = doc[i]
        if (token.is_punct and token.tag_ != "HYPH") or token.pos_ in ("VERB", "AUX"):
            return
        linked = doc[i + 1].lower_ in _LINKS or i + 1 == comma
        if linked and pad.at(i) is None and roles.heads(doc, i, lexicon) and (first := _introduced(doc, i)) is not None:
            owned = first > 1 and doc[first - 1].lower_ in _LINKS
            if owned and roles.heads(doc, first - 2, lexicon):  # "the mother of the activist", not "books of his uncle"
                continue
            yield token
            return


def _own_title(doc: Doc, pad: Notes, person: Reference, lexicon: Lexicon) -> int:
    """Where a name begins with the title and article before it: "his uncle, | the poet Tesfay Weldu,"."""
    title = roles.before(doc, pad, person, lexicon)
    if title is None:
        return person.start
    start = min([title.start, *(ref.start for ref in title.owners)])
    return start - 1 if start > 0 and doc[start - 1].lower_ in _DETERMINERS else start


def _introduced(doc: Doc, i: int) -> int | None:
    """Where the article or genitive stands that begins the phrase which the noun heads."""
    while i > doc[i].sent.start and doc[i - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        i -= 1
    begins = i > 0 and (doc[i - 1].lower_ in _DETERMINERS or doc[i - 1].tag_ == "POS")
    return i - 1 if begins else None


def _closed(doc: Doc, person: Reference) -> bool:
    """Whether a comma, the end of the sentence or a verb follows the name, as after an apposition."""
    if person.end >= len(doc):
        return True
    after = doc[person.end]
    return after.text in (",", ".", ";", "?", "!") or after.pos_ in ("VERB", "AUX")
