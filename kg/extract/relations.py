"""Component `kg_relations`: facts about people and bodies that a verb or noun states, after `relations.toml`."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import ontology
from kg.extract import endings, fillers, grammar, patterns, stance, timing
from kg.extract.notes import Draft, Filler, Notes, Reference, notes
from kg.extract.patterns import Pattern
from kg.ontology import DATE

EXTRACTOR = "kg/relations"


@Language.component("kg_relations")
def find_relations(doc: Doc) -> Doc:
    """Draft a statement for every trigger whose two slots are filled by what the predicate allows."""
    pad = notes(doc)
    for token in doc:
        for pattern in _fitting(token):
            pad.drafts.extend(_drafts(token, pattern, pad))
    return doc


def _fitting(token: Token) -> Iterator[Pattern]:
    if token.pos_ == "VERB":
        entries = patterns.relations().by_verb.get(token.lemma_.lower(), ())
    elif token.pos_ in ("NOUN", "PROPN"):
        entries = patterns.relations().by_noun.get(token.lemma_.lower(), ())
    else:
        entries = ()
    return (pattern for pattern in entries if patterns.fits(pattern, token))


def _drafts(trigger: Token, pattern: Pattern, pad: Notes) -> Iterator[Draft]:
    slots = grammar.slots(trigger)
    subjects = fillers.references(slots, pattern.roles["subject"], pad)
    aside = trigger.dep_ == "appos" and trigger.pos_ in ("NOUN", "PROPN")  # "Vell, a member of the board, will leave"
    meant = stance.aside(trigger, pad) if aside else stance.meant(trigger, pad)
    if endings.former(trigger) or endings.ceased(trigger):  # "previously headed the National Guard"
        return
    for subject in subjects:
        for filler in _objects(trigger, pattern, slots, pad):
            kind = filler.datatype or (filler.cluster.class_ if filler.cluster else "")
            if filler.cluster is subject.cluster or not ontology.load().allows(subject.class_, pattern.name, kind):
                continue
            if pattern.name == "politicalParty" and not fillers.is_party(trigger.doc, filler):
                continue
            who = Filler(subject.start, subject.end, subject.cluster)
            yield Draft(who, pattern.name, filler, pattern.confidence, EXTRACTOR, meant.stance, meant.speaker)


def _objects(trigger: Token, pattern: Pattern, slots: grammar.Slots, pad: Notes) -> Iterator[Filler]:
    if ontology.load().predicate(pattern.name).literal:
        yield from _dates(trigger, pattern, slots, pad)
        return
    found: list[Reference] = fillers.references(slots, pattern.roles["object"], pad)
    for ref in found:
        yield Filler(ref.start, ref.end, ref.cluster)


def _dates(trigger: Token, pattern: Pattern, slots: grammar.Slots, pad: Notes) -> Iterator[Filler]:
    places = {token.i for slot in pattern.roles["object"] for token in slots.get(slot.name, ())}
    for start, end, dated in timing.in_sentence(trigger.sent, pad):
        if any(start <= place < end for place in places):
            yield Filler(start, end, value=dated.edtf, datatype=DATE)
