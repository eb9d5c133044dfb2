"""Whom relative pronouns mean: "Ana Oduya, who ...", "Tellmark Invest, which ...", "she is a lawyer who ..."."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import grammar
from kg.extract.notes import Notes, Reference
from kg.extract.reader.labels import PRONOUNS
from kg.extract.spots import spots

_OF_PEOPLE = frozenset({"Person"})
_OF_OTHERS = frozenset({"Organization", "Place"})
# What each may mean: who, whom and whose are said of people; companies have a "who", too, in careless texts only.
_CLASSES = {"WP": _OF_PEOPLE, "WP$": _OF_PEOPLE | _OF_OTHERS, "WDT": _OF_PEOPLE | _OF_OTHERS, "WRB": _OF_OTHERS}
_WORDS = frozenset(PRONOUNS) | {"which", "that", "where"}


def relatives(doc: Doc, pad: Notes) -> Iterator[Reference]:
    """A reference for every relative pronoun that stands for somebody or something known; not written to the notes."""
    for token in (doc[i] for i in spots(doc, _WORDS)):
        if token.tag_ in _CLASSES and pad.at(token.i) is None and (found := meant(token, pad)) is not None:
            yield Reference(token.i, token.i + 1, token.i, found.class_, "pronoun", found.cluster)


def meant(token: Token, pad: Notes) -> Reference | None:
    """The mention of somebody or something known that a relative pronoun stands for; none for any other word."""
    classes = _CLASSES.get(token.tag_, frozenset())
    found = _nearest(_antecedent(token, pad), _before(token, pad), classes) if classes else None
    if found is None or found.class_ not in classes or (token.lower_ == "which" and found.class_ == "Person"):
        return None
    return found


def _nearest(hung: Reference | None, before: Reference | None, classes: frozenset[str]) -> Reference | None:
    """What the clause hangs from, or a name of that kind right before it: "he is the brother of Ana Oduya, | who"."""
    named = before is not None and before.form == "name" and before.class_ in classes
    if hung is None or (named and before is not None and hung.end <= before.start):
        return before
    return hung


def _antecedent(token: Token, pad: Notes) -> Reference | None:
    """The mention that the relative clause around a pronoun hangs from."""
    verb = token
    while verb.dep_ != "relcl":
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    noun = verb.head
    return _mention(noun, token, pad) if noun.i < token.i else None


def _before(token: Token, pad: Notes) -> Reference | None:
    """The name right before a comma and the pronoun, or before a bracket: "X (died 1949), with whom", misread."""
    doc, i = token.doc, token.i - 1
    if i > 0 and doc[i].tag_ == "IN":
        i -= 1
    if i > 0 and doc[i].text == ",":
        i -= 1
    elif i <= 0 or doc[i].text != ")":
        return None
    if doc[i].text == ")":
        while i > token.sent.start and doc[i].text != "(":
            i -= 1
        i -= 1
    return pad.at(i) if i >= token.sent.start else None


def _mention(noun: Token, token: Token, pad: Notes) -> Reference | None:
    """A noun's own mention, or that of whom it describes: "X, a lawyer who"; "X is a lawyer who"."""
    for _ in range(3):
        known = pad.at(noun.i) or next((phrase for phrase in pad.phrases if phrase.head == noun.i), None)
        if known is not None and known.class_ != "Position" and known.end <= token.i:
            return known
        if noun.dep_ == "attr" and noun.head.lemma_ == "be" and not grammar.is_negated(noun.head):
            subjects = [child for child in noun.head.children if child.dep_ == "nsubj"]
            return pad.at(subjects[0].i) if len(subjects) == 1 else None
        if noun.dep_ not in ("appos", "conj"):
            return None
        noun = noun.head
    return None
