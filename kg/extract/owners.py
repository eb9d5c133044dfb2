"""Whose phrase an organization stands in: "Green Party nominee Ada Roe, Liberal nominee Tom Hale" has two of them."""

from spacy.tokens import Doc, Token

from kg.extract import told
from kg.extract.notes import Notes, Reference

_WITHIN = frozenset({"amod", "appos", "compound", "nmod", "pobj", "poss"})
_BESIDE = frozenset("against among by from to with".split())
_TOO = frozenset({"fellow", "other"})
_LINKS = frozenset({"of", "for", "from", "with", "at"})


def another(doc: Doc, pad: Notes, person: int, organization: int) -> bool:
    """Whether an organization stands in the phrase of somebody else's name; both are given by their head tokens.

    In "Ada Roe of Labour asked Tom Hale" it is hers, in "Ada Roe and Tom Hale of Labour" theirs.
    """
    if _strangers(doc[organization], doc[person], pad):
        return True
    own, owner = pad.at(person), _owner(doc[organization], pad)
    if own is None or owner is None or owner.cluster is own.cluster:
        return False
    return not _shared(doc[organization], doc[owner.head], doc[person])


def _strangers(token: Token, person: Token, pad: Notes) -> bool:
    """Whether an organization is of people without a name whom a verb or preposition tells apart from the person:
    "Lund met | members of the union"; not "one of its members", "a member", "other members"."""
    while token.head.i != token.i and (token.dep_ in _WITHIN or (token.dep_ == "prep" and token.lower_ in _LINKS)):
        token = token.head
        if token.tag_ == "NNS" and token.pos_ == "NOUN" and pad.at(token.i) is None and told.is_person(token, pad):
            break
    else:
        return False
    apart = token.dep_ == "dobj" or (token.dep_ == "pobj" and token.head.lower_ in _BESIDE)
    too = any(child.lower_ in _TOO for child in token.children)
    return apart and not too and not token.is_ancestor(person)


def _owner(token: Token, pad: Notes) -> Reference | None:
    """The person in whose phrase a token stands, by the parse."""
    while token.head.i != token.i and (token.dep_ in _WITHIN or (token.dep_ == "prep" and token.lower_ in _LINKS)):
        token = token.head
        ref = pad.at(token.i)
        if ref is not None and ref.class_ == "Person" and ref.form == "name":
            return ref
    return None


def _shared(organization: Token, owner: Token, other: Token) -> bool:
    """Whether it is said of both: "Ada Roe and Tom Hale of Labour", "Labour MPs Ada Roe and Tom Hale"."""
    if _first(owner).i != _first(other).i:
        return False
    if organization.i > owner.i:
        return other.i < owner.i
    return other.i > owner.i and organization.head.tag_ in ("NNS", "NNPS")


def _first(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token
