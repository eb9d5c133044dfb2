"""How a clause is meant: asserted, denied, alleged (and by whom), planned or hypothetical."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import grammar, lexicon, moods, sayings
from kg.extract.notes import Cluster, Notes
from kg.model import Stance

_UNSURE = frozenset("may might".split())  # "may not vote" does not say that nobody voted
_MAYBE = frozenset("could may might should can must".split())
_WILL = frozenset("will shall 'll ’ll wo".split())
_RANKS = frozenset("first second third last only latest".split())
_REFUSALS = frozenset("decline refuse fail avoid prevent pretend".split())
_HINDRANCES = frozenset(
    "ban bar block caution deter discourage dissuade exclude forbid hinder keep prevent prohibit protect refrain "
    "restrain save stop warn".split()
)
_SEEMING = frozenset("appear seem".split())


Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Meant:
    """A stance and, where somebody says so, the one who does."""

    stance: Stance
    speaker: Cluster | None = None


def presupposed(token: Token, pad: Notes) -> Meant:
    """How a title or apposition is meant: the writer's own word, except in direct speech and of "an alleged spy"."""
    if moods.asked(token):
        return Meant("hypothetical")
    quoted = sayings.quoted(token, pad)
    if quoted is not None:
        return Meant("alleged", quoted.who)
    return Meant("alleged" if suspected(token) else "asserted")


def aside(noun: Token, pad: Notes) -> Meant:
    """How a noun in apposition is meant: "Vell, a member of the board, ..."; "Vell, not a member, ..."."""
    return Meant("denied") if ruled_out(noun) else presupposed(noun, pad)


def ruled_out(noun: Token) -> bool:
    """Whether "not" stands before a noun, wherever the parser hangs it."""
    first = noun.left_edge
    return grammar.is_negated(noun) or (first.i > noun.sent.start and first.nbor(-1).lower_ == "not")


def suspected(noun: Token) -> bool:
    """Whether a word before a noun leaves open if it is so: "the alleged murder", "a suspected member"."""
    return _beside(noun, lexicon.load().words["suspected"])


def coming(noun: Token) -> bool:
    """Whether a word before a noun says that it is still to come: "his planned wedding"."""
    return _beside(noun, lexicon.load().words["coming"])


def _beside(noun: Token, words: frozenset[str]) -> bool:
    return any(child.lower_ in words for child in noun.children if child.dep_ == "amod")


def meant(trigger: Token, pad: Notes) -> Meant:
    """How the clause around a verb or event noun is meant.

    What somebody says is alleged; a denial inside what somebody says stays a denial, with its speaker.
    """
    words = lexicon.load().words
    verb = _clause_verb(trigger)
    claim = sayings.claim(trigger, verb, pad)
    speaker = claim if claim and claim.who else sayings.speaker(verb, pad) or sayings.quoted(trigger, pad) or claim
    own = _mood(trigger, verb, words, reported=speaker is not None)
    if speaker is None:
        return Meant(own)
    if speaker.verb is not None and grammar.is_negated(speaker.verb):
        return Meant("hypothetical")  # "did not say that", "never denied that"
    if speaker.verb is not None and speaker.verb.lemma_ in sayings.DENIALS:
        return Meant("denied", speaker.who)
    return Meant("alleged" if own == "asserted" else own, speaker.who)


