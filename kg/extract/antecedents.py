"""Components `kg_antecedents`, `kg_phrases`: whom pronouns and phrases mean, after the trained reader.

Mentions of a story are read in their order. Each joins the chain whose members the reader gives most probability, if
that is more than a threshold; what is left of a chain without a name in the end is nobody that we could call.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.notes import Cluster, Notes, Reference, notes
from kg.extract.pronouns import does_to_another
from kg.extract.reader.component import tokens
from kg.extract.reader.labels import NOMINALS, PRONOUNS, class_of_pronoun
from kg.extract.reader.mentions import Mention
from kg.extract.reader.reading import Reading
from kg.text import names

# Probabilities from which a pronoun, or a phrase, belongs to a chain, and from which a phrase is one. Set on the part
# `tune` of GUM and MEANTIME and on the development part of GAP: 0.35 instead of 0.5 is 64.0 instead of 60.2 there.
PRONOUN, PHRASE, SPAN = 0.35, 0.5, 0.5
MARGIN = 0.15  # by which it must be more probable than any other chain: two candidates are one too many

UNNAMED = {"m": "unnamed man", "f": "unnamed woman"}

_LONGEST = 7  # words before the head of a phrase, "34-year-old" being five
_SMALL = frozenset({"DET", "ADJ", "NOUN", "PUNCT", "NUM", "ADV"})

# What may stand for somebody or something that the story names: not "I", "we", "you", whose speaker it may not know.
_KINDS = frozenset({"he", "she", "it", "they"})


@dataclass(slots=True)
class Chain:
    """Mentions of one thing; `cluster` is there once one of them is a name."""

    cluster: Cluster | None = None
    members: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention and where it is in the `Doc`; `reference` is there for names, which have their cluster already.

    `ahead` tells whether it may mean somebody whom its sentence names only behind it.
    """

    mention: Mention
    start: int
    end: int
    head: int
    reference: Reference | None = None
    ahead: bool = True


@Language.component("kg_antecedents")
def resolve(doc: Doc) -> Doc:
    """Write a `Reference` for every pronoun that means somebody named."""
    pad = notes(doc)
    if pad.reading is None:
        return doc
    for chain, found in chains(doc, pad, pad.reading):
        cluster = chain.cluster
        if cluster is None:
            if (nameless := _nameless(doc, pad, found)) is not None:
                pad.nameless.append(nameless)
            continue
        for each in found:
            if each.mention.form == "pronoun":
                if not fits(cluster, each.mention) or _unclear(doc, each, cluster, pad):
                    continue
                pad.add(Reference(each.start, each.end, each.head, cluster.class_, "pronoun", cluster))
            elif each.mention.form == "nominal" and each.mention.class_ in ("", cluster.class_):
                start = doc[each.head].left_edge.i if _plain(doc, each) else each.start
                pad.phrases.append(Reference(start, each.end, each.head, cluster.class_, "nominal", cluster))
    return doc


@Language.component("kg_phrases")
def write_phrases(doc: Doc) -> Doc:
    """Write a `Reference` for every phrase that means somebody named, where nothing else was found in it.

    So, too, for the pronouns that facts rest on and that nobody else was to take for who does something.
    """
    pad = notes(doc)
    for phrase in (*pad.phrases, *pad.pronouns):
        if not any(pad.at(i) for i in range(phrase.start, phrase.end)):
            pad.add(phrase)
    return doc


def _nameless(doc: Doc, pad: Notes, found: Sequence[Candidate]) -> tuple[Reference, ...] | None:
    """References to a man or a woman of whom a chain only speaks in pronouns and phrases; none where it does not."""
    gender = next((each.mention.gender for each in found if each.mention.pronoun in ("he", "she")), None)
    if gender is None or any(each.mention.gender not in ("", gender) for each in found):
        return None
    kinds = {each.mention.class_ for each in found if each.mention.form == "nominal"}
    if kinds - {"Person", ""}:
        return None
    phrase = next((each for each in found if each.mention.form == "nominal" and _plain(doc, each)), None)
    name = UNNAMED[gender]
    if phrase is not None:
        first = next(token.i for token in doc[doc[phrase.head].left_edge.i : phrase.end] if token.pos_ != "DET")
        name = " ".join(doc[first : phrase.end].text.split())
    item = pad.item_of(doc[found[0].start])
    cluster = Cluster("Person", name, item, key=f"{name}/{pad.offset + doc[found[0].start].idx}")
    return tuple(
        Reference(e.start, e.end, e.head, "Person", "pronoun" if e.mention.form == "pronoun" else "nominal", cluster)
        for e in found
    )


def _unclear(doc: Doc, each: Candidate, cluster: Cluster, pad: Notes) -> bool:
    """ "Judge Teodor Vance ordered his release": somebody else's. "Anna and Eva spoke. She ...": nobody knows whose."""
    pronoun = doc[each.start]
    if any(ref.cluster is cluster and does_to_another(pronoun, ref) for ref in pad.within(pronoun.sent)):
        return True
    if each.mention.pronoun not in ("he", "she") or pronoun.sent.start == 0:
        return False
    people = [ref for ref in pad.within(doc[pronoun.sent.start - 1].sent) if ref.class_ == "Person"]
    own = {ref.head for ref in people if ref.cluster is cluster}
    others = {ref.head for ref in people if ref.cluster is not cluster and ref.form == "name"}
    joined = {(token.i, token.head.i) for head in own | others if (token := doc[head]).dep_ == "conj"}
    return any((a in own and b in others) or (a in others and b in own) for a, b in joined)


