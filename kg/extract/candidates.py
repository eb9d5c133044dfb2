"""Where names may stand: runs of capitalised words, cut where a title, a demonym or a genitive ends."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from kg.extract.lexicon import Lexicon
from kg.extract.notes import Notes, notes
from kg.extract.runs import ARTICLES, NAMED, PARTICLES, hyphen, is_demonym, runs
from kg.extract.segments import begins_person, segments
from kg.text import places

_ADVERBS = frozenset(
    "afterwards afterward later earlier meanwhile yesterday today tonight tomorrow separately additionally recently "
    "previously subsequently instead eventually finally lastly first second third next formerly currently "
    "reportedly".split()
)
# What stands before a name and is no part of it: "Former | Civic Party lawmaker".
_PASSING = frozenset("former current late ex emeritus incumbent voter podcaster".split())
READ = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place"}
_WITHIN = ARTICLES | PARTICLES
_VERBAL = frozenset("VBD VBN VBZ VB RB IN".split())
_WORD = re.compile(r"\w")
_SURE = 0.9
_LARGE = 100_000  # people of a town that everybody knows
_SMALL = 3  # letters of words that headlines leave in lower case


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `start` to `end` that may be a name; `label` is what the model calls them, `heading` whether they
    stand in a headline, where capitals say little, `shouted` whether all of it is capitals, where they say nothing;
    `weight` is how sure the model is of its label."""

    start: int
    end: int
    label: str | None
    heading: bool
    shouted: bool = False
    weight: float = 1.0

    def span(self, doc: Doc) -> Span:
        """The tokens."""
        return doc[self.start : self.end]


def find(doc: Doc, lexicon: Lexicon) -> list[Candidate]:
    """All candidates of a `Doc`, in order, without overlap: what the trained reader found, and between that runs."""
    pad = notes(doc)
    if pad.reading is None:
        return _from_runs(doc, lexicon)
    read = [each for ent in doc.ents if not _is_demonym(ent) for each in _cut(doc, ent, lexicon)]
    taken = {i for each in read for i in range(each.start, each.end)}
    doubted = [(each.start, each.end) for each in read if not each.label and _doubtful(doc, pad, each)]
    weak = _weak(doc, pad)
    found = (_numbered(doc, each, weak) for each in _from_runs(doc, lexicon))
    between = [
        replace(each, label=label, weight=weight)
        for each in found
        if taken.isdisjoint(_beside(each, doubted))
        for label, weight in [weak.get((each.start, each.end), (None, 1.0))]
    ]
    return sorted([each for each in read if each.label] + between, key=lambda each: each.start)


def _beside(each: Candidate, doubted: Sequence[tuple[int, int]]) -> set[int]:
    """The tokens of a candidate outside what is doubted and lies in it whole."""
    inside = {i for start, end in doubted if each.start <= start and end <= each.end for i in range(start, end)}
    return set(range(each.start, each.end)) - inside


def _numbered(doc: Doc, each: Candidate, weak: Mapping[tuple[int, int], object]) -> Candidate:
    """With the number that the reader counts to the name: "Kanal | 13"."""
    longer = (each.start, each.end + 1)
    return replace(each, end=each.end + 1) if longer in weak and doc[each.end].is_digit else each


def _is_demonym(span: Span) -> bool:
    return len(span) == 1 and is_demonym(span[0])


def _cut(doc: Doc, ent: Span, lexicon: Lexicon) -> Iterator[Candidate]:
    """What the reader found, a person without the title and a body without the common noun that stand beside it."""
    start, end, label = ent.start, ent.end, READ.get(ent.label_)
    if label == "Person":
        start, end = max(segments(doc, start, end, lexicon), default=(start, end), key=lambda part: part[1])
    while label == "Organization" and end - start > 1 and doc[end - 1].text.islower() and doc[end - 1].is_alpha:
        end -= 1
    follows = doc[end] if label == "Organization" and end < len(doc) else None
    if follows is not None and follows.is_digit and len(follows) < 4 and doc[end - 1].text[0].isupper():  # "Kanal 13"
        behind = doc[end + 1].pos_ if end + 1 < len(doc) else ""
        end += behind not in ("NOUN", "PROPN", "ADJ", "SYM")
    if label is not None:
        start, end = _completed(doc, start, end, label, lexicon)
    yield Candidate(start, end, label, heading=False)


