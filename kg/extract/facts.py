"""Component `kg_facts`: facts that the trained reader sees between two mentions, whatever words say them.

Both stand in one sentence, perhaps as pronouns: of facts over two sentences, read on news, most were wrong. Each pair
of mentions that carries a fact is a statement. Where a pattern has found the fact in the sentence, both count: its
statement is surer, and stands for the reader's on the same two mentions. A pattern's more special predicate ("leads")
stands for the reader's more general one ("works for").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract import endings, lifespans, stance
from kg.extract.notes import Draft, Filler, Notes, notes
from kg.extract.pairs import SYMMETRIC, Fact, Pair, facts

EXTRACTOR = "kg/reader"

# Of these a sentence says one of each subject, the surest; of the latter nobody else has the same object, either.
_SINGLE = frozenset({"spouse", "birthDate", "deathDate", "foundingDate", "chiefExecutive"})
_UNIQUE = _SINGLE - {"chiefExecutive"}
# What says at least as much as the reader's predicate does.
_STRONGER = {
    "worksFor": frozenset({"leaderOf", "spokespersonFor", "memberOf"}),
    "memberOf": frozenset({"politicalParty", "worksFor", "leaderOf"}),
    "leaderOf": frozenset({"leaderOf"}),
    "location": frozenset({"headquarters"}),
}
_SUREST = 0.99


@Language.component("kg_facts")
def find_facts(doc: Doc) -> Doc:
    """Draft a statement for each pair of mentions with a fact; raise the confidence of what patterns found, too."""
    pad = notes(doc)
    if pad.reading is None:
        return doc
    found = tuple(pad.drafts)
    bracketed = (draft for draft in found if draft.extractor == lifespans.EXTRACTOR)  # nobody else's dates
    taken = {side for draft in bracketed for side in _sides(doc, draft.predicate, draft.subject, draft.object)}
    for fact in sorted(facts(doc, pad, pad.reading), key=lambda fact: fact.order):
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
    end = doc[first.object.head]
    start = _within(end, first.subject.filler, pad) or doc[first.subject.head]
    leaving = endings.departure(fact.predicate, start, end, pad)  # "refused to leave the party": a member still
    meant = _meant(start, end, pad) if leaving is None else stance.presupposed(leaving, pad)
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
        turned = fact.predicate in SYMMETRIC and _is(draft.subject, object_) and _is(draft.object, subject)
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


def _within(token: Token, filler: Filler, pad: Notes) -> Token | None:
    """A mention of the same in whose phrase the token stands: "Malek, a member of the party, denied that he ..."."""
    phrase = takewhile(lambda each: each.pos_ not in ("VERB", "AUX"), token.ancestors)
    found = ((each, pad.at(each.i)) for each in phrase)
    return next((each for each, ref in found if ref is not None and ref.cluster is filler.cluster), None)


def _meant(one: Token, other: Token, pad: Notes) -> stance.Meant:
    """How the clause is meant that holds the object, else the subject, where either is not simply asserted.

    "Brandt denied that he is a member of the party": he denies it, though what joins the two names is "denied" itself.
    """
    joint = _joint(one, other)
    for end in (other, one):
        path = list(takewhile(lambda token: token.i != joint.i, (end, *end.ancestors)))
        saying = (token for token in path if token.pos_ in ("VERB", "AUX") or _taken_for(token))
        clause = next(saying, None)
        if clause is not None and (meant := stance.meant(clause, pad)).stance != "asserted":
            return meant
        nouns = [token for token in (*path, joint) if token.pos_ == "NOUN"]
        if any(stance.ruled_out(noun) for noun in nouns):
            return stance.Meant("denied")  # "Vell, not a member of the board"
        if any(stance.suspected(noun) for noun in nouns):
            return stance.Meant("alleged")
        if any(stance.coming(noun) for noun in nouns):
            return stance.Meant("planned")
    # "Vell, a member of the board, will leave"; "his sons, Ali and Vali, were not let in": the kinship is no part of it
    within = joint.i == one.i or joint.pos_ in ("NOUN", "PROPN")
    return stance.presupposed(joint, pad) if within else stance.meant(joint, pad)


def _taken_for(noun: Token) -> bool:
    """What "as" says that somebody is: "described as a | member of the board"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "as"


def _joint(one: Token, other: Token) -> Token:
    """The word that both hang from."""
    above = {one.i, *(token.i for token in one.ancestors)}
    return next((token for token in (other, *other.ancestors) if token.i in above), other)
