"""Component `kg_facts`: facts that the trained reader sees between two mentions, whatever words say them.

Both stand in one sentence, perhaps as pronouns: of facts over two sentences, read on news, most were wrong.
Where a pattern has found the same fact, both count: the statement stays the pattern's and is surer. A pattern's more
special predicate ("leads") stands for the reader's more general one ("works for").
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import ontology
from kg.extract import stance, timing, witnesses
from kg.extract.notes import Draft, Filler, Notes, notes
from kg.extract.reader.labels import RELATIONS, class_of_pronoun
from kg.extract.reader.mentions import Mention
from kg.extract.reader.reading import Reading
from kg.ontology import DATE

EXTRACTOR = "kg/reader"

_CLASSES = frozenset({"Person", "Organization", "Place"})
_SYMMETRIC = frozenset({"spouse", "sibling"})
# Of these a sentence says one of each subject, the surest; of the latter nobody else has the same object, either.
_SINGLE = frozenset({"spouse", "birthDate", "deathDate", "foundingDate", "chiefExecutive"})
_UNIQUE = _SINGLE - {"chiefExecutive"}
# Of these the reader is wrong too often on news, where "American" beside a senator speaks of families, and a president
# beside a country of a visit.
_LEFT_OUT = frozenset({"nationality", "containedIn", "leaderOf"})
# What says at least as much as the reader's predicate does.
_STRONGER = {
    "worksFor": frozenset({"leaderOf", "spokespersonFor", "memberOf"}),
    "memberOf": frozenset({"politicalParty", "worksFor", "leaderOf"}),
    "leaderOf": frozenset({"leaderOf"}),
    "location": frozenset({"headquarters"}),
}
_SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Part:
    """One side of a fact: the mention as the reader sees it, and as a statement needs it."""

    mention: Mention
    filler: Filler
    head: int
    kind: str


@Language.component("kg_facts")
def find_facts(doc: Doc) -> Doc:
    """Draft a statement for every fact that is probable enough; raise the confidence of those found by patterns."""
    pad = notes(doc)
    if pad.reading is None:
        return doc
    parts = list(_parts(doc, pad, pad.reading))
    found = tuple(pad.drafts)
    for subject, predicate, object_, confidence in _probable(doc, pad.reading, parts):
        known = _known(doc, found, subject.filler, predicate, object_.filler)
        if known is None:
            pad.drafts.append(_draft(doc, pad, subject, predicate, object_, confidence))
        elif found[known].predicate == predicate:
            drafted = pad.drafts[known]
            both = min(1 - (1 - drafted.confidence) * (1 - confidence), _SUREST)
            pad.drafts[known] = replace(drafted, confidence=round(both, 2))
    return doc


def _parts(doc: Doc, pad: Notes, reading: Reading) -> Iterator[Part]:
    """Named, pronominal and dated mentions in text order; demonyms count as names, as corpora have it."""
    starts = [sentence.start for sentence in doc.sents]
    found: list[tuple[Filler, str, str]] = [
        (Filler(ref.start, ref.end, ref.cluster), ref.class_, ref.form)
        for ref in pad.references
        if ref.class_ in _CLASSES and (ref.form != "nominal" or ref.class_ == "Place")
    ]
    for sentence in doc.sents:
        for start, end, dated in timing.in_sentence(sentence, pad):
            found.append((Filler(start, end, value=dated.edtf, datatype=DATE), "Date", "name"))
    for filler, class_, form in sorted(found, key=lambda each: (each[0].start, each[0].end)):
        span = doc[filler.start : filler.end]
        seen = class_of_pronoun(span.text) if form == "pronoun" else class_  # as the reader learned them
        number = int(np.searchsorted(starts, filler.start, "right"))
        shown = "pronoun" if form == "pronoun" else "name"
        mention = reading.mention((span.start_char, span.end_char), seen, shown, span.text, number)
        if mention is not None:
            yield Part(mention, filler, span.root.i, class_)


def _probable(doc: Doc, reading: Reading, parts: Sequence[Part]) -> Iterator[tuple[Part, str, Part, float]]:
    """Facts above their predicate's threshold, surest first: each once for the sentence that it is complete in.

    Of all mentions of the two up to there names, and else the nearest, carry it, and the surest say how sure it is.
    """
    best: dict[tuple[int, str, int, int], float] = {}
    near: dict[tuple[int, str, int, int], tuple[int, int, int, int]] = {}
    for a, predicate, b, confidence in _scored(doc, reading, parts):
        one, other = parts[a].mention, parts[b].mention
        pair = (_identity(parts[a]), _identity(parts[b]))
        if predicate in _SYMMETRIC:
            pair = min(pair, pair[::-1])
        key = (pair[0], predicate, pair[1], max(one.sentence, other.sentence))
        best[key] = max(confidence, best.get(key, 0.0))
        nameless = (one.form != "name") + (other.form != "name")
        near[key] = min((nameless, abs(one.start - other.start), a, b), near.get(key, (sys.maxsize, 0, a, b)))
    taken: set[tuple[int, str, int]] = set()
    for key in sorted(near, key=lambda key: (-best[key], near[key], key[1])):
        (subject, predicate, object_, sentence), (*_, a, b) = key, near[key]
        sides = {(subject, predicate, sentence)} if predicate in _SINGLE else set()
        sides |= {(object_, predicate, sentence)} if predicate in _UNIQUE else set()
        if taken.isdisjoint(sides):
            taken |= sides
            yield parts[a], predicate, parts[b], best[key]


def _identity(part: Part) -> int:
    """The same for mentions of the same; a date is itself."""
    return id(part.filler.cluster or part.filler)


def _scored(doc: Doc, reading: Reading, parts: Sequence[Part]) -> Iterator[tuple[int, str, int, float]]:
    """Pairs of parts whose fact is sure enough, by number."""
    for inside, scores in reading.relations([part.mention for part in parts]):
        for one, other, number in zip(*np.nonzero(scores >= reading.judge.lowest), strict=True):
            a, b, predicate = inside[one], inside[other], RELATIONS[number]
            confidence = reading.judge.confidence(predicate, float(scores[one, other, number]))
            possible = confidence is not None and _possible(parts[a], predicate, parts[b])
            if (
                confidence is not None
                and possible
                and predicate not in _LEFT_OUT
                and witnesses.speak(doc, predicate, parts[a].head, parts[b].head)
            ):
                yield a, predicate, b, confidence


def _possible(subject: Part, predicate: str, object_: Part) -> bool:
    one, other = subject.filler.cluster, object_.filler.cluster
    if one is None or one is other or subject.mention.sentence != object_.mention.sentence:
        return False
    kind = object_.filler.datatype or object_.kind
    return ontology.load().allows(one.class_, predicate, kind)


def _known(doc: Doc, drafts: Sequence[Draft], subject: Filler, predicate: str, object_: Filler) -> int | None:
    """The draft that says this, or more, of the two in the same sentence."""
    stronger = {predicate} | _STRONGER.get(predicate, frozenset())
    sentence = _sentence(doc, subject, object_)
    for number, draft in enumerate(drafts):
        if draft.predicate not in stronger or _sentence(doc, draft.subject, draft.object) != sentence:
            continue
        same = _is(draft.subject, subject) and _is(draft.object, object_)
        turned = predicate in _SYMMETRIC and _is(draft.subject, object_) and _is(draft.object, subject)
        if same or turned:
            return number
    return None


def _sentence(doc: Doc, one: Filler, other: Filler) -> int:
    """Where the sentence begins in which a fact is complete."""
    start: int = doc[max(one.start, other.start)].sent.start
    return start


def _is(one: Filler, other: Filler) -> bool:
    return one.cluster is other.cluster if one.cluster else one.value == other.value


def _draft(doc: Doc, pad: Notes, subject: Part, predicate: str, object_: Part, confidence: float) -> Draft:
    """The statement, meant as the clauses are that join the two."""
    meant = _meant(doc[subject.head], doc[object_.head], pad)
    return Draft(subject.filler, predicate, object_.filler, confidence, EXTRACTOR, meant.stance, meant.speaker)


def _meant(one: Token, other: Token, pad: Notes) -> stance.Meant:
    """How the clause is meant that holds the object, else the subject, where either is not simply asserted.

    "Brandt denied that he is a member of the party": he denies it, though what joins the two names is "denied" itself.
    """
    joint = _joint(one, other)
    for end in (other, one):
        path = takewhile(lambda token: token.i != joint.i, (end, *end.ancestors))
        verb = next((token for token in path if token.pos_ in ("VERB", "AUX")), None)
        if verb is not None and (meant := stance.meant(verb, pad)).stance != "asserted":
            return meant
    return stance.meant(joint, pad)


def _joint(one: Token, other: Token) -> Token:
    """The word that both hang from."""
    above = {one.i, *(token.i for token in one.ancestors)}
    return next((token for token in (other, *other.ancestors) if token.i in above), other)
