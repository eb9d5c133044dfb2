"""What around a clause leaves it open whether that is so, or says that it is not: conditions without "if", questions,
wishes, and what is said of the clause as a whole ("it is not true that ...")."""

from spacy.tokens import Token

from kg.extract import grammar, lexicon
from kg.model import Stance

CONDITION = frozenset("if lest unless whether".split())
_INVERTED = frozenset("had were should".split())
_AUXILIARIES = frozenset(
    "am are can could did do does had has have is may might must shall should was were will would".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ASKED = frozenset({"appos", "attr", "ccomp", "conj", "pcomp", "xcomp"})  # labels under which a question is still asked
_CONTENT = frozenset({"acl", "advcl", "ccomp", "csubj"})
_FALSE = frozenset("baseless fabricated fake false fictitious incorrect unfounded untrue wrong".split())
_OPEN = frozenset("conceivable doubtful likely possible questionable unclear unconfirmed uncertain unlikely".split())
_SETTLED = frozenset("certain clear confirmed established known sure".split())
_PROOF = frozenset("confirmation doubt evidence hint indication proof sign suggestion".split())
# Infinitives behind adjectives: "is about to leave", "unable to leave", "eager to leave".
_COMING = frozenset("about due poised prepared ready set".split())
_WILLING = frozenset("anxious eager free keen likely reluctant unlikely unwilling willing".split())


def unsettled(verb: Token) -> bool:
    """Whether a clause is a condition, asked, only imagined, or one of two."""
    return _conditional(verb) or asked(verb) or _imagined(verb) or _either(verb)


def _either(verb: Token) -> bool:
    """ "Either Lund or Berg | leads the board": nobody knows which."""
    subjects = (child for child in verb.children if child.dep_ in _SUBJECTS)
    return any(child.lower_ == "either" for subject in subjects for child in subject.children)


def asked(token: Token) -> bool:
    """Whether a question that can be answered by yes or no asks just this: "Is Lund a member of the board?"."""
    sentence = [each for each in token.sent if not each.is_quote and not each.is_space]
    if not sentence or sentence[-1].text != "?" or sentence[0].lower_ not in _AUXILIARIES:
        return False
    while token.dep_ in _ASKED:
        token = token.head
    return token.head.i == token.i


def _conditional(verb: Token) -> bool:
    """ "Had Lund joined", "Were Lund to join", "In case Lund joins"; "if he had not left" denies nothing."""
    if any(child.dep_ == "mark" and child.lower_ in CONDITION for child in verb.children):
        return True
    if verb.dep_ == "advcl" and verb.head.lower_ == "were" and verb.head.dep_ in ("advcl", "ccomp"):
        return True
    if verb.dep_ not in ("advcl", "ccomp"):
        return False
    first = verb.left_edge
    turned = any(child.dep_ in _SUBJECTS and child.i > first.i for child in verb.children)
    cases = (noun for child in verb.children if child.lower_ == "in" for noun in child.children)
    return (first.lower_ in _INVERTED and turned) or any(noun.lower_ == "case" for noun in cases)


def _imagined(verb: Token) -> bool:
    """ "wished that Lund had joined", "fears that Lund was killed"; "want Lund to join"."""
    if verb.dep_ != "ccomp":
        return False
    words = lexicon.load().words
    own = any(child.dep_ in _SUBJECTS for child in verb.children)
    return own and (
        verb.head.lemma_ in words["imagining"] or (verb.tag_ == "VB" and verb.head.lemma_ in words["wanting"])
    )


def verdict(verb: Token) -> Stance | None:
    """What is said of a clause as a whole: "it is not true that", "claims that ... are false", "no evidence that"."""
    if verb.dep_ not in _CONTENT:
        return None
    above = verb.head
    if above.pos_ == "NOUN" and any(child.dep_ == "mark" for child in verb.children):
        if above.lemma_ in _PROOF and grammar.is_negated(above):
            return "hypothetical"
        return _judged(above.head) if above.dep_ in _SUBJECTS else None
    return _judged(above)


def _judged(verb: Token) -> Stance | None:
    words = {child.lower_ for child in verb.children if child.dep_ in ("acomp", "attr", "oprd")}
    if verb.lemma_ not in ("be", "prove", "remain") or not words:
        return None
    negated = grammar.is_negated(verb)
    if (words & _FALSE and not negated) or ("true" in words and negated):
        return "denied"
    return "hypothetical" if words & _OPEN or (words & _SETTLED and negated) else None


def disposed(verb: Token) -> Stance | None:
    """How an infinitive behind an adjective is meant: "about | to leave", "unable | to leave"."""
    if verb.dep_ not in ("xcomp", "ccomp") or verb.head.pos_ == "VERB":
        return None
    word = verb.head.lower_
    if word in _COMING:
        return "planned"
    return "denied" if word == "unable" else "hypothetical" if word in _WILLING else None


def not_yet(verb: Token) -> bool:
    """ "has yet to | meet" """
    return verb.lemma_ in ("be", "have", "remain") and any(child.lower_ == "yet" for child in verb.children)
