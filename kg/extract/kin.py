"""Whose kin a word such as "brother" tells of: in "her daughters Ada and Mia, her brother Ugo" Ugo is not Mia's."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract import grammar, lexicon
from kg.extract.lexicon import forms
from kg.extract.notes import Notes, Reference
from kg.extract.roles import Role

_LISTS = {"spouse": ("kin_spouse",), "parent": ("kin_parent", "kin_child"), "sibling": ("kin_sibling",)}
WORDS = ("kin_spouse", "kin_parent", "kin_child", "kin_sibling", "kin_relative")
_JOINING = ("marr", "wed", "divorc")  # verbs that make kin of two whom no noun joins


def anothers(doc: Doc, pad: Notes, predicate: str, pair: tuple[int, int]) -> bool:
    """Whether all words of kin in a sentence that could join two people tell of the kin of somebody else.

    The two are given by the head tokens of their mentions.
    """
    if predicate not in _LISTS:
        return False
    sides = [ref.cluster for i in pair if (ref := pad.at(i)) is not None]
    sentence = doc[max(pair)].sent
    if len(sides) < 2 or any(token.lemma_.startswith(_JOINING) for token in sentence):
        return False
    found = [_owners(token, pad) for token in _words(sentence, _LISTS[predicate])]
    return bool(found) and all(
        owners and not any(owner.cluster is side for owner in owners for side in sides) for owners in found
    )


def listed(doc: Doc, pad: Notes, person: Reference, role: Role) -> list[Reference]:
    """Who stands beside somebody behind a plural: "her daughters Ada and | Mia", "his parents, Ugo and | Ada"."""
    return list(joined(doc, pad, person)) if doc[role.head].tag_ in ("NNS", "NNPS") else []


def joined(doc: Doc, pad: Notes, person: Reference) -> Iterator[Reference]:
    """The people whom "and" joins to somebody; what they do may stand before the name, but no other word of kin."""
    words = lexicon.load().union(*WORDS)
    for token in grammar.members(doc[person.head]):
        ref = pad.at(token.i)
        if ref is None or ref.cluster is person.cluster or ref.class_ != "Person" or ref.form != "name":
            continue
        between = doc[person.end : ref.start]
        if not any(form in words for each in between for form in forms(each.text)):
            yield ref


def _words(sentence: Span, lists: tuple[str, ...]) -> list[Token]:
    words = lexicon.load().union(*lists)
    return [token for token in sentence if token.pos_ == "NOUN" and any(form in words for form in forms(token.text))]


def _owners(noun: Token, pad: Notes) -> list[Reference]:
    """The people whose kin it is: "her", "Ada's"; none where nobody knows, as of "their" and "the son of Ada Roe, a
    baker, and Ugo Roe"."""
    owners = grammar.slots(noun).get("possessor", ())
    if any(token.lower_ == "their" for token in owners):
        return []
    found = (pad.at(token.i) for token in owners)
    return [ref for ref in found if ref is not None and ref.class_ == "Person"]
