"""What a verb makes of somebody: "is a lawyer", "who has been a senator", "worked as a reporter"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.notes import Notes, Reference

_COPULAS = frozenset({"be", "become", "remain"})
_SERVING = frozenset({"serve", "work"})
_NAMING = frozenset("appoint elect name reappoint re-elect reelect hire choose swear".split())
HONOURING = frozenset({"choose", "name"})  # "was named Best Actor" says of nobody that he acts
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def said_of(head: Token) -> Iterator[tuple[Token, Token]]:
    """The nouns that verbs say of somebody, given by the head of their name, each with its verb."""
    for verb, role in _verbs(head):
        if role == "nsubj" and verb.lemma_ in _COPULAS:
            named = [child for child in verb.children if child.dep_ == "attr"]
        elif role == "nsubj" and verb.lemma_ in _SERVING:
            named = _as(verb)
        elif role in ("nsubjpass", "dobj") and verb.lemma_ in _NAMING:
            named = [*(child for child in verb.children if child.dep_ in ("oprd", "attr")), *_as(verb)]
        else:
            continue
        for noun in named:
            yield from ((member, verb) for member in grammar.members(noun) if member.pos_ in _NOUNS)


def namer(verb: Token, noun: Token, pad: Notes) -> Reference | None:
    """The body that gives somebody a post of its own: "Orion has named Ana Roe chief executive"."""
    if verb.lemma_ not in _NAMING:
        return None
    slots = grammar.slots(verb)
    for token in (*slots.get("subject", ()), *slots.get("by", ())):
        reference = pad.at(token.i)
        if reference is not None and reference.class_ == "Organization" and token.i != noun.i:
            return reference
    return None


def _verbs(head: Token) -> Iterator[tuple[Token, str]]:
    """The verbs of which somebody is the subject or object, also in a second clause or a relative one."""
    role, verb = head.dep_, head.head
    if role == "appos" and verb.dep_ in _SUBJECTS and verb.i < head.i:  # "his sister, Ana Roe, is a nurse"
        role, verb = verb.dep_, verb.head
    if role in _SUBJECTS or role == "dobj":
        yield verb, role
    if role == "nsubj":
        for other in verb.children:
            if other.dep_ == "conj" and not any(child.dep_ in _SUBJECTS for child in other.children):
                yield other, "nsubj"
    for noun in (head, *(child for child in head.children if child.dep_ == "appos")):
        for clause in noun.children:
            if clause.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ == "who" for c in clause.children):
                yield clause, "nsubj"


def _as(verb: Token) -> list[Token]:
    return [noun for child in verb.children if child.lower_ == "as" for noun in child.children if noun.dep_ == "pobj"]
