"""Component `kg_shares`: what a clause says of one of several names that "and" joins, it says of each.

"Ana Lund and Tom Roe live in Oslo", "she worked for Tarn Corp. and Velm Bank". Nothing is shared by those between whom
something is, whose something it is, or of whom another clause tells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract import lexicon, lists
from kg.extract.notes import Draft, Filler, Notes, Reference, notes

# Of which predicates the subjects, and the objects, may be several.
_SUBJECTS = frozenset(
    "alumniOf birthPlace deathPlace headquarters homeLocation location memberOf parentOrganization politicalParty "
    "worksFor".split()
)
_OBJECTS = frozenset("alumniOf founder homeLocation memberOf worksFor".split())

_LESS = 0.95  # of the confidence of what is shared
_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSES = frozenset({"acl", "relcl"})
_EACH = frozenset({"all", "both", "each"})
_TOLD = frozenset({"nsubj", "nsubjpass"})


@Language.component("kg_shares")
def share(doc: Doc) -> Doc:
    """Draft for each name of a list what is drafted for one of it."""
    pad = notes(doc)
    for draft in tuple(pad.drafts):
        for other in _shared(doc, pad, draft):
            if not any(_same(doc, known, other) for known in pad.drafts):
                pad.drafts.append(other)
    return doc


def _shared(doc: Doc, pad: Notes, draft: Draft) -> Iterator[Draft]:
    less = round(draft.confidence * _LESS, 3)
    if draft.predicate in _SUBJECTS:
        names = _list(doc, pad, draft.subject)
        if _does(doc, names, doc[draft.object.start : draft.object.end].root):
            yield from (replace(draft, subject=_filler(ref), confidence=less) for ref in names)
    if draft.predicate in _OBJECTS:
        names = _list(doc, pad, draft.object)
        if _undergoes(doc, names, draft.subject):
            yield from (replace(draft, object=_filler(ref), confidence=less) for ref in names)


def _list(doc: Doc, pad: Notes, filler: Filler) -> Sequence[Reference]:
    known = pad.at(filler.start)
    names = lists.joined(doc, pad, known) if known is not None and known.form == "name" else ()
    apart = any(token.lower_ == "respectively" for token in doc[filler.start].sent)
    return names if len(names) > 1 and not apart else ()


def _filler(ref: Reference) -> Filler:
    return Filler(ref.start, ref.end, ref.cluster)


def _does(doc: Doc, names: Sequence[Reference], object_: Token) -> bool:
    """Whether a list is the subject right before the verb under which the object stands."""
    if not names or object_.i < names[-1].end:
        return False
    before, verb = doc[max(names[0].start - 1, 0)], doc[names[-1].end]
    while (verb.pos_ == "ADV" or verb.lower_ in _EACH) and verb.i + 1 < len(doc):
        verb = verb.nbor(1)
    governed = before.pos_ == "ADP" or (before.pos_ == "VERB" and before.lemma_ not in lexicon.load().words["speech"])
    if governed or not (verb.pos_ in _VERBAL or verb.dep_ == "ROOT"):
        return False
    verb = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    path = list(takewhile(lambda token: token.i != verb.i, (object_, *object_.ancestors)))
    below = bool(path) and path[-1].head.i == verb.i
    return below and not any(token.dep_ in _CLAUSES or _has_subject(token) for token in path)


def _undergoes(doc: Doc, names: Sequence[Reference], subject: Filler) -> bool:
    """Whether a list is all that a verb or preposition governs: no verb or genitive takes its last name."""
    if not names or names[0].start <= subject.start < names[-1].end:
        return False
    before = doc[max(names[0].start - 1, 0)]
    if before.tag_ == "DT" and before.i:
        if any(doc[ref.start - 1].tag_ != "DT" for ref in names):  # one name: "the Life and Liberty Party"
            return False
        before = before.nbor(-1)
    after = doc[names[-1].end] if names[-1].end < len(doc) else None
    taken = after is not None and (after.pos_ in _VERBAL or after.tag_ == "POS" or after.pos_ in ("NOUN", "PROPN"))
    return before.pos_ in ("ADP", "VERB") and before.lower_ != "between" and not taken


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in _TOLD for child in token.children)


def _same(doc: Doc, one: Draft, other: Draft) -> bool:
    """Whether two drafts say the same in one sentence."""
    return (
        one.predicate == other.predicate
        and one.subject.cluster is other.subject.cluster
        and one.object.cluster is other.object.cluster
        and doc[one.subject.start].sent.start == doc[other.subject.start].sent.start
    )
