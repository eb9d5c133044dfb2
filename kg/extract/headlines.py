"""Which names are heard in headlines and shouted lines, where capitals say little: what the text knows anyway."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extract import evidence, lines
from kg.extract.candidates import Candidate
from kg.text import names as person_names
from kg.text import places

_WIDEST = 5  # words of a name in a shouted line
_SHORT = 4  # letters up to which a word in capitals may be an acronym


def heard(doc: Doc, found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates of running text, and of headlines and shouted lines, where capitals say little, what it knows.

    A headline's candidate is cut to the longest name at its beginning or end that the text has: "Donald Lu | Visits".
    """
    listed = list(found)
    kept = [each for each in listed if not each.heading and not each.shouted]
    running = [each for each in kept if not each.span(doc).text.isupper()]
    names = {folded(each.span(doc).text) for each in kept}
    parts = names | {part for name in names for part in name.split()}
    said = {folded(each.span(doc).text) for each in running}
    read = {(each.start, each.end): each for each in kept}
    known = [each for sentence in lines.shouted(doc) for each in _known(doc, sentence, said)]
    shouted = [read.get((each.start, each.end), each) for each in known]
    taken = {i for each in shouted for i in range(each.start, each.end)}
    kept = [each for each in kept if taken.isdisjoint(range(each.start, each.end))] + shouted
    for each in listed:
        if not taken.isdisjoint(range(each.start, each.end)):
            continue
        if each.shouted:
            kept += [each] if folded(each.span(doc).text) in names else []
        elif each.heading:
            kept += [cut] if (cut := _known_part(doc, each, parts)) is not None else []
    return sorted(kept, key=lambda each: each.start)


def folded(text: str) -> str:
    """What all spellings of a name in one document have in common."""
    return " ".join(text.casefold().split())


def _known(doc: Doc, sentence: Span, said: Collection[str]) -> Iterator[Candidate]:
    """The longest names in a shouted line that the text has, whole or as somebody's last name, and known places."""
    last = {name.split()[-1] for name in said if " " in name}
    i = sentence.start
    while i < sentence.end:
        ends = range(min(i + _WIDEST, sentence.end), i, -1) if doc[i].is_upper else ()
        end = next((end for end in ends if _sure(doc[i:end], said, last)), None)
        if end is not None:
            yield Candidate(i, end, None, heading=False)
        i = end or i + 1


def _sure(span: Span, said: Collection[str], last: Collection[str]) -> bool:
    if not span[-1].is_upper:
        return False
    text = folded(span.text)
    if text in said or (text in last and len(text) > 2):
        return True
    name = span.text if len(span.text) <= _SHORT else span.text.title()
    place = next(iter(places.lookup(name)), None)
    return place is not None and not places.ambiguous(name) and (place.kind == "country" or place.population >= 50_000)


def _known_part(doc: Doc, each: Candidate, known: Collection[str]) -> Candidate | None:
    ends = [(each.start, end) for end in range(each.end, each.start, -1)]
    starts = [(start, each.end) for start in range(each.start + 1, each.end)]
    for start, end in (*ends, *starts):
        text = doc[start:end].text
        sure = places.lookup(text) and not places.ambiguous(text)
        if folded(text) in known or sure or ((start, end) == (each.start, each.end) and _plainly(doc, each)):
            return replace(each, start=start, end=end)
    return None


def _plainly(doc: Doc, each: Candidate) -> bool:
    """A demonym, an acronym, or a given name with one or two more that the model, too, takes for a person."""
    span = each.span(doc)
    person = len(span) in (2, 3) and each.label == "Person" and person_names.is_given_name(span[0].text)
    return evidence.demonym(doc, each) or (len(span) == 1 and span.text.isupper()) or person
