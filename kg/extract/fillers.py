"""Who or what stands in a slot of a pattern: a name, a pronoun with one antecedent, or an unnamed group."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import bodies, grammar, lexicon
from kg.extract.lexicon import forms
from kg.extract.notes import Cluster, Filler, Notes, Reference
from kg.extract.patterns import Slot

_OPENING = frozenset({"-", "–", "—", ":"})
_CLAUSAL = frozenset("VBD VBZ VBP MD WP WP$ WDT".split())
_NUMBERS = frozenset("dozens scores hundreds thousands millions tens".split())


def references(slots: grammar.Slots, wanted: tuple[Slot, ...], pad: Notes, groups: bool = False) -> list[Reference]:
    """What fills the first of these slots that anything fills; unnamed groups count where `groups` is set."""
    for slot in wanted:
        tokens = slots.get(slot.name, ())
        if slot.within:
            found = [ref for token in tokens for ref in _within(token, pad)]
        else:
            found = [ref for token in tokens for ref in _at(token, pad, groups)]
        if found:
            return list({id(ref): ref for ref in found}.values())
    return []


def is_party(doc: Doc, body: Filler) -> bool:
    """Whether the name of a body, or the word behind it, says that it is a political party: "the Musavat party"."""
    words = {token.lower_ for token in doc[body.start : body.end + 1]}
    return "party" in words or (body.cluster is not None and body.cluster.name.lower().endswith("party"))


def _at(token: Token, pad: Notes, groups: bool) -> Iterator[Reference]:
    reference = pad.at(token.i)
    if reference is not None and reference.class_ == "Position":  # the parser takes the title for the head
        reference = pad.holder(reference)
    if reference is not None:
        if not (reference.form == "nominal" and reference.class_ == "Place"):  # "Serbians" are not Serbia
            yield reference
        return
    if (known := bodies.body(token, pad)) is not None:
        yield known
        return
    beside = (member for child in token.children if child.dep_ == "appos" for member in grammar.members(child))
    named = [ref for member in beside if (ref := pad.at(member.i)) is not None and ref.class_ != "Position"]
    if named:  # "Mammadli's lawyer, Javad Javadov"; "three men, A, B and C"
        yield from named
        return
    if groups and _is_group(token):
        listed = list(_listed(token, pad))
        yield from listed or [_group(token, pad)]
    if groups:
        yield from _included(token, pad)


def _listed(token: Token, pad: Notes) -> Iterator[Reference]:
    """The people whom a dash, a colon or a comma lists behind a group: "three activists - Zamin Salayev, Agil Ozel"."""
    parts = [part for part in token.subtree if part.i > token.i]
    opened = next((part.i for part in parts if part.text in _OPENING or _introduces(part, pad)), None)
    for part in parts:
        reference = pad.at(part.i)
        listed = opened is not None and part.i > opened and reference is not None and reference.head == part.i
        if listed and reference is not None and reference.class_ == "Person":
            yield reference


def _introduces(comma: Token, pad: Notes) -> bool:
    """Whether a person is named right behind a comma, or behind what the person does: ", reporter Agil Ozel and"."""
    if comma.text != ",":
        return False
    behind = comma.doc[comma.i + 1 : comma.i + 4]
    named = next((token.i for token in behind if (ref := pad.at(token.i)) is not None and ref.class_ == "Person"), None)
    return named is not None and all(token.pos_ in ("NOUN", "PROPN", "ADJ") for token in comma.doc[comma.i + 1 : named])


def _included(token: Token, pad: Notes) -> Iterator[Reference]:
    """Who is named as some of those meant: "36 people, including X"; "were detained, among them the blogger Y"."""
    doc, end = token.doc, token.sent.end
    opened = next((i for i in range(token.i + 1, end) if _names_some(doc, i) or _is_group(doc[i])), end)
    if opened < end and not _names_some(doc, opened):  # "Police detained eight people, including X"
        return
    for i in range(opened + 1, end):
        if doc[i].tag_ in _CLAUSAL or doc[i].text in (";", ":"):
            return
        reference = pad.at(i)
        if reference is None or reference.head != i or reference.class_ != "Person" or reference.form != "name":
            continue
        link = doc[i].head
        if doc[i].dep_ != "poss" and (doc[i].dep_ != "pobj" or link.i <= opened or link.lower_ == "including"):
            yield reference


def _names_some(doc: Doc, i: int) -> bool:
    return doc[i].lower_ == "including" or (
        doc[i].lower_ == "among" and i + 1 < len(doc) and doc[i + 1].lower_ in ("them", "whom")
    )


def _within(token: Token, pad: Notes) -> Iterator[Reference]:
    """The people named under a token outside relative clauses, titles and genitives of other people's."""
    direct = list(_at(token, pad, groups=False))
    if direct:
        yield from direct
        return
    seen: set[int] = set()
    for part in token.subtree:
        reference = pad.at(part.i)
        if reference is None or reference.class_ != "Person" or reference.head != part.i:
            continue
        if _subordinate(part, token, pad) or _represents(part.doc, reference):
            continue
        if id(reference.cluster) not in seen:
            seen.add(id(reference.cluster))
            yield reference


def _represents(doc: Doc, reference: Reference) -> bool:
    """A lawyer pleads in somebody else's case: "the motion of lawyer Fariz Namazli"."""
    return reference.start > 0 and doc[reference.start - 1].lower_ in lexicon.load().words["representatives"]


def _subordinate(part: Token, top: Token, pad: Notes) -> bool:
    while part.i != top.i:
        named = pad.at(part.head.i)
        if part.dep_ in ("appos", "poss") and named is not None and named.class_ == "Person":
            return True
        if part.dep_ in ("relcl", "advcl") or (part.pos_ == "VERB" and part.dep_ not in ("prep", "pcomp", "amod")):
            return True
        part = part.head
    return False


def _is_group(token: Token) -> bool:
    words = lexicon.load().words
    if token.lower_ in words["group_heads"]:
        return any(child.lower_ == "of" for child in token.children)
    if token.lower_ in _NUMBERS:  # "hundreds of demonstrators"
        counted = [noun for child in token.children if child.lower_ == "of" for noun in child.children]
        return not counted or any(form in words["people"] for noun in counted for form in forms(noun.text))
    plural = token.tag_ == "NNS" or token.lower_ in ("people", "police", "troops", "military", "army", "forces")
    return plural and any(form in words["people"] for form in forms(token.text))


def _group(token: Token, pad: Notes) -> Reference:
    """A new nominal reference to an unnamed group, named by its noun phrase without the article."""
    start, end = grammar.noun_phrase(token)
    doc: Doc = token.doc
    while start < token.i and doc[start].tag_ in ("DT", "PRP$", "WDT"):
        start += 1
    end = next((i for i in range(token.i + 1, end) if doc[i].text in _OPENING or doc[i].text == ","), end)
    name = " ".join(doc[start:end].text.split())
    cluster = next(
        (ref.cluster for ref in pad.references
         if ref.form == "nominal" and ref.class_ == "Group" and ref.cluster.name.lower() == name.lower()
         and ref.cluster.item == pad.item_of(token)),
        None,
    )  # fmt: skip
    reference = Reference(
        start, end, token.i, "Group", "nominal", cluster or Cluster("Group", name, pad.item_of(token))
    )
    pad.add(reference)
    return reference
