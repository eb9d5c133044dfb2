"""Component `kg_pronouns`: `he`, `she`, `his`, `her`, `whose` where only one person can be meant.

A pronoun refers to the one person named before it in its sentence or, where that names nobody, to the one person
named in the sentence before if that is its subject, and in both cases only if nothing known of the person's gender
speaks against it. Two candidates are one too many: then the pronoun stays open. As the subject of a verb of saying it
refers to whoever spoke last, for reporters write `he said` of the one they go on quoting; before kin and lawyers, to
whoever the sentence before was about.
"""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract import lexicon
from kg.extract.lexicon import Lexicon
from kg.extract.notes import Notes, Reference, notes
from kg.text import names

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_SUBJECTS = ("nsubj", "nsubjpass")

# What stands before a name and tells the gender: "her husband, Ihar", "King Felipe".
_TELLING = {
    **dict.fromkeys(
        "husband father son brother uncle nephew grandfather widower boyfriend mr mr. king prince spokesman".split(),
        "m",
    ),
    **dict.fromkeys(
        "wife mother daughter sister aunt niece grandmother widow fiancée fiancee girlfriend queen princess".split(),
        "f",
    ),
    **dict.fromkeys("mrs mrs. ms ms. spokeswoman chairwoman congresswoman".split(), "f"),
}

# What nobody does to himself.
_SUFFERED = frozenset(
    "release arrest detention extradition removal dismissal execution appointment transfer deportation imprisonment "
    "sentence expulsion".split()
)
_KIN = ("kin_spouse", "kin_parent", "kin_child", "kin_sibling", "kin_relative", "representatives")

# Sentences after which nobody remembers who spoke last.
_MEMORY = 4


@Language.component("kg_pronouns")
def resolve_pronouns(doc: Doc) -> Doc:
    """Write a `Reference` of form `pronoun` for every pronoun with one possible antecedent."""
    reader = _Reader(doc, notes(doc), lexicon.load())
    sentences = list(doc.sents)
    for number, sentence in enumerate(sentences):
        reader.read(number, sentence, sentences[number - 1] if number else None)
    return doc


