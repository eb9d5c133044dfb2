"""The party or alliance that a phrase says somebody is of: "Green Party nominee X", "X, 58, of the Liberal Front"."""

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract import fillers
from kg.extract.lexicon import Lexicon
from kg.extract.notes import Filler, Notes, Reference


def belongings(doc: Doc, pad: Notes, person: Reference, lexicon: Lexicon) -> Iterator[tuple[str, Filler]]:
    """Predicates and bodies: a party, or what is called a front, a union or the like."""
    for reference in (_before(doc, pad, person, lexicon), _behind(doc, pad, person)):
        if reference is None or reference.class_ != "Organization":
            continue
        body = Filler(reference.start, reference.end, reference.cluster)
        if fillers.is_party(doc, body):
            yield "politicalParty", body
        elif doc[reference.end - 1].lower_ in lexicon.words["alliances"]:
            yield "memberOf", body


def _before(doc: Doc, pad: Notes, person: Reference, lexicon: Lexicon) -> Reference | None:
    """ "Green Party presidential nominee | Ada Roe"."""
    i = person.start - 1
    if i < 1 or doc[i].lower_ not in lexicon.words["candidates"]:
        return None
    i -= 1
    while i > doc[person.start].sent.start and pad.at(i) is None and doc[i].text.islower() and doc[i].is_alpha:
        i -= 1
    return pad.at(i)


def _behind(doc: Doc, pad: Notes, person: Reference) -> Reference | None:
    """ "Ada Roe of the Liberal Front", "Ada Roe, 58, of the Liberal Front"."""
    rest = doc[person.end : person.end + 7]
    i = 0
    if len(rest) > 3 and rest[0].text == "," and rest[1].like_num and rest[2].text == ",":
        i = 3
    elif len(rest) > 1 and rest[0].text == ",":
        i = 1
    if len(rest) < i + 2 or rest[i].lower_ != "of":
        return None
    i += 1 + (rest[i + 1].lower_ == "the")
    return pad.at(rest[i].i) if i < len(rest) else None
