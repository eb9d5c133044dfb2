"""Where names may stand: runs of capitalised words, cut where a title, a demonym or a genitive ends."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.extract import lines
from kg.extract.lexicon import Lexicon
from kg.extract.notes import Notes, notes
from kg.extract.reader.component import tokens
from kg.extract.runs import ARTICLES, NAMED, PARTICLES, hyphen, is_demonym, runs
from kg.extract.segments import begins_person, segments
from kg.text import organizations, places

_ADVERBS = frozenset(
    "afterwards afterward later earlier meanwhile yesterday today tonight tomorrow separately additionally recently "
    "previously subsequently instead eventually finally lastly first second third next formerly currently "
    "reportedly".split()
)
# What stands before a name and is no part of it: "Former | Civic Party lawmaker".
_PASSING = frozenset("former current late ex emeritus incumbent voter podcaster".split())
CLASSES = ("Person", "Organization", "Place")
READ = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place"}
_WITHIN = ARTICLES | PARTICLES
_VERBAL = frozenset("VBD VBN VBZ VB RB IN".split())
_WORD = re.compile(r"\w")
_PARTIES = frozenset("D R I".split())
# What a class is worth that the trained reader is sure of; the recognizer of a small model counts 1. On the part `tune`
# of Re-DocRED exact F1 is 83.0 with 1, 84.2 with 1.5, 85.1 with 2, 85.8 with 2.5; on the other corpora it rises less.
_TRAINED = 2.5
_MOST_DIGITS = 3
_SURE = 0.9
_LARGE = 100_000  # people of a town that everybody knows


Votes = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `start` to `end` that may be a name; `label` is what the model calls them, `heading` whether they
    stand in a headline, where capitals say little, `shouted` whether all of it is capitals, where they say nothing;
    `votes` are the classes that the trained reader sees in it, with their weights."""

    start: int
    end: int
    label: str | None
    heading: bool
    shouted: bool = False
    votes: Votes = ()

    def span(self, doc: Doc) -> Span:
        """The tokens."""
        return doc[self.start : self.end]


def find(doc: Doc, lexicon: Lexicon) -> list[Candidate]:
    """All candidates of a `Doc`, in order, without overlap: what the trained reader found, and between that runs."""
    pad = notes(doc)
    if pad.reading is None:
        return _from_runs(doc, lexicon)
    seen = _seen(doc, pad)
    read = [
        replace(_lengthened(doc, each, seen), votes=_votes(each, ent, seen))
        for ent in doc.ents
        if not _is_demonym(ent)
        for each in _cut(doc, ent, lexicon, seen)
    ]
    taken = {i for each in read for i in range(each.start, each.end)}
    doubted = [(each.start, each.end) for each in read if not each.label and _doubtful(doc, pad, each)]
    found = (_lengthened(doc, each, seen) for each in _from_runs(doc, lexicon))
    between = [
        replace(each, label=votes[0][0] if votes else None, votes=votes)
        for each in found
        if taken.isdisjoint(_beside(each, doubted))
        for votes in [seen.get((each.start, each.end), ())]
    ]
    every = [each for each in read if each.label] + between
    return sorted((each for each in every if not _portfolio(doc, each)), key=lambda each: each.start)


def _portfolio(doc: Doc, each: Candidate) -> bool:
    """ "The minister for Public Works": not a body of that name, but what the title says."""
    before = doc[max(each.start - 2, 0) : each.start]
    return (
        each.label == "Organization"
        and len(before) == 2
        and before[0].lower_ == "minister"
        and before[1].lower_ == "for"
    )


def _votes(each: Candidate, ent: Span, seen: Mapping[tuple[int, int], Votes]) -> Votes:
    """What the reader thinks of what was cut from a span: what of the whole, unless it was cut for another class."""
    if each.label == READ.get(ent.label_):
        return seen.get((ent.start, ent.end), ())
    return ((each.label, _TRAINED),) if each.label else ()


def _lengthened(doc: Doc, each: Candidate, seen: Mapping[tuple[int, int], object]) -> Candidate:
    """With the number or the second half of a double name that belongs to it: "Kanal | 13", "Ana Sousa | -Reis"."""
    if each.end == len(doc) or not (doc[each.end].is_digit or doc[each.end].text == "-"):
        return each
    if _numbered(doc, each) or (doc[each.end : each.end + 1].text.isdigit() and (each.start, each.end + 1) in seen):
        return replace(each, end=each.end + 1)
    half = doc[each.end : each.end + 2].text
    double = half[:1] == "-" and half[1:].isalpha() and (each.start, each.end + 2) in seen
    return replace(each, end=each.end + 2) if double else each


def _numbered(doc: Doc, each: Candidate) -> bool:
    """Whether a short number behind a body counts nothing itself."""
    number = doc[each.end]
    if each.label != "Organization" or not number.is_digit or len(number) > _MOST_DIGITS:
        return False
    if not doc[each.end - 1].text[0].isupper():
        return False
    behind = doc[each.end + 1].pos_ if each.end + 1 < len(doc) else ""
    return behind not in ("NOUN", "PROPN", "ADJ", "SYM", "SPACE") and not lines.ranked(each.span(doc))


