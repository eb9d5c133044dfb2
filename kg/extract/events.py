"""Component `kg_events`: typed events with their roles, place and day, after `schemas/patterns/events.toml`."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import ontology
from kg.extract import blame, fillers, geocoding, grammar, patterns, stance, timing
from kg.extract.notes import Cluster, Draft, Filler, Notes, Reference, notes
from kg.extract.patterns import Pattern
from kg.model import Stance
from kg.ontology import DATE

EXTRACTOR = "kg/events"

# Events need somebody: a trigger alone ("the protests") tells nothing that a graph could hold.
_PARTIES = ("agent", "target", "participant")
_ACTING = ("agent", "participant")


@Language.component("kg_events")
def find_events(doc: Doc) -> Doc:
    """Draft an event, and one statement for each of its roles, for every trigger with a party."""
    pad = notes(doc)
    found = {token.i: event for token in doc if (event := _event(token, pad)) is not None}
    timing.date_events(doc, pad, list(found))
    for index, event in found.items():
        _draft(doc[index], event, pad)
    return doc


@dataclass(frozen=True, slots=True)
class _Event:
    """A trigger with what fills its roles."""

    pattern: Pattern
    roles: dict[str, list[Reference]]
    blamed: frozenset[int] = frozenset()  # the heads of those whom the clause above blames for it
    blame: Stance = "asserted"


def _event(token: Token, pad: Notes) -> _Event | None:
    for pattern in _fitting(token, pad):
        slots = grammar.slots(token)
        slots["blamed"], meant = blame.blamed(token) or ([], "asserted")
        groups = pattern.name != "Statement"  # "an official said" names nobody that a reader could look up
        roles = {
            role: _allowed(
                token.doc, pattern, role, fillers.references(slots, wanted, pad, groups and role in _PARTIES)
            )
            for role, wanted in pattern.roles.items()
        }
        _apart(roles)
        if any(roles.get(role) for role in _PARTIES) and all(roles.get(role) for role in pattern.requires):
            blamed = frozenset(each.i for each in slots["blamed"])
            return _Event(pattern, {role: found for role, found in roles.items() if found}, blamed, meant)
    return None


def _fitting(token: Token, pad: Notes) -> Iterator[Pattern]:
    if token.pos_ == "VERB":
        entries = patterns.events().by_verb.get(token.lemma_.lower(), ())
    elif token.pos_ == "NOUN":
        entries = patterns.events().by_noun.get(token.lemma_.lower(), ())
    else:
        return
    for pattern in entries:
        known = pad.at(token.i)
        if patterns.fits(pattern, token) and (known is None or (pattern.doer and known.form == "nominal")):
            yield pattern


def _allowed(doc: Doc, pattern: Pattern, role: str, found: list[Reference]) -> list[Reference]:
    able = [ref for ref in found if ontology.load().allows(pattern.name, role, ref.class_)]
    if pattern.people and role == "target":
        able = [ref for ref in able if ref.class_ in ("Person", "Group")]
    if role in _PARTIES:  # where something happens, nobody takes part: "held in Baku"
        able = [ref for ref in able if ref.class_ != "Place" or doc[ref.head].head.lower_ not in ("in", "at")]
    return [ref for ref in able if role not in _ACTING or geocoding.can_act(ref.cluster)]


def _apart(roles: dict[str, list[Reference]]) -> None:
    """Nobody does to himself what he does to others: the first role that names somebody keeps him."""
    seen: set[int] = set()
    for role in ("agent", "target", "participant", "place", "topic"):
        kept = [ref for ref in roles.get(role, ()) if id(ref.cluster) not in seen]
        seen |= {id(ref.cluster) for ref in kept}
        if role in roles:
            roles[role] = kept


def _draft(trigger: Token, event: _Event, pad: Notes) -> None:
    meant = stance.meant(trigger, pad)
    cluster = Cluster(event.pattern.name, trigger.text, pad.item_of(trigger), key=trigger.lemma_)
    pad.add(Reference(trigger.i, trigger.i + 1, trigger.i, event.pattern.name, "trigger", cluster))
    subject = Filler(trigger.i, trigger.i + 1, cluster)
    confidence = event.pattern.confidence
    for role, found in event.roles.items():
        for ref in found:
            filler = Filler(ref.start, ref.end, ref.cluster)
            charged = role == "agent" and not event.blamed.isdisjoint(range(ref.start, ref.end))
            how = event.blame if charged and meant.stance == "asserted" else meant.stance
            pad.drafts.append(Draft(subject, role, filler, confidence, EXTRACTOR, how, meant.speaker))
    for start, end, dated in timing.dates_of(trigger, pad):
        filler = Filler(start, end, value=dated.edtf, datatype=DATE)
        sure = confidence * (0.95 if dated.inferred else 1.0)
        pad.drafts.append(Draft(subject, "date", filler, round(sure, 3), EXTRACTOR, meant.stance, meant.speaker))
