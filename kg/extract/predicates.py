"""What a verb makes of somebody: "is a lawyer", "who has been a senator", "worked as a reporter"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import grammar, lexicon
from kg.extract.notes import Notes, Reference

_COPULAS = frozenset({"be", "become", "remain"})
_SERVING = frozenset({"serve", "work"})
_SUCCEEDING = frozenset({"replace", "succeed"})
_NAMING = frozenset("appoint elect name reappoint re-elect reelect hire choose swear".split())
HONOURING = frozenset({"choose", "name"})  # "was named Best Actor" says of nobody that he acts
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def said_of(head: Token) -> Iterator[tuple[Token, Token, bool]]:
    """The nouns that verbs say of somebody, given by the head of their name, each with its verb, and whether that says
    that it is over: "resigned as mayor", "was replaced as head of the bank"."""
    for verb, role in _verbs(head):
        over = _is_over(verb, role)
        for noun in _as(verb) if over else _named(verb, role):
            yield from ((member, verb, over) for member in grammar.members(noun) if member.pos_ in _NOUNS)


def _named(verb: Token, role: str) -> list[Token]:
    if role == "nsubj" and verb.lemma_ in _COPULAS:
        return [child for child in verb.children if child.dep_ == "attr"]
    if role == "nsubj" and verb.lemma_ in _SERVING | _SUCCEEDING:
        return _as(verb)
    if role in ("nsubjpass", "dobj") and verb.lemma_ in _NAMING:
        return [*(child for child in verb.children if child.dep_ in ("oprd", "attr")), *_as(verb)]
    return []


def _is_over(verb: Token, role: str) -> bool:
    """Whether a verb takes a post from its subject or object: "stepped down as", "succeeded Ana Roe as"."""
    if verb.lemma_ in _SUCCEEDING:
        return role != "nsubj"
    return verb.lemma_ in lexicon.load().words["resigning"] and grammar.steps_aside(verb)


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
