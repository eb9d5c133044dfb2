"""Component `kg_pronouns`: `he`, `she`, `his`, `her` where only one person can be meant.

A pronoun refers to the one person named before it in its sentence or, where that names nobody, to the one person
named in the sentence before if that is its subject, and in both cases only if the given name's gender does not speak
against it. Two candidates are one too many: then the pronoun stays open. As the subject of a verb of saying it refers
to whoever spoke last: reporters write `he said` of the one they go on quoting.
"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract import lexicon
from kg.extract.lexicon import Lexicon
from kg.extract.notes import Notes, Reference, notes
from kg.text import names

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}


# What nobody does to himself.
_SUFFERED = frozenset(
    "release arrest detention extradition removal dismissal execution appointment transfer deportation imprisonment "
    "sentence expulsion".split()
)

# Sentences after which nobody remembers who spoke last.
_MEMORY = 4


@Language.component("kg_pronouns")
def resolve_pronouns(doc: Doc) -> Doc:
    """Write a `Reference` of form `pronoun` for every pronoun with one possible antecedent."""
    pad, words = notes(doc), lexicon.load().words
    speech = words["speech"] - words["mental"]
    speakers: list[tuple[int, Reference]] = []
    sentences = list(doc.sents)
    for number, sentence in enumerate(sentences):
        for token in sentence:
            if token.lower_ in _GENDER:
                found = (
                    _speaker(token, pad, number, speakers)
                    if _speaks(token, speech)
                    else _antecedent(token, pad, sentence, sentences[number - 1] if number else None)
                )
                if found is not None:
                    pad.add(Reference(token.i, token.i + 1, token.i, "Person", "pronoun", found.cluster))
            reference = pad.at(token.i)
            if reference is not None and reference.class_ == "Person" and _speaks(_subject(doc, reference), speech):
                speakers.append((number, reference))
    return doc


def _subject(doc: Doc, reference: Reference) -> Token:
    """The token that stands in the clause for a person: "His wife, Sofia, told" has its name in apposition."""
    head = doc[reference.head]
    return head.head if head.dep_ == "appos" else head


def _speaks(token: Token, speech: frozenset[str]) -> bool:
    """Whether a verb of saying has it as its subject, or a verb with a colon and direct speech behind it."""
    return token.dep_ == "nsubj" and (token.head.lemma_ in speech or _opens_speech(token))


def _opens_speech(token: Token) -> bool:
    """ "Blinken agreed: ..." """
    verb, doc = token.head, token.doc
    rest = doc[verb.i + 1 : verb.i + 8]
    return verb.pos_ == "VERB" and any(
        mark.text == ":" and mark.i + 1 < len(doc) and doc[mark.i + 1].is_quote for mark in rest
    )


def _speaker(token: Token, pad: Notes, number: int, speakers: Sequence[tuple[int, Reference]]) -> Reference | None:
    """ "he said" goes on with whoever spoke last in this story, if that was not long ago."""
    if not speakers:
        return None
    when, last = speakers[-1]
    near = number - when <= _MEMORY and pad.item_of(token.doc[last.head]) == pad.item_of(token)
    return _only([last], token) if near else None


def _antecedent(token: Token, pad: Notes, sentence: Span, previous: Span | None) -> Reference | None:
    here = [
        ref
        for ref in pad.within(sentence)
        if ref.class_ == "Person" and ref.end <= token.i and not _does_to_another(token, ref)
    ]
    if here:
        return _only(here, token)
    if previous is None or pad.item_of(previous[0]) != pad.item_of(token):
        return None
    before = [ref for ref in pad.within(previous) if ref.class_ == "Person"]
    if token.tag_ == "PRP$" and _introduces(token, lexicon.load()):
        fitting = [ref for ref in before if _fits(ref, token)]
        leading = [ref for ref in fitting if token.doc[ref.head].dep_ in ("nsubj", "nsubjpass")]
        return _only(fitting, token) or _only(leading, token)
    after = [ref for ref in pad.within(sentence) if ref.class_ == "Person" and not _possessed(token, ref)]
    subjects = [ref for ref in before if token.doc[ref.head].dep_ in ("nsubj", "nsubjpass")]
    return _only(before, token) if subjects and (not after or token.dep_ == "nsubj") else None


def _introduces(token: Token, words: Lexicon) -> bool:
    """Whether a possessive stands before kin or a lawyer: such a sentence goes on about whoever was just named."""
    kinds = ("kin_spouse", "kin_parent", "kin_child", "kin_sibling", "kin_relative", "representatives")
    return any(words.has(kind, token.head.text) for kind in kinds)


def _does_to_another(token: Token, reference: Reference) -> bool:
    """A judge who "ordered his release" ordered somebody else's."""
    noun = token.head
    suffered = token.tag_ == "PRP$" and noun.lower_ in _SUFFERED and noun.dep_ == "dobj"
    return suffered and token.doc[reference.head].head.i == noun.head.i


def _possessed(token: Token, reference: Reference) -> bool:
    """The one whom a possessive introduces, "his wife, Gulnara Safarova", is not the one whom it stands for."""
    between = token.doc[token.head.i + 1 : reference.start]
    return token.tag_ == "PRP$" and reference.start > token.head.i and all(mark.text == "," for mark in between)


def _only(references: Sequence[Reference], token: Token) -> Reference | None:
    alone = len({id(ref.cluster) for ref in references}) == 1
    return references[-1] if alone and _fits(references[-1], token) else None


def _fits(reference: Reference, token: Token) -> bool:
    """Whether the given name's gender, where it tells one, is the pronoun's."""
    name = reference.cluster.name
    return " " not in name or names.gender(name.split()[0]) in (None, _GENDER[token.lower_])
