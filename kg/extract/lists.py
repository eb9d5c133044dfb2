"""Names that "and" joins: "Ana Lund, Ilya Brask and Tom Roe", by their order or, with words between, by the parse."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract import grammar
from kg.extract.notes import Notes, Reference

_AND = frozenset({"and", "&", "nor"})


def joined(doc: Doc, pad: Notes, reference: Reference) -> Sequence[Reference]:
    """The names of one list and class, in text order, `reference` among them; it alone where it is in no list.

    Commas alone make no list: "Oslo, Norway" is one place, and "Tom Roe, Ana Lund" may be a name and who that is.
    """
    found = {ref.start: ref for ref in (*_in_order(doc, pad, reference), *_by_parse(doc, pad, reference))}
    return [found[start] for start in sorted(found)]


def _in_order(doc: Doc, pad: Notes, reference: Reference) -> Sequence[Reference]:
    """What stands side by side, up to the name behind the last "and"."""
    run = [reference]
    while (before := _neighbour(doc, pad, run[0], -1)) is not None:
        run.insert(0, before)
    while (after := _neighbour(doc, pad, run[-1], 1)) is not None:
        run.append(after)
    ends = [place for place, ref in enumerate(run) if place and doc[ref.start - 1].lower_ in _AND]
    named = run[: ends[-1] + 1] if ends else []
    return named if reference in named else [reference]


def _neighbour(doc: Doc, pad: Notes, reference: Reference, step: int) -> Reference | None:
    """The next name of its class before or behind it, with nothing but a comma and "and" between the two."""
    start = i = reference.end if step > 0 else reference.start - 1
    while 0 <= i < len(doc) and abs(i - start) < 2 and (doc[i].text == "," or doc[i].lower_ in _AND):
        i += step
    other = pad.at(i) if i != start and 0 <= i < len(doc) else None
    if other is None or other.class_ != reference.class_ or other.form != "name":
        return None
    return other if other.cluster is not reference.cluster else None


def _by_parse(doc: Doc, pad: Notes, reference: Reference) -> Sequence[Reference]:
    token = doc[reference.head]
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    found = (pad.at(member.i) for member in grammar.members(token))
    names = [ref for ref in found if ref is not None and ref.class_ == reference.class_ and ref.form == "name"]
    return names if any(ref.start == reference.start for ref in names) else [reference]