def _clause_verb(token: Token) -> Token:
    """The verb of the clause that a token stands in."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _mood(trigger: Token, verb: Token, words: Words, reported: bool) -> Stance:
    if _demanded(trigger, verb, words["demands"]) or moods.unsettled(verb):
        return "hypothetical"
    if (judged := moods.verdict(verb) or moods.disposed(verb)) is not None:
        return judged
    if {child.lower_ for child in verb.children if child.dep_ == "aux"} & _UNSURE:
        return "hypothetical"
    posed = trigger.dep_ == "pobj" and trigger.head.lower_ == "as" and trigger.head.head.lemma_ in words["posing"]
    if posed or grammar.is_negated(trigger) or (verb.i != trigger.i and grammar.is_negated(verb)):
        return "denied"
    chain = [verb]
    while _shares_mood(chain[-1]) and len(chain) < 6:
        chain.append(chain[-1].head)
    helpers = {child.lower_ for token in chain for child in token.children if child.dep_ in ("aux", "mark")}
    above = chain[-1]
    conditional = above.dep_ == "advcl" and any(child.lower_ in moods.CONDITION for child in above.children)
    undecided = any(token.lemma_ == "decide" and grammar.is_negated(token) for token in (*chain[1:], verb.head))
    unreal = "would" in helpers and ("have" in helpers or not reported)
    if conditional or undecided or helpers & (_MAYBE | moods.CONDITION) or unreal:
        return "hypothetical"
    refused = any(grammar.is_negated(t) or t.lemma_ in _REFUSALS or moods.not_yet(t) for t in chain[1:])
    if refused or _left_out(chain[-1]):
        return "denied"
    if _hindered(chain[-1]):
        return "hypothetical"
    if coming(trigger) or helpers & _WILL or "would" in helpers or _intended(trigger, verb, chain, words):
        return "planned"
    return "alleged" if _hedged(trigger, verb, words) else "asserted"


def _hedged(trigger: Token, verb: Token, words: Words) -> bool:
    """Whether a word beside it leaves open if it is so: "reportedly killed", "the alleged murder"."""
    nearby = (child.lower_ for token in {verb.i: verb, trigger.i: trigger}.values() for child in token.children)
    seeming = verb.dep_ == "xcomp" and verb.head.lemma_ in _SEEMING
    return seeming or suspected(trigger) or not words["hedges"].isdisjoint(nearby)


def _left_out(verb: Token) -> bool:
    """What somebody did without: "left without | meeting Lund"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "without"


def _hindered(verb: Token) -> bool:
    """What somebody keeps from happening, or warns of: "barred her from | visiting Oslo"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in ("from", "against") and verb.head.head.lemma_ in _HINDRANCES


def _shares_mood(verb: Token) -> bool:
    """Whether what negates or postpones the verb above does so here, too: not of "did not want ... and calls"."""
    if verb.head.pos_ not in ("VERB", "AUX"):
        return False
    bare = verb.tag_ in ("VB", "VBN", "VBG") and verb.tag_ == verb.head.tag_
    return verb.dep_ in ("xcomp", "pcomp") or (verb.dep_ == "conj" and bare)


def _demanded(trigger: Token, verb: Token, demands: frozenset[str]) -> bool:
    """What somebody asks of others: "demanded the release of X", "urged Wang to release X"."""
    if trigger.i != verb.i:
        above = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "for" else trigger.head
        wanted = trigger.dep_ in ("dobj", "nsubjpass") or (trigger.dep_ == "pobj" and trigger.head.lower_ == "for")
        if (
            wanted
            and not (above.lemma_ == "call" and trigger.dep_ == "dobj")
            and (above.lemma_ in demands or above.lower_ in ("demand", "demands", "calls", "appeal"))
        ):
            return True
    wished = verb.tag_ == "VB" or any(child.dep_ == "auxpass" and child.lower_ == "be" for child in verb.children)
    return wished and verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.lemma_ in demands


def _intended(trigger: Token, verb: Token, chain: list[Token], words: Words) -> bool:
    intentions = words["intentions"]
    if any(token.lemma_ in intentions or (token.lower_ == "going" and token.pos_ == "VERB") for token in chain[1:]):
        return True
    if trigger.i != verb.i and verb.lemma_ in intentions and any(child.dep_ == "xcomp" for child in verb.children):
        return True  # "the meeting is set to open"
    if trigger.i != verb.i and verb.lemma_ in intentions and trigger.dep_ == "nsubjpass":
        return True  # "a meeting is expected on Friday"
    if verb.dep_ == "ccomp" and verb.tag_ == "VB" and verb.head.lemma_ in intentions:
        return True
    infinitive = any(child.lower_ == "to" and child.tag_ == "TO" for child in verb.children)
    if infinitive and verb.dep_ in ("acl", "relcl") and _ranked(verb.head):
        return False
    if infinitive and verb.head.lemma_ in ("be", "set", "due"):
        return True
    return infinitive and verb.dep_ in ("acl", "advcl", "relcl") and verb.head.lemma_ not in words["assembling"]


def _ranked(noun: Token) -> bool:
    """Whether a noun is one of an order, in which only what is so can stand: "the first woman | to lead the bank"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun  # "one of the best officers"
    ranks = (child for token in (noun, above) for child in token.children)
    return any(child.tag_ == "JJS" or child.lower_ in _RANKS for child in ranks)
