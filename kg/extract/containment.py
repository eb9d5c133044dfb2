"""Component `kg_containment`: which place lies in which, where the text names the two beside one another.

"Toledo, Ohio"; "the Karst hills in southern Slovenia"; "Rome's Rebibbia Prison"; "Linz and other cities in Austria".
"""

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import epithets, grammar, stance
from kg.extract.epithets import geographic
from kg.extract.notes import Draft, Filler, Notes, Reference, notes
from kg.text import places

EXTRACTOR = "kg/containment"

_CONFIDENCE = 0.85
_RANKS = {"city": 1.0, "historical": 3.0, "region": 2.0, "country": 3.0, "macroregion": 4.0}
_COUNTY = 1.5
_DIVISIONS = frozenset("county parish province region prefecture district oblast governorate state".split())
_FRONTED = frozenset({"nsubj", "nsubjpass"})
_LONGEST = 6  # tokens between "in" and the name: "in the central Indian state of | Madhya Pradesh"


@Language.component("kg_containment")
def find_containment(doc: Doc) -> Doc:
    """Draft a statement for each two places of which the text says that one lies in the other."""
    pad = notes(doc)
    for inner in [ref for ref in pad.references if is_place(ref)]:
        for outer in (
            after_comma(doc, pad, inner),
            _around(doc, pad, inner),
            _of(doc, pad, inner),
        ):
            if outer is not None and outer.cluster is not inner.cluster and not said(pad, inner, "containedIn", outer):
                pad.drafts.append(_draft(doc, pad, inner, "containedIn", outer))
        for predicate, outer in epithets.before(doc, pad, inner):
            if _larger(doc, inner, outer) and not said(pad, inner, predicate, outer):
                pad.drafts.append(_draft(doc, pad, inner, predicate, outer))
    return doc


def said(pad: Notes, subject: Reference | Filler, predicate: str, other: Reference) -> bool:
    """Whether another component has drafted this on the same mention of the object."""
    return any(
        draft.predicate == predicate and draft.subject.cluster is subject.cluster and draft.object.start == other.start
        for draft in pad.drafts
    )


def is_place(ref: Reference | None) -> bool:
    """Whether a mention names a place: a demonym does not."""
    return ref is not None and ref.class_ == "Place" and ref.form == "name"


def after_comma(doc: Doc, pad: Notes, inner: Reference) -> Reference | None:
    """The region or country right behind a comma: "Toledo, | Ohio"; not what a list goes on with."""
    outer = _name_at(doc, pad, inner.end + 1) if inner.end + 1 < len(doc) and doc[inner.end].text == "," else None
    if outer is None or rank(doc, outer) < _COUNTY or not _larger(doc, inner, outer):
        return None
    if doc[outer.head].dep_ in _FRONTED and outer.end < len(doc) and doc[outer.end].pos_ in ("VERB", "AUX"):
        return None  # "In Houston, Texas voted"
    if not rank(doc, inner) and _goes_on(doc, outer):
        return None  # "according to Tellmark, Texas officials"
    return None if _listed(doc, pad, inner, outer) else outer


def rank(doc: Doc, ref: Reference) -> float:
    """How large a place is as its first reading has it: towns below counties, regions and countries; 0 if unknown."""
    words = doc[ref.start : ref.end].text
    if len(words.split()) > 1 and doc[ref.end - 1].lower_ in _DIVISIONS:
        return _COUNTY
    state = places.us_state(words)
    country = places.demonym(words) if ref.form == "nominal" else None
    if country is not None:
        return _RANKS[country.kind]
    found = places.lookup(words)
    return _RANKS["region"] if state else _RANKS[found[0].kind] if found else 0.0


def behind(doc: Doc, pad: Notes, preposition: int) -> Reference | None:
    """The place that a preposition governs: "in | Bavaria", "in the central Indian state of | Madhya Pradesh"."""
    stop = min(preposition + _LONGEST + 1, doc[preposition].sent.end)
    for i in range(preposition + 1, stop):
        ref = pad.at(i)
        if ref is not None and ref.form == "name":
            return ref if ref.class_ == "Place" and ref.start == i and not _goes_on(doc, ref) else None
        if not (doc[i].tag_ in ("DT", "JJ") or doc[i].lower_ == "of" or geographic(doc[i])):
            return None
    return None


