"""Who says a clause: by a verb of saying above or beside it, as a claim, according to somebody, in direct speech."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import grammar, lexicon
from kg.extract.notes import Cluster, Notes

DENIALS = frozenset("deny refute reject dismiss".split())
_SAME_CLAIM = frozenset({"ccomp", "conj", "pcomp", "xcomp"})
_ACCORDING = frozenset("according".split())


@dataclass(frozen=True, slots=True)
class Speech:
    """The verb that says it, where one does, and who says it, where that is known."""

    verb: Token | None
    who: Cluster | None


def speaker(verb: Token, pad: Notes) -> Speech | None:
    """The verb of saying that this clause is the content of, and who says it."""
    words = lexicon.load().words
    said, speech, held = verb, words["speech"], True
    for above, label in grammar.clauses_above(verb):
        if source := _source(said, pad):
            return source
        denied = label == "xcomp" and above.lemma_ in DENIALS  # "denied being a member"
        if _quoted_apart(above, verb, pad):
            break
        held = held and label in _SAME_CLAIM
        if held and label == "xcomp" and above.lemma_ in words["hearsay"] and said.tag_ != "VBG":
            return _told(above, pad)
        spoken = above.lemma_ in speech or (label == "ccomp" and above.lemma_ in words["hearsay"])
        if denied or (label in ("ccomp", "pcomp") and spoken):
            return Speech(above, subject_of(above, pad))
        said = above
    for child in said.children:  # ", Turan reported" hangs from the clause it reports
        if child.i == verb.i:  # "he said" reports the clause around it, not itself
            return None
        if child.dep_ in ("parataxis", "ccomp") and child.lemma_ in speech and _reporting(child):
            return Speech(child, subject_of(child, pad))
    return _source(said, pad)


def _told(verb: Token, pad: Notes) -> Speech:
    """Who says what an infinitive says of the subject: "is said by Lund to live", "claims to live"."""
    bare = verb.tag_ == "VBN" and not any(
        child.dep_ == "aux" for child in verb.children
    )  # ", thought to live in Oslo,"
    if not bare and not grammar.is_passive(verb):
        return Speech(verb, subject_of(verb, pad))
    found = (pad.at(token.i) for token in grammar.slots(verb).get("by", ()))
    return Speech(verb, next((ref.cluster for ref in found if ref is not None), None))


def claim(trigger: Token, verb: Token, pad: Notes) -> Speech | None:
    """The claim that this is the content of: "allegations that he beat X", "accused of the murder of X"."""
    words = lexicon.load().words
    if trigger.dep_ == "pobj":
        link = trigger.head
    else:
        while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            verb = verb.head
        link = verb.head if verb.dep_ == "pcomp" else verb
    above = link.head
    if above.pos_ == "VERB":
        accused = above.lemma_ in words["accusing"] and link.lower_ in ("of", "with")
        described = above.lemma_ in words["describing"] and link.lower_ == "as"
        return Speech(above, subject_of(above, pad)) if accused or described else None
    if above.lemma_ not in words["claims"] or not (link.lower_ == "of" or (link.i == verb.i and _is_content(verb))):
        return None
    if above.dep_ == "dobj" and above.head.lemma_ in DENIALS:
        return Speech(above.head, subject_of(above.head, pad))
    owners = (pad.at(owner.i) for owner in grammar.slots(above).get("possessor", ()))
    return Speech(None, next((owner.cluster for owner in owners if owner), None))


def _is_content(clause: Token) -> bool:
    """Whether a clause after a noun says what that noun is about: not "the claims she made", "a report that shook"."""
    if clause.dep_ not in ("acl", "relcl") or any(token.tag_ in ("WDT", "WP", "WP$", "WRB") for token in clause.lefts):
        return False
    return any(child.dep_ in ("dobj", "nsubjpass") or child.dep_ == "mark" for child in clause.children)


def of_source(one: Token, other: Token, pad: Notes) -> bool:
    """Whether the one of two mentions is of whom a clause is according to, or of the body that says it, and the other
    stands in what it says: "The party, in its statement, said that Roe ..."; people say such things of themselves."""
    return _is_source(one, other, pad) or _is_source(other, one, pad)


def _is_source(name: Token, other: Token, pad: Notes) -> bool:
    if name.dep_ == "pobj" and name.head.head.lower_ in _ACCORDING:
        return not name.is_ancestor(other)
    ref = pad.at(name.i)
    if ref is None or ref.class_ != "Organization":
        return False
    verb = next((above for above in name.ancestors if above.pos_ == "VERB"), None)
    if verb is None or verb.lemma_ not in lexicon.load().words["speech"]:
        return False
    says = any(child.dep_ == "nsubj" and _is(child, ref.cluster, pad) for child in verb.children)
    said = [child for child in verb.children if child.dep_ == "ccomp" and child.is_ancestor(other)]
    return says and any(not child.is_ancestor(name) for child in said)


def _is(token: Token, cluster: Cluster, pad: Notes) -> bool:
    ref = pad.at(token.i)
    return ref is not None and ref.cluster is cluster


def _source(verb: Token, pad: Notes) -> Speech | None:
    """Whom a clause is according to."""
    found = next((child for child in verb.children if child.lower_ in _ACCORDING), None)
    if found is not None and any(part.tag_ in ("WDT", "WP") for link in found.children for part in link.children):
        return None  # "an agreement according to which"
    return Speech(found, _according(found, pad)) if found is not None else None


def quoted(trigger: Token, pad: Notes) -> Speech | None:
    """The direct speech that a word stands in, and who says it where that is known."""
    for quotation in pad.quotations:
        if quotation.start <= trigger.i < quotation.end:
            return Speech(None, quotation.speaker)
    return None


def _quoted_apart(above: Token, verb: Token, pad: Notes) -> bool:
    """Whether a verb above stands in direct speech and the clause outside: `"I don't | think so", Lund | told ...`."""
    return any(q.start <= above.i < q.end and not q.start <= verb.i < q.end for q in pad.quotations)


def _reporting(verb: Token) -> bool:
    """A clause such as "he said" set off by a comma: its subject is near, and it says nothing itself."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    near = any(abs(subject.i - verb.i) <= 6 for subject in subjects)
    return near and not any(child.dep_ in ("ccomp", "dobj", "xcomp") for child in verb.children)


def subject_of(verb: Token, pad: Notes) -> Cluster | None:
    """Who says it: the named subject of a verb of saying, or the name in apposition to it."""
    for subject in grammar.slots(verb).get("subject", ()):
        reference = pad.at(subject.i)
        if reference is not None and reference.class_ == "Position":  # "Its editor Malin Frisk said"
            reference = pad.holder(reference)
        if reference is not None:
            return reference.cluster
        for child in subject.children:  # "Mammadli's lawyer, Javad Javadov, stated"
            named = pad.at(child.i) if child.dep_ == "appos" else None
            if named is not None:
                return named.cluster
    for child in verb.children:  # ", the state's commissioner, Samuel Aruwan, said"
        named = pad.at(child.i) if child.dep_ == "npadvmod" else None
        if named is not None and named.class_ in ("Person", "Organization"):
            return named.cluster
    return None


def _according(token: Token, pad: Notes) -> Cluster | None:
    """The object of "according to", or the name in apposition to it; nobody who only owns it ("his lawyer")."""
    for link in token.children:
        for noun in link.children:
            for part in (noun, *(child for child in noun.children if child.dep_ in ("appos", "compound"))):
                reference = pad.at(part.i) if noun.dep_ == "pobj" else None
                if reference is not None and reference.class_ in ("Person", "Organization"):
                    return reference.cluster
    return None
