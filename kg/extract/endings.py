"""What has come to an end: "left the party", "resigned as chairman of the bank", "a former member of the board".

Who left is no member any more, so nothing is stated; who only may leave, or does not, still is one.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import grammar, lexicon, stance
from kg.extract.notes import Notes

_LEFT = frozenset({"chiefExecutive", "homeLocation", "leaderOf", "memberOf", "politicalParty", "worksFor"})
# What does not end with a post: former leaders of a party are its members still.
_KEPT = frozenset({"politicalParty"})

_BELONGING = frozenset({"member", "party"})
_BEFORE = frozenset("once".split())
_NOT_BEFORE = frozenset("late outgoing then then-".split())  # "player and then | president"
DONE = frozenset({"alleged", "asserted"})
_SUCCEEDED = frozenset({"replace", "succeed"})
_STOPPING = frozenset({"cease", "stop"})
_WITHIN = frozenset("attr conj dobj pobj prep xcomp".split())
_VERBAL = frozenset({"VERB", "AUX"})


def ended(predicate: str, subject: Token, object_: Token, pad: Notes) -> bool:
    """Whether what joins two mentions, given by their head tokens, is that the one has left the other."""
    if predicate not in _LEFT:
        return False
    person, body = _sides(predicate, subject, object_)
    kinds = [child for child in body.lefts if child.pos_ == "NOUN"]
    # "his former party Civic Platform", but not "the former Yugoslavia"
    if ceased(object_) or (kinds and any(former(each) for each in (body, *kinds))):
        return True
    nouns = _nouns(person, body)
    if any(former(noun) and (predicate not in _KEPT or noun.lemma_ in _BELONGING) for noun in nouns):
        return True
    verb = departure(predicate, subject, object_, pad)
    return verb is not None and stance.meant(verb, pad).stance in DONE


def ceased(token: Token) -> bool:
    """Whether a clause is what somebody stopped: "ceased to be | a member", "stopped | working"."""
    while token.dep_ in _WITHIN:
        if token.dep_ == "xcomp" and token.head.lemma_ in _STOPPING:
            return True
        token = token.head
    return False


def former(noun: Token) -> bool:
    """Whether a word beside a noun or verb says that it is past: "a former | member", "once | worked"."""
    words = (lexicon.load().words["former"] | _BEFORE) - _NOT_BEFORE
    return any(child.lower_ in words and child.dep_ in ("advmod", "amod", "compound") for child in noun.children)


def departure(predicate: str, subject: Token, object_: Token, pad: Notes) -> Token | None:
    """The verb of leaving that joins the two."""
    if predicate not in _LEFT:
        return None
    words = lexicon.load().words
    person, other = _sides(predicate, subject, object_)
    link = other
    while link.dep_ in ("amod", "appos", "compound", "conj", "nmod") and link.head.pos_ not in _VERBAL:
        link = link.head
    if link.dep_ == "pobj" and link.head.lower_ == "of":  # "resigned as head of the bank"
        post = link.head.head
        leading = post.dep_ == "pobj" and post.head.lower_ == "as" and predicate not in _KEPT
        return _leaving(post.head.head, person, pad, words["resigning"] | _SUCCEEDED) if leading else None
    if link.dep_ == "pobj" and link.head.lower_ == "from":
        return _leaving(link.head.head, person, pad, words["resigning"] | words["leaving"] | words["moving"])
    if link.dep_ == "dobj":
        return _leaving(link.head, person, pad, words["leaving"])
    by = link.dep_ == "pobj" and link.head.dep_ == "agent"
    if by or link.dep_ == "nsubj":
        return _leaving(link.head.head if by else link.head, person, pad, words["dismissing"])
    return None


def _sides(predicate: str, subject: Token, object_: Token) -> tuple[Token, Token]:
    """The person, and what that person is of or in."""
    return (object_, subject) if predicate == "chiefExecutive" else (subject, object_)


def _leaving(verb: Token, person: Token, pad: Notes, verbs: frozenset[str]) -> Token | None:
    """The verb, where it is one of these and its clause is about the person."""
    if verb.pos_ != "VERB" or verb.lemma_ not in verbs or not grammar.steps_aside(verb):
        return None
    if person.tag_ == "WP" and person.head.i == verb.i:
        return verb
    slots, own = grammar.slots(verb), pad.at(person.i)
    doers = [*slots.get("subject", ()), *slots.get("passive subject", ())]
    if not doers and verb.tag_ in ("VB", "VBG"):  # "has no plans to leave the party"
        return verb
    if verb.lemma_ in _SUCCEEDED and any(token.i == person.i for token in slots.get("subject", ())):
        return None
    parties = [token for name in ("subject", "passive subject", "object") for token in slots.get(name, ())]
    clusters = [ref.cluster for token in parties if (ref := pad.at(token.i)) is not None]
    known = own is not None and any(cluster is own.cluster for cluster in clusters)
    return verb if known or any(token.i == person.i for token in parties) else None


def _nouns(person: Token, other: Token) -> Iterator[Token]:
    """The nouns between a body and the person it is said of, by the parse."""
    for token in other.ancestors:
        if token.i == person.i or token.pos_ in _VERBAL:
            return
        if token.pos_ == "NOUN":
            yield token
