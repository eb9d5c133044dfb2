"""Whom a clause blames for what its preposition governs: "convicted of | killing X", "hanged for the | murder of X"."""

from spacy.tokens import Token

from kg.extract import grammar
from kg.model import Stance

_PROVEN = frozenset(
    "convict sentence execute hang electrocute behead jail imprison put find serve confess admit".split()
)
_ALLEGED = frozenset("accuse charge suspect indict arrest detain hold try blame".split())
_CLEARED = frozenset("acquit clear exonerate absolve".split())
_OWN = frozenset("serve confess admit plead be go stand".split())  # said of the subject, even beside an object
_GUILTY = frozenset({"guilty", "responsible"})
_LINKS = frozenset("of for in to with".split())


def blamed(trigger: Token) -> tuple[list[Token], Stance] | None:
    """Who is said to have done it, and how that is meant: a charge is alleged, an acquittal denied."""
    while trigger.dep_ == "conj":  # "for the rape and | murder of X"
        trigger = trigger.head
    link = trigger.head
    if trigger.dep_ not in ("pobj", "pcomp") or link.lower_ not in _LINKS:
        return None
    verb, judged = _verb(link.head)
    stance = _stance(verb, judged)
    if verb.pos_ not in ("VERB", "AUX") or stance is None:
        return None
    slots = grammar.slots(verb)
    own = slots["subject"] if verb.lemma_ in _OWN else slots["object"]
    return slots["passive subject"] or own, stance


def _verb(above: Token) -> tuple[Token, str]:
    """The verb of the clause, and the word beside it that judges: "found | guilty", "is on | trial"."""
    if above.pos_ == "ADJ":
        return above.head, above.lower_
    if above.lower_ == "trial" and above.head.lower_ == "on":
        return above.head.head, "trial"
    words = (child.lower_ for child in above.children if child.dep_ in ("acomp", "oprd"))
    return above, next(words, "")


def _stance(verb: Token, judged: str) -> Stance | None:
    if judged == "trial":
        return "alleged"
    if judged:
        innocent = judged == "innocent" or any(
            child.dep_ == "neg" for token in (verb, *verb.children) for child in token.children
        )
        return "denied" if innocent else "asserted" if judged in _GUILTY else None
    if verb.lemma_ in _CLEARED:
        return "denied"
    if verb.lemma_ == "put" and not _to_death(verb):
        return None
    return "asserted" if verb.lemma_ in _PROVEN else "alleged" if verb.lemma_ in _ALLEGED else None


def _to_death(verb: Token) -> bool:
    return any(
        child.lower_ == "to" and any(noun.lower_ == "death" for noun in child.children) for child in verb.children
    )