def _beside(each: Candidate, doubted: Sequence[tuple[int, int]]) -> set[int]:
    """The tokens of a candidate outside what is doubted and lies in it whole."""
    inside = {i for start, end in doubted if each.start <= start and end <= each.end for i in range(start, end)}
    return set(range(each.start, each.end)) - inside


def _is_demonym(span: Span) -> bool:
    return len(span) < 3 and is_demonym(span)


def _cut(doc: Doc, ent: Span, lexicon: Lexicon, seen: Mapping[tuple[int, int], object]) -> Iterator[Candidate]:
    """What the reader found, a person without the title and a body without the common noun that stand beside it."""
    start, end, label = ent.start, ent.end, READ.get(ent.label_)
    if _elected(doc, start, end):
        start, label = start + 2, "Place"
    if label == "Person" and not (_behind_people(doc, start, end) and (start + 1, end) not in seen):
        start, end = max(segments(doc, start, end, lexicon), default=(start, end), key=lambda part: part[1])
    if label == "Organization" and (link := _seated(doc, start, end)) is not None:
        yield Candidate(link + 1, end, "Place", heading=False)
        end = link
    while label in ("Organization", "Place") and end - start > 1 and _common(doc[end - 1]):
        if is_demonym(doc[start : end - 1]):  # "the Korean peninsula"
            break
        end -= 1
    if label is not None:
        start, end = _completed(doc, start, end, label, lexicon)
    yield Candidate(start, end, label, heading=False)


def _behind_people(doc: Doc, start: int, end: int) -> bool:
    """Whether it is one word behind the name of a people, as names may begin, too: "Lao Huizhen", "German Gref"."""
    return end - start == 2 and is_demonym(doc[start])


def _common(token: Token) -> bool:
    """A word in lower case that is no part of one with a hyphen: "Vostok | airport", not "Chang Wen-hsiung"."""
    return token.text.islower() and token.is_alpha and bool(token.nbor(-1).whitespace_)


def _seated(doc: Doc, start: int, end: int) -> int | None:
    """Where "of" stands between a company's legal form and where it is: "Tarn Corp. | of Trenton"."""
    return next(
        (i for i in range(start + 2, end - 1) if doc[i].lower_ == "of" and organizations.legal(doc[i - 1].text)), None
    )


def _elected(doc: Doc, start: int, end: int) -> bool:
    """Whether a party's letter stands before the state that elected somebody: "D-Mass."."""
    return end - start > 2 and doc[start].text in _PARTIES and doc[start + 1].text == "-"


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


def _seen(doc: Doc, pad: Notes) -> dict[tuple[int, int], Votes]:
    """What the reader thinks that each span of tokens may be, the likeliest class first."""
    found: dict[tuple[int, int], Votes] = {}
    for each in pad.spans:
        span = tokens(doc, each) if each.label in CLASSES else None
        if span is not None:
            at = (span.start, span.end)
            found[at] = (*found.get(at, ()), (each.label, _TRAINED * each.probability))
    return found


def _doubtful(doc: Doc, pad: Notes, each: Candidate) -> bool:
    """Whether the reader is not sure that this is a name of something that we do not look for."""
    span = each.span(doc)
    found = (s.probability for s in pad.spans if (s.start, s.end) == (span.start_char, span.end_char))
    return max(found, default=0.0) < _SURE


def _from_runs(doc: Doc, lexicon: Lexicon) -> list[Candidate]:
    found: list[Candidate] = []
    for sentence in doc.sents:
        words = lines.words(sentence)
        heading, loud = lines.heading(sentence, words), lines.loud(words)
        for start, end in runs(sentence, lexicon):
            for a, b in segments(doc, start, end, lexicon):
                found += _trimmed(doc, a, b, heading, loud)
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


def _trimmed(doc: Doc, start: int, end: int, heading: bool, loud: bool) -> Iterator[Candidate]:
    while start < end and (not _WORD.search(doc[start].text) or doc[start].lower_ in ("the", "a")):
        start += 1
    start += 2 * _elected(doc, start, end)
    while start < end - 1 and doc[start].lower_ in _PASSING and not begins_person(doc[start]):
        start += 1
    while end > start and (not _WORD.search(doc[end - 1].text) or doc[end - 1].tag_ in ("POS", "CC", "IN")):
        end -= 1
    while start < end and doc[start].is_lower and doc[start].lower_ not in _WITHIN:  # "President-elect Joe Biden"
        start += 1
    link = _seated(doc, start, end)
    parts = [(start, end)] if link is None else [(start, link), (link + 1, end)]
    for a, b in parts:
        if b > a and any(token.text[0].isupper() for token in doc[a:b]):
            yield Candidate(a, b, _label(doc, a, b), heading, loud)


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
