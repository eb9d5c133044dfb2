"""Which event a date belongs to: the first event or verb above it in the parse, and no other."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extract import grammar
from kg.extract.notes import Notes
from kg.text import dates
from kg.text.dates import Dated

_BOUNDS = frozenset("until till effective before after".split())
_AHEAD = frozenset("schedule set expect plan intend due go hope prepare want promise".split())
_FUTURE = frozenset("will shall 'll ’ll".split())


def date_events(doc: Doc, pad: Notes, triggers: Iterable[int]) -> None:
    """Find the dates of a `Doc` and bind each to the trigger it belongs to, as `(trigger, ...)` in `pad.dates`."""
    known = frozenset(triggers)
    for sentence in doc.sents:
        for start, end, dated in in_sentence(sentence, pad):
            owner = _owner(doc[start:end].root, known)
            if owner is not None:
                pad.dates.append((owner, start, end, dated))


def dates_of(trigger: Token, pad: Notes) -> Iterator[tuple[int, int, Dated]]:
    """The dates of one trigger: tokens and value; of several the first, since the others qualify something else."""
    for owner, start, end, dated in pad.dates:
        if owner == trigger.i:
            yield start, end, dated
            return


def in_sentence(sentence: Span, pad: Notes) -> Sequence[tuple[int, int, Dated]]:
    """The dates in a sentence, as tokens and value, read against the publication day of the story, once."""
    place = (sentence.start, sentence.end)
    if place not in pad.dated:
        pad.dated[place] = tuple(_read(sentence, pad))
    return pad.dated[place]


def _read(sentence: Span, pad: Notes) -> Iterator[tuple[int, int, Dated]]:
    items = pad.article.items
    published = (items[pad.item_of(sentence[0])].published if items else None) or pad.article.published
    past = dates.find(sentence.text, published, "past")
    coming = dates.find(sentence.text, published, "future") if past else []
    ahead = {(each.start, each.end): each for each in coming}
    for dated in past:
        span = sentence.char_span(dated.start, dated.end, alignment_mode="expand")
        if span is not None and not _bounds(sentence.doc, span.start):
            yield span.start, span.end, ahead.get((dated.start, dated.end), dated) if _coming(span.root) else dated


def _coming(token: Token) -> bool:
    """Whether the verb that a date hangs on is about the future: "will vote Tuesday", "scheduled to vote Tuesday"."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    if any(child.lower_ in _FUTURE for child in token.children):
        return True
    return token.dep_ == "xcomp" and token.tag_ == "VB" and token.head.lemma_ in _AHEAD


def _bounds(doc: Doc, start: int) -> bool:
    """Whether a date says until or from when something holds, and not when it happened."""
    return any(token.lower_ in _BOUNDS for token in doc[max(start - 2, 0) : start])


def _owner(token: Token, triggers: frozenset[int]) -> int | None:
    """Climb from the date to the first event noun or verb; through a light verb to the event it carries."""
    current = token
    while current.head.i != current.i:
        current = current.head
        if current.i in triggers:
            return current.i
        if current.pos_ in ("VERB", "AUX"):
            return _carried(current, triggers)
    return None


def _carried(verb: Token, triggers: frozenset[int]) -> int | None:
    if verb.lemma_ in grammar.LIGHT_VERBS:
        for child in verb.children:
            if child.i in triggers and child.dep_ in ("dobj", "obj", "nsubjpass"):
                return child.i
    if verb.lemma_ in grammar.PHASE_VERBS:
        subjects = (child.i for child in verb.children if child.dep_ in ("nsubj", "nsubjpass"))
        return next((subject for subject in subjects if subject in triggers), None)
    return None