def _plain(doc: Doc, each: Candidate) -> bool:
    """Whether only an article, an adjective or the like stands before the head: "the state-owned company"."""
    before = doc[doc[each.head].left_edge.i : each.start]
    return len(before) < _LONGEST and all(
        token.pos_ == "DET" or (token.text == token.lower_ and token.pos_ in _SMALL) for token in before
    )


def fits(cluster: Cluster, mention: Mention) -> bool:
    """Whether a pronoun may stand for something of this class, or somebody of this name."""
    if mention.pronoun in ("he", "she"):
        given = cluster.name.split()[0] if " " in cluster.name else ""
        return cluster.class_ == "Person" and (names.gender(given) if given else None) in (None, mention.gender)
    return cluster.class_ != "Person" or mention.pronoun == "they"


def chains(doc: Doc, pad: Notes, reading: Reading) -> Iterator[tuple[Chain, list[Candidate]]]:
    """All chains of a `Doc`, story by story, with their mentions in text order."""
    found = sorted(_candidates(doc, pad, reading), key=lambda each: (each.mention.start, each.mention.end))
    for item in sorted({pad.item_of(doc[each.start]) for each in found}):
        some = [each for each in found if pad.item_of(doc[each.start]) == item]
        asked = _asked(some)
        scores = reading.predecessors([each.mention for each in some], asked)
        for chain in link(some, dict(zip(asked, scores, strict=True))):
            yield chain, [some[number] for number in chain.members]


def _asked(found: Sequence[Candidate]) -> list[int]:
    """The mentions whose chain their predecessors decide: a name has its own, and gives it to others but once."""
    seen: set[int] = set()
    asked = []
    for number, each in enumerate(found):
        if each.reference is None or id(each.reference.cluster) not in seen:
            asked.append(number)
        if each.reference is not None:
            seen.add(id(each.reference.cluster))
    return asked


def link(found: Sequence[Candidate], scores: Mapping[int, NDArray[np.float32]]) -> list[Chain]:
    """Mentions in text order, and by their numbers scores with their predecessors, to chains."""
    every: list[Chain] = []
    of: list[Chain] = []
    for number, each in enumerate(found):
        chain = _joined(number, each, scores[number], of) if number in scores else None
        if each.reference is not None:
            named = next((c for c in every if c.cluster is each.reference.cluster), None)
            if named is None:
                named = chain if chain is not None and _may_be_named(chain, each, found) else Chain()
                named.cluster = each.reference.cluster
            chain = named
        chain = chain or Chain()
        if not chain.members:
            every.append(chain)
        chain.members.append(number)
        of.append(chain)
    return every


def _may_be_named(chain: Chain, name: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether a chain without a name may get this one: not "She is married to Doran Vell"."""
    members = [found[number] for number in chain.members]
    return chain.cluster is None and all(
        each.ahead for each in members if each.mention.sentence == name.mention.sentence
    )


def _joined(number: int, each: Candidate, scores: NDArray[np.float32], of: Sequence[Chain]) -> Chain | None:
    """The chain that its predecessors make most probable, where that is probable enough."""
    reach = min(number, len(scores))
    if not reach:
        return None
    exponents = np.exp(np.append(scores[:reach], 0.0) - max(float(scores[:reach].max()), 0.0))
    shares = exponents / exponents.sum()
    sums: dict[int, float] = {}
    for step in range(reach):
        chain = of[number - 1 - step]
        if each.mention.form != "pronoun" or chain.cluster is None or fits(chain.cluster, each.mention):
            sums[id(chain)] = sums.get(id(chain), 0.0) + float(shares[step])
    if not sums:
        return None
    best, *others = sorted(sums, key=lambda key: -sums[key])
    threshold = PHRASE if each.mention.form == "nominal" else PRONOUN
    clear = sums[best] >= threshold and (not others or sums[best] - sums[others[0]] >= MARGIN)
    return next(chain for chain in of if id(chain) == best) if clear else None


def _candidates(doc: Doc, pad: Notes, reading: Reading) -> Iterator[Candidate]:
    """Names, pronouns, and phrases at their head."""
    sentences = [sent.start for sent in doc.sents]
    taken: set[int] = set()

    def seen(
        start: int, end: int, class_: str, form: str, head: int, reference: Reference | None, *, ahead: bool = True
    ) -> Iterator[Candidate]:
        span = doc[start:end]
        number = int(np.searchsorted(sentences, start, "right"))
        mention = reading.mention((span.start_char, span.end_char), class_, form, span.text, number)
        if mention is not None and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield Candidate(mention, start, end, head, reference, ahead)

    for ref in pad.references:
        if ref.form == "name":
            yield from seen(ref.start, ref.end, ref.class_, "name", ref.head, ref)
    for token in doc:
        if PRONOUNS.get(token.lower_) in _KINDS and not pad.at(token.i) and not _relative(token):
            class_ = class_of_pronoun(token.text)
            yield from seen(token.i, token.i + 1, class_, "pronoun", token.i, None, ahead=ahead(token))
    for each in pad.spans:
        span = tokens(doc, each) if each.label in NOMINALS and each.probability >= SPAN else None
        if span is not None and not any(pad.at(token.i) for token in span):
            yield from seen(span.start, span.end, each.label.removeprefix("nominal "), "nominal", span.root.i, None)


def ahead(token: Token) -> bool:
    """Whether a pronoun may mean a name behind it: "Before she left, Ozzan ..."; "In her speech, Ozzan ..."."""
    return any(each.dep_ in ("advcl", "prep") and each.i < each.head.i for each in token.ancestors)


def _relative(token: Token) -> bool:
    return token.tag_ == "WP"
