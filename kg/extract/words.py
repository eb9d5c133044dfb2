"""Component `kg_words`: part of speech, features and lemma of every word, as the pipeline's own rules give them.

spaCy asks its attribute ruler and lemmatizer about every token. All but a few of their rules see one word with its tag
and role in the sentence and nothing else, so the answer is the same each time: here it is looked up once, which takes
a tenth of the time. Rules that see several tokens ("gonna", "there are") run as they are.

The lemmatizer looks every new word up in lists of up to 57,000 words, from their beginning; ours has them as sets.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.vocab import Vocab

RULES = ("attribute_ruler", "lemmatizer")

_KEY, _ANSWER = [ORTH, TAG, DEP], [POS, MORPH, LEMMA, DEP]
_INDEX = "lemma_index"
_TOLD = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})  # what rules may ask of a token for words to be told by kind
_MOST = 500_000  # words with a tag and a role that are remembered; then all are forgotten, so that memory stays bounded

Answer = tuple[int, ...]


def fits(nlp: Language) -> bool:
    """Whether the pipeline has both kinds of rules, and they are of the kind that sees words alone."""
    if not all(nlp.has_pipe(name) for name in RULES):
        return False
    ruler, lemmatizer = (nlp.get_pipe(name) for name in RULES)
    return isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, Lemmatizer)


@Language.factory("kg_words")
class Words:
    """The rules of the pipeline's components `RULES`, which it stands for."""

    def __init__(self, nlp: Language, name: str) -> None:
        del name
        ruler, lemmatizer = (nlp.get_pipe(rules) for rules in RULES)
        self._lemmatizer = _indexed(lemmatizer, nlp.vocab)
        self._one, self._several = (_part(ruler, nlp.vocab, several=several) for several in (False, True))
        self._named = _named(self._one)
        self._needed = list(_needed(self._several))
        self._known: dict[Answer, Answer] = {}
        self._ruled: dict[Answer, Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Fill in a `Doc` that has tags and a tree."""
        if not len(doc):
            return doc
        keys, at = np.unique(doc.to_array(_KEY), axis=0, return_inverse=True)
        asked: list[Answer] = [tuple(key) for key in keys.tolist()]
        if new := [key for key in asked if key not in self._known]:
            self._learn(new, doc.vocab)
        answers: Any = np.array([self._known[key] for key in asked], dtype=np.uint64)
        doc.from_array(_ANSWER, answers[at.reshape(-1)])
        if len(self._known) > _MOST:
            self._known.clear()
            self._ruled.clear()
        return self._several(doc) if self._met(doc) else doc

    def _met(self, doc: Doc) -> bool:
        """Whether the text has what any rule for several words cannot do without."""
        there: Any = {attribute: doc.to_array(attribute) for attribute in (LOWER, DEP)}
        found = {attribute: frozenset(numbers.tolist()) for attribute, numbers in there.items()}
        return any(all(not found[attribute].isdisjoint(one) for attribute, one in needed) for needed in self._needed)

    def _learn(self, keys: list[Answer], vocab: Vocab) -> None:
        kinds = [self._kind(vocab.strings[orth], orth, tag, dep) for orth, tag, dep in keys]
        if new := {kind: key for kind, key in zip(kinds, keys, strict=True) if kind not in self._ruled}:
            ruled = self._one(_words(list(new.values()), _KEY[1:], vocab)).to_array(_ANSWER)
            self._ruled.update(zip(new, map(tuple, ruled.tolist()), strict=True))
        known = [(orth, tag, *self._ruled[kind]) for kind, (orth, tag, _) in zip(kinds, keys, strict=True)]
        answers = self._lemmatizer(_words(known, [TAG, *_ANSWER], vocab)).to_array(_ANSWER)
        self._known.update(zip(keys, map(tuple, answers.tolist()), strict=True))

    def _kind(self, word: str, orth: int, tag: int, dep: int) -> Answer:
        """The same for words that no rule for one token tells apart: most rules speak of tags and roles alone."""
        if self._named is None:
            return orth, tag, dep
        low, (words, expressions) = word.lower(), self._named
        named = low in words or any(expression.search(low) for expression in expressions)
        return (orth, tag, dep) if named else (-int(word.isspace()), tag, dep)


def _words(rows: list[Answer], attributes: list[int | str], vocab: Vocab) -> Doc:
    """A `Doc` of words, given by their number in the vocabulary, each with what else is known of it."""
    doc = Doc(vocab, words=[vocab.strings[orth] for orth, *_ in rows])
    known: Any = np.array([rest for _, *rest in rows], dtype=np.uint64)  # spaCy's stubs know no NumPy
    return doc.from_array(attributes, known)


def _patterns(ruler: Any) -> Iterator[list[dict[str, Any]]]:
    """What the rules look for: for each token what it must be."""
    return (pattern for rule in ruler.patterns for pattern in rule["patterns"])


def _named(ruler: AttributeRuler) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]] | None:
    """The words in lower case that rules speak of, as such and by what is found in them.

    None where rules tell words apart by anything else.
    """
    words: set[str] = set()
    expressions: set[str] = set()
    for token in (token for pattern in _patterns(ruler) for token in pattern):
        asked: Any = token.get("LOWER", {})
        asked = {"IN": [asked]} if isinstance(asked, str) else asked
        if token.keys() - _TOLD or asked.keys() - {"IN", "REGEX"}:
            return None
        words.update(asked.get("IN", ()))
        expressions.update([asked["REGEX"]] if "REGEX" in asked else ())
    return frozenset(words), tuple(map(re.compile, sorted(expressions)))


def _needed(ruler: AttributeRuler) -> Iterator[list[tuple[int, frozenset[int]]]]:
    """For each rule the words in lower case and the roles of which it must meet one, by the numbers of the strings."""
    for pattern in _patterns(ruler):
        asked = [
            (at, token[name]) for token in pattern for name, at in (("LOWER", LOWER), ("DEP", DEP)) if name in token
        ]
        plain = [(at, [each] if isinstance(each, str) else each.get("IN")) for at, each in asked]
        yield [(at, frozenset(map(get_string_id, some))) for at, some in plain if some]


def _indexed(lemmatizer: Any, vocab: Vocab) -> Lemmatizer:
    """A lemmatizer with the same tables, but the words it knows as sets."""
    lookups = Lookups()
    for name in lemmatizer.lookups.tables:
        table = lemmatizer.lookups.get_table(name)
        if name == _INDEX:
            lookups.add_table(name, {key: frozenset(words) for key, words in table.items()})
        else:
            lookups.set_table(name, table)
    made: Lemmatizer = type(lemmatizer)(vocab, None, mode=lemmatizer.mode, overwrite=lemmatizer.overwrite)
    made.initialize(lookups=lookups)
    return made


def _part(ruler: Any, vocab: Vocab, *, several: bool) -> AttributeRuler:
    """A ruler with those rules of an `AttributeRuler` that see one token, or with those that see several."""
    part = AttributeRuler(vocab)
    for rule in ruler.patterns:
        if any(len(pattern) > 1 for pattern in rule["patterns"]) is several:
            part.add(**rule)
    return part
