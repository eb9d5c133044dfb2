"""Of whom the clauses between two mentions tell: "Ana, whose father ran the ministry, studied in Oslo"."""

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from kg.extract import grammar, kin, lexicon, lists, relatives, witnesses
from kg.extract.lexicon import forms
from kg.extract.notes import Notes, Reference
from kg.text import names
from kg.text.folding import fold

_DEATHS = frozenset({"deathDate", "deathPlace"})
_LIVES = _DEATHS | {"alumniOf", "birthDate", "birthPlace", "homeLocation"}
_OF_ONE = _LIVES | witnesses.DONE_BY | {"memberOf", "politicalParty", "worksFor"}
_KILLING = frozenset("assassinate beat behead execute kill murder shoot stab strangle".split())


def others(doc: Doc, pad: Notes, predicate: str, subject: int, filler: int) -> bool:
    """Whether a clause between the two says it, or something else, of somebody else.

    "Ana, whose baby died in Oslo"; "Ana Lund, whom Ilya Brask married, lives in Oslo"; "Ana Lund, whose father ran the
    ministry, studied at Oslo University": the clauses above what is said are asked, up to the verb that speaks of it.
    """
    words = witnesses.words(predicate)
    if predicate not in _OF_ONE or words is None:
        return False
    person, other = (filler, subject) if predicate in witnesses.DONE_BY else (subject, filler)
    own = pad.at(person)
    if predicate in _DEATHS and _kills(doc[person]):
        return True
    for token in (doc[other], *doc[other].ancestors):
        speaks = witnesses.among(token, words)
        if speaks and own is not None and any(_is_whose(child, own, pad) for child in token.children):
            return False  # "shot Lund at his home in Oslo"
        if token.i != other and token.pos_ in ("NOUN", "PROPN") and token.is_ancestor(doc[person]):
            return False  # one phrase: "was Mondale's running mate on the party's ticket"
        if token.pos_ not in ("VERB", "AUX") and not any(child.dep_ == "nsubj" for child in token.children):
            continue  # a verb that is taken for another word has a subject all the same
        if doc[person].head.i == token.i:  # of whom it is said itself: "Gin Tarn was born Peter Tarn in Oslo"
            return False
        killing = predicate in _DEATHS and token.lemma_ in _KILLING and not grammar.is_passive(token)
        about = grammar.slots(token).get("object", []) if killing else _told(token)
        subjects = [each for each in about if not each.is_ancestor(doc[other])]
        if (found := _of_another(subjects, own, pad, speaks and predicate in _LIVES)) is not None:
            return found
        if speaks:
            return False
    return False


def _of_another(subjects: Sequence[Token], own: Reference | None, pad: Notes, life: bool) -> bool | None:
    """Whether a verb has another subject than the one asked about; none where nobody can tell."""
    if own is not None and any(_names(token, own, pad) for token in subjects):
        return False
    verdicts = (_is_another(token, own, pad, life) for token in subjects)
    return next((found for found in verdicts if found is not None), None)


def _kills(token: Token) -> bool:
    """Whether it is who kills another: he did not die there."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in _KILLING:
        return False
    return any(child.dep_ == "dobj" and not child.lower_.endswith("self") for child in token.head.children)


def _told(verb: Token) -> list[Token]:
    """Of whom a verb says it: its subjects, or those that it shares with another verb."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return own
    if verb.tag_ == "VBN" and verb.dep_ == "advcl":  # "Born in Oslo, she ..."
        verb = verb.head
    slots = grammar.slots(verb)
    return slots.get("subject", []) or slots.get("passive subject", [])


def _is_another(token: Token, own: Reference | None, pad: Notes, life: bool) -> bool | None:
    """Whether one subject is another; of a life, what is somebody's own is another, too: "her baby died"."""
    if own is not None and (who := relatives.meant(token, pad)) is not None:
        return who.cluster is not own.cluster
    counts = life or is_person(token, pad)
    if own is not None and counts and any(_is_whose(child, own, pad) for child in token.children):
        return True
    known = pad.at(token.i) or next((phrase for phrase in pad.phrases if phrase.head == token.i), None)
    if known is not None:
        return own is not None and _different(known, own)
    if life and token.pos_ == "NOUN" and any(child.dep_ == "poss" for child in token.children):
        return True
    return None


def is_person(noun: Token, pad: Notes) -> bool:
    """Whether a noun is for somebody: his sister may be, his career is not."""
    phrase = next((phrase for phrase in pad.phrases if phrase.head == noun.i), None)
    return (phrase is not None and phrase.class_ == "Person") or any(form in _people() for form in forms(noun.text))


@cache
def _people() -> frozenset[str]:
    return lexicon.load().union("occupations", "positions", "people", *kin.WORDS) | {"employee", "member"}


def _names(subject: Token, own: Reference, pad: Notes) -> bool:
    """Whether the subject of a verb has somebody's name within: "his wife Louie", "Tom Roe and his wife"."""
    parts = (part for token in grammar.members(subject) for part in (token, *token.children))
    found = (pad.at(part.i) for part in parts if part.dep_ != "poss")
    named = [ref for ref in found if ref is not None and ref.form == "name"]
    return any(each.cluster is own.cluster for ref in named for each in lists.joined(subject.doc, pad, ref))


def _is_whose(genitive: Token, own: Reference, pad: Notes) -> bool:
    """Whether a genitive is somebody's own: what is his is not he."""
    ref = pad.at(genitive.i)
    mine = ref is not None and ref.cluster is own.cluster
    return genitive.dep_ == "poss" and (mine or genitive.lower_ == "whose")


def _different(one: Reference, other: Reference) -> bool:
    """Two people; of those with a name in common only full names that begin otherwise are of two.

    "Derek Bromham" may be Del Bromham, and Ada Roe is not Tom Roe.
    """
    if not one.class_ == other.class_ == "Person" or names.compatible(one.cluster.name, other.cluster.name):
        return False
    parts = [fold(ref.cluster.name).split() for ref in (one, other)]
    full = all(len(each) > 1 for each in parts)
    return set(parts[0]).isdisjoint(parts[1]) or (full and parts[0][0][:1] != parts[1][0][:1])
