"""Component `kg_names`: which candidates are people, organizations and places, decided for the whole document.

The votes for all mentions of one spelling are added up, so that one clear mention ("economist Fazil Gasimov")
settles the unclear ones ("Gasimov"), and the parts of a person's full name speak for that person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract import candidates as candidates_
from kg.extract import evidence, lexicon
from kg.extract.candidates import Candidate
from kg.extract.notes import Cluster, Reference, notes
from kg.text import organizations, places

# Below this sum of votes a candidate is no name: half of what the model's word counts, so that a lone guess
# of the model stands, while a capital letter alone does not.
THRESHOLD = 0.8
_FAMILY = 3.0
_FAMILY_OF_KNOWN_PLACE = 1.0
_RELATIVE = 1.5

Votes = dict[str, float]


@Language.component("kg_names")
def find_names(doc: Doc) -> Doc:
    """Write a `Reference` for every name and every demonym of the `Doc`."""
    words = lexicon.load()
    found = candidates_.find(doc, words)
    scores = _scores(doc, found, words)
    spoken = {_key(candidate.span(doc).text) for candidate in found if not candidate.shouted}
    prose = {part for candidate in found if not candidate.heading for part in _parts(_key(candidate.span(doc).text))}
    pad = notes(doc)
    for candidate in found:
        span = candidate.span(doc)
        if evidence.demonym(doc, candidate):
            country = places.demonym(span.text)
            if country is not None:
                cluster = Cluster("Place", country.name, pad.item_of(span[0]), (country.iri,))
                pad.add(Reference(candidate.start, candidate.end, span.root.i, "Place", "nominal", cluster))
            continue
        if (candidate.shouted and _key(span.text) not in spoken) or (candidate.heading and _unheard(span, prose)):
            continue
        class_, score = _winner(scores[_key(span.text)])
        if score < THRESHOLD or _generic(span.text, words):
            continue
        cluster = Cluster(class_, span.text, pad.item_of(span[0]))
        pad.add(Reference(candidate.start, candidate.end, span.root.i, class_, "name", cluster))
    return doc


def _scores(doc: Doc, found: Iterable[Candidate], words: lexicon.Lexicon) -> Mapping[str, Votes]:
    """The votes for each spelling: the mean of the model's word, and the best of every other feature."""
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        by_key[_key(candidate.span(doc).text)].append(candidate)
    scores = {key: _tally(doc, mentions, words) for key, mentions in by_key.items()}
    people = {
        key
        for key, votes in scores.items()
        if " " in key and _winner(votes) > ("Person", THRESHOLD) and _winner(votes)[0] == "Person"
    }
    _speak_for_parts(scores, people)
    return scores


def _speak_for_parts(scores: Mapping[str, Votes], people: Collection[str]) -> None:
    """A full name speaks for its parts, a family name for relatives, and a company's name for its short form."""
    parts = {part for key in people for part in (key.split()[0], key.split()[-1])}
    families = {key.split()[-1] for key in people}
    bodies = {short for key, votes in scores.items() if _winner(votes)[0] == "Organization" and (short := _short(key))}
    for key, votes in scores.items():
        place = votes.get("Place", 0.0)
        if key in parts:
            votes["Person"] = votes.get("Person", 0.0) + (_FAMILY_OF_KNOWN_PLACE if place > 2 else _FAMILY)
        elif key in bodies and place < 1:
            votes["Organization"] = votes.get("Organization", 0.0) + _FAMILY
        elif key not in people and key.count(" ") == 1 and key.split()[-1] in families:
            votes["Person"] = votes.get("Person", 0.0) + _RELATIVE


def _short(key: str) -> str | None:
    """ "Huaneng" of "Huaneng Group"."""
    short = organizations.short_form(key)
    return short if short != key else None


def _tally(doc: Doc, mentions: list[Candidate], words: lexicon.Lexicon) -> Votes:
    total: Votes = defaultdict(float)
    for feature in evidence.FEATURES:
        cast: dict[str, list[float]] = defaultdict(list)
        for candidate in mentions:
            for class_, weight in feature(evidence.Case(doc, candidate, words)):
                cast[class_].append(weight)
        for class_, weights in cast.items():
            total[class_] += sum(weights) / len(mentions) if feature is evidence.model else max(weights)
    return total


def _winner(votes: Votes) -> tuple[str, float]:
    """The class with most votes; in a draw people come before organizations before places."""
    order = ("Person", "Organization", "Place")
    best = max(order, key=lambda class_: (votes.get(class_, 0.0), -order.index(class_)))
    return best, votes.get(best, 0.0)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _parts(key: str) -> Iterator[str]:
    yield key
    yield from key.split()


def _unheard(span: Span, prose: Collection[str]) -> bool:
    """A word of a headline, where every word has a capital, that no sentence knows as a name."""
    text = span.text
    return len(span) == 1 and not text.isupper() and _key(text) not in prose and not places.lookup(text)


def _generic(text: str, words: lexicon.Lexicon) -> bool:
    """A word such as "Ministry" names nothing by itself, and "Talysh" no body of people."""
    low = text.lower()
    return low in words.words["generic_organizations"] or all(part in words.words["ethnonyms"] for part in low.split())
