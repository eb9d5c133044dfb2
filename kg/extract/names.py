"""Component `kg_names`: which candidates are people, organizations and places, decided for the whole document.

The votes for all mentions of one spelling are added up, so that one clear mention ("economist Fazil Gasimov")
settles the unclear ones ("Gasimov"), and the parts of a person's full name speak for that person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np
from spacy.attrs import IS_LOWER, ORTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract import candidates, evidence, lexicon, lines
from kg.extract.candidates import Candidate
from kg.extract.headlines import folded, heard
from kg.extract.notes import Cluster, Reference, notes
from kg.text import names as person_names
from kg.text import organizations, places, spelling

# Below this sum of votes a candidate is no name: half of what the model's word counts, so that a lone guess
# of the model stands, while a capital letter alone does not.
THRESHOLD = 0.8
# The same where the trained reader sees no name in any mention: it takes more than one witness to overrule it.
UNSEEN = 2.0
_FAMILY = 3.0
_FAMILY_OF_KNOWN_PLACE = 1.0
_RELATIVE = 1.5
_KNOWN_PLACE = 1.5  # more than a small town's vote
_LONG = 6  # letters from which names that are alike are one name misspelt

_COMMON_TAGS = frozenset("NN NNS RB VB VBG VBD VBN JJ".split())

Votes = dict[str, float]


@Language.component("kg_names")
def find_names(doc: Doc) -> Doc:
    """Write a `Reference` for every name and every demonym of the `Doc`."""
    words = lexicon.load()
    found = heard(doc, candidates.find(doc, words))
    scores = _scores(doc, found, words)
    plain = _plain_words(doc, found)
    pad = notes(doc)
    seen = {folded(each.span(doc).text) for each in found if each.label} if pad.reading else None
    for candidate in found:
        span = candidate.span(doc)
        text = span.text
        key = folded(text)
        if evidence.demonym(doc, candidate):
            country = places.demonym(text)
            if country is not None:
                cluster = Cluster("Place", country.name, pad.item_of(span[0]), (country.iri,))
                pad.add(Reference(candidate.start, candidate.end, span.root.i, "Place", "nominal", cluster))
            continue
        if key in plain and (span[0].is_sent_start or text.isupper()):
            continue
        class_, score = ("Place", UNSEEN) if lines.dateline(span) else _winner(scores[key])
        least = THRESHOLD if seen is None or key in seen else UNSEEN
        if score < least or _generic(text, words) or (class_ == "Person" and person_names.is_suffix(text)):
            continue
        cluster = Cluster(class_, text, pad.item_of(span[0]))
        pad.add(Reference(candidate.start, candidate.end, span.root.i, class_, "name", cluster))
    return doc


def _scores(doc: Doc, found: Iterable[Candidate], words: lexicon.Lexicon) -> Mapping[str, Votes]:
    """The votes for each spelling: the mean of the model's word, and the best of every other feature."""
    by_key: dict[str, list[evidence.Case]] = defaultdict(list)
    for candidate in found:
        span = candidate.span(doc)
        case = evidence.Case(doc, candidate, words, span, span.text)
        by_key[folded(case.text)].append(case)
    scores = {key: _tally(mentions) for key, mentions in by_key.items()}
    people = {
        key
        for key, votes in scores.items()
        if " " in key and _winner(votes) > ("Person", THRESHOLD) and _winner(votes)[0] == "Person"
    }
    _speak_for_parts(scores, people)
    return scores


def _speak_for_parts(scores: Mapping[str, Votes], people: set[str]) -> None:
    """A full name speaks for its parts, a family name for relatives, and a company's name for its short form."""
    parts = {part for key in people for part in (key.split()[0], key.split()[-1])}
    inner = {part for key in people for part in key.split()[1:-1]}
    families = {key.split()[-1] for key in people}
    bodies = _bodies(scores)

    def relative(key: str) -> bool:
        return key not in people | bodies and key.count(" ") == 1 and key.split()[-1] in families

    for key, votes in scores.items():
        place = votes.get("Place", 0.0)
        if key in parts:
            votes["Person"] = votes.get("Person", 0.0) + (_FAMILY_OF_KNOWN_PLACE if place > 2 else _FAMILY)
        elif key in inner or (len(key) >= _LONG and _alike(key, families)) or relative(key):
            votes["Person"] = votes.get("Person", 0.0) + _RELATIVE
        if key in bodies and place < _KNOWN_PLACE:
            votes["Organization"] = votes.get("Organization", 0.0) + _FAMILY


def _bodies(scores: Mapping[str, Votes]) -> set[str]:
    """What companies are called for short: "Huaneng" of "Huaneng Group", "Norsea" of "Norsea Petroleum"."""
    found = set()
    for key, votes in scores.items():
        class_, score = _winner(votes)
        if class_ == "Organization" and score >= _FAMILY and " " in key:
            found |= {organizations.short_form(key), key.split()[0]} - {key}
    return found


def _tally(mentions: list[evidence.Case]) -> Votes:
    total: Votes = defaultdict(float)
    for feature in evidence.FEATURES:
        cast: dict[str, list[float]] = defaultdict(list)
        for case in mentions:
            for class_, weight in feature(case):
                cast[class_].append(weight)
        for class_, weights in cast.items():
            total[class_] += sum(weights) / len(mentions) if feature is evidence.model else max(weights)
    return total


def _winner(votes: Votes) -> tuple[str, float]:
    """The class with most votes; in a draw people come before organizations before places."""
    order = ("Person", "Organization", "Place")
    best = max(order, key=lambda class_: (votes.get(class_, 0.0), -order.index(class_)))
    return best, votes.get(best, 0.0)


def _plain_words(doc: Doc, found: Iterable[Candidate]) -> set[str]:
    """Words that open sentences and are no names, since the text has them in lower case, too, or as nothing else."""
    sure = (each for each in found if not doc[each.start].is_sent_start or each.end - each.start > 1)
    known = {part for each in sure for part in folded(each.span(doc).text).split()}
    orth, is_lower, begins = np.asarray(doc.to_array([ORTH, IS_LOWER, SENT_START])).reshape(-1, 3).T
    lower = {doc.vocab.strings[number] for number in set(orth[is_lower > 0].tolist())}
    first = [doc[i] for i in np.flatnonzero(begins == 1).tolist()]
    opening = {token.lower_ for token in first if token.tag_ in _COMMON_TAGS and _obscure(token)}
    return (lower | {word for word in opening if not _alike(word, known)}) - known


def _alike(word: str, known: Collection[str]) -> bool:
    """Whether it is a slip of a name that the text has: "Hajyev" of "Hajiyev"."""
    return any(len(name) >= _LONG and spelling.similarity(word, name) >= spelling.ALIKE for name in known)


def _obscure(token: Token) -> bool:
    return not (places.lookup(token.text) or person_names.is_given_name(token.text) or token.text.isupper())


def _generic(text: str, words: lexicon.Lexicon) -> bool:
    """A word such as "Ministry" names nothing by itself, and "Talysh" no body of people."""
    low = text.lower()
    parts = low.split()
    plain = words.union("ethnonyms", "places", "fields", "directions")
    people = len(parts) == 1 and low not in words.words["people"] and words.has("people", low)  # "Gunmen"
    bare = all(part in plain for part in parts) and not (len(parts) > 1 and places.lookup(text))
    return people or low in words.words["generic_organizations"] or bare
