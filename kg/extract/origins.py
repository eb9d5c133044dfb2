"""Component `kg_origins`: where people and bodies are said to be at home right beside their names.

"Ada Roe, 43, of Boston"; "Rep. Ada Roe, D-Mass."; "a nurse from Brno"; "Boston-based Tarn Corp."; "the Tarn Bank in
Lyon"; "Dr. Ada Roe of the Tarn Institute".
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import appositions, containment, fillers, geocoding, lexicon, roles, seats, stance
from kg.extract.containment import is_place
from kg.extract.lexicon import Lexicon
from kg.extract.notes import Draft, Filler, Notes, Reference, notes
from kg.extract.seats import Found
from kg.text import places

EXTRACTOR = "kg/origins"

_CONFIDENCE = 0.8
_OF = frozenset({"of", "from"})
_AT = frozenset({"of", "at", "with"})
_PARTIES = frozenset("D R I Ind".split())
_LEGISLATORS = frozenset("sen senator rep representative congressman congresswoman".split())
# What links two already, so that nothing more general need be said of them.
_LINKS = frozenset(
    "worksFor memberOf politicalParty leaderOf spokespersonFor chiefExecutive founder alumniOf representedBy".split()
)
_HOMES = frozenset({"homeLocation", "location"})


@Language.component("kg_origins")
def find_origins(doc: Doc) -> Doc:
    """Draft a statement for each name beside which a home or an employer stands."""
    pad, words = notes(doc), lexicon.load()
    for ref in [ref for ref in pad.references if ref.form == "name"]:
        if ref.class_ == "Person":
            found = list(_of_person(doc, pad, ref, words))
        elif ref.class_ == "Organization":
            found = list(seats.of_body(doc, pad, ref, words))
        else:
            found = list(seats.based(doc, pad, ref))
        pad.drafts += [_draft(doc, pad, *each) for each in found if not containment.said(pad, *each)]
    pad.drafts += list(_wider(doc, pad))
    return doc


def _of_person(doc: Doc, pad: Notes, person: Reference, words: Lexicon) -> Iterator[Found]:
    if words.has("positions", doc[person.start : person.end].text):
        return  # "Dean of the House", taken for somebody called Dean
    yield from _home(doc, pad, person, words)
    yield from _party_and_state(doc, pad, person)
    yield from _owner(doc, pad, person)
    yield from _employer(doc, pad, person, words)


def _owner(doc: Doc, pad: Notes, person: Reference) -> Iterator[Found]:
    """ "Kenya's Ada Roe", "Greenwatch's Ada Roe"."""
    owner = containment.owner(doc, pad, person)
    if owner is None or len(doc[person.start : person.end]) < 2:
        return
    if is_place(owner) and _is_country(doc, owner):
        yield person, "nationality", owner
    elif owner.class_ == "Organization" and not any(_joins(draft, person, owner) for draft in pad.drafts):
        yield person, "worksFor", owner


def _home(doc: Doc, pad: Notes, person: Reference, words: Lexicon) -> Iterator[Found]:
    """ "Ada Roe of Boston", "Ada Roe, 43, of Boston", "Ada Roe, a nurse from Brno"."""
    behind = _after_age(doc, person.end)
    if (
        behind < len(doc)
        and doc[behind].lower_ in _OF
        and (len(doc[person.start : person.end]) > 1 or behind > person.end)
    ):
        yield from _at_home(doc, pad, person, behind)
    for noun in appositions.nouns(doc, pad, person, words):
        for child in noun.children:
            if child.lower_ == "from" and child.dep_ == "prep" and noun.i < child.i:
                yield from _at_home(doc, pad, person, child.i)


def _after_age(doc: Doc, i: int) -> int:
    """Behind an age in commas, if there is one."""
    aged = i + 2 < len(doc) and doc[i].text == "," and doc[i + 1].like_num and doc[i + 2].text == ","
    return i + 3 if aged else i


def _at_home(doc: Doc, pad: Notes, person: Reference, link: int) -> Iterator[Found]:
    place = containment.behind(doc, pad, link)
    if place is None or (place.end < len(doc) and doc[place.end].lower_ == "to"):  # "from Oslo to Bergen"
        return
    governed = any(draft.predicate == "jurisdiction" and draft.object.start == place.start for draft in pad.drafts)
    if not governed or doc[person.start - 1].lower_.rstrip("s.") in _LEGISLATORS:
        yield person, "nationality" if _is_country(doc, place) else "homeLocation", place


def _is_country(doc: Doc, place: Reference) -> bool:
    """Whether a name can only mean a country: Georgia is a state, too."""
    return {each.kind for each in places.lookup(doc[place.start : place.end].text)} <= {"country", "city"} and (
        geocoding.is_country(place.cluster)
    )


def _party_and_state(doc: Doc, pad: Notes, person: Reference) -> Iterator[Found]:
    """ "Rep. Ada Roe, D-Mass.", "Sen. Ada Roe (R-ME)": members of Congress live where they are elected."""
    i = person.end
    if i + 3 < len(doc) and doc[i].text in (",", "(") and doc[i + 1].text in _PARTIES and doc[i + 2].text == "-":
        state = pad.at(i + 3)
        if state is not None and is_place(state) and state.start == i + 3:
            yield person, "homeLocation", state


def _employer(doc: Doc, pad: Notes, person: Reference, words: Lexicon) -> Iterator[Found]:
    """ "Ada Roe of the Tarn Institute"."""
    i = _after_age(doc, person.end)
    if i + 1 >= len(doc) or doc[i].lower_ not in _AT or not person.start <= doc[i].head.i < person.end:
        return
    i += 1
    i = roles.behind_based(doc, pad, i + int(doc[i].tag_ == "DT"))
    body = pad.at(i) if i < len(doc) else None
    if body is None or body.class_ != "Organization" or body.form != "name" or containment.modifies(doc, body):
        return
    if not any(_joins(draft, person, body) for draft in pad.drafts):
        party = fillers.is_party(doc, Filler(body.start, body.end, body.cluster))
        of_members = any(words.has("legislatures", token.text) for token in doc[body.start : body.end])
        yield person, "politicalParty" if party else "memberOf" if of_members else "worksFor", body


def _joins(draft: Draft, person: Reference, body: Reference) -> bool:
    ends = (draft.subject.cluster, draft.object.cluster)
    return (
        draft.predicate in _LINKS
        and any(end is person.cluster for end in ends)
        and any(end is body.cluster for end in ends)
    )


def _wider(doc: Doc, pad: Notes) -> Iterator[Draft]:
    """Who is at home in "Toledo, Ohio" is at home in Ohio."""
    for draft in pad.drafts:
        place = pad.at(draft.object.start) if draft.predicate in _HOMES else None
        outer = containment.after_comma(doc, pad, place) if place is not None and is_place(place) else None
        if outer is not None and not containment.said(pad, draft.subject, draft.predicate, outer):
            wider = Filler(outer.start, outer.end, outer.cluster)
            yield Draft(
                draft.subject, draft.predicate, wider, draft.confidence, EXTRACTOR, draft.stance, draft.speaker
            )  # fmt: skip


def _draft(doc: Doc, pad: Notes, subject: Reference, predicate: str, place: Reference) -> Draft:
    one, other = (Filler(ref.start, ref.end, ref.cluster) for ref in (subject, place))
    meant = stance.presupposed(doc[subject.head], pad)
    return Draft(one, predicate, other, _CONFIDENCE, EXTRACTOR, meant.stance, meant.speaker)