def _goes_on(doc: Doc, ref: Reference) -> bool:
    """Whether the name only modifies a noun or owns what follows: "in the | Houston suburbs", "of | Rome-based"."""
    owns = ref.end < len(doc) and (doc[ref.end].tag_ == "POS" or doc[ref.end].text == "-")
    return owns or modifies(doc, ref)


def _name_at(doc: Doc, pad: Notes, i: int) -> Reference | None:
    ref = pad.at(i) if i < doc[i - 1].sent.end else None
    return ref if ref is not None and is_place(ref) and ref.start == i else None


def _larger(doc: Doc, inner: Reference, outer: Reference) -> bool:
    """Whether the one may lie in the other, by what the gazetteer knows of the two names."""
    small, large = rank(doc, inner), rank(doc, outer)
    if large:
        return small < large
    return small < _RANKS["region"]


def _listed(doc: Doc, pad: Notes, inner: Reference, outer: Reference) -> bool:
    """Whether the two are members of a list: "Ohio, Texas and Utah", "Georgia, Armenia, Turkey"."""
    i = outer.end
    while i < len(doc) and (doc[i].text == "," or doc[i].lower_ in ("and", "or", "&")):
        i += 1
    following = _name_at(doc, pad, i) if outer.end < i < len(doc) else None
    if following is None or after_comma(doc, pad, following) is not None:
        return False
    return rank(doc, following) >= rank(doc, outer) and not _known_there(doc, inner, outer)


def _known_there(doc: Doc, inner: Reference, outer: Reference) -> bool:
    """Whether the gazetteer has a town of the one name, and no region, in the country of the other."""
    around = {each.country for each in places.lookup(doc[outer.start : outer.end].text)}
    there = {each.kind for each in places.lookup(doc[inner.start : inner.end].text) if each.country in around}
    return "city" in there and ("region" not in there or rank(doc, outer) > _RANKS["region"])


def _around(doc: Doc, pad: Notes, inner: Reference) -> Reference | None:
    """The place behind "in": "Linz in Austria", "Arusha, in northern Tanzania", "Linz and other cities in Austria"."""
    i = inner.end
    while i < len(doc) and doc[i].is_lower and geographic(doc[i]):
        i += 1
    if i < len(doc) and doc[i].text == ",":
        i += 1
    behind_it = i < len(doc) and doc[i].lower_ == "in"
    outer = behind(doc, pad, i) if behind_it else _of_others(doc, pad, inner)
    return outer if outer is not None and _larger(doc, inner, outer) else None


def _of_others(doc: Doc, pad: Notes, inner: Reference) -> Reference | None:
    for noun in grammar.members(doc[inner.head]):
        other = any(child.lower_ == "other" for child in noun.children)
        if other and noun.i >= inner.end and geographic(noun):
            inside = next((child.i for child in noun.children if child.lower_ == "in"), None)
            return behind(doc, pad, inside) if inside is not None else None
    return None


def _of(doc: Doc, pad: Notes, inner: Reference) -> Reference | None:
    """The place whose it is."""
    found = owner(doc, pad, inner)
    return found if found is not None and is_place(found) and _larger(doc, inner, found) else None


def owner(doc: Doc, pad: Notes, name: Reference) -> Reference | None:
    """The name in the genitive right before this one: "Rome's | Rebibbia Prison"."""
    if name.start < 2 or doc[name.start - 1].tag_ != "POS" or modifies(doc, name):
        return None
    found = pad.at(name.start - 2)
    return found if found is not None and found.form == "name" and found.end == name.start - 1 else None


def modifies(doc: Doc, name: Reference) -> bool:
    """Whether the name only modifies a noun behind it: "the Tarn Institute | board"."""
    head = doc[name.head]
    return head.dep_ in ("compound", "nmod", "amod", "poss") and head.head.i >= name.end


def _draft(doc: Doc, pad: Notes, inner: Reference, predicate: str, outer: Reference) -> Draft:
    one, other = (Filler(ref.start, ref.end, ref.cluster) for ref in (inner, outer))
    meant = stance.presupposed(doc[inner.head], pad)
    return Draft(one, predicate, other, _CONFIDENCE, EXTRACTOR, meant.stance, meant.speaker)