def _completed(doc: Doc, start: int, end: int, label: str, lexicon: Lexicon) -> tuple[int, int]:
    """With what the reader left off a word, or a name that everybody knows: "Moon Hye | -rin", "United | Nations"."""
    while label == "Person" and end + 1 < len(doc) and hyphen(doc[end]) and doc[end + 1].is_alpha:
        end += 2
    if label != "Person" and start and doc[start - 1].lower_ != "the" and not doc[start - 1].ent_type_:
        longer = doc[start - 1 : end].text
        start -= longer[0].isupper() and (longer.lower() in lexicon.metonyms or _known(longer))
    return start, end


def _known(text: str) -> bool:
    return any(place.kind in ("country", "region") or place.population >= _LARGE for place in places.lookup(text))


def _weak(doc: Doc, pad: Notes) -> dict[tuple[int, int], tuple[str, float]]:
    """Class and probability of the spans that the reader takes for no names, but nearly."""
    found: dict[tuple[int, int], tuple[str, float]] = {}
    for each in pad.spans:
        span = doc.char_span(each.start, each.end) if each.label in READ.values() else None
        if span is not None:
            found.setdefault((span.start, span.end), (each.label, each.probability))
    return found


def _doubtful(doc: Doc, pad: Notes, each: Candidate) -> bool:
    """Whether the reader is not sure that this is a name of something that we do not look for."""
    span = each.span(doc)
    found = (s.probability for s in pad.spans if (s.start, s.end) == (span.start_char, span.end_char))
    return max(found, default=0.0) < _SURE


def _from_runs(doc: Doc, lexicon: Lexicon) -> list[Candidate]:
    found: list[Candidate] = []
    for sentence in doc.sents:
        words = [token.text for token in sentence if token.is_alpha and len(token) > _SMALL]
        heading, shouted = _heading(sentence, words), _shouted(words)
        for start, end in runs(sentence, lexicon):
            for a, b in segments(doc, start, end, lexicon):
                found += _trimmed(doc, a, b, heading, shouted)
    return _peeled(doc, found)


def _peeled(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Without the capitalised word that opens a sentence before a name: "Afterwards | Trump", "Said | Dayton"."""

    def peel(each: Candidate) -> Candidate:
        first = doc[each.start]
        opens = (
            first.is_sent_start
            and each.end - each.start > 1
            and (first.lower_ in _ADVERBS or (first.tag_ in _VERBAL and doc[each.start + 1].tag_ == "NNP"))
        )
        return replace(each, start=each.start + 1) if opens else each

    return list(map(peel, found))


def _shouted(words: Sequence[str]) -> bool:
    """Whether a sentence of several words is written in capitals."""
    return len(words) >= 3 and sum(word.isupper() for word in words) > 0.7 * len(words)


def _heading(sentence: Span, words: Sequence[str]) -> bool:
    """Whether most words of a sentence without a full stop are capitalised, as in headlines."""
    if len(words) < 3 or sum(word[0].isupper() for word in words) <= 0.7 * len(words):
        return False
    last = next((token for token in reversed(sentence) if not token.is_space), sentence[-1])
    return last.text[-1] not in ".!?…"


def _trimmed(doc: Doc, start: int, end: int, heading: bool, shouted: bool) -> Iterator[Candidate]:
    while start < end and (not _WORD.search(doc[start].text) or doc[start].lower_ in ("the", "a")):
        start += 1
    while start < end - 1 and doc[start].lower_ in _PASSING and not begins_person(doc[start]):
        start += 1
    while end > start and (not _WORD.search(doc[end - 1].text) or doc[end - 1].tag_ in ("POS", "CC", "IN")):
        end -= 1
    while start < end and doc[start].is_lower and doc[start].lower_ not in _WITHIN:  # "President-elect Joe Biden"
        start += 1
    if end > start and any(token.text[0].isupper() for token in doc[start:end]):
        yield Candidate(start, end, _label(doc, start, end), heading, shouted)


def _label(doc: Doc, start: int, end: int) -> str | None:
    """The model's class for most of these tokens."""
    counts: dict[str, int] = {}
    for token in doc[start:end]:
        if token.ent_type_ in NAMED:
            counts[token.ent_type_] = counts.get(token.ent_type_, 0) + 1
    if not counts:
        return None
    best = max(sorted(counts), key=counts.__getitem__)
    return NAMED[best] if counts[best] * 2 >= end - start else None