class _Reader:
    """Reads the sentences of a `Doc` in their order, and remembers who speaks."""

    def __init__(self, doc: Doc, pad: Notes, words: Lexicon) -> None:
        self.doc, self.pad, self.words = doc, pad, words
        self.speech = words.words["speech"] - words.words["mental"]
        self.genders = dict(told_genders(doc, pad))
        self.speakers: list[tuple[int, Reference]] = []
        self.told: list[Reference] = []

    def read(self, number: int, sentence: Span, previous: Span | None) -> None:
        """Resolve the pronouns of a sentence, then note who speaks in it."""
        if previous is not None and self.pad.item_of(previous[0]) != self.pad.item_of(sentence[0]):
            previous, self.told = None, []
        for token in sentence:
            found = self._meant(token, number, sentence, previous)
            if found is not None:
                self.pad.add(Reference(token.i, token.i + 1, token.i, "Person", "pronoun", found.cluster))
            reference = self.pad.at(token.i)
            if reference is not None and reference.class_ == "Person" and self._is_speaker(reference):
                self.speakers.append((number, reference))
        self.told += self._people(sentence)

    def _meant(self, token: Token, number: int, sentence: Span, previous: Span | None) -> Reference | None:
        if token.tag_ == "WP$":
            return self._owner(token)
        if token.lower_ not in _GENDER:
            return None
        if self._speaks(token):
            found = self._last_speaker(token, number, previous)
        else:
            found = self._antecedent(token, sentence, previous)
        return found or self._only_one(token, sentence)

    def _only_one(self, token: Token, sentence: Span) -> Reference | None:
        """The one person whom the story has named so far, where this sentence names nobody else."""
        others = [ref for ref in self._people(sentence) if not _possessed(token, ref)]
        return self._only([*self.told, *others], token) if self.told else None

    def _owner(self, token: Token) -> Reference | None:
        """ "Agnes Chow, whose lawyer ..." """
        verb = token.head
        while verb.dep_ != "relcl" and verb.head.i != verb.i:
            verb = verb.head
        owner = self.pad.at(verb.head.i) if verb.dep_ == "relcl" else None
        return owner if owner is not None and owner.class_ == "Person" else None

    def _is_speaker(self, reference: Reference) -> bool:
        head = self.doc[reference.head]
        if head.dep_ == "appos":  # "His wife, Sofia, told"
            head = head.head
        source = head.dep_ == "pobj" and head.head.head.lower_ == "according"
        return source or self._speaks(head)

    def _speaks(self, token: Token) -> bool:
        """Whether a verb of saying has it as its subject, or a verb with a colon and direct speech behind it."""
        return token.dep_ == "nsubj" and (token.head.lemma_ in self.speech or _opens_speech(token))

    def _last_speaker(self, token: Token, number: int, previous: Span | None) -> Reference | None:
        """ "he said" goes on with the subject of a sentence of the writer's own, else with whoever spoke last."""
        told = [ref for ref in self._people(previous) if _leads(self.doc, ref)] if previous is not None else []
        if len(told) == 1 and not self._speaks(self.doc[told[0].head]) and self._fits(told[0], token):
            quoted = any(mark.is_quote for mark in previous or ())
            if not quoted:
                return told[0]
        if not self.speakers:
            return None
        when, last = self.speakers[-1]
        near = number - when <= _MEMORY and self.pad.item_of(self.doc[last.head]) == self.pad.item_of(token)
        return self._only([last], token) if near else None

    def _antecedent(self, token: Token, sentence: Span, previous: Span | None) -> Reference | None:
        here = [ref for ref in self._people(sentence) if ref.end <= token.i and not does_to_another(token, ref)]
        if here:
            return self._only(here, token)
        if previous is None:
            return None
        before = self._people(previous)
        if token.tag_ == "PRP$" and any(self.words.has(kind, token.head.text) for kind in _KIN):
            fitting = [ref for ref in before if self._fits(ref, token)]
            return self._only(fitting, token) or self._only([ref for ref in fitting if _leads(self.doc, ref)], token)
        after = [ref for ref in self._people(sentence) if not _possessed(token, ref)]
        alone = not after or token.dep_ in _SUBJECTS
        return self._only(before, token) if alone and any(_leads(self.doc, ref) for ref in before) else None

    def _people(self, sentence: Span) -> list[Reference]:
        return [ref for ref in self.pad.within(sentence) if ref.class_ == "Person"]

    def _only(self, references: Sequence[Reference], token: Token) -> Reference | None:
        alone = len({id(ref.cluster) for ref in references}) == 1
        return references[-1] if alone and self._fits(references[-1], token) else None

    def _fits(self, reference: Reference, token: Token) -> bool:
        """Whether what is known of the person's gender is the pronoun's."""
        name = reference.cluster.name
        told = self.genders.get(id(reference.cluster))
        known = told or (names.gender(name.split()[0]) if " " in name else None)
        return known in (None, _GENDER[token.lower_])


def told_genders(doc: Doc, pad: Notes) -> Iterator[tuple[int, str]]:
    """The gender that a title or kin word right before a name tells, by the identity of the cluster."""
    for ref in pad.references:
        if ref.class_ == "Person" and ref.form == "name" and ref.start > 0:
            before = ref.start - 1 - (doc[ref.start - 1].text == ",")
            if before >= 0 and (told := _TELLING.get(doc[before].lower_)):
                yield id(ref.cluster), told


def _leads(doc: Doc, reference: Reference) -> bool:
    return doc[reference.head].dep_ in _SUBJECTS


def _opens_speech(token: Token) -> bool:
    """ "Blinken agreed: ..." """
    verb, doc = token.head, token.doc
    rest = doc[verb.i + 1 : verb.i + 8]
    return verb.pos_ == "VERB" and any(
        mark.text == ":" and mark.i + 1 < len(doc) and doc[mark.i + 1].is_quote for mark in rest
    )


def does_to_another(token: Token, reference: Reference) -> bool:
    """A judge who "ordered his release" ordered somebody else's."""
    noun = token.head
    suffered = token.tag_ == "PRP$" and noun.lower_ in _SUFFERED and noun.dep_ == "dobj"
    return suffered and token.doc[reference.head].head.i == noun.head.i


def _possessed(token: Token, reference: Reference) -> bool:
    """The one whom a possessive introduces, "his wife, Gulnara Safarova", is not the one whom it stands for."""
    between = token.doc[token.head.i + 1 : reference.start]
    return token.tag_ == "PRP$" and reference.start > token.head.i and all(mark.text == "," for mark in between)
