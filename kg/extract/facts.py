"""Component `kg_facts`: facts that the trained reader sees between two mentions, whatever words say them.

Both stand in one sentence, perhaps as pronouns: of facts over two sentences, read on news, most were wrong.
Where a pattern has found the same fact, both count: the statement stays the pattern's and is surer. A pattern's more
special predicate ("leads") stands for the reader's more general one ("works for").
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg import ontology
from kg.extract import stance, timing, witnesses
from kg.extract.notes import Draft, Filler, Notes, notes
from kg.extract.reader.labels import PRONOUNS, RELATIONS, class_of_pronoun
from kg.extract.reader.mentions import Mention
from kg.extract.reader.reading import Reading
from kg.extract.relatives import relatives
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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions that carry a fact, and how sure the reader is of just these."""

    subject: Part
    object: Part
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """What one sentence says of two entities; its pairs of mentions are in order, named and near ones first."""

    predicate: str
    pairs: tuple[Pair, ...]

    @property
    def confidence(self) -> float:
        """That of the surest pair."""
        return max(pair.confidence for pair in self.pairs)


@Language.component("kg_facts")
def find_facts(doc: Doc) -> Doc:
    """Draft a statement for each pair of mentions with a fact; raise the confidence of what patterns found, too."""
    pad = notes(doc)
    if pad.reading is None:
        return doc
    parts = list(_parts(doc, pad, pad.reading))
    found = tuple(pad.drafts)
    for fact in _facts(doc, pad.reading, parts):
        known = _known(doc, found, fact)
        same = [number for number in known if found[number].predicate == fact.predicate]
        if same:
            drafted = pad.drafts[same[0]]
            both = min(1 - (1 - drafted.confidence) * (1 - fact.confidence), _SUREST)
            pad.drafts[same[0]] = replace(drafted, confidence=round(both, 2))
        if same or not known:
            meant = _as_drafted(found[same[0]]) if same else _meant_by(doc, fact.pairs[0], pad)
            pad.drafts += (
                _draft(fact.predicate, pair, meant)
                for pair in fact.pairs
                if not any(_carries(found[number], pair) for number in same)
            )
    return doc


def _parts(doc: Doc, pad: Notes, reading: Reading) -> Iterator[Part]:
    """Named, pronominal and dated mentions in text order; demonyms count as names, as corpora have it."""
    starts = [sentence.start for sentence in doc.sents]
    found: list[tuple[Filler, str, str]] = [
        (Filler(ref.start, ref.end, ref.cluster), ref.class_, ref.form)
        for ref in (*pad.references, *relatives(doc, pad))
        if ref.class_ in _CLASSES and (ref.form != "nominal" or ref.class_ == "Place")
    ]
    for sentence in doc.sents:
        for start, end, dated in timing.in_sentence(sentence, pad):
            found.append((Filler(start, end, value=dated.edtf, datatype=DATE), "Date", "name"))
    for filler, class_, form in sorted(found, key=lambda each: (each[0].start, each[0].end)):
        span = doc[filler.start : filler.end]
        seen, shown = _as_learned(span.text, class_, form)
        number = int(np.searchsorted(starts, filler.start, "right"))
        mention = reading.mention((span.start_char, span.end_char), seen, shown, span.text, number)
        if mention is not None:
            yield Part(mention, filler, span.root.i, class_)


def _as_learned(text: str, class_: str, form: str) -> tuple[str, str]:
    """Class and form of a mention as the reader was shown such: "which" as a phrase, demonyms as names."""
    if form != "pronoun":
        return class_, "name"
    return (class_of_pronoun(text), "pronoun") if text.lower() in PRONOUNS else (class_, "nominal")


def _facts(doc: Doc, reading: Reading, parts: Sequence[Part]) -> Iterator[Fact]:
    """Facts above their predicate's threshold, surest first: each once for the sentence that it is complete in."""
    pairs: dict[tuple[int, str, int, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for a, predicate, b, confidence in _scored(doc, reading, parts):
        sides = (_identity(parts[a]), _identity(parts[b]))
        if predicate in _SYMMETRIC:
            a, b = min(a, b), max(a, b)
            sides = min(sides, sides[::-1])
        key = (sides[0], predicate, sides[1], max(parts[a].mention.sentence, parts[b].mention.sentence))
        pairs[key][a, b] = max(confidence, pairs[key].get((a, b), 0.0))
    near = {key: sorted(some, key=lambda pair: _distance(parts, *pair)) for key, some in pairs.items()}
    order = sorted(pairs, key=lambda key: (-max(pairs[key].values()), _distance(parts, *near[key][0]), key[1]))
    taken: set[tuple[int, str, int]] = set()
    for key in order:
        subject, predicate, object_, sentence = key
        sides = {(subject, predicate, sentence)} if predicate in _SINGLE else set()
        sides |= {(object_, predicate, sentence)} if predicate in _UNIQUE else set()
        if taken.isdisjoint(sides):
            taken |= sides
            yield Fact(predicate, tuple(_turned(parts, near[key], pairs[key])))


def _distance(parts: Sequence[Part], a: int, b: int) -> tuple[int, int, int, int]:
    """How many of the two are no names, then how far apart they are."""
    one, other = parts[a].mention, parts[b].mention
    return (one.form != "name") + (other.form != "name"), abs(one.start - other.start), a, b


def _turned(
    parts: Sequence[Part], pairs: Sequence[tuple[int, int]], sure: Mapping[tuple[int, int], float]
) -> Iterator[Pair]:
    """The pairs, all with the subject of the first: who is married to whom is said one way round."""
    subject = _identity(parts[pairs[0][0]])
    for a, b in pairs:
        one, other = (parts[a], parts[b]) if _identity(parts[a]) == subject else (parts[b], parts[a])
        yield Pair(one, other, sure[a, b])


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


def _known(doc: Doc, drafts: Sequence[Draft], fact: Fact) -> list[int]:
    """The drafts that say this, or more, of the two in the same sentence."""
    stronger = {fact.predicate} | _STRONGER.get(fact.predicate, frozenset())
    subject, object_ = fact.pairs[0].subject.filler, fact.pairs[0].object.filler
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


def _draft(predicate: str, pair: Pair, meant: stance.Meant) -> Draft:
    one, other = pair.subject.filler, pair.object.filler
    return Draft(one, predicate, other, pair.confidence, EXTRACTOR, meant.stance, meant.speaker)


def _as_drafted(draft: Draft) -> stance.Meant:
    """As a pattern understood it: a sentence means a fact in one way, whichever mentions carry it."""
    return stance.Meant(draft.stance, draft.speaker)


def _meant_by(doc: Doc, pair: Pair, pad: Notes) -> stance.Meant:
    """As the clauses mean it that join the two mentions."""
    return _meant(doc[pair.subject.head], doc[pair.object.head], pad)


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
