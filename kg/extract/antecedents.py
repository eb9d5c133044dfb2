"""Components `kg_antecedents`, `kg_phrases`: whom pronouns and phrases mean, after the trained reader.

Mentions of a story are read in their order. Each joins the chain whose members the reader gives most probability, if
that is more than a threshold; what is left of a chain without a name in the end is nobody that we could call.
"""

from collections import Counter
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.linking import Candidate, Candidates, Limits, fits
from kg.extract.notes import Cluster, Notes, Reference, notes
from kg.extract.pronouns import does_to_another
from kg.extract.reader.component import tokens
from kg.extract.reader.labels import NOMINALS, PRONOUNS, class_of_pronoun
from kg.extract.reader.reading import Reading
from kg.extract.spots import spots
from kg.extract.stories import chains

# Set with earlier weights; on the part `tune` of GAP these have 75.1 with any limit for pronouns from 0.25 to 0.5, 75.5
# without a margin, 74.7 with one of 0.15.
LIMITS = Limits(pronoun=0.35, phrase=0.5, name=0.35, margin=0.1)
SPAN = 0.5  # from which a phrase is one

UNNAMED = {"m": "unnamed man", "f": "unnamed woman"}

_LONGEST = 7  # words before the head of a phrase, "34-year-old" being five
_SMALL = frozenset({"DET", "ADJ", "NOUN", "PUNCT", "NUM", "ADV"})

# What may stand for somebody or something that the story names: not "I", "we", "you", whose speaker it may not know.
_KINDS = frozenset({"he", "she", "it", "they"})
_WORDS = frozenset(word for word, kind in PRONOUNS.items() if kind in _KINDS)


@Language.component("kg_antecedents")
def resolve(doc: Doc) -> Doc:
    """Write a `Reference` for every pronoun that means somebody named."""
    pad = notes(doc)
    if pad.reading is None:
        return doc
    for chain, found in chains(doc, pad, candidates(doc, pad, pad.reading), LIMITS):
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
    """ "Judge Teodor Vance ordered his release": somebody else's. "Anna and Eva spoke. She ...": nobody knows whose.

    But not where the sentence names one of them, nor where the story has named one more often.
    """
    pronoun = doc[each.start]
    here = [ref for ref in pad.within(pronoun.sent) if ref.cluster is cluster]
    if any(does_to_another(pronoun, ref) for ref in here):
        return True
    named_here = any(ref.form == "name" for ref in here)
    if each.mention.pronoun not in ("he", "she") or pronoun.sent.start == 0 or named_here:
        return False
    people = [ref for ref in pad.within(doc[pronoun.sent.start - 1].sent) if ref.class_ == "Person"]
    own = {ref.head for ref in people if ref.cluster is cluster}
    names = (ref for ref in people if ref.form == "name" and ref.cluster is not cluster)
    others = {ref.head: ref.cluster for ref in names if fits(ref.cluster, each.mention)}
    joined = [(token.i, token.head.i) for head in own | others.keys() if (token := doc[head]).dep_ == "conj"]
    rivals = {id(others[a if b in own else b]) for a, b in joined if {a, b} & own and {a, b} & others.keys()}
    if not rivals:
        return False
    named = Counter(id(ref.cluster) for ref in pad.references if ref.form == "name" and ref.start < each.start)
    return any(named[rival] >= named[id(cluster)] for rival in rivals)


def _plain(doc: Doc, each: Candidate) -> bool:
    """Whether only an article, an adjective or the like stands before the head: "the state-owned company"."""
    before = doc[doc[each.head].left_edge.i : each.start]
    return len(before) < _LONGEST and all(
        token.pos_ == "DET" or (token.text == token.lower_ and token.pos_ in _SMALL) for token in before
    )


def candidates(doc: Doc, pad: Notes, reading: Reading) -> list[Candidate]:
    """Names, pronouns, and phrases at their head."""
    found = Candidates(doc, reading)
    for ref in pad.references:
        if ref.form == "name":
            found.add(ref.class_, "name", (ref.start, ref.end, ref.head), ref)
    for i in spots(doc, _WORDS):
        if not pad.at(i):
            found.add(class_of_pronoun(doc[i].text), "pronoun", (i, i + 1, i))
    for each in pad.spans:
        span = tokens(doc, each) if each.label in NOMINALS and each.probability >= SPAN else None
        if span is not None and not any(pad.at(token.i) for token in span):
            found.add(each.label.removeprefix("nominal "), "nominal", (span.start, span.end, span.root.i))
    return found.ordered()
