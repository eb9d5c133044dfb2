"""Component `kg_facts`: facts that the trained reader sees between two mentions, whatever words say them.

Both stand in one sentence, perhaps as pronouns: of facts over two sentences, read on news, most were wrong.
Where a pattern has found the same fact, both count: the statement stays the pattern's and is surer. A pattern's more
special predicate ("leads") stands for the reader's more general one ("works for").
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import ontology
from kg.extract import lifespans, stance, timing, witnesses
from kg.extract.narrators import narrators
from kg.extract.notes import Draft, Filler, Notes, Reference, notes
from kg.extract.reader.labels import PRONOUNS, RELATIONS, class_of_pronoun
from kg.extract.reader.mentions import Mention
from kg.extract.reader.reading import Reading
from kg.extract.relatives import relatives
from kg.model import Form
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
class Candidate:
    """A mention that may be one side of a fact.

    `unwritten` is its reference where no other component knows of it: "who", "which", "I". The first two are `beside`:
    they carry only what is stated of the same two in that sentence anyway.
    """

    filler: Filler
    class_: str
    form: Form
    unwritten: Reference | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One side of a fact: the mention as the reader sees it, and as a statement needs it."""

    mention: Mention
    filler: Filler
    head: int
    kind: str
    unwritten: Reference | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions that carry a fact, and how sure the reader is of just these; `alone` if they are enough for it."""

    subject: Part
    object: Part
    confidence: float
    alone: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """What one sentence may say of two entities; of its pairs of mentions named and near ones come first."""

    predicate: str
    pairs: tuple[Pair, ...]

    @property
    def confidence(self) -> float:
        """That of the surest pair that is enough; 0 where all need another to be believed."""
        return max((pair.confidence for pair in self.pairs if pair.alone), default=0.0)

    @property
    def first(self) -> Pair:
        """The pair that tells how the fact is meant."""
        return next((pair for pair in self.pairs if pair.alone), self.pairs[0])


@Language.component("kg_facts")
def find_facts(doc: Doc) -> Doc:
    """Draft a statement for each pair of mentions with a fact; raise the confidence of what patterns found, too."""
    pad = notes(doc)
    if pad.reading is None:
        return doc
    found = tuple(pad.drafts)
    bracketed = (draft for draft in found if draft.extractor == lifespans.EXTRACTOR)  # nobody else's dates
    taken = {side for draft in bracketed for side in _sides(doc, draft.predicate, draft.subject, draft.object)}
    for fact in sorted(_facts(doc, pad.reading, list(_parts(doc, pad, pad.reading))), key=_order):
        known = _known(doc, found, fact)
        same = [number for number in known if found[number].predicate == fact.predicate]
        fillers = ((pair.subject.filler, pair.object.filler) for pair in fact.pairs)
        sides = {side for subject, object_ in fillers for side in _sides(doc, fact.predicate, subject, object_)}
        if same:
            pad.drafts[same[0]] = _surer(pad.drafts[same[0]], fact.confidence)
        elif not fact.confidence or not taken.isdisjoint(sides):
            continue
        taken |= sides
        if same or not known:
            _write(doc, pad, fact, [found[number] for number in same])
    return doc


def _write(doc: Doc, pad: Notes, fact: Fact, said: Sequence[Draft]) -> None:
    """Draft the pairs on which no pattern's draft stands: as `said` has it, where patterns have found the fact.

    A sentence means a fact in one way, and says one way round who is married to whom.
    """
    first = fact.first
    meant = _meant(doc[first.subject.head], doc[first.object.head], pad)
    turned = False
    if said:
        meant = stance.Meant(said[0].stance, said[0].speaker)
        turned = not _is(said[0].subject, first.subject.filler)
    for pair in fact.pairs:
        if any(_carries(draft, pair) for draft in said):
            continue
        one, other = (pair.object, pair.subject) if turned else (pair.subject, pair.object)
        pad.drafts.append(
            Draft(one.filler, fact.predicate, other.filler, pair.confidence, EXTRACTOR, meant.stance, meant.speaker)
        )
        pad.pronouns += [part.unwritten for part in (one, other) if part.unwritten]


def _order(fact: Fact) -> tuple[object, ...]:
    """The surest first."""
    return -fact.confidence, _distance(fact.first), fact.predicate


def _surer(draft: Draft, confidence: float) -> Draft:
    """What a pattern and the reader found."""
    both = min(1 - (1 - draft.confidence) * (1 - confidence), _SUREST)
    return replace(draft, confidence=round(both, 2))


def _sides(doc: Doc, predicate: str, subject: Filler, object_: Filler) -> Iterator[tuple[str, int, int]]:
    """What no other fact of the sentence may say of the same."""
    sentence = _sentence(doc, subject, object_)
    if predicate in _SINGLE:
        yield predicate, sentence, id(subject.cluster)
    if predicate in _UNIQUE:
        yield predicate, sentence, id(object_.cluster) if object_.cluster else -object_.start


def _parts(doc: Doc, pad: Notes, reading: Reading) -> Iterator[Part]:
    """Named, pronominal and dated mentions in text order; demonyms count as names, as corpora have it."""
    starts = [sentence.start for sentence in doc.sents]
    for each in sorted(_candidates(doc, pad), key=lambda each: (each.filler.start, each.filler.end)):
        span = doc[each.filler.start : each.filler.end]
        seen, shown = _as_learned(span.text, each.class_, each.form)
        number = int(np.searchsorted(starts, each.filler.start, "right"))
        mention = reading.mention((span.start_char, span.end_char), seen, shown, span.text, number)
        if mention is not None:
            yield Part(mention, each.filler, span.root.i, each.class_, each.unwritten, each.beside)


def _candidates(doc: Doc, pad: Notes) -> Iterator[Candidate]:
    for ref in pad.references:
        if ref.class_ in _CLASSES and (ref.form != "nominal" or ref.class_ == "Place"):
            yield Candidate(_filler(ref), ref.class_, ref.form)
    for ref in narrators(doc, pad):
        yield Candidate(_filler(ref), ref.class_, ref.form, ref)
    for ref in relatives(doc, pad):
        yield Candidate(_filler(ref), ref.class_, ref.form, ref, beside=True)
    for sentence in doc.sents:
        for start, end, dated in timing.in_sentence(sentence, pad):
            yield Candidate(Filler(start, end, value=dated.edtf, datatype=DATE), "Date", "name")


def _filler(ref: Reference) -> Filler:
    return Filler(ref.start, ref.end, ref.cluster)


def _as_learned(text: str, class_: str, form: str) -> tuple[str, str]:
    """Class and form of a mention as the reader was shown such: "which" as a phrase, demonyms as names."""
    if form != "pronoun":
        return class_, "name"
    return (class_of_pronoun(text), "pronoun") if text.lower() in PRONOUNS else (class_, "nominal")


def _facts(doc: Doc, reading: Reading, parts: Sequence[Part]) -> Iterator[Fact]:
    """Each fact once for the sentence that it is complete in, with the pairs of mentions that may carry it."""
    found: dict[tuple[int | str, str, int | str, int], dict[tuple[int, int], Pair]] = defaultdict(dict)
    for predicate, pair in _scored(doc, reading, parts):
        one, other = pair.subject, pair.object
        sides, spots = (_identity(one), _identity(other)), (one.filler.start, other.filler.start)
        if predicate in _SYMMETRIC:
            sides, spots = min(sides, sides[::-1], key=str), min(spots, spots[::-1])
        group = found[sides[0], predicate, sides[1], max(one.mention.sentence, other.mention.sentence)]
        group[spots] = max((known for known in (group.get(spots), pair) if known), key=lambda each: each.confidence)
    for (_, predicate, *_), group in found.items():
        yield _turned(Fact(predicate, tuple(sorted(group.values(), key=_distance))))


def _distance(pair: Pair) -> tuple[int, int, int, int]:
    """How many of the two are no names, then how far apart they are."""
    one, other = pair.subject.mention, pair.object.mention
    return (one.form != "name") + (other.form != "name"), abs(one.start - other.start), one.start, other.start


def _turned(fact: Fact) -> Fact:
    """With one subject for all pairs: who is married to whom is said one way round."""
    subject = _identity(fact.first.subject)
    pairs = (
        pair if _identity(pair.subject) == subject else replace(pair, subject=pair.object, object=pair.subject)
        for pair in fact.pairs
    )
    return replace(fact, pairs=tuple(pairs))


def _identity(part: Part) -> int | str:
    """The same for mentions of the same, and for one date written twice."""
    return id(part.filler.cluster) if part.filler.cluster else part.filler.value or ""


def _scored(doc: Doc, reading: Reading, parts: Sequence[Part]) -> Iterator[tuple[str, Pair]]:
    """Pairs of parts whose fact is sure enough, and whether it may be stated for them alone."""
    for inside, scores in reading.relations([part.mention for part in parts]):
        for one, other, number in zip(*np.nonzero(scores >= reading.judge.lowest), strict=True):
            a, b, predicate = parts[inside[one]], parts[inside[other]], RELATIONS[number]
            confidence = reading.judge.confidence(predicate, float(scores[one, other, number]))
            if confidence is not None and _possible(a, predicate, b):
                believed = predicate not in _LEFT_OUT and witnesses.speak(doc, predicate, a.head, b.head)
                yield predicate, Pair(a, b, confidence, believed and not a.beside and not b.beside)


def _possible(subject: Part, predicate: str, object_: Part) -> bool:
    one, other = subject.filler.cluster, object_.filler.cluster
    if one is None or one is other or subject.mention.sentence != object_.mention.sentence:
        return False
    kind = object_.filler.datatype or object_.kind
    return ontology.load().allows(one.class_, predicate, kind)


def _known(doc: Doc, drafts: Sequence[Draft], fact: Fact) -> list[int]:
    """The drafts that say this, or more, of the two in the same sentence."""
    stronger = {fact.predicate} | _STRONGER.get(fact.predicate, frozenset())
    subject, object_ = fact.first.subject.filler, fact.first.object.filler
    sentence = _sentence(doc, subject, object_)
    found = []
    for number, draft in enumerate(drafts):
        if draft.predicate not in stronger or _sentence(doc, draft.subject, draft.object) != sentence:
            continue
        same = _is(draft.subject, subject) and _is(draft.object, object_)
        turned = fact.predicate in _SYMMETRIC and _is(draft.subject, object_) and _is(draft.object, subject)
        if same or turned:
            found.append(number)
    return found


def _carries(draft: Draft, pair: Pair) -> bool:
    """Whether a draft stands on these very mentions."""
    drafted = sorted(((draft.subject.start, draft.subject.end), (draft.object.start, draft.object.end)))
    mentions = sorted((part.filler.start, part.filler.end) for part in (pair.subject, pair.object))
    return all(a < d and c < b for (a, b), (c, d) in zip(drafted, mentions, strict=True))


def _sentence(doc: Doc, one: Filler, other: Filler) -> int:
    """Where the sentence begins in which a fact is complete."""
    start: int = doc[max(one.start, other.start)].sent.start
    return start


def _is(one: Filler, other: Filler) -> bool:
    return one.cluster is other.cluster if one.cluster else one.value == other.value


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
