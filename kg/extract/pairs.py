"""What the trained reader sees between the mentions of a text: facts, each with the pairs of mentions that carry it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.tokens import Doc

from kg import ontology
from kg.extract import endings, kin, nationals, owners, sayings, timing, told, witnesses
from kg.extract.narrators import narrators
from kg.extract.notes import Filler, Notes, Reference
from kg.extract.reader.labels import PRONOUNS, RELATIONS, class_of_pronoun
from kg.extract.reader.mentions import Mention
from kg.extract.reader.reading import Reading
from kg.extract.relatives import relatives
from kg.model import Form
from kg.ontology import DATE

SYMMETRIC = frozenset({"spouse", "sibling"})

_CLASSES = frozenset({"Person", "Organization", "Place"})
_BELONGING = frozenset({"alumniOf", "memberOf", "politicalParty", "worksFor"})
# Of these the reader is wrong too often on news, where a president beside a country speaks of a visit.
_LEFT_OUT = frozenset({"containedIn", "leaderOf"})
# Of 25 facts about "I" in the part `tune` 18 of 22 that were surer than this were right, of the others none; in 220
# stories of news the two that were less sure were wrong ("The NSA employs many of the best, and I hope ...").
_FIRST_PERSON = 0.85
_NEVER = 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that may be one side of a fact.

    `unwritten` is its reference where no other component knows of it: "who", "which", "I". `least` is the confidence
    that is enough for a fact; with less it only carries what other mentions of the two carry, too.
    """

    filler: Filler
    class_: str
    form: Form
    unwritten: Reference | None = None
    least: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Candidate):
    """One side of a fact: a candidate that the reader can place, as the reader sees it."""

    mention: Mention
    head: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions that carry a fact, and how sure the reader is of just these; `alone` if they are enough for it.

    Not enough are predicates that the reader is not trusted with, "who" and "which", and what no word speaks of: such
    pairs stand beside one that is enough, or beside what a pattern found.
    """

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

    @property
    def order(self) -> tuple[float, tuple[int, int, int, int], str]:
        """The surest first."""
        return -self.confidence, _distance(self.first), self.predicate


def facts(doc: Doc, pad: Notes, reading: Reading) -> Iterator[Fact]:
    """Each fact once for the sentence that it is complete in, with the pairs of mentions that may carry it."""
    found: dict[tuple[int | str, str, int | str, int], dict[tuple[int, int], Pair]] = defaultdict(dict)
    for predicate, pair in _scored(doc, pad, reading):
        one, other = pair.subject, pair.object
        sides, spots = (_identity(one), _identity(other)), (one.filler.start, other.filler.start)
        if predicate in SYMMETRIC:
            sides, spots = min(sides, sides[::-1], key=str), min(spots, spots[::-1])
        group = found[sides[0], predicate, sides[1], max(one.mention.sentence, other.mention.sentence)]
        group[spots] = max((known for known in (group.get(spots), pair) if known), key=lambda each: each.confidence)
    for (_, predicate, *_), group in found.items():
        yield _turned(Fact(predicate, tuple(sorted(group.values(), key=_distance))))


def _parts(doc: Doc, pad: Notes, reading: Reading) -> Iterator[Part]:
    """Named, pronominal and dated mentions in text order; demonyms count as names, as corpora have it."""
    starts = [sentence.start for sentence in doc.sents]
    for each in sorted(_candidates(doc, pad), key=lambda each: (each.filler.start, each.filler.end)):
        span = doc[each.filler.start : each.filler.end]
        seen, shown = _as_learned(span.text, each.class_, each.form)
        number = int(np.searchsorted(starts, each.filler.start, "right"))
        mention = reading.mention((span.start_char, span.end_char), seen, shown, span.text, number)
        if mention is not None:
            yield Part(
                each.filler, each.class_, each.form, each.unwritten, each.least, mention=mention, head=span.root.i
            )  # fmt: skip


def _candidates(doc: Doc, pad: Notes) -> Iterator[Candidate]:
    for ref in pad.references:
        if ref.class_ in _CLASSES and (ref.form != "nominal" or ref.class_ == "Place"):
            yield Candidate(_filler(ref), ref.class_, ref.form)
    for ref in narrators(doc, pad):
        yield Candidate(_filler(ref), ref.class_, ref.form, ref, _FIRST_PERSON)
    for ref in relatives(doc, pad):
        yield Candidate(_filler(ref), ref.class_, ref.form, ref, _NEVER)
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


def _scored(doc: Doc, pad: Notes, reading: Reading) -> Iterator[tuple[str, Pair]]:
    """Pairs of parts whose fact is sure enough, and whether it may be stated for them alone."""
    parts = list(_parts(doc, pad, reading))
    for pairs, scores in reading.relations([part.mention for part in parts], list(_asked(parts))):
        for row, number in zip(*np.nonzero(scores >= reading.judge.lowest), strict=True):
            a, b, predicate = *(parts[side] for side in pairs[row]), RELATIONS[number]
            confidence = reading.judge.confidence(predicate, float(scores[row, number]))
            if confidence is not None and _possible(a, predicate, b):
                believed = _believed(doc, pad, predicate, a, b)
                yield predicate, Pair(a, b, confidence, believed and confidence >= max(a.least, b.least))


def _asked(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """The numbers of all two parts, in text order, that stand in one sentence and are not the same thing."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        by_sentence[part.mention.sentence].append(number)
    for one, part in enumerate(parts):
        if (cluster := part.filler.cluster) is not None:
            for other in by_sentence[part.mention.sentence]:
                if parts[other].filler.cluster is not cluster:
                    yield one, other


def _believed(doc: Doc, pad: Notes, predicate: str, one: Part, other: Part) -> bool:
    """Whether a fact may be stated for two mentions alone."""
    if sayings.of_source(doc[one.head], doc[other.head], pad):
        return False
    if predicate == "nationality":
        return nationals.called(doc, pad, one.head, other.head)
    if predicate in _BELONGING and owners.another(doc, pad, one.head, other.head):
        return False
    if told.others(doc, pad, predicate, one.head, other.head):
        return False
    if kin.anothers(doc, pad, predicate, (one.head, other.head)):
        return False
    if endings.ended(predicate, doc[one.head], doc[other.head], pad):
        return False
    return predicate not in _LEFT_OUT and witnesses.speak(doc, predicate, one.head, other.head)


def _possible(subject: Part, predicate: str, object_: Part) -> bool:
    """Whether the vocabulary has such a fact of such two."""
    assert subject.filler.cluster is not None  # noqa: S101 - nothing is asked about a date
    kind = object_.filler.datatype or object_.class_
    return ontology.load().allows(subject.filler.cluster.class_, predicate, kind)
