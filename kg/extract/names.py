"""Component `kg_names`: which candidates are people, organizations and places, decided for the whole document.

The votes for all mentions of one spelling are added up, so that one clear mention ("economist Fazil Gasimov")
settles the unclear ones ("Gasimov"), and the parts of a person's full name speak for that person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import candidates as candidates_
from kg.extract import evidence, lexicon
from kg.extract.candidates import Candidate
from kg.extract.notes import Cluster, Reference, notes
from kg.text import places

# Below this sum of votes a candidate is no name: half of what the model's word counts, so that a lone guess
# of the model stands, while a capital letter alone does not.
THRESHOLD = 0.8
_FAMILY = 3.0
_FAMILY_OF_KNOWN_PLACE = 1.0

Votes = dict[str, float]


@Language.component("kg_names")
def find_names(doc: Doc) -> Doc:
    """Write a `Reference` for every name and every demonym of the `Doc`."""
    words = lexicon.load()
    found = candidates_.find(doc, words)
    scores = _scores(doc, found, words)
    spoken = {_key(candidate.span(doc).text) for candidate in found if not candidate.shouted}
    pad = notes(doc)
    for candidate in found:
        span = candidate.span(doc)
        if evidence.demonym(doc, candidate):
            country = places.demonym(span.text)
            if country is not None:
                cluster = Cluster("Place", country.name, pad.item_of(span[0]), (country.iri,))
                pad.add(Reference(candidate.start, candidate.end, span.root.i, "Place", "nominal", cluster))
            continue
        if candidate.shouted and _key(span.text) not in spoken:
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
    parts = {part for key in people for part in (key.split()[0], key.split()[-1])}
    for key, votes in scores.items():
        if key in parts:
            votes["Person"] = votes.get("Person", 0.0) + (
                _FAMILY_OF_KNOWN_PLACE if votes.get("Place", 0.0) > 2 else _FAMILY
            )
    return scores


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


def _generic(text: str, words: lexicon.Lexicon) -> bool:
    """A word such as "Ministry" names nothing by itself."""
    return text.lower() in words.words["generic_organizations"]
